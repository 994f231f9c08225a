import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { signNow } from '../../electron/vault/cases/sign.ts';
import { openWriter } from '../../electron/vault/store/connection.ts';
import { caseInView } from '../../electron/vault/store/facts.ts';
import { directSyncStore } from '../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../electron/vault/store/writing-vault.ts';
import { startSync, type SyncEngine } from '../../electron/vault/sync/engine.ts';
import { openHubClient } from '../../electron/vault/sync/hub-client.ts';
import type { HubCall, HubReply } from '../../electron/vault/sync/hub-transport.ts';
import { createSyncCrypto } from '../../electron/vault/sync/sync-crypto.ts';
import type { SyncStore, VaultIdentity } from '../../electron/vault/sync/sync-store.ts';
import type { Chance } from './chance.ts';
import { Waiting } from './waiting.ts';

/** What stays of a workstation between schedules: its enrolled vault, as a file. */
export interface Enrolled {
  readonly name: string;
  readonly identity: VaultIdentity;
  readonly file: string;
  readonly key: Buffer;
}

/** How a call comes to the hub and back; the schedule decides what becomes of it. */
export type Carry = (call: HubCall) => Promise<HubReply>;

/** Knocks a rule out of the vault's part, to see that it is missed. */
export type Knock = (store: SyncStore, vault: WritingVault, hold: Waiting['hold']) => Partial<SyncStore>;

/** A workstation under a schedule: real vault, real engine; every await is picked, and it may die at any. */
export class SimWorkstation {
  readonly name: string;
  readonly identity: VaultIdentity;
  /** Ids of what was signed here, in order. */
  readonly authored: string[] = [];
  /** How far its clock is off, ms. */
  skew = 0;
  waiting: Waiting;
  vault!: WritingVault;
  engine!: SyncEngine;
  readonly faults: unknown[] = [];
  readonly #file: string;
  readonly #key: Buffer;
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #carry: Carry;
  readonly #knock: Knock | null;

  constructor(
    enrolled: Enrolled,
    folder: string,
    parts: { chance: Chance; now: () => number; carry: (from: SimWorkstation, call: HubCall) => Promise<HubReply> },
    knock: Knock | null,
  ) {
    this.name = enrolled.name;
    this.identity = enrolled.identity;
    this.#key = enrolled.key;
    this.#chance = parts.chance;
    this.#now = parts.now;
    this.#carry = (call) => parts.carry(this, call);
    this.#knock = knock;
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, `${enrolled.name}.db`);
    for (const ending of ['', '-wal', '-shm']) rmSync(this.#file + ending, { force: true });
    copyFileSync(enrolled.file, this.#file);
    this.waiting = new Waiting(this.clock);
    this.start();
  }

  readonly clock = (): number => this.#now() + this.skew;

  /** Opens the vault and lets sync begin, as after an unlock. */
  start(): void {
    const random = (count: number) => this.#chance.bytes(count);
    const db = openWriter(this.#file, this.#key);
    // What a power cut costs is another test's; here a death is the process's, and the disk keeps what it was given.
    db.exec('PRAGMA synchronous = OFF');
    this.vault = { db, clock: this.clock, random, changes: noChanges() };
    this.waiting = new Waiting(this.clock);
    const { waiting } = this;
    const hold: Waiting['hold'] = (kind, name, happen) => waiting.hold(kind, name, happen);
    const store = directSyncStore(this.vault);
    this.engine = startSync({
      store: waiting.holding({ ...store, ...this.#knock?.(store, this.vault, hold) }),
      crypto: waiting.holding(createSyncCrypto()),
      hub: (identity) =>
        openHubClient({
          identity,
          clock: this.clock,
          transport: {
            origin: identity.hub,
            call: (call) => waiting.hold('call', call.target, () => this.#carry(call)),
            close: () => Promise.resolve(),
          },
        }),
      clock: this.clock,
      random,
      timers: waiting,
      onState: () => undefined,
      onFault: (error) => this.faults.push(error),
    });
  }

  /** The process is gone at this very await; nothing that it waited for ever comes. */
  die(): void {
    this.waiting.die();
    this.vault.db.close();
  }

  /** Signs what a person might; answers whether it was permitted. */
  sign(caseId: string, kind: (typeof deeds)[number]): boolean {
    const facts = caseInView(this.vault.db, caseId)?.facts;
    if (facts === undefined) return false;
    const command = commandOf(kind, this.identity.user, this.#chance, facts.slots);
    const signed = signNow(this.vault, { ...command, caseId, holdSeconds: 0 } as never);
    if (!signed.ok) return false;
    this.authored.push(signed.value.event!);
    this.engine.wake('work');
    return true;
  }

  caseIds(): string[] {
    return this.vault.db.column<string>('SELECT case_id FROM cases ORDER BY received_at, reference');
  }

  count(sql: string): number {
    return this.vault.db.column<number>(`SELECT count(*) FROM ${sql}`)[0]!;
  }
}

/** What people do in a schedule: with a slot and without, alone and standing on one another. */
export const deeds = ['note', 'risk', 'label', 'task', 'allocate', 'decide', 'safe contact'] as const;

function commandOf(
  deed: (typeof deeds)[number],
  user: string,
  chance: Chance,
  slots: Readonly<Record<string, string>>,
): { type: string; facets: object; payload: object; basedOn?: string } {
  const based = (slot: string) => (slots[slot] === undefined ? {} : { basedOn: slots[slot] });
  switch (deed) {
    case 'note':
      return {
        type: 'task_set',
        facets: { kind: 'urgent', holder: user },
        payload: { text: `Call ${chance.upTo(9)}` },
      };
    case 'risk':
      return {
        type: 'assessed',
        facets: { stage: 'risk', round: 1 + chance.upTo(3), danger: chance.pick(['yes', 'no', 'unclear']) },
        payload: {},
      };
    case 'label':
      return { type: 'labelled', facets: { label: 'MEDIA', on: chance.once(1, 2) }, payload: {} };
    case 'task':
      return { type: 'task_set', facets: { kind: 'task', holder: null }, payload: { text: 'Ask' } };
    case 'allocate':
      return {
        type: 'allocated',
        facets: { to: chance.once(1, 3) ? null : user },
        payload: {},
        ...based('allocation'),
      };
    case 'decide':
      return {
        type: 'decided',
        facets: { outcomes: ['record'], route: 'here' },
        payload: { rationale: 'Kept for the record.', optionsRejected: [] },
        ...based('decision'),
      };
    case 'safe contact':
      return {
        type: 'safe_contact_set',
        facets: {},
        payload: { who: 'A', how: 'Text first', when: 'Noon', never: 'At home' },
        ...based('safe contact'),
      };
  }
}
