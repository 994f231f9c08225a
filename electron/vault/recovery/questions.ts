import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks at the terminal without showing what is typed; without a terminal, answers are the lines of standard input. */
export function questions(): (question: string) => Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  const lines = reader[Symbol.asyncIterator]();
  return async (question) => {
    process.stderr.write(question);
    const line = await lines.next();
    process.stderr.write('\n');
    return line.done === true ? '' : line.value;
  };
}
