/**
 * `npm start`: everything from a fresh clone to an open workstation. Runs on Node 20.19 or newer with nothing else there;
 * the rest goes on under the Node of the lock file, in `scripts/start/index.ts`.
 */
import { ensureDependencies, run } from './setup/dependencies.mjs';

ensureDependencies();
const { ensureSystemLibraries } = await import('./setup/system.mjs');
if (!ensureSystemLibraries()) process.exit(1);
process.exitCode = await run(['scripts/start/index.ts', ...process.argv.slice(2)]);
