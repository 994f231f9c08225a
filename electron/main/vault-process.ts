/** Starts the vault process, starts it again when it falls over, and gives each page a port of its own to it. */
import { join } from 'node:path';
import {
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron';
import { VaultReply, type VaultStart } from '../../shared/bridge/vault-start.ts';
import { log } from './log.ts';
import { openSignIn } from './open-external.ts';
import { relayVaultLog } from './vault-log.ts';
import { waitingLine } from './waiting-line.ts';

/** How long a lock waits for drafts, in milliseconds. What was typed is committed within 100 ms of a key press anyway. */
export const flushLimit = 400;

/** A vault that falls over again and again is started more and more slowly, in milliseconds. */
const restartDelay = (falls: number) => Math.min(10_000, 100 * 2 ** falls);
const settledAfter = 60_000;

export interface VaultProcess {
  /** Undefined while there is none. */
  pid(): number | undefined;
  /** Gives a page a port. Every page that has one gets another when the vault had to be started again. */
  attach(page: WebContents): void;
  /** A port for main itself; only a demonstration sets a workstation up without a page. */
  port(): MessagePortMain;
  /** A port over which the vault hands out the contents of one grant, once. */
  print(grant: string): MessagePortMain;
  /** Has the vault write a sealed file; null when it did, or why not. `pdf` is a print; null stands for the case. */
  save(grant: string, file: string, pdf: Uint8Array | null): Promise<string | null>;
  /** Tells the vault that the person chose this file for writing; resolves when it knows. */
  chosen(file: string): Promise<void>;
  /** Asks for drafts to be committed; resolves when they are, or after `flushLimit`. */
  flush(): Promise<void>;
  /** Kills the process; resolves when the operating system has taken its memory back. */
  end(): Promise<void>;
}

/** The vault gets no switch for Node or Electron from the environment. */
function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !/^(?:NODE_|ELECTRON_|SSLKEYLOGFILE$)/i.test(name));
  return Object.fromEntries(entries) as Record<string, string>;
}

/**
 * @param folder of the built vault
 * @param start makes the first message afresh for every start, so that main keeps no secret
 */
export function startVaultProcess(
  folder: string,
  start: (threads: VaultStart['threads']) => Promise<VaultStart>,
): VaultProcess {
  const thread = (name: string) => join(folder, 'threads', `${name}.js`);
  const threads = {
    writer: thread('writer'),
    reader: thread('reader'),
    crypto: thread('crypto'),
    attachments: thread('attachments'),
  };
  const pages = new Set<WebContents>();
  let child: UtilityProcess;
  let gone: Promise<void>;
  let ended = false;
  let falls = 0;
  let flushed: (() => void) | undefined;
  const noted = waitingLine();
  const saving = new Map<string, (code: string | null) => void>();

  function newPort(order: object = { kind: 'port' }): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage(order, [port1]);
    return port2;
  }

  function connect(page: WebContents): void {
    page.postMessage('vault-port', null, [newPort()]);
  }

  function fork(): void {
    const startedAt = Date.now();
    child = utilityProcess.fork(join(folder, 'index.js'), [], {
      serviceName: 'Candour vault',
      stdio: 'pipe',
      env: environment(),
    });
    const { promise, resolve } = withResolvers();
    gone = promise;
    relayVaultLog(child);
    child.on('spawn', () => log('vault_started', { pid: child.pid ?? null }));
    child.on('message', (message: unknown) => {
      const reply = VaultReply.safeParse(message);
      if (!reply.success) return;
      if (reply.data.kind === 'flushed') flushed?.();
      if (reply.data.kind === 'noted') noted.answered();
      if (reply.data.kind === 'browse') void browseFor(child, reply.data);
      if (reply.data.kind === 'saved') saving.get(reply.data.grant)?.(reply.data.code);
    });
    child.on('exit', (code) => {
      resolve();
      noted.nobodyAnswers();
      for (const lose of saving.values()) lose('locked');
      if (ended) return;
      falls = Date.now() - startedAt > settledAfter ? 0 : falls + 1;
      log('vault_fell', { code, falls });
      setTimeout(() => {
        if (ended) return;
        fork();
        for (const page of pages) if (!page.isDestroyed()) connect(page);
      }, restartDelay(falls));
    });
    void order(child);
  }

  async function browseFor(whom: UtilityProcess, wanted: { address: string; issuer: string }): Promise<void> {
    const opened = await openSignIn(wanted.address, wanted.issuer);
    if (!ended && whom === child) whom.postMessage({ kind: 'browsed', opened });
  }

  /** The keystore may be slow to say something; until then the vault hears of its pages only. */
  async function order(whom: UtilityProcess): Promise<void> {
    const message = await start(threads);
    if (!ended && whom === child) whom.postMessage(message);
    if (message.deviceSecret.mode === 'keystore') message.deviceSecret.secret.fill(0);
  }

  fork();
  return {
    pid: () => child.pid,
    port: () => newPort(),
    print: (grant) => newPort({ kind: 'print', grant }),
    save(grant, file, pdf) {
      return new Promise((resolve) => {
        saving.set(grant, (code) => {
          saving.delete(grant);
          resolve(code);
        });
        child.postMessage({ kind: 'save', grant, file, pdf });
      });
    },
    chosen(file) {
      child.postMessage({ kind: 'chosen', file });
      return noted.wait();
    },
    attach(page) {
      if (!pages.has(page)) {
        pages.add(page);
        page.once('destroyed', () => pages.delete(page));
      }
      connect(page);
    },
    flush() {
      const { promise, resolve } = withResolvers();
      flushed = resolve;
      setTimeout(resolve, flushLimit);
      if (child.pid === undefined) resolve();
      else child.postMessage({ kind: 'flush' });
      return promise;
    },
    async end() {
      ended = true;
      const { pid } = child;
      if (pid === undefined) return;
      try {
        // Not child.kill(): that asks politely, and a process that is busy in the database would answer late.
        process.kill(pid, 'SIGKILL');
      } catch {
        // It had gone by itself.
      }
      await gone;
      log('vault_ended', { pid });
    },
  };
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
