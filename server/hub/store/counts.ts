import { sql } from 'kysely';
import type { Db } from './tables.ts';

const by = (rows: readonly { name: string; count: number }[]) =>
  Object.fromEntries(rows.map((row) => [row.name, Number(row.count)]));

/** What the hub holds, in numbers. `reports` are references received, `cases` what they opened. */
export async function counts(db: Db) {
  const { rows } = await sql<Record<'reports' | 'cases' | 'referrals' | 'events' | 'devices' | 'users', number>>`select
    (select count(*)::int from report_references) as reports,
    (select count(*)::int from case_state where facts->>'kind' = 'case') as cases,
    (select count(*)::int from case_state where facts->>'kind' = 'referral') as referrals,
    (select coalesce(sum(head), 0)::int from compartments) as events,
    (select count(*)::int from devices) as devices,
    (select count(*)::int from users) as users`.execute(db);
  const states = await sql<{ name: string; count: number }>`select facts->>'state' as name, count(*)::int as count
    from case_state where facts->>'kind' = 'case' group by 1 order by 1`.execute(db);
  const forces = await sql<{ name: string; count: number }>`select facts->'received'->>'force' as name,
    count(*)::int as count from case_state where facts->>'kind' = 'case' group by 1 order by 1`.execute(db);
  return { ...rows[0]!, byState: by(states.rows), byForce: by(forces.rows) };
}

/** Changes whenever any log grows or any grant changes; one row, whatever the hub holds. */
export async function standOfAll(db: Db): Promise<string> {
  const { rows } = await sql<{ stand: string }>`select
    (select coalesce(sum(head), 0) from compartments) || ' ' || (select max(grants_version) from hub) || ' '
      || (select count(*) from compartment_readers) as stand`.execute(db);
  return rows[0]!.stand;
}
