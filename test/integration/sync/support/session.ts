import { randomBytes } from 'node:crypto';
import { openHubClient } from '../../../../electron/vault/sync/hub-client.ts';
import type { HubTransport } from '../../../../electron/vault/sync/hub-transport.ts';
import { newSession, type Session } from '../../../../electron/vault/sync/session.ts';
import type { Workstation } from './workstation.ts';

/** A session of this vault over this line as it begins, for rounds that a test plays by itself. */
export const sessionOver = (
  { identity, store, crypto }: Workstation,
  transport: HubTransport,
  clock: () => number = Date.now,
): Promise<Session> =>
  newSession({
    identity,
    store,
    crypto,
    hub: openHubClient({ identity, clock, transport }),
    clock,
    random: randomBytes,
    halted: () => false,
    receiving: () => undefined,
    sending: () => undefined,
    onHold: () => false,
  });
