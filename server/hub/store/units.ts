import type { Selectable } from 'kysely';
import type { Db, Tables } from './tables.ts';

export type UnitRow = Selectable<Tables['units']>;

export const findUnits = (db: Db, units: readonly string[]): Promise<UnitRow[]> =>
  units.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('units')
        .selectAll()
        .where('unit', 'in', [...units])
        .execute();

export const listUnits = (db: Db): Promise<UnitRow[]> => db.selectFrom('units').selectAll().orderBy('unit').execute();

export async function saveUnit(db: Db, unit: UnitRow): Promise<void> {
  await db
    .insertInto('units')
    .values(unit)
    .onConflict((c) => c.column('unit').doUpdateSet({ name: unit.name, kind: unit.kind, force: unit.force }))
    .execute();
}

/** What is known of these keys, by key. */
export async function unitsOfKeys(
  db: Db,
  keys: readonly string[],
): Promise<Map<string, { readonly unit: string; readonly publicKey: string }>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('unit_keys')
    .select(['key', 'unit', 'public_key'])
    .where('key', 'in', [...keys])
    .execute();
  return new Map(rows.map((row) => [row.key, { unit: row.unit, publicKey: row.public_key }]));
}

/** Once: a new keyring says again what the one before had published. */
export async function insertUnitKey(db: Db, row: Selectable<Tables['unit_keys']>): Promise<void> {
  await db
    .insertInto('unit_keys')
    .values(row)
    .onConflict((c) => c.column('key').doNothing())
    .execute();
}
