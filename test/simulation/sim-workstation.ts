import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeJournalKey, auditorsKey } from '../../electron/vault/audit/journal-key.ts';
import { enter, openJournal } from '../../electron/vault/audit/journal.ts';
import { signNow } from '../../electron/vault/cases/sign.ts';
import { changeKeys, changeReaders, sealForChange, type ReaderChange } from '../../electron/vault/readers/change.ts';
import { carryRestored } from '../../electron/vault/restore/carry.ts';
import { noteHere } from '../../electron/vault/session/begin.ts';
import { closedBecause, type Closed } from '../../electron/vault/session/closed.ts';
import { standingOf } from '../../electron/vault/store/standing.ts';
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
import { v7 } from 'uuid';
import type { FileName } from '../../electron/vault/attachments/files.ts';
import { acknowledge } from '../../electron/vault/referrals/acknowledge.ts';
import { moveKeys, sealForMove, signMove, type Move } from '../../electron/vault/moving/move-case.ts';
import { recipientsOf } from '../../electron/vault/referrals/recipients.ts';
import { makeReferralKey } from '../../electron/vault/referrals/referral-key.ts';
import { sendNow } from '../../electron/vault/referrals/send.ts';
import type { DisposalScope } from '../../shared/domain/events/records.ts';
import { NO_PAYLOAD_HASH } from '../../shared/domain/header.ts';
import { reportReceived } from '../../shared/domain/events/report.ts';
import { approveDisposal, proposeDisposal } from '../../electron/vault/records/dispose.ts';
import { eventsOf, reportPayload } from '../../electron/vault/store/events.ts';
import { readByHand, writeByHand } from './by-hand.ts';
import { commandOf, packOf, type Deed } from './deeds.ts';
import { PassingOn } from './passing-on.ts';
import { removeFiles, SimFiles } from './sim-files.ts';
import type { Chance } from './chance.ts';
import { Waiting } from './waiting.ts';

/** What stays of a workstation between schedules: its enrolled vault, as a file. */
export interface Enrolled {
  readonly name: string;
  readonly identity: VaultIdentity;
  readonly file: string;
  readonly key: Buffer;
  /** The person's next device, enrolled, with a vault that holds nothing yet; the keyring has still to vouch for it. */
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
  /** Knocks out that keys are renewed and passed on. */
  readonly passesNothingOn: boolean;
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
  /** Every device that the person has had. */
  readonly devices: string[] = [];
  /** How far its clock is off, ms. */
  skew = 0;
  waiting: Waiting;
  vault!: WritingVault;
  engine!: SyncEngine;
  passingOn!: PassingOn;
  readonly faults: unknown[] = [];
  #store!: SyncStore;
  readonly #parts: Parts;
  #key: Buffer;
  #spare: Enrolled['spare'];
  #copied = false;
  #putBack = false;
  #carrying = false;
  /** The files of reports, once somebody here has asked for one. */
  files: SimFiles | null = null;
  /** Bundles that are being written or read. */
  byHand = 0;

  constructor(enrolled: Enrolled, parts: Parts) {
    this.name = enrolled.name;
    this.identity = enrolled.identity;
    this.devices.push(this.identity.device);
    this.#key = enrolled.key;
    this.#spare = enrolled.spare;
    this.#parts = parts;
    mkdirSync(parts.folder, { recursive: true });
    this.#replace(enrolled.file);
    removeFiles(this.#file('files'));
    this.waiting = new Waiting(this.#parts.now);
    this.start();
  }

  readonly clock = (): number => this.#parts.now() + this.skew;

  #file(which: 'vault' | 'copy' | 'source' | 'files' = 'vault'): string {
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
    // A clock that is set moves no timer.
    this.waiting = new Waiting(this.#parts.now);
    this.#carrying = false;
    this.byHand = 0;
    if (existsSync(this.#file('files'))) this.#openFiles();
    const { waiting } = this;
    const hold: Waiting['hold'] = (kind, name, happen) => waiting.hold(kind, name, happen);
    const held = waiting.holding(directSyncStore(this.vault));
    const store = { ...held, ...this.#parts.knock?.(held, this.vault, hold) };
    this.#store = store;
    this.engine = startSync({
      store: {
        ...store,
        // First the files, as in `open-vault.ts`: if it dies in between, the hub's next answer has the rest purged.
        purge: async (compartment) => {
          if (this.files !== null) await hold('step', 'purges files', async () => this.files?.purge(compartment));
          await store.purge(compartment);
        },
      },
      crypto: waiting.holding(createSyncCrypto()),
      hub: (identity) => this.#client(identity, waiting),
      clock: this.clock,
      random,
      timers: waiting,
      onState: (state) => this.#carryOn(state, waiting),
      onFault: (error) => this.faults.push(error),
    });
    this.passingOn = new PassingOn({
      vault: this.vault,
      waiting,
      random,
      keeping: (signs) => this.#keeping(() => (signs(), true)),
      fault: (error) => waiting === this.waiting && this.faults.push(error),
    });
    this.#passOn();
  }

  #passOn(): void {
    if (!this.#parts.passesNothingOn) this.passingOn.begin();
  }

  #openFiles(): SimFiles {
    return (this.files ??= new SimFiles({
      file: this.#file('files'),
      key: this.#key,
      vault: this.vault,
      waiting: this.waiting,
      hub: () => this.#client(this.identity, this.waiting),
      lighten: withoutFlushes,
    }));
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
    if (phase === 'idle') this.files?.lineIsThere();
    if (this.#carrying || phase !== 'idle' || this.waiting !== waiting) return;
    if (readMeta(db, 'restoring') === null || readMeta(db, 'complete_as_of') === null) return;
    this.#carrying = true;
    const steps = carryRestored(this.vault, this.#file('source'));
    const open = async () => {
      const auditors = auditorsKey(db);
      if (auditors !== null) openJournal(this.vault, await makeJournalKey(auditors, this.vault.random));
    };
    const next = async (): Promise<void> => {
      const { done } = await waiting.hold('step', 'carries over', () => Promise.resolve(steps.next()));
      if (done !== true) return next();
      this.#carrying = false;
      this.engine.wake('work');
    };
    waiting
      .hold('step', 'opens the journal', open)
      .then(next)
      .catch((error: unknown) => this.faults.push(error));
  }

  /** The process is gone at this very await; nothing that it waited for ever comes. */
  die(): void {
    this.waiting.die();
    this.vault.db.close();
    this.files?.db.close();
    this.files = null;
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
    removeFiles(this.#file('files'));
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
    removeFiles(this.#file('files'));
    this.#replace(spare.file);
    const key = this.#key.toString('base64');
    [this.identity, this.#key, this.#spare] = [spare.identity, spare.key, null];
    this.devices.push(this.identity.device);
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

  /** Why nothing is shown here now, or null. */
  get closed(): Closed | null {
    return closedBecause(standingOf(this.vault.db), this.clock());
  }

  /** Signs what a person might; answers whether it was permitted. */
  sign(caseId: string, deed: Deed): boolean {
    if (this.closed !== null) return false;
    noteHere(this.vault);
    if (deed === 'search') return this.#search();
    const facts = caseInView(this.vault.db, caseId)?.facts;
    if (facts === undefined) return false;
    const command = commandOf(deed, this.identity.user, this.#parts.chance(), facts.slots);
    return this.#keeping(() => signNow(this.vault, { ...command, caseId, holdSeconds: 0 } as never).ok);
  }

  /** Keeps the ids of what was signed meanwhile, wakes sync for it; answers whether it was permitted. */
  #keeping(signs: () => boolean): boolean {
    const { db } = this.vault;
    const last = readMeta(db, 'last_device_seq') ?? 0;
    if (!signs()) return false;
    this.authored.push(...db.column<string>('SELECT id FROM events WHERE device_seq > ? ORDER BY device_seq', [last]));
    this.engine.wake('work');
    return true;
  }

  /** Sends the pack of a case to investigators; answers whether it was permitted. */
  async refer(caseId: string, unit: string): Promise<boolean> {
    if (this.closed !== null) return false;
    const { random, clock, db } = { ...this.vault };
    const devices = recipientsOf(db, unit, caseId);
    if (devices.length === 0) return false;
    const referral = v7({ msecs: clock(), random: random(16) });
    const made = await makeReferralKey(referral, devices, random);
    const pack = packOf(this.#parts.chance());
    return this.#keeping(
      () => sendNow(this.vault, { caseId, unit, outcome: 'investigate', pack } as never, made, null).ok,
    );
  }

  /** What an investigator does with a referral; answers whether it was permitted. */
  investigate(referral: string, deed: 'acknowledge' | 'accept' | 'return'): boolean {
    if (this.closed !== null) return false;
    noteHere(this.vault);
    if (deed === 'acknowledge') return this.#keeping(() => acknowledge(this.vault, referral, 'Mine.').ok);
    const command =
      deed === 'accept'
        ? { type: 'referral_accepted', facets: {}, payload: {} }
        : { type: 'referral_returned', facets: { reason: 'NOT_OURS' }, payload: { why: 'He left long ago.' } };
    return this.#keeping(() => signNow(this.vault, { ...command, caseId: referral, holdSeconds: 0 } as never).ok);
  }

  /** Sends a case on to another desk, or sets it apart; answers whether it was permitted. */
  async move(wanted: Move): Promise<boolean> {
    if (this.closed !== null) return false;
    let move = wanted;
    if (wanted.to === 'readers') {
      const { caseId, readers, reason: why } = wanted;
      const facts = caseInView(this.vault.db, caseId)?.facts;
      const request = facts?.work.apart.request ?? null;
      if (request?.state !== 'waiting' || request.by === this.identity.user) {
        const basedOn = facts?.slots['setting apart'] ?? null;
        const asks = {
          caseId,
          type: 'apart_requested',
          facets: { readers },
          payload: { why },
          basedOn,
          holdSeconds: 0,
        };
        this.#keeping(() => signNow(this.vault, asks as never).ok);
        return false;
      }
      // Somebody else has asked: it goes to whom they asked for.
      move = { ...wanted, readers: request.readers };
    }
    const keys = moveKeys(this.vault.db, move);
    if (!keys.ok) return false;
    const made = await sealForMove(move, keys.value, null, (count) => this.#parts.chance().bytes(count));
    return this.#keeping(() => signMove(this.vault, { move, made }).ok);
  }

  /** One person proposes to erase a case, or one entry of it; another approves. Answers what was signed, or null. */
  dispose(caseId: string): 'proposes to erase' | 'erases' | null {
    if (this.closed !== null) return null;
    noteHere(this.vault);
    const { db } = this.vault;
    const facts = caseInView(db, caseId)?.facts;
    if (facts === undefined) return null;
    const chance = this.#parts.chance();
    const proposal = facts.records?.proposal?.event ?? null;
    const entries = eventsOf(db, caseId).filter(({ header }) => header.payloadHash !== NO_PAYLOAD_HASH);
    const whole = entries.length === 0 || chance.once(1, 2);
    const what: DisposalScope = whole
      ? { scope: 'case', ground: 'ordered', schedule: '2026-1', group: '3' }
      : { scope: 'entries', ground: 'unlawful', entries: [chance.pick(entries).header.id] };
    const basedOn = facts.slots.disposal ?? null;
    let signed = false;
    // A refusal is signed as well: it stands in the journal.
    this.#keeping(() => {
      const made =
        proposal === null
          ? proposeDisposal(this.vault, { caseId, what, why: 'A court has ordered it.', basedOn })
          : approveDisposal(this.vault, { caseId, proposal });
      signed = made.ok;
      return true;
    });
    if (!signed) return null;
    return proposal === null ? 'proposes to erase' : 'erases';
  }

  /** The cases that somebody else has proposed to erase, as this workstation knows. */
  proposed(): string[] {
    return this.caseIds().filter((caseId) => {
      const by = caseInView(this.vault.db, caseId)?.facts.records?.proposal?.by;
      return by !== undefined && by !== this.identity.user;
    });
  }

  /** Where a case lies, as this workstation knows; null when it does not. */
  placeOf(caseId: string): string | null {
    return caseInView(this.vault.db, caseId)?.compartment ?? null;
  }

  /** Whether nobody here has said yet that they know nobody in it. */
  mustScreen(caseId: string): boolean {
    return this.vault.db.column<string | null>('SELECT screened FROM cases WHERE case_id = ?', [caseId])[0] === null;
  }

  /** Opens a file of a report; answers whether there is one that is not here yet. */
  openFile(chance: Chance): boolean {
    if (this.closed !== null) return false;
    const names = this.filesPromised().filter((name) => this.files?.isWhole(name) !== true);
    if (names.length === 0) return false;
    this.#openFiles().ask(chance.pick(names));
    return true;
  }

  /** Every file of the reports that can be read here. */
  filesPromised(): (FileName & { sha256: string; chunks: readonly string[] })[] {
    return this.caseIds().flatMap((caseId) => {
      const report = reportReceived.payload.safeParse(reportPayload(this.vault.db, caseId));
      const { attachments } = report.success ? report.data : { attachments: [] };
      return attachments.map(({ id, sha256, chunks }) => ({ caseId, attachment: id, sha256, chunks }));
    });
  }

  /** Cases came or went, of which the files are told; people or workstations did, to whom keys may have to be passed on. */
  tellOfChanges(): void {
    const { changes } = this.vault;
    if (changes.desk) this.files?.lookAround();
    if (changes.directory || changes.keys) this.#passOn();
    changes.desk = changes.directory = changes.keys = false;
  }

  /** Begins to write a bundle for the hub. */
  write(written: (bytes: Buffer) => void): void {
    this.#byHand((parts) => writeByHand(parts).then(written));
  }

  /** Begins to read one of the hub's. @param told what the person is told: a code, or null when it was taken in */
  read(bytes: Buffer, told: (code: string | null) => void): void {
    this.#byHand((parts) => readByHand(parts, bytes).then(told));
  }

  #byHand(work: (parts: Parameters<typeof writeByHand>[0]) => Promise<void>): void {
    const { vault, engine, waiting } = this;
    const parts = { vault, engine, store: this.#store, waiting, files: () => this.files };
    this.byHand += 1;
    work(parts)
      .catch((error: unknown) => {
        // As the page would be told `internal`; sync itself has shown why it ended.
        if (waiting === this.waiting && engine.state().phase !== 'stopped') this.faults.push(error);
      })
      .finally(() => {
        if (waiting === this.waiting) this.byHand -= 1;
      });
  }

  /** What the journal of this device keeps of it; a person is told nothing of that. */
  #search(): boolean {
    return this.#keeping(() => {
      enter(this.vault, { type: 'searched', facets: {}, payload: { hits: 1, filters: [] } });
      return true;
    });
  }

  /** Lets somebody into a named-readers case, or out of it; answers whether it was permitted. */
  async change(change: ReaderChange): Promise<boolean> {
    if (this.closed !== null) return false;
    const keys = changeKeys(this.vault.db, change);
    if (!keys.ok) return false;
    const sealed = await sealForChange(change, keys.value, null, (count) => this.#parts.chance().bytes(count));
    return this.#keeping(() => changeReaders(this.vault, { change, sealed }).ok);
  }

  /** Who reads a named-readers case; null for an ordinary one. */
  readersOf(caseId: string): readonly string[] | null {
    return caseInView(this.vault.db, caseId)?.facts.apart?.readers ?? null;
  }

  referrals(): string[] {
    return this.vault.db.column<string>('SELECT case_id FROM referrals ORDER BY issued_at, case_id');
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
