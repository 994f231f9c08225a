import type { Selectable } from 'kysely';
import { kindOf } from '../../../shared/domain/compartment.ts';
import type { TreeHead } from '../../../shared/protocol/merkle.ts';
import type { Db, Tables } from './tables.ts';

export interface Log {
  readonly compartment: string;
  readonly unit: string | null;
  readonly tree: TreeHead;
  /** The checkpoint signed at this head, or an older one; null before any. */
  readonly checkpoint: string | null;
}

const toLog = (row: Selectable<Tables['compartments']>): Log => ({
  compartment: row.compartment,
  unit: row.unit,
  tree: { size: row.head, peaks: row.peaks },
  checkpoint: row.checkpoint,
});

export async function findLog(db: Db, compartment: string): Promise<Log | null> {
  const row = await db.selectFrom('compartments').selectAll().where('compartment', '=', compartment).executeTakeFirst();
  return row === undefined ? null : toLog(row);
}

/** Creates the compartment unless it is there. */
export async function ensureLog(db: Db, compartment: string, unit: string | null): Promise<void> {
  await db
    .insertInto('compartments')
    .values({ compartment, kind: kindOf(compartment), unit, head: 0, peaks: '[]' })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The counters, locked in the order of their names so that two pushes never wait for each other in a ring. */
export async function lockLogs(db: Db, compartments: readonly string[]): Promise<Log[]> {
  const rows = await db
    .selectFrom('compartments')
    .selectAll()
    .where('compartment', 'in', [...compartments])
    .orderBy('compartment')
    .forUpdate()
    .execute();
  return rows.map(toLog);
}

export async function setHead(db: Db, compartment: string, tree: TreeHead, checkpoint: string): Promise<void> {
  await db
    .updateTable('compartments')
    .set({ head: tree.size, peaks: JSON.stringify(tree.peaks), checkpoint })
    .where('compartment', '=', compartment)
    .execute();
}

/** Those of the named compartments that exist, and all referrals sent to the given units but the closed ones. */
export async function visibleLogs(
  db: Db,
  named: readonly string[],
  referralUnits: readonly string[],
  closed: readonly string[],
): Promise<{ compartment: string; head: number }[]> {
  return db
    .selectFrom('compartments')
    .select(['compartment', 'head'])
    .where((eb) => {
      const byName = eb('compartment', 'in', [...named]);
      if (referralUnits.length === 0) return byName;
      const referrals = [eb('kind', '=', 'referral'), eb('unit', 'in', [...referralUnits])];
      if (closed.length > 0) referrals.push(eb('compartment', 'not in', [...closed]));
      return eb.or([byName, eb.and(referrals)]);
    })
    .orderBy('compartment')
    .execute();
}

export async function listLogs(db: Db): Promise<Log[]> {
  return (await db.selectFrom('compartments').selectAll().orderBy('compartment').execute()).map(toLog);
}

/** The names of all logs of a kind. */
export async function logsOfKind(db: Db, kind: 'journal' | 'desk'): Promise<string[]> {
  const rows = await db.selectFrom('compartments').select('compartment').where('kind', '=', kind).execute();
  return rows.map(({ compartment }) => compartment).sort();
}
