import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { headOf, restoreInto } from '../../hub/restore.ts';
import { raiseEpoch, readIdentity } from '../../hub/identity.ts';
import type { HubIdentity } from '../../hub/parts.ts';
import { enterRestored } from '../../hub/store/backup.ts';
import { connectDatabase } from '../../hub/store/database.ts';
import { ownerOf, standing } from '../../hub/store/hub-row.ts';
import { migrate } from '../../hub/store/migrate.ts';
import type { Db } from '../../hub/store/tables.ts';
import { backupFileLines } from '../backup-file.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { takeLock } from '../lock-file.ts';
import { print, printJson, thousands } from '../output.ts';
import { Stop } from '../stop.ts';
import { command, type Common } from './common.ts';

interface RestoreOptions extends Common {
  readonly adopt?: boolean;
  readonly json?: boolean;
}

interface Done {
  readonly epoch: number;
  /** Of a restore from a file. */
  readonly from?: { readonly madeAt: string; readonly rows: number; readonly events: number };
}

/** A hub cannot be restored without its own key: workstations believe no other. */
function ownIdentity(data: DataFolder): HubIdentity {
  const stored = readIdentity(data.hub);
  if (stored.ok) return stored.identity;
  throw new Stop(
    stored.code === 'missing'
      ? `${data.hub} is missing: put it back first, its key cannot be made again`
      : stored.reason,
  );
}

async function withDatabase<T>(data: DataFolder, work: (db: Db) => Promise<T>): Promise<T> {
  const url = process.env['DATABASE_URL'];
  const lock = url === undefined ? takeLock(data.lock) : null;
  if (lock?.ok === false) throw new Stop(`the database in ${data.folder} is open in process ${lock.pid}: stop it`);
  try {
    const place =
      url === undefined ? { kind: 'folder' as const, folder: data.database } : { kind: 'postgresql' as const, url };
    const db = await connectDatabase(place);
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  } finally {
    lock?.release();
  }
}

/** Restores from a file of `backup`. */
async function fromFile(data: DataFolder, file: string): Promise<Done> {
  const identity = ownIdentity(data);
  if (!existsSync(file)) throw new Stop(`${file} does not exist: check the path`);
  const embedded = process.env['DATABASE_URL'] === undefined;
  if (embedded && existsSync(data.database) && readdirSync(data.database).length > 0)
    throw new Stop(`there is a database in ${data.database}: move that folder away first`);
  const lines = backupFileLines(file);
  try {
    const first = await lines.next();
    const head = headOf(first.done ? undefined : first.value, identity.hubId);
    if (typeof head === 'string') throw new Stop(head);
    return await withDatabase(data, async (db) => {
      const raised = raiseEpoch(data.hub, identity, head.epoch);
      const restored = await restoreInto({ db, identity: raised }, head, lines, new Date().toISOString());
      if (!restored.ok) throw new Stop(restored.reason);
      return { epoch: raised.hubEpoch, from: { madeAt: head.madeAt, rows: restored.rows, events: restored.events } };
    });
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(`the backup was not restored (${(error as Error).message}): nothing of it was kept`);
  }
}

/** For a database that other tools put back (a snapshot, `pg_restore`, recovery to a point in time). */
async function adopt(data: DataFolder): Promise<Done> {
  const identity = ownIdentity(data);
  return withDatabase(data, async (db) => {
    const migrated = await migrate(db);
    if (!migrated.ok) throw new Stop(migrated.reason);
    const owner = await ownerOf(db);
    if (owner === null) throw new Stop('there is no hub in this database: check DATABASE_URL');
    if (owner !== identity.hubId) throw new Stop(`the database belongs to hub ${owner}: put that hub's hub.json back`);
    const { hubEpoch } = raiseEpoch(data.hub, identity, (await standing(db)).epoch ?? 0);
    await enterRestored(db, hubEpoch, new Date().toISOString());
    return { epoch: hubEpoch };
  });
}

async function restore(file: string | undefined, options: RestoreOptions): Promise<void> {
  const data = dataFolder(options.data);
  if ((file === undefined) === (options.adopt !== true))
    throw new Stop('name the backup to restore, or --adopt a database that was put back by other means');
  const restored = file === undefined ? await adopt(data) : await fromFile(data, resolve(file));
  const { epoch, from } = restored;
  if (options.json) return printJson({ epoch, ...from });
  if (from !== undefined)
    print(`${thousands(from.rows)} rows of ${from.madeAt}; ${thousands(from.events)} events, every log checked`);
  print(
    `epoch ${epoch}: copy ${data.hub} to every instance, start them, then look through the grants:\n` +
      '  npm run hub -- review',
  );
}

export const restoreCommand = () =>
  command('restore', 'Put a backup into an empty database, under a new epoch; then "review" opens it to workstations', [
    'restore /backups/hub-2026-03-01.jsonl.gz',
    'restore --adopt   # the database itself was put back: pg_restore, a snapshot, a point in time',
  ])
    .argument('[file]', 'a file of "backup"; DATABASE_URL names the empty database, else an embedded one is made')
    .option('--adopt', 'the database is there already, put back by other means')
    .option('--json', 'print {epoch, madeAt, rows, events}')
    .action(restore);
