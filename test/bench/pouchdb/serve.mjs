/** `serve.mjs FOLDER DOCUMENTS`: an express-pouchdb on LevelDB that holds the documents of a file, one in each line. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

const [folder, documents] = process.argv.slice(2);
const Served = PouchDB.defaults({ prefix: `${folder}/served-` });
const db = new Served('cases');
let batch = [];
for await (const line of createInterface({ input: createReadStream(documents) })) {
  batch.push(JSON.parse(line));
  if (batch.length < 500) continue;
  await db.bulkDocs(batch);
  batch = [];
}
if (batch.length > 0) await db.bulkDocs(batch);
const app = express();
const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'log.txt') };
app.use('/', expressPouchDB(Served, options));
const listening = app.listen(0, '127.0.0.1', () => {
  const before = process.cpuUsage();
  process.send({ url: `http://127.0.0.1:${listening.address().port}/cases` });
  process.on('message', () => {
    const { user, system } = process.cpuUsage(before);
    process.send({ processorMs: (user + system) / 1000 });
  });
});
