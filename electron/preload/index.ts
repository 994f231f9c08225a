/**
 * The bridge between the page and the rest: calls to the vault over a MessagePort, and the few calls to main. It checks
 * shapes only; the vault and main parse what arrives.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, CandourBridge, Notice, ShellAnswer, ShellCallName } from '../../shared/bridge/shell.ts';

const locked: Answer<never> = { ok: false, error: { code: 'locked', message: 'The vault is closed.' } };

let port: MessagePort | undefined;
let last = 0;
let openedBefore = false;
const pending = new Map<number, (answer: Answer<unknown>) => void>();
const waiting: unknown[] = [];
const listeners = new Set<(notice: Notice) => void>();

function tell(notice: Notice): void {
  for (const listener of listeners) listener(notice);
}

/** Every call that the lost vault had not answered is answered here, once. */
function lose(lost: MessagePort): void {
  if (port !== lost) return;
  port = undefined;
  lost.close();
  for (const settle of pending.values()) settle(locked);
  pending.clear();
  tell({ notice: 'vault.closed' });
}

function hear({ data }: MessageEvent): void {
  if (typeof data !== 'object' || data === null) return;
  if ('notice' in data && typeof data.notice === 'string') {
    tell({ notice: data.notice, payload: 'payload' in data ? data.payload : undefined });
  } else if ('id' in data && typeof data.id === 'number') {
    const { id, ...answer } = data as { id: number } & Answer<unknown>;
    pending.get(id)?.(answer);
    pending.delete(id);
  }
}

ipcRenderer.on('vault-port', ({ ports: [fresh] }) => {
  if (!fresh) return;
  if (port) lose(port);
  port = fresh;
  fresh.onmessage = hear;
  fresh.addEventListener('close', () => lose(fresh));
  for (const message of waiting.splice(0)) fresh.postMessage(message);
  // A second port means that the vault stopped and was started again: it is locked now.
  if (openedBefore) tell({ notice: 'vault.opened' });
  openedBefore = true;
});

ipcRenderer.on('shell-notice', (_event, notice: Notice) => tell(notice));

function shell<N extends ShellCallName>(name: N, request?: unknown): Promise<Answer<ShellAnswer<N>>> {
  return ipcRenderer.invoke(name, request) as Promise<Answer<ShellAnswer<N>>>;
}

const bridge: CandourBridge = {
  call(name, payload) {
    const id = ++last;
    return new Promise((resolve) => {
      pending.set(id, resolve);
      const message = { id, name, payload };
      if (port) port.postMessage(message);
      else waiting.push(message);
    });
  },
  onNotice(listener) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  shell: {
    preferences: {
      read: () => shell('shell.preferences.read'),
      write: (change) => shell('shell.preferences.write', change),
    },
    lock: () => shell('shell.lock'),
    quit: () => shell('shell.quit'),
    about: () => shell('shell.about'),
    policy: () => shell('shell.policy'),
    copy: (what) => shell('shell.copy', what),
    cover: (state) => shell('shell.cover', state),
    attention: {
      tell: (state) => shell('shell.attention', state),
      kept: () => shell('shell.attention.kept'),
      needed: () => shell('shell.attention.needed'),
    },
    unlockKeystore: () => shell('shell.keystore.unlock'),
    access: () => shell('shell.access'),
    files: {
      show: (what) => shell('shell.files.show', what),
      shown: () => shell('shell.files.shown'),
    },
    people: {
      list: () => shell('shell.people'),
      choose: (whom) => shell('shell.people.choose', whom),
      add: () => shell('shell.people.add'),
      called: (what) => shell('shell.people.called', what),
    },
    takingOut: {
      printers: () => shell('shell.printers'),
      print: (what) => shell('shell.print', what),
      export: (what) => shell('shell.export', what),
    },
    choose: {
      folder: () => shell('shell.choose.folder'),
      backup: () => shell('shell.choose.backup'),
      bundleOut: (what) => shell('shell.choose.bundleOut', what),
      bundleIn: () => shell('shell.choose.bundleIn'),
    },
  },
};

// contextBridge freezes what it exposes, all the way down.
contextBridge.exposeInMainWorld('candour', bridge);
void shell('shell.connect');
