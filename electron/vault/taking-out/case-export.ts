import type { CaseFile } from '../../../shared/domain/case-file.ts';
import { withoutClues } from './print-document.ts';
import { marking } from '../../../shared/bridge/shell.ts';
import type { TakingReason } from '../../../shared/domain/events/taking-out.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { failed, done, type Done } from '../calls/failure.ts';
import { readCase } from '../cases/read-case.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

/** One event as it was signed. The signature is over the header; the header holds the hash of the sealed contents. */
interface ExportedEvent {
  /** Its place in the log of its compartment; null while the hub has not numbered it. */
  readonly seq: number | null;
  readonly compartment: string;
  readonly header: EventHeader;
  /** Ed25519 over the canonical header (RFC 8785), base64; null for what the hub itself wrote. */
  readonly signature: string | null;
  readonly payload: unknown;
}

/** The encrypted copy of a case, once it is opened: one JSON document. Version 1. */
export interface CaseExport {
  readonly format: 'candour-case';
  readonly version: 1;
  readonly marking: string;
  readonly reference: string;
  readonly exportedBy: string;
  readonly exportedAt: string;
  readonly takenTo: string;
  readonly reason: TakingReason;
  readonly narrative: string | null;
  readonly case: CaseFile;
  readonly events: readonly ExportedEvent[];
  /** Display names by user, and the raw Ed25519 keys (base64) by device, by which the signatures are checked. */
  readonly names: Readonly<Record<string, string>>;
  readonly signingKeys: Readonly<Record<string, string>>;
}

export interface ExportAbout {
  readonly caseId: string;
  readonly takenTo: string;
  readonly reason: TakingReason;
  /** ISO 8601. */
  readonly at: string;
}

const isClue = ({ facets }: EventHeader) => facets.kind === 'reporter_clue';

/** Everything of a case that may leave it: folded, and as the events that it was folded from. */
export function caseExport(db: ReadConnection, { caseId, takenTo, reason, at }: ExportAbout): Done<CaseExport> {
  const read = readCase(db, caseId);
  if (!read.ok) return read;
  const { file, row, names } = read.value;
  if (file === null) return failed('not_permitted', { reason: 'conflict_not_screened', who: null });
  const events = eventsOf(db, caseId).filter(inView);
  const signatures = new Map(
    db
      .all<{ id: string; signature: string | null }>('SELECT id, signature FROM events WHERE case_id = ?', [caseId])
      .map(({ id, signature }) => [id, signature]),
  );
  const clues = new Set(events.filter(({ header }) => isClue(header)).map(({ header }) => header.id));
  const directory = directoryOf(db);
  const identity = identityOf(db);
  const devices = [...new Set(events.map(({ header }) => header.device))];
  return done({
    format: 'candour-case',
    version: 1,
    marking,
    reference: row.reference,
    exportedBy: directory.users[identity.user]?.name ?? identity.name,
    exportedAt: at,
    takenTo,
    reason,
    narrative: file.report?.narrative ?? null,
    case: withoutClues(file),
    events: events.map(({ header, seq, compartment, payload }) => ({
      seq,
      compartment,
      header,
      signature: signatures.get(header.id) ?? null,
      payload: clues.has(header.id) || clues.has(String(header.facets.annotation)) ? null : payload,
    })),
    names,
    signingKeys: Object.fromEntries(
      devices.flatMap((device) => {
        const key = directory.devices[device]?.signingKey;
        return key === undefined ? [] : [[device, key]];
      }),
    ),
  });
}
