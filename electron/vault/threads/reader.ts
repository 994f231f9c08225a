/** The reader thread: one connection that only reads. */
import { parentPort } from 'node:worker_threads';
import { Counting } from '../desk/counts.ts';
import { Lists } from '../desk/lists.ts';
import { quarantine } from '../integrity/quarantine.ts';
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
  serve({ db, lists: new Lists(db), counting, file, key, cancelled: false, progress: teller() });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', code: failureCode(error, 'open') });
}
