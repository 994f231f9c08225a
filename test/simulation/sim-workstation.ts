import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { signNow } from '../../electron/vault/cases/sign.ts';
import { changeKeys, changeReaders, sealForChange, type ReaderChange } from '../../electron/vault/readers/change.ts';
import { carryRestored } from '../../electron/vault/restore/carry.ts';
import { openWriter, type WriteConnection } from '../../electron/vault/store/connection.ts';
import { caseInView } from '../../electron/vault/store/facts.ts';
import { readMeta, writeMeta } from '../../electron/vault/store/meta.ts';
import { directSyncStore } from '../../electron/vault/store/sync-store.ts';
import { instant, noChanges, type WritingVault } from '../../electron/vault/store/writing-vault.ts';
import { startSync, type EngineState, type SyncEngine } from '../../electron/vault/sync/engine.ts';
import { openHubClient, type HubClient } from '../../electron/vault/sync/hub-client.ts';
import type { HubCall, HubReply } from '../../electron/vault/sync/hub-transport.ts';
import { createSyncCrypto } from '../../electron/vault/sync/sync-crypto.ts';
import type { SyncStore, VaultIdentity } from '../../electron/vault/sync/sync-store.ts';
import { commandOf, type Deed } from './deeds.ts';
import type { Chance } from './chance.ts';
import { Waiting } from './waiting.ts';

/** What stays of a workstation between schedules: its enrolled vault, as a file. */
export interface Enrolled {
  readonly name: string;
  readonly identity: VaultIdentity;
  readonly file: string;
  readonly key: Buffer;
  /** The person's next device, enrolled and granted, with a vault that holds nothing yet. */
  readonly spare: Omit<Enrolled, 'spare'> | null;
}

/** Knocks a rule out of the vault's part, to see that it is missed. Every call of `store` is an await of the schedule. */
export type Knock = (store: SyncStore, vault: WritingVault, hold: Waiting['hold']) => Partial<SyncStore>;

interface Parts {
  readonly folder: string;
  /** Of the step at hand. */
  readonly chance: () => Chance;
  readonly now: () => number;
  readonly carry: (name: string, call: HubCall) => Promise<HubReply>;
  readonly knock: Knock | null;
}

const endings = ['', '-wal', '-shm'] as const;
/** After these the vault is no more to be used, and the person enrols anew. */
const ended: ReadonlySet<string> = new Set(['vault_restored', 'device_forked']);

/** A workstation under a schedule: real vault, real engine; every await is picked, and it may die at any. */
export class SimWorkstation {
  readonly name: string;
  identity: VaultIdentity;
  /** Ids of what was signed here, in order. */
  readonly authored: string[] = [];
  /** Of those, what was lost with a disk before it had been sent anywhere. */
  readonly lostWithDisk = new Set<string>();
  /** How far its clock is off, ms. */
  skew = 0;
  waiting: Waiting;
  vault!: WritingVault;
  engine!: SyncEngine;
  readonly faults: unknown[] = [];
  readonly #parts: Parts;
  #key: Buffer;
  #spare: Enrolled['spare'];
  #copied = false;
  #putBack = false;
  #carrying = false;

  constructor(enrolled: Enrolled, parts: Parts) {
    this.name = enrolled.name;
    this.identity = enrolled.identity;
    this.#key = enrolled.key;
    this.#spare = enrolled.spare;
    this.#parts = parts;
    mkdirSync(parts.folder, { recursive: true });
    this.#replace(enrolled.file);
    this.waiting = new Waiting(this.clock);
    this.start();
  }

  readonly clock = (): number => this.#parts.now() + this.skew;

  #file(which: 'vault' | 'copy' | 'source' = 'vault'): string {
    return join(this.#parts.folder, `${this.name}-${which}.db`);
  }

  #replace(by: string, which: 'vault' | 'copy' | 'source' = 'vault'): void {
    for (const ending of endings) rmSync(this.#file(which) + ending, { force: true });
    copyFileSync(by, this.#file(which));
  }

  /** Opens the vault and lets sync begin, as after an unlock. */
  start(): void {
    const random = (count: number) => this.#parts.chance().bytes(count);
    const db = withoutFlushes(openWriter(this.#file(), this.#key));
    this.vault = { db, clock: this.clock, random, changes: noChanges() };
    this.waiting = new Waiting(this.clock);
    this.#carrying = false;
    const { waiting } = this;
    const hold: Waiting['hold'] = (kind, name, happen) => waiting.hold(kind, name, happen);
    const store = waiting.holding(directSyncStore(this.vault));
    this.engine = startSync({
      store: { ...store, ...this.#parts.knock?.(store, this.vault, hold) },
      crypto: waiting.holding(createSyncCrypto()),
      hub: (identity) => this.#client(identity, waiting),
      clock: this.clock,
      random,
      timers: waiting,
      onState: (state) => this.#carryOn(state, waiting),
      onFault: (error) => this.faults.push(error),
    });
  }

  #client(identity: VaultIdentity, waiting: Waiting): HubClient {
    const client = openHubClient({
      identity,
      clock: this.clock,
      transport: {
        origin: identity.hub,
        call: (call) => waiting.call(call.target, () => this.#parts.carry(this.name, call)),
        close: () => Promise.resolve(),
      },
    });
    return {
      hello: () => waiting.signing(() => client.hello()),
      feed: (...given) => waiting.signing(() => client.feed(...given)),
      cases: (...given) => waiting.signing(() => client.cases(...given)),
      blob: (...given) => waiting.signing(() => client.blob(...given)),
      push: (...given) => waiting.signing(() => client.push(...given)),
      close: () => client.close(),
    };
  }

  /** What a restore has still to bring comes once the vault has caught up, one transaction at a time. */
  #carryOn({ phase }: EngineState, waiting: Waiting): void {
    const { db } = this.vault;
    if (this.#carrying || phase !== 'idle' || this.waiting !== waiting) return;
    if (readMeta(db, 'restoring') === null || readMeta(db, 'complete_as_of') === null) return;
    this.#carrying = true;
    const steps = carryRestored(this.vault, this.#file('source'));
    const next = async (): Promise<void> => {
      const { done } = await waiting.hold('step', 'carries over', () => Promise.resolve(steps.next()));
      if (done !== true) return next();
      this.#carrying = false;
      this.engine.wake('work');
    };
    next().catch((error: unknown) => this.faults.push(error));
  }

  /** The process is gone at this very await; nothing that it waited for ever comes. */
  die(): void {
    this.waiting.die();
    this.vault.db.close();
  }

  /** Keeps a copy of the vault as it is now. */
  copy(): void {
    this.die();
    copyFileSync(this.#file(), this.#file('copy'));
    this.#copied = true;
    this.start();
  }

  /** The disk breaks, and an older copy of the vault is put in its place. Once in a schedule; answers whether. */
  putBack(): boolean {
    if (!this.#copied || this.#putBack || this.#spare === null) return false;
    this.#putBack = true;
    this.die();
    this.#replace(this.#file('copy'));
    this.start();
    const held = new Set(this.vault.db.column<string>('SELECT id FROM events'));
    for (const id of this.authored) if (!held.has(id)) this.lostWithDisk.add(id);
    return true;
  }

  /** Whether this vault has learnt that it may not go on as the device that it was. */
  get mustEnrolAnew(): boolean {
    const { phase, problem } = this.engine.state();
    return phase === 'stopped' && problem !== null && ended.has(problem) && this.#spare !== null;
  }

  /** The person enrols anew and carries over what the old vault has not sent, as `restore.begin` does. */
  enrolAnew(): void {
    const spare = this.#spare!;
    this.die();
    this.#replace(this.#file(), 'source');
    this.#replace(spare.file);
    const key = this.#key.toString('base64');
    [this.identity, this.#key, this.#spare] = [spare.identity, spare.key, null];
    const db = openWriter(this.#file(), this.#key);
    db.transaction(() =>
      writeMeta(db, 'restoring', { from: 'own', key, startedAt: instant(this.clock()), setAside: null }),
    );
    db.close();
    this.start();
  }

  /** Whether it goes on as another device than it began as. */
  get enrolledAnew(): boolean {
    return this.#spare === null;
  }

  /** Whether a restore has brought everything that it will. */
  get carried(): boolean {
    return readMeta(this.vault.db, 'restoring') === null;
  }

  /** How much of the old vault could not be signed here; the person is told so. */
  get leftBehind(): number {
    const left = readMeta(this.vault.db, 'restored')?.left ?? {};
    return Object.values(left).reduce((sum, count) => sum + count, 0);
  }

  /** Signs what a person might; answers whether it was permitted. */
  sign(caseId: string, deed: Deed): boolean {
    const facts = caseInView(this.vault.db, caseId)?.facts;
    if (facts === undefined) return false;
    const command = commandOf(deed, this.identity.user, this.#parts.chance(), facts.slots);
    const signed = signNow(this.vault, { ...command, caseId, holdSeconds: 0 } as never);
    if (!signed.ok) return false;
    this.authored.push(signed.value.event!);
    this.engine.wake('work');
    return true;
  }

  /** Lets somebody into a named-readers case, or out of it; answers whether it was permitted. */
  async change(change: ReaderChange): Promise<boolean> {
    const keys = changeKeys(this.vault.db, change);
    if (!keys.ok) return false;
    const sealed = await sealForChange(change, keys.value, null, (count) => this.#parts.chance().bytes(count));
    const changed = changeReaders(this.vault, { change, sealed });
    if (!changed.ok) return false;
    this.authored.push(changed.value.event);
    this.engine.wake('work');
    return true;
  }

  /** Who reads a named-readers case; null for an ordinary one. */
  readersOf(caseId: string): readonly string[] | null {
    return caseInView(this.vault.db, caseId)?.facts.apart?.readers ?? null;
  }

  caseIds(): string[] {
    return this.vault.db.column<string>('SELECT case_id FROM cases ORDER BY received_at, reference');
  }

  count(sql: string): number {
    return this.vault.db.column<number>(`SELECT count(*) FROM ${sql}`)[0]!;
  }
}

/** What a power cut costs is another test's: here a death is the process's, and the disk keeps what it was given. */
function withoutFlushes(db: WriteConnection): WriteConnection {
  db.exec('PRAGMA synchronous = OFF');
  return { ...db, exec: (statements) => (/^PRAGMA synchronous/.test(statements) ? undefined : db.exec(statements)) };
}
