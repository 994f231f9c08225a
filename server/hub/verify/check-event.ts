import { HUB_DEVICE, EventHeader } from '../../../shared/domain/header.ts';
import { madeByHub } from '../../../shared/domain/made-by-hub.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { sha256, verifyHeader } from '../../../shared/protocol/envelope.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import type { Directory } from '../../../shared/domain/directory.ts';
import type { EventRow } from '../store/events.ts';
import type { FaultKind } from './fault.ts';

export type CheckedRow = { readonly ok: true; readonly header: EventHeader } | { readonly ok: false; kind: FaultKind };

const no = (kind: FaultKind): CheckedRow => ({ ok: false, kind });

/** One stored event by itself: its header, the columns beside it, its contents, and that its author signed it. Pure. */
export function checkRow(row: EventRow, directory: Directory): CheckedRow {
  const header = parsed(row.header);
  if (header === null) return no('header_unreadable');
  if (jcs(header).toString('utf8') !== row.header) return no('header_not_canonical');
  if (header.id !== row.id || header.caseId !== row.case_id || header.type !== row.type) return no('row_differs');
  // Erased contents are gone; the header and its signature stay.
  if (row.sealed !== null && sha256(row.sealed) !== header.payloadHash) return no('contents_changed');
  if (header.device === HUB_DEVICE)
    return row.signature === null && madeByHub.has(header.type) ? { ok: true, header } : no('author_unknown');
  const author = directory.devices[header.device];
  if (author === undefined || author.user !== header.actor) return no('author_unknown');
  return row.signature !== null && signedBy(author.signingKey, header, row.signature)
    ? { ok: true, header }
    : no('signature_invalid');
}

function parsed(text: string): EventHeader | null {
  try {
    return EventHeader.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function signedBy(key: string, header: EventHeader, signature: string): boolean {
  try {
    return verifyHeader(header, signature, publicKeyObject('ed25519', key));
  } catch {
    // 32 bytes that are no key.
    return false;
  }
}
