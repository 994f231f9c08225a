/**
 * Starts the packaged workstation for a test, a tour or a benchmark: as an ordinary user, with Chromium's sandbox on, on
 * a real or a virtual screen, in a profile and a home of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, _electron, errors, type Page } from 'playwright';
import type { Flavour, FlavourName } from '../build.ts';
import { type PackagedApp, packageApp } from '../package.ts';
import { inSandbox, killTree } from './processes.ts';
import { runnableExecutable } from './runnable.ts';
import { type Command, commandFor, newFolder, ownedFolder, type Surroundings } from './start-command.ts';

export interface RunOptions extends Omit<Surroundings, 'driven'> {
  /** Where the vault lies. Absent: a new one, removed at the end. Made, or given to the ordinary user, if need be. */
  readonly profile?: string;
  readonly args?: readonly string[];
}

export interface LaunchOptions extends RunOptions {
  /** Of the packaged build; one with the inspector on. */
  readonly build?: Extract<FlavourName, 'test' | 'demonstration-test'>;
}

export interface LaunchedWorkstation {
  readonly app: ElectronApplication;
  /** The page that was there first. After a lock, ask `currentPage()`. */
  readonly page: Page;
  readonly profile: string;
  readonly home: string;
  readonly packaged: PackagedApp;
  /** The page of the window that is there now. */
  currentPage(): Promise<Page>;
  /** Leaves as a person would: drafts are committed. */
  close(): Promise<void>;
  /** Ends every process of it at once, as a power cut would. */
  kill(): Promise<void>;
}

interface Prepared {
  readonly packaged: PackagedApp;
  readonly home: string;
  readonly profile: string;
  readonly command: Command;
  readonly args: string[];
  tidy(): void;
}

async function prepare(flavour: Flavour, options: RunOptions, driven: boolean): Promise<Prepared> {
  const packaged = await packageApp(flavour);
  const home = newFolder('home');
  const profile = options.profile ? ownedFolder(options.profile) : join(home, 'profile');
  const command = await commandFor(runnableExecutable(packaged), home, { ...options, driven });
  return {
    packaged,
    home,
    profile,
    command,
    args: [`--profile=${profile}`, ...(options.args ?? [])],
    tidy() {
      // Something of it may still be writing its last.
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      rmSync(command.script, { force: true });
    },
  };
}

const running = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

async function end(child: ChildProcess): Promise<void> {
  if (!running(child) || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  killTree(child.pid);
  await gone;
}

/**
 * Starts and attaches, twice if need be: on a busy machine Playwright's attaching to main and to Chromium sometimes never
 * ends, once in some hundred starts. A workstation that does not start fails twice, and is not hidden by this.
 */
async function attach(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.warn('Playwright did not attach within its time; starting the workstation once more.');
    return _electron.launch(options);
  }
}

/** Packages where needed, starts the workstation and waits for its page. */
export async function launchWorkstation(options: LaunchOptions = {}): Promise<LaunchedWorkstation> {
  const flavour = { test: true, demonstration: options.build === 'demonstration-test' };
  const { packaged, home, profile, command, args, tidy } = await prepare(flavour, options, true);
  const app = await attach({
    executablePath: command.script,
    args,
    env: command.env,
    cwd: home,
    timeout: 30_000,
    // Playwright would otherwise show every page light, whatever the workstation's own theme.
    colorScheme: null,
  });
  if (process.env.CANDOUR_SHOW_OUTPUT) app.process().stderr?.pipe(process.stderr);
  const child = app.process();
  const kill = async () => {
    await end(child);
    tidy();
  };
  const page = await app.firstWindow().catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  return {
    app,
    page,
    profile,
    home,
    packaged,
    currentPage: () => newestPage(app),
    async close() {
      if (running(child)) await app.close().catch(() => undefined);
      await kill();
    },
    kill,
  };
}

async function newestPage(app: ElectronApplication): Promise<Page> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const page = app.windows().findLast((each) => !each.isClosed());
    if (page) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The workstation shows no window.');
}

export interface PlainRun {
  readonly pid: number;
  readonly profile: string;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** What it printed so far. */
  output(): string;
  /** Ends it, if it runs, with all its processes, and removes its home. */
  kill(): Promise<void>;
}

/** Starts any build without Playwright: the release build has no inspector through which it could be driven. */
export async function runPlain(flavour: Flavour, options: RunOptions = {}): Promise<PlainRun> {
  const { home, profile, command, args, tidy } = await prepare(flavour, options, false);
  const child = spawn(command.script, args, { cwd: home, env: command.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (words: string) => (output += words));
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  return {
    pid: child.pid ?? -1,
    profile,
    ended,
    output: () => output,
    async kill() {
      await end(child);
      tidy();
    },
  };
}

/** The process of a page, by its window. */
export async function rendererPid(app: ElectronApplication, page: Page): Promise<number> {
  const window = await app.browserWindow(page);
  return window.evaluate((each) => each.webContents.getOSProcessId());
}

/** The vault's process; undefined while there is none. */
export function vaultPid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Candour vault')?.pid,
  );
}

/** Whether a page's process truly is in Chromium's sandbox, as the kernel sees it. */
export async function sandboxed(app: ElectronApplication, page: Page): Promise<boolean> {
  return inSandbox(await rendererPid(app, page));
}
