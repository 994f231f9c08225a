import type { ReadConnection, WriteConnection } from './connection.ts';

export function keepCaseKey(db: WriteConnection, caseId: string, compartment: string, key: string): void {
  db.run('INSERT INTO case_keys (case_id, compartment, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    caseId,
    compartment,
    key,
  ]);
}

/** Raw 32 bytes, or null when the key has not come here. */
export function caseKey(db: ReadConnection, caseId: string): Buffer | null {
  const key = db.column<string>('SELECT key FROM case_keys WHERE case_id = ?', [caseId])[0];
  return key === undefined ? null : Buffer.from(key, 'base64');
}

/** Base64 by case id, of those asked for that are here. */
export function caseKeysOf(db: ReadConnection, caseIds: readonly string[]): Record<string, string> {
  const rows = db.all<{ case_id: string; key: string }>(
    'SELECT case_id, key FROM case_keys WHERE case_id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(caseIds)],
  );
  return Object.fromEntries(rows.map((row) => [row.case_id, row.key]));
}

export const unitKeysOf = (db: ReadConnection): Record<string, string> =>
  Object.fromEntries(
    db
      .all<{ key_id: string; private_key: string }>('SELECT key_id, private_key FROM unit_keys')
      .map((row) => [row.key_id, row.private_key]),
  );

export function keepUnitKeys(db: WriteConnection, keys: Readonly<Record<string, string>>): void {
  for (const [id, key] of Object.entries(keys))
    db.run('INSERT INTO unit_keys (key_id, private_key) VALUES (?, ?) ON CONFLICT DO NOTHING', [id, key]);
}
