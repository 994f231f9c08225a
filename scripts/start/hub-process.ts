/** The embedded hub of the demonstration: a process of its own, as in service, over PGlite in a folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { root } from '../build.ts';

const cli = join(root, 'server', 'cli.ts');

/** No DATABASE_URL: a demonstration never touches an organisation's own database. */
const environment = () => {
  const { DATABASE_URL: _, ...rest } = process.env;
  return rest;
};

/** Runs a command of the hub to its end and answers what it printed. Throws with its words when it fails. */
export async function hubCommand(data: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, '--data', data], {
      cwd: root,
      env: environment(),
      maxBuffer: 64 << 20,
    });
    return stdout;
  } catch (error) {
    const failed = error as { code?: number; stdout?: string; stderr?: string };
    // Some lines of an import were refused, the good ones went in: the caller reads the summary.
    if (failed.code === 2 && failed.stdout) {
      process.stderr.write(failed.stderr ?? '');
      return failed.stdout;
    }
    throw new Error(`hub ${args[0]}: ${(failed.stderr ?? '').trim() || String(error)}`, { cause: error });
  }
}

export interface HubProcess {
  readonly url: string;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** The hub ends with this when its embedded database does not answer any more; started again, it goes on from its log. */
const DATABASE_STUCK = 70;

/** Starts the hub and waits until it listens; starts it again where it left because of its database. */
export async function startHub(data: string, port: number): Promise<HubProcess> {
  const first = await listen(data, port);
  const { url } = first;
  let child = first.child;
  let wanted = true;
  const watch = () =>
    child.once('exit', (code) => {
      if (!wanted || code !== DATABASE_STUCK) return;
      console.error('The hub left because its database did not answer; starting it again.');
      listen(data, Number(new URL(url).port)).then(
        (again) => {
          child = again.child;
          if (wanted) watch();
          else child.kill();
        },
        (error: unknown) => console.error(error instanceof Error ? error.message : error),
      );
    });
  watch();
  const end = (signal: NodeJS.Signals) => {
    wanted = false;
    return ended(child, signal);
  };
  return { url, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** One process of the hub, once it listens. Throws when it ends before. */
async function listen(data: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [cli, 'serve', '--data', data, '--port', String(port)], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The hub ended with ${code}: ${said.trim()}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      try {
        const { listening } = JSON.parse(line) as { listening?: string };
        if (listening) resolve(listening);
      } catch {
        // A line for people.
      }
    });
  });
  return { child, url };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
