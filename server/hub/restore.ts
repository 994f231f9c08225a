import type { Hub } from './parts.ts';
import { BackupEnd, BackupHead, BackupRows, enterRestored, insertBackedUp, isEmpty } from './store/backup.ts';
import { listLogs } from './store/compartments.ts';
import { migrate, migrations } from './store/migrate.ts';
import { faultMeanings } from './verify/fault.ts';
import { verifyLogs } from './verify/verify.ts';

export type Restored =
  | { readonly ok: true; readonly events: number; readonly rows: number }
  | { readonly ok: false; readonly reason: string };

const no = (reason: string): Restored => ({ ok: false, reason });
/** Carries a reason out of the transaction, so that nothing of it stays. */
class Refusal extends Error {}

/** Reads every log as `verify` does: a backup with a changed, missing or moved event is not restored. */
async function checkLogs(hub: Pick<Hub, 'db' | 'identity'>): Promise<number> {
  let events = 0;
  for await (const log of verifyLogs(hub, await listLogs(hub.db))) {
    if (log.fault !== null)
      throw new Refusal(`the backup is not what was logged (${faultMeanings[log.fault.kind]}): use another`);
    events += log.events ?? 0;
  }
  return events;
}

/** Parses the first line of a backup, and says why it cannot be restored here. */
export function headOf(line: string | undefined, hubId: string): BackupHead | string {
  const head = BackupHead.safeParse(jsonOf(line ?? ''));
  if (!head.success) return 'this is no backup of a hub';
  if (head.data.hubId !== hubId)
    return `the backup is of hub ${head.data.hubId}, hub.json of ${hubId}: put that hub's own hub.json back first`;
  const known = migrations.map(({ name }) => name);
  if (head.data.schema.some((name, at) => name !== known[at])) return 'the backup is of a newer hub: install that one';
  return head.data;
}

/**
 * Restores a backup into an empty database: all of it or nothing, its logs checked, under the new epoch, and waiting for
 * the review of its grants.
 * @param identity of the hub, its epoch raised already
 * @param lines what follows the head
 */
export async function restoreInto(
  { db, identity }: Pick<Hub, 'db' | 'identity'>,
  head: BackupHead,
  lines: AsyncIterable<string>,
  now: string,
): Promise<Restored> {
  if (!(await isEmpty(db))) return no('the database is not empty: restore into a new one');
  const begun = await migrate(db, migrations.slice(0, head.schema.length));
  if (!begun.ok) return begun;
  try {
    const restored = await db.transaction().execute(async (tx) => {
      const counts: Record<string, number> = {};
      let rows = 0;
      let end: Record<string, number> | null = null;
      for await (const line of lines) {
        const json = jsonOf(line);
        const closing = BackupEnd.safeParse(json);
        if (closing.success) {
          end = closing.data.end;
          continue;
        }
        const part = BackupRows.safeParse(json);
        if (!part.success || end !== null) throw new Refusal('the backup is damaged: use another');
        await insertBackedUp(tx, part.data);
        counts[part.data.table] = (counts[part.data.table] ?? 0) + part.data.rows.length;
        rows += part.data.rows.length;
      }
      if (end === null || Object.entries(end).some(([table, count]) => (counts[table] ?? 0) !== count))
        throw new Refusal('the backup broke off: use another');
      const events = await checkLogs({ db: tx, identity });
      await enterRestored(tx, identity.hubEpoch, now);
      return { ok: true, events, rows } as const;
    });
    const finished = await migrate(db);
    if (!finished.ok) return finished;
    return restored;
  } catch (error) {
    if (error instanceof Refusal) return no(error.message);
    throw error;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
