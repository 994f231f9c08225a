import { expect, test } from 'vitest';
import { BESIDE_EVENTS } from '../../../electron/vault/store/beside-events.ts';
import { organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

/** Tables that name a case and hold nothing beside its events: the events, and what folds from them. */
const folded = ['audit', 'cases', 'departures', 'dues', 'events', 'facts', 'known_cases', 'recipients', 'referrals'];

test('every table that names a case is emptied when it is taken away, or folds from its events', async () => {
  const vault = new TestVault(await organisation());
  const naming = vault.db.column<string>(
    `SELECT DISTINCT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
     WHERE t.type = 'table' AND c.name = 'case_id' ORDER BY t.name`,
  );
  expect(naming).toEqual([...BESIDE_EVENTS, ...folded].sort());
});
