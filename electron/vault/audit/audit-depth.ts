import type { AuditCheck, AuditDepth, Inclusion } from '../../../shared/bridge/audit.ts';
import { rootOfPath } from '../../../shared/protocol/inclusion.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { verifySignatures } from '../sync/signatures.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseHeader } from '../store/events.ts';
import { directoryOf } from '../store/meta.ts';
import { auditLines } from './audit-lines.ts';
import { reachOf } from './audit-reach.ts';
import { outcomeOf, type HeldLog, type LogTrees } from './log-trees.ts';

interface PlacedRow {
  n: number;
  header: string;
  signature: string | null;
  hub_time: string | null;
  compartment: string;
  seq: number | null;
  provisional: number;
  status: string;
  [column: string]: string | number | null;
}

const placedSql = 'SELECT n, header, signature, hub_time, compartment, seq, provisional, status FROM events';

/** Whether a leaf is at its place under the root that the hub has signed. */
function inclusionOf(log: HeldLog, leaf: string | null, seq: number | null): { inclusion: Inclusion; hashes: number } {
  const { checkpoint, tree } = log;
  if (leaf === null || seq === null) return { inclusion: 'not_in_log', hashes: 0 };
  if (checkpoint === null || seq > checkpoint.size) return { inclusion: 'beyond_checkpoint', hashes: 0 };
  if (tree === null || tree.size < checkpoint.size) return { inclusion: 'incomplete', hashes: 0 };
  const path = tree.path(seq - 1, checkpoint.size);
  const proved = rootOfPath(leaf, seq - 1, checkpoint.size, path) === checkpoint.root;
  return { inclusion: proved ? 'proved' : 'contradicted', hashes: path.length };
}

/** One entry with its event, its signature checked again now, and the proof of its place. */
export async function auditDepth(db: ReadConnection, trees: LogTrees, event: string): Promise<Done<AuditDepth>> {
  const reach = reachOf(db);
  if (reach === null) return failed('not_permitted', { reason: 'role_missing', who: 'auditor' });
  const row = db.get<PlacedRow>(
    `${placedSql} WHERE id = ? AND n IN (SELECT n FROM audit WHERE n = events.n AND ${reach.sql})`,
    [event, ...reach.parameters],
  );
  const line = row === undefined ? undefined : auditLines(db, [row.n])[0];
  if (row === undefined || line === undefined) return failed('list_gone');
  const header = parseHeader(row.header);
  const numbered = row.status === 'accepted' && row.provisional === 0 ? row.seq : null;
  const log = await trees.read(row.compartment);
  const leaf = row.hub_time === null ? null : leafOf(header, row.signature, row.hub_time);
  const { inclusion, hashes } = inclusionOf(log, leaf, numbered);
  const { checkpoint } = log;
  return done({
    line: { ...line, signature: signedNow(db, header, row.signature) },
    header,
    signature: row.signature,
    hubTime: row.hub_time,
    compartment: row.compartment,
    seq: numbered,
    epoch: checkpoint?.epoch ?? null,
    checkpoint: checkpoint === null ? null : { size: checkpoint.size, root: checkpoint.root, hashes },
    inclusion,
  });
}

function signedNow(db: ReadConnection, header: AuditDepth['header'], signature: string | null) {
  if (signature === null) return 'by_hub' as const;
  const [checked] = verifySignatures([{ header, signature }], directoryOf(db).devices);
  return checked?.good === true ? ('good' as const) : ('bad' as const);
}

/** Every log in which the entries stand, hashed again and compared with the hub's signature; and each entry's place. */
export async function checkAudit(
  db: ReadConnection,
  trees: LogTrees,
  numbers: readonly number[],
  progress: (done: number, total: number) => void,
): Promise<AuditCheck> {
  const compartments = db.column<string>(
    'SELECT DISTINCT compartment FROM events WHERE n IN (SELECT value FROM json_each(?)) ORDER BY compartment',
    [JSON.stringify(numbers)],
  );
  const logs: AuditCheck['logs'] = [];
  let proved = 0;
  for (const [at, compartment] of compartments.entries()) {
    const log = await trees.read(compartment);
    const outcome = outcomeOf(log);
    const { closed, checkpoint, tree } = log;
    logs.push({ compartment, places: tree?.size ?? 0, closed, checkpointSize: checkpoint?.size ?? null, outcome });
    progress(at + 1, compartments.length);
    // Where the whole log comes to the signed root, each of its places up to there is proved with it.
    if (outcome !== 'agrees') continue;
    proved += db.column<number>(
      `SELECT count(*) FROM events WHERE compartment = ? AND status = 'accepted' AND provisional = 0 AND seq <= ?
         AND n IN (SELECT value FROM json_each(?))`,
      [compartment, checkpoint!.size, JSON.stringify(numbers)],
    )[0]!;
  }
  const [badSignatures, unchecked] = [2, 0].map(
    (verified) =>
      db.column<number>(
        `SELECT count(*) FROM events WHERE verified = ${verified} AND n IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(numbers)],
      )[0]!,
  );
  const entries = numbers.length;
  return { logs, entries, proved, notYet: entries - proved, badSignatures: badSignatures!, unchecked: unchecked! };
}
