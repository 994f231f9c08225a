/** The reader thread: one connection that only reads. */
import { MeasuresHeld } from '../statistics/measures-held.ts';
import { parentPort } from 'node:worker_threads';
import { AuditLists } from '../audit/audit-lists.ts';
import { LogTrees } from '../audit/log-trees.ts';
import { Counting } from '../desk/counts.ts';
import { Lists } from '../desk/lists.ts';
import { quarantine } from '../integrity/quarantine.ts';
import { SubjectLists } from '../subjects/subject-lists.ts';
import { openLastingReader } from '../store/connection.ts';
import { caseNamed, failureCode } from './failure-code.ts';
import { Asked, END, type Said } from './operations.ts';
import { readerOperations, type ReadingVault } from './reader-operations.ts';
import { threadStart } from './thread-start.ts';

const say = (said: Said) => parentPort!.postMessage(said);

/** At most so many messages a second: a step may take less than a message. */
const TELL_MS = 50;
function teller(): (done: number, total: number) => void {
  let last = 0;
  return (done, total) => {
    const now = performance.now();
    if (now - last < TELL_MS && done < total) return;
    last = now;
    say({ kind: 'progress', done, total });
  };
}

function serve(vault: ReadingVault): void {
  parentPort!.on('message', (message: unknown) => {
    const { id, name, input } = Asked.parse(message);
    if (name === END) process.exit();
    const operation = Object.hasOwn(readerOperations, name)
      ? (readerOperations[name as keyof typeof readerOperations] as (vault: ReadingVault, input: unknown) => unknown)
      : undefined;
    const answer = async () => {
      try {
        if (operation === undefined) throw new TypeError('no such operation');
        say({ kind: 'answer', id, ok: true, value: await operation(vault, input) });
      } catch (error) {
        const code = failureCode(error, name);
        if (code === 'vault_damaged') quarantine(vault.file, new Date().toISOString());
        say({ kind: 'answer', id, ok: false, code, ...caseNamed(error) });
      }
    };
    void answer();
  });
}

try {
  const { file, key } = await threadStart();
  const db = openLastingReader(file, key);
  const counting = new Counting(db);
  const measures = new MeasuresHeld(db);
  const kept = { lists: new Lists(db), counting, measures, audits: new AuditLists(db), trees: new LogTrees(db) };
  const progress = teller();
  const subjects = new SubjectLists(db, progress);
  serve({ db, ...kept, subjects, file, key, cancelled: false, progress });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', code: failureCode(error, 'open') });
}
