/** The least that opening a vault can be: a thread that opens the file by its raw key and runs what it is given. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from '@signalapp/sqlcipher';

const { file, key, statements } = workerData;
const db = new Database(file);
if (key !== null) db.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
const rows = statements.map(({ sql, parameters }) => db.prepare(sql).all(parameters));
parentPort.postMessage(rows.map((each) => each.length));
db.close();
