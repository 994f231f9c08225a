/** The vault as its process sees it: pages are attached by their ports, and every call goes to the session. */
import { randomBytes } from 'node:crypto';
import type { MessagePortMain } from 'electron';
import { z } from 'zod';
import type { CallName } from '../../shared/bridge/contract.ts';
import type { PrintDelivery } from '../../shared/bridge/taking-out.ts';
import type { VaultStart } from '../../shared/bridge/vault-start.ts';
import { dispatcher } from './calls/dispatch.ts';
import { failed } from './calls/failure.ts';
import { rekeyVault } from './keys/rekey.ts';
import { uptime } from './keys/unlock-delays.ts';
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
} from './keys/vault-keys.ts';
import type { Tell } from './session/notices.ts';
import type { Browse } from './sign-in/in-browser.ts';
import type { VaultParts } from './session/parts.ts';
import { Session } from './session/session.ts';
import { startCryptoThread } from './sync/crypto-thread.ts';
import { startSync } from './sync/engine.ts';
import { enrol } from './sync/enrolment.ts';
import { openHubClient } from './sync/hub-client.ts';
import { trustOf } from './sync/hub-trust.ts';
import { realTimers } from './sync/napping.ts';
import { logFault } from './threads/failure-code.ts';

/** What is used of a window's port; Node's own ports fit too. */
export type PagePort = Pick<MessagePortMain, 'postMessage' | 'start'> & {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
};

export interface Vault {
  attach(port: PagePort): void;
  /** Hands the contents of one grant to the print window, once. It can ask for nothing more. */
  print(grant: string, port: Pick<PagePort, 'postMessage' | 'start'>): Promise<void>;
  /** Writes a sealed file for a grant; null, or why not. */
  save(grant: string, file: string, pdf: Uint8Array | null): Promise<string | null>;
  /**
   * Main's last word before it ends the process. Answers when everything asked for before is on the disk; from then on
   * a page is told nothing but `locked`, also where a question of before was about to be answered. Only what was typed is
   * still taken.
   */
  flush(): Promise<void>;
  /** Ends the threads and sync; for tests. Locking kills the process. */
  end(): Promise<void>;
}

/** Saves of what was typed just before: they tell the page nothing, and must not be lost to the lock. */
const stillTaken: ReadonlySet<unknown> = new Set<CallName>(['draft.save', 'draft.drop', 'place.save']);

const PageCall = z.object({ id: z.number(), name: z.unknown().optional(), payload: z.unknown().optional() });

/** The real parts: keys in the profile, the hub over the network, a thread for digests and signatures. */
export const realParts = (start: Pick<VaultStart, 'threads' | 'policy'>, browse?: Browse): VaultParts => ({
  ...(browse !== undefined && { browse }),
  clock: Date.now,
  vaultExists,
  createVaultKeys,
  openVaultKeys: (options) => openVaultKeys({ ...options, up: uptime() }),
  changePassphrase: (options) => changePassphrase({ ...options, up: uptime() }),
  rekeyVault,
  recoveryRecipient,
  nextTryAt: (profile, now) => nextTryAt(profile, now, uptime()),
  triesLeft,
  holdToRecovery,
  fileKey,
  enrol: ({ hub, code, signIn }) =>
    enrol({ hub, code, clock: Date.now, random: randomBytes, trust: trustOf(start.policy), signIn }),
  openHub: (identity, people) => openHubClient({ identity, clock: Date.now, trust: trustOf(start.policy), people }),
  startSync(store, onState, people) {
    const { crypto, stop } = startCryptoThread(start.threads.crypto);
    const engine = startSync({
      store,
      crypto,
      hub: (identity) => openHubClient({ identity, clock: Date.now, trust: trustOf(start.policy), people }),
      clock: Date.now,
      random: randomBytes,
      timers: realTimers,
      onState,
      onFault: (error) => logFault(error),
      listens: true,
    });
    return {
      ...engine,
      async stop() {
        await engine.stop();
        await stop();
      },
    };
  },
});

export function startVault(start: VaultStart, parts: VaultParts = realParts(start)): Promise<Vault> {
  const ports = new Set<PagePort>();
  let closing = false;
  const tell: Tell = (notice, payload) => {
    if (closing) return;
    for (const port of ports) port.postMessage({ notice, payload });
  };
  const session = new Session(start, parts, tell);
  const answer = dispatcher(session);
  return Promise.resolve({
    attach(port) {
      ports.add(port);
      port.on('close', () => void ports.delete(port));
      port.on('message', ({ data }) => {
        const call = PageCall.safeParse(data);
        if (!call.success) return;
        const { id, name, payload } = call.data;
        const taken = stillTaken.has(name);
        if (closing && !taken) return port.postMessage({ id, ...failed('locked') });
        void answer(name, payload).then((answered) =>
          port.postMessage({ id, ...(closing && !taken ? failed('locked') : answered) }),
        );
      });
      port.start();
    },
    async print(grant, port) {
      const locked: PrintDelivery = { ok: false, code: 'locked' };
      port.postMessage((await session.vault?.takingOut.deliver(grant)) ?? locked);
    },
    save: (grant, file, pdf) => session.vault?.takingOut.save(grant, file, pdf) ?? Promise.resolve('locked'),
    flush() {
      closing = true;
      return session.flush();
    },
    end: () => session.end(),
  });
}
