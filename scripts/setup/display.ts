/** A screen to draw on, for machines that have none. */
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

let display: Promise<string> | undefined;

/**
 * `$DISPLAY`, or that of one virtual screen of 2560×1440, which is started once in this process and ends with it.
 * Throws where Xvfb is missing.
 */
export function ensureDisplay(): Promise<string> {
  const given = process.env.DISPLAY;
  if (given || process.platform !== 'linux') return Promise.resolve(given ?? '');
  display ??= startVirtualScreen();
  return display;
}

function startVirtualScreen(): Promise<string> {
  return new Promise((resolve, reject) => {
    // It chooses a free number and says it on descriptor 3. Without -ac, only root could draw on root's screen.
    // It is killed with the process (or thread) that started it, however that ends.
    const server = spawn(
      'setpriv',
      [
        '--pdeathsig',
        'KILL',
        'Xvfb',
        '-displayfd',
        '3',
        '-screen',
        '0',
        '2560x1440x24',
        '-ac',
        '-nolisten',
        'tcp',
        '-noreset',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('\n')) return;
      // From here on it keeps nobody waiting.
      server.unref();
      (server.stdio[3] as Socket).unref();
      resolve(`:${said.trim()}`);
    });
  });
}
