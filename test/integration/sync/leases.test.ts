/** A hello opens a vault that its clock has closed, however lately leases were renewed. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { noteHere } from '../../../electron/vault/session/begin.ts';
import { closedBecause } from '../../../electron/vault/session/closed.ts';
import { openWriter } from '../../../electron/vault/store/connection.ts';
import { standingOf } from '../../../electron/vault/store/standing.ts';
import { directSyncStore } from '../../../electron/vault/store/sync-store.ts';
import { noChanges } from '../../../electron/vault/store/writing-vault.ts';
import { renewLeases } from '../../../electron/vault/sync/round.ts';
import type { Session } from '../../../electron/vault/sync/session.ts';
import { limits, type HelloAnswer } from '../../../shared/protocol/calls.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 1);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function leasedVault() {
  const folder = mkdtempSync(join(tmpdir(), 'candour-leases-'));
  folders.push(folder);
  const db = openWriter(join(folder, 'vault.db'), randomBytes(32));
  let now = START;
  const clock = () => now;
  const vault = { db, clock, random: randomBytes, changes: noChanges() };
  const store = directSyncStore(vault);
  let leases = 0;
  const session = {
    store: { ...store, leases: (...given: Parameters<typeof store.leases>) => ((leases += 1), store.leases(...given)) },
    clock,
    leasesAt: Number.NEGATIVE_INFINITY,
    leasedNames: '',
  } as unknown as Session;
  const hello = () =>
    ({
      serverTime: new Date(now).toISOString(),
      compartments: [{ compartment: 'desk:MPS', head: 0, leaseUntil: new Date(now + limits.leaseMs).toISOString() }],
    }) as unknown as HelloAnswer;
  return {
    here: () => noteHere(vault),
    closed: () => closedBecause(standingOf(db), now),
    greet: () => renewLeases(session, hello(), 0),
    set: (minutes: number) => (now = START + minutes * MINUTE),
    renewed: () => leases,
    end: () => db.close(),
  };
}

it('a clock that is set back behind the last work, though not behind the last hello, is put right by the next hello', async () => {
  const vault = leasedVault();
  await vault.greet();
  vault.set(6);
  vault.here();
  vault.set(0.5);
  expect(vault.closed()).toBe('clock_ran_back');
  await vault.greet();
  expect(vault.closed()).toBeNull();
  vault.end();
});

it('leases are not written at every hello while nothing is amiss', async () => {
  const vault = leasedVault();
  await vault.greet();
  for (const minute of [1, 2, 3]) {
    vault.set(minute);
    vault.here();
    await vault.greet();
  }
  expect(vault.renewed()).toBe(1);
  vault.end();
});
