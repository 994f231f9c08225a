import { randomBytes } from 'node:crypto';
import { openHubClient } from '../../../../electron/vault/sync/hub-client.ts';
import type { HubTransport } from '../../../../electron/vault/sync/hub-transport.ts';
import type { Session } from '../../../../electron/vault/sync/session.ts';
import type { Workstation } from './workstation.ts';

/** A session of this vault over this line as it begins, for rounds that a test plays by itself. */
export async function sessionOver(
  { identity, store, crypto }: Workstation,
  transport: HubTransport,
  clock: () => number = Date.now,
): Promise<Session> {
  return {
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
    mark: null,
    epoch: null,
    grantsVersion: 0,
    clockOff: null,
    greeted: false,
    unitKeys: await store.unitKeys(),
    frozen: new Map(),
    previewed: new Map(),
    casesSaid: new Map(),
    readAnew: new Set(),
    comparedAt: new Map(),
    pushHeld: null,
    askedAbout: new Set(),
    keptAsked: new Set(),
    gapAt: null,
    idsTaken: new Set(),
    toGrant: true,
    toOpen: true,
    leasesAt: Number.NEGATIVE_INFINITY,
    leasedNames: '',
    completeAt: Number.NEGATIVE_INFINITY,
    receiptsRefusedAt: Number.NEGATIVE_INFINITY,
  };
}
