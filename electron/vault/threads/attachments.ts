/** The thread of the reports' files: a database of its own, which it alone opens. */
import { parentPort } from 'node:worker_threads';
import { openAttachments } from '../attachments/open-attachments.ts';
import { attachmentOperations } from './attachment-operations.ts';
import { failureCode } from './failure-code.ts';
import { Asked, END, type Said } from './operations.ts';
import { threadStart } from './thread-start.ts';

const say = (said: Said) => parentPort!.postMessage(said);

try {
  const { file, key } = await threadStart();
  const db = openAttachments(file, key, Date.now());
  parentPort!.on('message', (message: unknown) => {
    const { id, name, input } = Asked.parse(message);
    if (name === END) process.exit();
    try {
      if (!Object.hasOwn(attachmentOperations, name)) throw new TypeError('no such operation');
      const operation = attachmentOperations[name as keyof typeof attachmentOperations] as (
        vault: typeof db,
        input: unknown,
      ) => unknown;
      say({ kind: 'answer', id, ok: true, value: operation(db, input) });
    } catch (error) {
      say({ kind: 'answer', id, ok: false, code: failureCode(error, name) });
    }
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', code: failureCode(error, 'open') });
}
