/** The suite `start`: a cold start, a first sync of 10,000 reports, the Desk and a search, each against the bare thing. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeskQuery } from '../../shared/bridge/desk.ts';
import { Lists } from '../../electron/vault/desk/lists.ts';
import { createVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openWriter, type SqlRow, type WriteConnection } from '../../electron/vault/store/connection.ts';
import { launchWorkstation } from '../../scripts/setup/launch.ts';
import { newFolder, ownedFolder } from '../../scripts/setup/start-command.ts';
import { ordinaryUser } from '../../scripts/setup/system.mjs';
import { chownSync, readdirSync } from 'node:fs';
import { startOrganisation } from '../integration/sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../integration/sync/support/workstation.ts';
import { type BenchOptions, type Figure, inTurn } from './figure.ts';
import { emptyWindow } from './empty-window.ts';

const PASSPHRASE = 'a passphrase of the benchmark';

/** From the start of the process to the unlock screen, against an empty window of the same runtime. */
async function coldStart(): Promise<Figure> {
  const profile = newFolder('bench');
  await createVaultKeys({ profile, passphrase: PASSPHRASE, deviceSecret: { mode: 'passphrase-only' } });
  const { uid, gid } = ordinaryUser();
  if (uid >= 0) for (const name of readdirSync(profile)) chownSync(join(profile, name), uid, gid);
  ownedFolder(profile);
  const ours = async () => {
    const start = performance.now();
    const workstation = await launchWorkstation({ build: 'demonstration-test', profile });
    await workstation.page.getByLabel('Passphrase', { exact: true }).waitFor();
    const ms = performance.now() - start;
    await workstation.close();
    return ms;
  };
  const figure = await inTurn('cold start to unlock screen', 5, ours, await emptyWindow());
  rmSync(profile, { recursive: true });
  return figure;
}

const tables = ['events', 'facts', 'case_keys', 'cases', 'search'] as const;
type Copy = Readonly<Record<(typeof tables)[number], SqlRow[]>>;

/** Every row of the tables that a first sync fills, as they stand. */
const rowsOf = (db: WriteConnection): Copy =>
  Object.fromEntries(tables.map((table) => [table, db.all(`SELECT * FROM ${table}`)])) as unknown as Copy;

/** Inserts the same rows, with the same indexes and search index, into a new encrypted database; 500 a transaction. */
function insertDirectly(copy: Copy): WriteConnection {
  const db = openWriter(join(newFolder('bench-direct'), 'direct.db'), randomBytes(32));
  for (const table of tables) {
    const rows = copy[table];
    const columns = Object.keys(rows[0] ?? {});
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    for (let from = 0; from < rows.length; from += 500)
      db.transaction(() => {
        for (const row of rows.slice(from, from + 500))
          db.run(
            sql,
            columns.map((column) => row[column]!),
          );
      });
  }
  return db;
}

export async function* measure({ cases = 10_000 }: BenchOptions): AsyncGenerator<Figure> {
  yield await coldStart();

  const organisation = await startOrganisation();
  await organisation.importReports(cases, 'MPS', 21);
  let last: Workstation | undefined;
  const synced = async () => {
    await last?.close();
    const user = await organisation.person(`Person ${Math.random()}`, [{ unit: 'MPS', role: 'assessor' }]);
    last = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
    await organisation.grant(last.identity);
    const start = performance.now();
    last.start();
    const workstation = last;
    await until(() => workstation.state().phase === 'idle' && workstation.count('cases') === cases, 600_000);
    return performance.now() - start;
  };
  await synced();
  const copy = rowsOf(last!.vault.db);
  const counted = new Intl.NumberFormat('en-GB').format(cases);
  yield await inTurn(
    `first sync of ${counted} reports`,
    3,
    synced,
    () => {
      const start = performance.now();
      const db = insertDirectly(copy);
      const ms = performance.now() - start;
      db.close();
      return ms;
    },
    false,
  );
  await last!.stop();

  const { db } = last!.vault;
  const desk = new Lists(db);
  const query = (search: string) => DeskQuery.parse({ view: 'all', search, filter: {}, sort: [] });
  const inView = 'FROM cases WHERE hidden = 0';
  yield await inTurn(
    `open the Desk, ${counted} cases`,
    41,
    () => desk.open(query('')),
    () => {
      db.all(`SELECT * ${inView} ORDER BY received_at DESC, case_id DESC LIMIT 200`);
      db.all(`SELECT count(*) ${inView}`);
    },
  );
  const found = `FROM search JOIN cases ON cases.id = search.rowid WHERE search MATCH ? AND hidden = 0`;
  const word = '"sergeant"';
  yield await inTurn(
    `search a common word, ${counted} cases`,
    41,
    () => desk.open(query('sergeant')),
    () => {
      const snippet = `snippet(search, 0, '', '', '…', 12)`;
      db.all(`SELECT cases.*, ${snippet} ${found} ORDER BY received_at DESC, case_id DESC LIMIT 200`, [word]);
      db.all(`SELECT count(*) ${found}`, [word]);
    },
  );
  await last!.close();
  await organisation.close();
}
