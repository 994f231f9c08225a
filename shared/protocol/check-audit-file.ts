import { createHash, type KeyObject } from 'node:crypto';
import { auditEntry } from '../domain/audit/entry.ts';
import { known } from '../domain/events/index.ts';
import { HUB_DEVICE, type EventHeader } from '../domain/header.ts';
import { madeByHub } from '../domain/made-by-hub.ts';
import { AuditFileLine, auditFileSigned, type AuditFileEntry, type AuditOpening } from './audit-file.ts';
import { readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { verifyHeader } from './envelope.ts';
import { rootOfPath } from './inclusion.ts';
import { publicKeyObject } from './keys.ts';
import { leafOf } from './leaf.ts';

/** What is wrong with a file, and in which line (counted from 1). */
export interface AuditFault {
  readonly line: number;
  readonly code:
    | 'not_an_audit'
    | 'unreadable_line'
    | 'cut_or_changed'
    | 'not_signed'
    | 'wrong_count'
    | 'twice'
    | 'bad_checkpoint'
    | 'unknown_author'
    | 'bad_signature'
    | 'not_in_log'
    | 'says_otherwise';
}

export interface CheckedAudit {
  readonly opening: AuditOpening;
  readonly entries: number;
  /** Proved to be in a log that the hub has signed. */
  readonly proved: number;
  /** The file itself says of these that they are in no signed log yet. */
  readonly notYet: number;
  readonly logs: readonly Checkpoint[];
}
export type AuditVerdict =
  { readonly ok: true; readonly audit: CheckedAudit } | { readonly ok: false; readonly faults: readonly AuditFault[] };

const keyOf = (raw: string): KeyObject | null => {
  try {
    return publicKeyObject('ed25519', raw);
  } catch {
    return null;
  }
};

/** The lines with their numbers; null for one that is no line of an audit. */
const parse = (text: string): AuditFileLine | null => {
  try {
    return AuditFileLine.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/**
 * Checks an export by itself: that it is whole and signed by the device that it names, that each entry was signed by its
 * author's device, that device by the directory's log, and every place by a checkpoint of the hub. Pure. Whose the two keys
 * in the first line are, only people can compare: the hub's, and the exporting device's.
 */
export function checkAuditFile(text: string): AuditVerdict {
  const faults: AuditFault[] = [];
  const rows = text.split('\n');
  if (rows.pop() !== '' || rows.length < 2)
    return { ok: false, faults: [{ line: rows.length, code: 'cut_or_changed' }] };
  const lines = rows.map(parse);
  const [opening] = lines;
  const end = lines.at(-1);
  if (opening?.is !== 'audit') return { ok: false, faults: [{ line: 1, code: 'not_an_audit' }] };
  lines.forEach((line, at) => line === null && faults.push({ line: at + 1, code: 'unreadable_line' }));
  if (end?.is !== 'end') return { ok: false, faults: [...faults, { line: rows.length, code: 'cut_or_changed' }] };
  const body = text.slice(0, text.length - rows.at(-1)!.length - 1);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const device = keyOf(opening.signingKey);
  if (sha256 !== end.sha256 || end.lines !== lines.length - 1)
    faults.push({ line: rows.length, code: 'cut_or_changed' });
  if (device === null || !auditFileSigned(end.sha256, end.signature, device))
    faults.push({ line: rows.length, code: 'not_signed' });
  const checked = checkLines(opening, lines, faults);
  return faults.length === 0 ? { ok: true, audit: checked } : { ok: false, faults };
}

type Placed = Pick<AuditFileEntry, 'header' | 'signature' | 'hubTime' | 'compartment' | 'seq' | 'path'>;

function checkLines(
  opening: AuditOpening,
  lines: readonly (AuditFileLine | null)[],
  faults: AuditFault[],
): CheckedAudit {
  const logs = new Map<string, Checkpoint>();
  const authors = new Map<string, { user: string; key: KeyObject | null }>();
  const seen = new Set<string>();
  let entries = 0;
  let proved = 0;
  const isPlaced = ({ header, signature, hubTime, compartment, seq, path }: Placed) => {
    const log = logs.get(compartment);
    if (path === null) return null;
    // A path without the log that it leads into proves nothing and hides that.
    if (seq === null || hubTime === null || log === undefined) return false;
    return rootOfPath(leafOf(header, signature, hubTime), seq - 1, log.size, path) === log.root;
  };
  for (const [at, line] of lines.entries()) {
    const fault = (code: AuditFault['code']) => faults.push({ line: at + 1, code });
    if (line === null || line.is === 'end') continue;
    if (line.is === 'audit') {
      if (at > 0) fault('unreadable_line');
    } else if (line.is === 'log') {
      if (line.checkpoint === null) continue;
      const log = readCheckpoint(line.checkpoint, opening.hubKey);
      if (log === null || log.hubId !== opening.hubId || log.compartment !== line.compartment) fault('bad_checkpoint');
      else logs.set(line.compartment, log);
    } else if (line.is === 'author') {
      const event = known(line.header);
      if (event?.type !== 'device_enrolled' || isPlaced(line) !== true) fault('unknown_author');
      else if (!authors.has(event.facets.device))
        authors.set(event.facets.device, { user: event.facets.user, key: keyOf(event.facets.signingKey) });
    } else {
      entries += 1;
      if (seen.has(line.header.id)) fault('twice');
      seen.add(line.header.id);
      const flaw = signatureFlaw(line.header, line.signature, authors);
      if (flaw !== null) fault(flaw);
      const placed = isPlaced(line);
      if (placed === false) fault('not_in_log');
      else if (placed) proved += 1;
      if (!saysTheSame(line)) fault('says_otherwise');
    }
  }
  if (entries !== opening.entries) faults.push({ line: 1, code: 'wrong_count' });
  return { opening, entries, proved, notYet: entries - proved, logs: [...logs.values()] };
}

function signatureFlaw(
  header: EventHeader,
  signature: string | null,
  authors: ReadonlyMap<string, { user: string; key: KeyObject | null }>,
): AuditFault['code'] | null {
  if (header.device === HUB_DEVICE) return signature === null && madeByHub.has(header.type) ? null : 'bad_signature';
  const author = authors.get(header.device);
  if (author === undefined) return 'unknown_author';
  const good =
    signature !== null &&
    author.key !== null &&
    author.user === header.actor &&
    verifyHeader(header, signature, author.key);
  return good ? null : 'bad_signature';
}

/** What the entry says of its event has to be what the event says of itself. */
function saysTheSame({ header, contents, kind, caseId, justification, recipient }: AuditFileEntry): boolean {
  const own = auditEntry(header, contents);
  return (
    own.kind === kind && own.caseId === caseId && own.justification === justification && own.recipient === recipient
  );
}
