/** Migrates a vault's file by one step too many, which takes a while, and is killed meanwhile. */
import Database from '@signalapp/sqlcipher';
import { writeSync } from 'node:fs';
import { migrate } from '../../../electron/vault/store/migrate.ts';
import { migrations } from '../../../electron/vault/store/migrations/index.ts';
import { writerPragmas } from '../../../electron/vault/store/pragmas.ts';
import { longStep } from './long-step.ts';

const [file, key] = process.argv.slice(2) as [string, string];
const db = new Database(file);
db.exec(`PRAGMA key = "x'${key}'"`);
writeSync(1, 'begun\n');
migrate(db, () => {
  for (const pragma of writerPragmas) db.exec(`PRAGMA ${pragma}`);
}, [...migrations, longStep]);
writeSync(1, 'migrated\n');
setInterval(() => undefined, 1000);
