import type { AuditExportWanted } from '../../../shared/bridge/audit.ts';
import { marking } from '../../../shared/bridge/shell.ts';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import type { AuditKind } from '../../../shared/domain/audit/kind.ts';
import { known } from '../../../shared/domain/events/index.ts';
import { HUB_DEVICE } from '../../../shared/domain/header.ts';
import { signAuditFile, type AuditFileEntry, type AuditFileLine } from '../../../shared/protocol/audit-file.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { storedContents } from '../store/damaged-row.ts';
import { parseHeader } from '../store/events.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { pause } from '../threads/slices.ts';
import { gatherAudit } from './audit-lists.ts';
import { reachOf } from './audit-reach.ts';
import { outcomeOf, readLog, type HeldLog } from './log-trees.ts';

const AT_ONCE = 500;

interface Row {
  header: string;
  signature: string | null;
  hub_time: string | null;
  compartment: string;
  seq: number | null;
  payload: string | null;
  kind: string;
  case_id: string | null;
  justification: string | null;
  recipient: string | null;
  reference: string | null;
  [column: string]: string | number | null;
}

/** Only places of a log that comes to its signed root as a whole are proved by a path. */
function pathOf(log: HeldLog, seq: number | null): string[] | null {
  const { tree, checkpoint } = log;
  if (seq === null || checkpoint === null || seq > checkpoint.size || outcomeOf(log) !== 'agrees') return null;
  return tree!.path(seq - 1, checkpoint.size);
}

/** Of a journal's contents what the audit may say, and nothing else. */
function contentsOf(payload: string | null, inJournal: boolean): AuditFileEntry['contents'] {
  if (!inJournal || payload === null) return null;
  const { caseId, reason, takenTo } = storedContents(payload, '') as Record<string, string | undefined>;
  return { ...(caseId && { caseId }), ...(reason && { reason }), ...(takenTo && { takenTo }) };
}

/** The export as text, signed by this device; see `shared/protocol/audit-file.ts`. @param at ISO 8601 */
export async function auditFile(
  db: ReadConnection,
  { filter, reason, takenTo, at }: Omit<AuditExportWanted, 'seal'> & { readonly at: string },
): Promise<Done<{ text: string; entries: number }>> {
  const reach = reachOf(db);
  if (reach === null) return failed('not_permitted', { reason: 'role_missing', who: 'auditor' });
  const identity = identityOf(db);
  const directory = directoryOf(db);
  const numbers = await gatherAudit(db, filter, reach);
  const logs = new Map<string, HeldLog>();
  const logOf = async (compartment: string) => {
    let log = logs.get(compartment);
    if (log === undefined) logs.set(compartment, (log = await readLog(db, compartment)));
    return log;
  };
  const entries: AuditFileEntry[] = [];
  const devices = new Set<string>();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const rows = db.all<Row>(
      `SELECT e.header, e.signature, e.hub_time, e.compartment,
         CASE WHEN e.status = 'accepted' AND e.provisional = 0 THEN e.seq END AS seq, e.payload,
         audit.kind, audit.case_id, audit.justification, audit.recipient,
         (SELECT r.reference FROM audit r WHERE r.case_id = audit.case_id AND r.reference IS NOT NULL LIMIT 1) AS reference
       FROM json_each(?) j JOIN audit ON audit.n = j.value JOIN events e ON e.n = audit.n ORDER BY j.key`,
      [JSON.stringify(numbers.slice(from, from + AT_ONCE))],
    );
    for (const row of rows) {
      const header = parseHeader(row.header);
      devices.add(header.device);
      const { signature, hub_time: hubTime, compartment, seq, case_id: caseId, justification, recipient } = row;
      const path = pathOf(await logOf(compartment), seq);
      const kind = row.kind as AuditKind;
      const contents = contentsOf(row.payload, compartment.startsWith('journal:'));
      const says = { kind, caseId, reference: row.reference, justification, recipient };
      entries.push({ is: 'entry', ...says, header, signature, hubTime, compartment, seq, path, contents });
    }
    await pause();
  }
  devices.delete(HUB_DEVICE);
  const authors = authorsOf(db, devices, await logOf(DIRECTORY));
  const lines: Exclude<AuditFileLine, { is: 'end' }>[] = [
    {
      is: 'audit',
      version: 1,
      marking,
      hubId: identity.hubId,
      hubKey: identity.hubKey,
      device: identity.device,
      signingKey: identity.signing.publicKey,
      user: identity.user,
      name: directory.users[identity.user]?.name ?? identity.name,
      at,
      reason,
      takenTo,
      filter: { ...filter } as Record<string, never>,
      entries: entries.length,
    },
    ...[...logs.values()].map(({ compartment, note }) => ({ is: 'log' as const, compartment, checkpoint: note })),
    ...authors,
    ...entries,
  ];
  const text = signAuditFile(lines, privateKeyObject('ed25519', identity.signing.privateKey));
  return done({ text, entries: entries.length });
}

/** The enrolments of these devices, each with its place in the directory's log. */
function authorsOf(
  db: ReadConnection,
  devices: ReadonlySet<string>,
  log: HeldLog,
): Extract<AuditFileLine, { is: 'author' }>[] {
  const directory = directoryOf(db);
  return db
    .all<Pick<Row, 'header' | 'signature' | 'hub_time' | 'seq'>>(
      `SELECT header, signature, hub_time, seq FROM events
       WHERE compartment = '${DIRECTORY}' AND type = 'device_enrolled' AND status = 'accepted' ORDER BY seq`,
    )
    .flatMap(({ header: json, signature, hub_time: hubTime, seq }) => {
      const header = parseHeader(json);
      const event = known(header);
      if (event?.type !== 'device_enrolled' || !devices.has(event.facets.device)) return [];
      const name = directory.users[event.facets.user]?.name ?? '';
      const path = pathOf(log, seq);
      return [{ is: 'author' as const, name, header, signature, hubTime, compartment: DIRECTORY, seq, path }];
    });
}
