import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import type { CallAnswer } from '../../../../shared/bridge/call.ts';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../../shared/bridge/contract.ts';
import type { VaultStart } from '../../../../shared/bridge/vault-start.ts';
import { deskOf } from '../../../../shared/domain/compartment.ts';
import { rekeyVault } from '../../../../electron/vault/keys/rekey.ts';
import {
  changePassphrase,
  createVaultKeys,
  fileKey,
  holdToRecovery,
  nextTryAt,
  openVaultKeys,
  recoveryRecipient,
  triesLeft,
  vaultExists,
} from '../../../../electron/vault/keys/vault-keys.ts';
import type { VaultParts } from '../../../../electron/vault/session/parts.ts';
import type { SyncStore } from '../../../../electron/vault/sync/sync-store.ts';
import { startVault, type PagePort, type Vault } from '../../../../electron/vault/vault.ts';
import { HubLog, unsigned, type Organisation, type Workstation } from '../../support/report-events.ts';
import { identityOfWorkstation, temporaryFolder } from './vault.ts';

/** The cheapest that is allowed. */
const cost = { m: 65_536, t: 3, p: 1 };

export const PASSPHRASE = 'three random words here';
const thread = (name: string) =>
  fileURLToPath(new URL(`../../../../electron/vault/threads/${name}.ts`, import.meta.url));

export const vaultStart = (profile: string, secret: Uint8Array): VaultStart => ({
  kind: 'start',
  profile,
  deviceSecret: { mode: 'keystore', backend: 'test', secret: new Uint8Array(secret) },
  hub: 'https://hub.example',
  demonstration: false,
  demonstrationSetUp: null,
  threads: {
    writer: thread('writer'),
    reader: thread('reader'),
    crypto: thread('crypto'),
    attachments: thread('attachments'),
  },
});

export interface Page {
  call<N extends CallName>(name: N, payload: CallInput<N>): Promise<CallAnswer<CallOutput<N>>>;
  /** The value, parsed by the contract's schema; throws for a failure. */
  value<N extends CallName>(name: N, payload: CallInput<N>): Promise<CallOutput<N>>;
  raw(message: unknown): Promise<unknown>;
  readonly notices: { notice: string; payload: unknown }[];
}

/** A page at the other end of a real port. */
export function openPage(vault: Vault): Page {
  const { port1, port2 } = new MessageChannel();
  // Electron's port wraps what arrives in `{data}`, Node's does not.
  const listeners: ((message: { data: unknown }) => void)[] = [];
  port1.on('message', (data: unknown) => listeners.forEach((listener) => listener({ data })));
  const end: PagePort = {
    postMessage: (message: unknown) => port1.postMessage(message),
    start: () => port1.start(),
    on: (event: string, listener: (message: { data: unknown }) => void) => {
      if (event === 'message') listeners.push(listener);
    },
  };
  vault.attach(end);
  const waiting = new Map<number, (answer: unknown) => void>();
  const notices: Page['notices'] = [];
  let last = 0;
  port2.on('message', (message: { id?: number; notice?: string; payload?: unknown }) => {
    if (message.notice !== undefined) notices.push({ notice: message.notice, payload: message.payload });
    else if (message.id !== undefined) {
      const { id, ...answer } = message;
      waiting.get(id)?.(answer);
    }
  });
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  const raw = (message: unknown) =>
    new Promise<unknown>((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      port2.postMessage({ id: last, ...(message as object) });
    });
  const call = (name: string, payload: unknown) => raw({ name, payload }) as Promise<CallAnswer<never>>;
  return {
    raw,
    notices,
    call,
    async value(name, payload) {
      const answer = await call(name, payload);
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return calls[name].output.parse(answer.value) as never;
    },
  };
}

/** The vault as its process runs it, with its real threads and keys; the test stands in for the hub by the store. */
export class TestWorkstation {
  readonly profile = join(temporaryFolder(), 'profile');
  readonly secret = randomBytes(32);
  /** The organisation's recovery key that the hub tells of. */
  recovery: string | null = null;
  /** The administrator's; absent: none. */
  policy: VaultStart['policy'];
  readonly org: Organisation;
  readonly who: Workstation;
  readonly directory = new HubLog('directory');
  readonly desk = new HubLog(deskOf('MPS'));
  store!: SyncStore;
  woken = 0;
  vault!: Vault;
  page!: Page;

  constructor(org: Organisation, who: Workstation = org.assessor) {
    this.org = org;
    this.who = who;
  }

  readonly parts: VaultParts = {
    clock: Date.now,
    vaultExists,
    createVaultKeys: (options) => createVaultKeys({ ...options, cost }),
    openVaultKeys: (options) => openVaultKeys({ ...options, cost }),
    changePassphrase: (options) => changePassphrase({ ...options, cost }),
    rekeyVault: (options) => rekeyVault({ ...options, cost }),
    recoveryRecipient,
    nextTryAt,
    triesLeft,
    holdToRecovery,
    fileKey,
    backupCost: cost,
    enrol: ({ code }) =>
      Promise.resolve(
        code === 'right-code'
          ? {
              ok: true,
              identity: { ...identityOfWorkstation(this.who), keyringKey: this.org.keyring.signing.publicKey },
              recoveryRecipient: this.recovery,
              recoverySigned: true,
            }
          : { ok: false, code: 'enrolment_refused' },
      ),
    openHub: () => ({
      blob: () => Promise.resolve({ ok: false, failure: { kind: 'unreachable' } }),
      signIn: () => Promise.resolve({ ok: false, failure: { kind: 'unreachable' } }),
      close: async () => undefined,
    }),
    startSync: (store) => {
      this.store = store;
      return {
        wake: () => {
          this.woken += 1;
        },
        pause: () => undefined,
        hold: () => Promise.resolve(),
        between: () => Promise.reject(new Error('there is no engine here')),
        stop: () => Promise.resolve(),
        state: () => ({
          phase: 'idle',
          offlineSince: null,
          progress: null,
          problem: null,
          hub: 'https://hub.example',
          clockOff: null,
          held: false,
          sending: 0,
          casesSaid: {},
        }),
      };
    },
  };

  async start(): Promise<this> {
    const start = vaultStart(this.profile, this.secret);
    this.vault = await startVault(this.policy === undefined ? start : { ...start, policy: this.policy }, this.parts);
    const started = this.vault;
    onTestFinished(() => started.end());
    this.page = openPage(this.vault);
    return this;
  }

  /** Locked and started again. */
  async restart(): Promise<void> {
    await this.vault.end();
    await this.start();
  }

  setUp() {
    return this.page.value('session.setUp', { hub: 'https://hub.example', code: 'right-code', passphrase: PASSPHRASE });
  }

  async receive(...events: Parameters<HubLog['add']>[0][]) {
    const taken = events.map((event) => this.desk.add(event));
    await this.store.intake(this.desk.page());
    return taken;
  }

  async receiveDirectory(headers = this.org.directory) {
    for (const header of headers) this.directory.add(unsigned(header));
    await this.store.intake(this.directory.page());
  }
}
