import { splitKeys, withNewer } from '../sync/case-keys.ts';
import type { ReadConnection, WriteConnection } from './connection.ts';

/** Keeps the key of a case, or its keys, newest first: those that are new here go before those that are held. */
export function keepCaseKey(db: WriteConnection, caseId: string, compartment: string, key: string): void {
  const held = db.column<string>('SELECT key FROM case_keys WHERE case_id = ?', [caseId])[0];
  if (held === key) {
    // The case may have moved.
    db.run('UPDATE case_keys SET compartment = ? WHERE case_id = ? AND compartment <> ?', [
      compartment,
      caseId,
      compartment,
    ]);
    return;
  }
  db.run(
    `INSERT INTO case_keys (case_id, compartment, key) VALUES (?, ?, ?) ON CONFLICT DO UPDATE
       SET key = excluded.key, compartment = excluded.compartment`,
    [caseId, compartment, withNewer(held, key)],
  );
}

/** The hub has answered for the whole of a referral that was sent from here: its key is its recipients' from now on. */
export function dropSentKey(db: WriteConnection, caseId: string): void {
  db.run(
    `DELETE FROM case_keys WHERE case_id = ? AND compartment LIKE 'referral:%'
       AND compartment NOT IN (SELECT compartment FROM compartments)
       AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = case_keys.case_id AND e.status = 'waiting')`,
    [caseId],
  );
}

/** The keys of a case, raw 32 bytes each, newest first; none while no key has come here. */
export const caseKeysHeld = (db: ReadConnection, caseId: string): Buffer[] =>
  db
    .column<string>('SELECT key FROM case_keys WHERE case_id = ?', [caseId])
    .flatMap((keys) => splitKeys(keys).map((key) => Buffer.from(key, 'base64')));

/** The key that seals what is written now, or null when no key has come here. */
export const caseKey = (db: ReadConnection, caseId: string): Buffer | null => caseKeysHeld(db, caseId)[0] ?? null;

/** Base64 by case id, newest first, of those asked for that are here. */
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
