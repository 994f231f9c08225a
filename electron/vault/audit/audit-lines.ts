import type { AuditLine } from '../../../shared/bridge/audit.ts';
import type { AuditKind } from '../../../shared/domain/audit/kind.ts';
import type { Directory } from '../../../shared/domain/directory.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { parseHeader } from '../store/events.ts';
import { directoryOf } from '../store/meta.ts';

interface LineRow extends SqlRow {
  n: number;
  kind: string;
  case_id: string | null;
  justification: string | null;
  recipient: string | null;
  sealed: number;
  header: string;
  signature: string | null;
  status: string;
  provisional: number;
  seq: number | null;
  verified: number;
}

const columns = `a.n, a.kind, a.case_id, a.justification, a.recipient, a.sealed, e.header, e.signature, e.status,
  e.provisional, e.seq, e.verified`;

/** A code of the facets that says how: opened or peeked, printer or file. */
function howOf(facets: Readonly<Record<string, unknown>>): string | null {
  for (const name of ['how', 'to', 'outcome', 'sealedTo', 'kind'])
    if (typeof facets[name] === 'string') return facets[name];
  return null;
}

const placeOf = ({ status, provisional, seq }: LineRow): AuditLine['place'] => {
  if (status === 'refused' || status === 'settled') return 'refused';
  if (status !== 'accepted' || seq === null) return 'waiting';
  return provisional === 1 ? 'shown_early' : 'logged';
};

const signatureOf = ({ signature, verified }: LineRow): AuditLine['signature'] => {
  if (verified === 2) return 'bad';
  if (signature === null) return 'by_hub';
  return verified === 1 ? 'good' : 'not_checked';
};

const referenceOf = (db: ReadConnection, caseId: string): string | null =>
  db.column<string>('SELECT reference FROM audit WHERE case_id = ? AND reference IS NOT NULL LIMIT 1', [caseId])[0] ??
  null;

/** A unit by its name, people by theirs; what is neither stands as it was written. */
function recipientIn(directory: Directory, recipient: string | null): string | null {
  if (recipient === null) return null;
  const unit = directory.units[recipient];
  if (unit !== undefined) return unit.name;
  const people = recipient.split(' ').map((user) => directory.users[user]?.name);
  return people.every((name) => name !== undefined) ? people.join(', ') : recipient;
}

/** The entries with these numbers, in this order; one whose event has gone meanwhile is left out. */
export function auditLines(db: ReadConnection, numbers: readonly number[]): AuditLine[] {
  const directory = directoryOf(db);
  const rows = db.all<LineRow>(
    `SELECT ${columns} FROM audit a JOIN events e ON e.n = a.n WHERE a.n IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(numbers)],
  );
  const references = new Map<string, string | null>();
  const lines = new Map<number, AuditLine>();
  for (const row of rows) {
    const header = unlessDamaged(() => parseHeader(row.header), null);
    if (header === null) continue;
    const { case_id: caseId } = row;
    if (caseId !== null && !references.has(caseId)) references.set(caseId, referenceOf(db, caseId));
    lines.set(row.n, {
      n: row.n,
      event: header.id,
      at: header.at,
      kind: row.kind as AuditKind,
      type: header.type,
      how: howOf(header.facets),
      caseId,
      reference: caseId === null ? null : (references.get(caseId) ?? null),
      person: header.actor,
      name: directory.users[header.actor]?.name ?? null,
      device: header.device,
      justification: row.justification,
      recipient: recipientIn(directory, row.recipient),
      sealed: row.sealed === 1,
      place: placeOf(row),
      signature: signatureOf(row),
    });
  }
  return numbers.flatMap((n) => lines.get(n) ?? []);
}
