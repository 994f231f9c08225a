/** `replicate.mjs FOLDER URL BATCH`: replicates into a new PouchDB on LevelDB, and says how long it took. */
import { join } from 'node:path';
import PouchDB from 'pouchdb';

const [folder, url, batch] = process.argv.slice(2);
const db = new PouchDB(join(folder, 'replica'));
const before = process.cpuUsage();
const began = performance.now();
const { docs_written: written } = await db.replicate.from(url, { batch_size: Number(batch) });
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(before);
process.send({ written, ms, processorMs: (user + system) / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 });
process.disconnect();
