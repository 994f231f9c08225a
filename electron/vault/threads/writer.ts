/** The writer thread: the one connection that writes. The person's own work goes before sync's. */
import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { quarantine } from '../integrity/quarantine.ts';
import { openWriter } from '../store/connection.ts';
import { noChanges, type WritingVault } from '../store/writing-vault.ts';
import { caseNamed, failureCode } from './failure-code.ts';
import { Asked, END, type Said } from './operations.ts';
import { threadStart } from './thread-start.ts';
import { WriterQueue } from './writer-queue.ts';
import { longOperations, ownOperations, type WriterOperations, writerOperations } from './writer-operations.ts';

const say = (said: Said) => parentPort!.postMessage(said);

function serve(vault: WritingVault, file: string): void {
  const codeOf = (error: unknown, name: string) => {
    const code = failureCode(error, name);
    if (code === 'vault_damaged') quarantine(file, new Date(vault.clock()).toISOString());
    return code;
  };
  const { changes } = vault;
  const tell = () => {
    const { cases, desk, outbox, directory, keys } = changes;
    if (!desk && !outbox && !directory && !keys && cases.size === 0) return;
    say({ kind: 'changed', cases: [...cases], desk, outbox, directory, keys });
    cases.clear();
    changes.desk = changes.outbox = changes.directory = changes.keys = false;
  };
  const queue = new WriterQueue(tell);
  parentPort!.on('message', (message: unknown) => {
    const { id, name, input } = Asked.parse(message);
    if (name === END) process.exit();
    const operation = Object.hasOwn(writerOperations, name)
      ? (writerOperations[name as keyof typeof writerOperations] as (vault: WritingVault, input: unknown) => unknown)
      : undefined;
    if (name === ('writer.rest' satisfies keyof WriterOperations)) queue.rest(Number(input));
    if (operation === undefined) return say({ kind: 'answer', id, ok: false, code: 'internal' });
    const lane = Object.hasOwn(ownOperations, name) ? 'own' : Object.hasOwn(longOperations, name) ? 'long' : 'sync';
    queue.add(
      lane,
      () => operation(vault, input),
      (answer) =>
        say(
          answer.ok
            ? { kind: 'answer', id, ok: true, value: answer.value }
            : { kind: 'answer', id, ok: false, code: codeOf(answer.error, name), ...caseNamed(answer.error) },
        ),
    );
  });
}

try {
  const { file, key } = await threadStart();
  const db = openWriter(file, key);
  serve({ db, clock: Date.now, random: randomBytes, changes: noChanges() }, file);
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', code: failureCode(error, 'open') });
}
