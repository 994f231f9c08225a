import { mkdirSync, renameSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VaultPolicy } from '../../../shared/bridge/policy.ts';
import type { FoundWork, RestoreSource } from '../../../shared/bridge/restore.ts';
import type { SessionState } from '../../../shared/bridge/session.ts';
import type { VaultStart } from '../../../shared/bridge/vault-start.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { Argon2Cost } from '../keys/argon2-cost.ts';
import type { NotOpened, Unlocking } from '../keys/vault-keys.ts';
import type { Enrolled, ProveBySignIn } from '../sync/enrolment.ts';
import { hubAllowed } from '../sync/hub-address.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import { ThreadFailure } from '../threads/operations.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import { ByHand } from './by-hand.ts';
import { madeOf, type Made } from './made.ts';
import type { Tell } from './notices.ts';
import { DATABASE, openVault, type OpenVault } from './open-vault.ts';
import type { VaultParts } from './parts.ts';
import { openReadOnly } from './open-read-only.ts';
import { isWeak } from './passphrase.ts';
import { codeOfThrown, findWork, makeRestored } from './restoring.ts';
import { endExchange } from '../restore/staging.ts';

type SetUp = { hub: string; code: string; passphrase: string };

/** The vault's way from nothing through locked to open. Locking again is main's: it kills this process. */
export class Session {
  readonly #start: VaultStart;
  readonly #parts: VaultParts;
  readonly tell: Tell;
  #open: OpenVault | null = null;
  #name: string | null = null;
  #readOnly = false;
  #refusedTries = 0;
  #opening: Promise<unknown> = Promise.resolve();
  /** The person's sign-in at their organisation's provider; outlives set-up, during which it may begin. */
  readonly signIn: SignIn;
  /** Set-up without a network. */
  readonly byHand: ByHand;

  constructor(start: VaultStart, parts: VaultParts, tell: Tell) {
    this.#start = start;
    this.#parts = parts;
    this.tell = tell;
    const { clock, browse = () => Promise.resolve(false), browserMs } = parts;
    this.signIn = new SignIn({
      clock,
      browse,
      issuer: start.policy?.signInIssuer ?? null,
      ...(browserMs !== undefined && { limitMs: browserMs }),
      changed: () => tell('session', {}),
    });
    this.byHand = new ByHand({
      start,
      clock,
      inTurn: (work) => this.#inTurn(work),
      flaw: () => this.#flaw(),
      make: (enrolled, passphrase) => this.#make(enrolled, passphrase),
      read: async (file) => this.#open?.bundles.read(file),
    });
    this.#endExchange();
  }

  /** A restore that was interrupted while the vaults changed places is ended first. @returns the code of why not, or null */
  #endExchange(): string | null {
    try {
      endExchange(this.#start.profile);
      return null;
    } catch (error) {
      return codeOfThrown(error);
    }
  }

  get policy(): VaultPolicy | undefined {
    return this.#start.policy;
  }

  /** Whether the person chose this file for writing. A page alone cannot name one: it could name the vault's own. */
  mayWrite(file: string): boolean {
    return this.#parts.mayWrite?.(file) ?? false;
  }

  get threads(): VaultStart['threads'] {
    return this.#start.threads;
  }

  get backupCost(): Argon2Cost | undefined {
    return this.#parts.backupCost;
  }

  /** ms since 1970. */
  now(): number {
    return this.#parts.clock();
  }

  /** The open vault, or null. */
  get vault(): OpenVault | null {
    return this.#open;
  }

  state(): SessionState {
    const { profile, deviceSecret, hub, demonstration, demonstrationSetUp } = this.#start;
    const exists = this.#parts.vaultExists(profile);
    return {
      phase: this.#open !== null ? 'open' : exists ? 'locked' : 'set_up',
      readOnly: this.#open !== null && this.#readOnly,
      signingIn: this.signIn.waiting,
      closed: this.#open?.closed() ?? null,
      name: this.#open === null ? null : this.#name,
      hub,
      keystore: deviceSecret.mode === 'passphrase-only' ? 'passphrase_only' : deviceSecret.mode,
      refusedBecause: deviceSecret.mode === 'refused' ? deviceSecret.reason : null,
      nextTryAt: exists ? this.#parts.nextTryAt(profile, this.#parts.clock()) : null,
      hubFixed: this.#start.policy?.hubAddress !== undefined && this.#start.policy.hubAddress !== null,
      triesLeft: exists ? this.#triesLeft() : null,
      demonstration:
        demonstration && demonstrationSetUp !== null
          ? {
              hub: demonstrationSetUp.hub,
              code: demonstrationSetUp.code,
              displayName: demonstrationSetUp.displayName,
              passphrase: demonstrationSetUp.passphraseHint,
            }
          : null,
    };
  }

  /** How many wrong passphrases the policy still allows, or null where it destroys nothing. */
  #triesLeft(): number | null {
    const { profile, policy } = this.#start;
    return policy?.destroySlotAfterTenTries === true ? this.#parts.triesLeft(profile, this.#parts.clock()) : null;
  }

  readonly #prove: ProveBySignIn = (needed, device) => this.signIn.prove(needed, device);

  /** One at a time: a second click waits for the first. */
  #inTurn<Value>(work: () => Promise<Done<Value>>): Promise<Done<Value>> {
    const turn = this.#opening.then(work);
    this.#opening = turn.catch(() => undefined);
    return turn;
  }

  setUp(wanted: SetUp): Promise<Done<Made>> {
    return this.#inTurn(() => this.#setUp(wanted));
  }

  async #setUp({ hub, code, passphrase }: SetUp): Promise<Done<Made>> {
    const { profile, policy } = this.#start;
    const flaw = this.#flaw() ?? ((await isWeak(passphrase)) ? failed('weak_passphrase') : null);
    if (flaw !== null) return flaw;
    if (!hubAllowed(hub, policy)) return failed('hub_not_allowed');
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    // The code works once: everything that can fail beforehand has been tried.
    const enrolled = await this.#parts.enrol({ hub, code, signIn: this.#prove });
    if (!enrolled.ok) return failed(enrolled.code);
    return this.#make(enrolled, passphrase);
  }

  /** Why no vault can be made here, or null. */
  #flaw(): Done<never> | null {
    const { profile, deviceSecret } = this.#start;
    const flaw = this.#endExchange();
    if (flaw !== null) return failed(flaw);
    if (this.#parts.vaultExists(profile)) return failed('vault_exists');
    return deviceSecret.mode === 'refused' ? failed('keystore_refused', { reason: deviceSecret.reason }) : null;
  }

  async #make(enrolled: Extract<Enrolled, { ok: true }>, passphrase: string): Promise<Done<Made>> {
    const { profile, deviceSecret, policy } = this.#start;
    const pinned = policy?.recoveryRecipient ?? null;
    // Before anything is sealed: a hub that names a key of its own could have vaults opened by whoever holds that.
    if (pinned !== null && enrolled.recoveryRecipient !== null && enrolled.recoveryRecipient !== pinned)
      return failed('recovery_key_refused');
    const keys = await this.#parts.createVaultKeys({
      profile,
      passphrase,
      deviceSecret,
      // What only the hub says is not enough; the keyring's word comes with the directory, and the next unlock heeds it.
      recoveryRecipient: pinned ?? (enrolled.recoverySigned ? enrolled.recoveryRecipient : null),
    });
    if (!keys.ok) return failed(keys.code);
    setAsideOrphan(profile);
    const { identity } = enrolled;
    if (enrolled.signIn !== undefined) await this.signIn.started(enrolled.signIn);
    const opened = await this.#openWith(keys.dataKey, identity);
    if (!opened.ok) return opened;
    return done(madeOf(identity));
  }

  unlock(passphrase: string): Promise<Done<Record<string, never>>> {
    return this.#inTurn(() => this.#unlock(passphrase));
  }

  async #unlock(passphrase: string): Promise<Done<Record<string, never>>> {
    if (this.#open !== null) return done({});
    const flaw = this.#endExchange();
    if (flaw !== null) return failed(flaw);
    const keys = await this.#parts.openVaultKeys(this.#unlocking(passphrase));
    if (!keys.ok) {
      if (keys.code === 'wrong_passphrase') this.#refusedTries++;
      return this.#refuse(keys);
    }
    return this.#openWith(keys.dataKey, null);
  }

  /** Whether the passphrase is that of this vault; for what asks for it again. Wrong ones count as at the unlock screen. */
  async confirm(passphrase: string): Promise<Done<Record<string, never>>> {
    const keys = await this.#parts.openVaultKeys(this.#unlocking(passphrase));
    if (!keys.ok) return this.#refuse(keys);
    keys.dataKey.fill(0);
    return done({});
  }

  /** What a backup or the vault that lies here holds of work that the hub does not have. */
  find(source: RestoreSource, passphrase: string): Promise<Done<FoundWork>> {
    return this.#inTurn(async () => {
      const flaw = this.#open !== null ? 'vault_exists' : this.#endExchange();
      return flaw !== null ? failed(flaw) : findWork(source, this.#unlocking(passphrase), this.#parts);
    });
  }

  /** Enrols anew, sets the vault that is here aside, and opens the new one, which carries over once it has caught up. */
  restore(wanted: { source: RestoreSource; passphrase: string; hub: string; code: string }): Promise<Done<Made>> {
    return this.#inTurn(async () => {
      const { deviceSecret, policy } = this.#start;
      const flaw = this.#open !== null ? 'vault_exists' : this.#endExchange();
      if (flaw !== null) return failed(flaw);
      if (deviceSecret.mode === 'refused') return failed('keystore_refused', { reason: deviceSecret.reason });
      if (!hubAllowed(wanted.hub, policy)) return failed('hub_not_allowed');
      mkdirSync(this.#start.profile, { recursive: true, mode: 0o700 });
      const made = await makeRestored(
        { ...wanted, signIn: this.#prove },
        this.#unlocking(wanted.passphrase),
        this.#parts,
      );
      if (!made.ok) return made;
      const { identity, dataKey, signIn } = made.value;
      if (signIn !== undefined) await this.signIn.started(signIn);
      const opened = await this.#openWith(dataKey, null);
      if (!opened.ok) return opened;
      return done(madeOf(identity));
    });
  }

  /** Opens a vault that cannot be written to, to read what can be read. */
  openReadOnly(passphrase: string): Promise<Done<Record<string, never>>> {
    return this.#inTurn(async () => {
      if (this.#open !== null) return done({});
      const keys = await this.#parts.openVaultKeys(this.#unlocking(passphrase));
      if (!keys.ok) return this.#refuse(keys);
      try {
        this.#open = await openReadOnly(this.#start, this.#parts, keys.dataKey, this.tell);
        this.#readOnly = true;
        this.tell('session', {});
        return done({});
      } catch (error) {
        return failed(error instanceof ThreadFailure ? error.code : 'internal');
      } finally {
        keys.dataKey.fill(0);
      }
    });
  }

  #unlocking(passphrase: string): Unlocking {
    const { profile, deviceSecret, policy } = this.#start;
    const destroyAfterTenTries = policy?.destroySlotAfterTenTries ?? false;
    return { profile, passphrase, deviceSecret, now: this.#parts.clock(), destroyAfterTenTries };
  }

  /** The recovery key that could open this vault (`age1…`), or null. */
  get recovery(): string | null {
    return this.#parts.recoveryRecipient(this.#start.profile);
  }

  /** The policy's key, or else the one that the keyring says. A full disk must keep nobody from their work: the next unlock tries again. */
  async #holdToRecovery(dataKey: Uint8Array, signed: string | null): Promise<void> {
    const { profile, policy } = this.#start;
    const wanted = policy?.recoveryRecipient ?? signed;
    if (wanted !== null) await this.#parts.holdToRecovery(profile, dataKey, wanted).catch(() => false);
  }

  /** Wraps the data key under another passphrase. The vault stays open, and no database is touched. */
  changePassphrase(wanted: { passphrase: string; newPassphrase: string }): Promise<Done<Record<string, never>>> {
    return this.#inTurn(async () => {
      if (this.#open === null) return failed('locked');
      if (await isWeak(wanted.newPassphrase)) return failed('weak_passphrase');
      try {
        const changed = await this.#parts.changePassphrase({
          ...this.#unlocking(wanted.passphrase),
          newPassphrase: wanted.newPassphrase,
        });
        return changed.ok ? done({}) : this.#refuse(changed);
      } catch (error) {
        return failed((error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk_full' : 'internal');
      }
    });
  }

  /** A new data key. The vault is closed for the copying and opened again, with the new key or, if it failed, the old. */
  rekey(passphrase: string): Promise<Done<Record<string, never>>> {
    return this.#inTurn(async () => {
      if (this.#open === null) return failed('locked');
      if (this.#readOnly) return failed('vault_read_only');
      const keys = await this.#parts.openVaultKeys(this.#unlocking(passphrase));
      if (!keys.ok) return this.#refuse(keys);
      const closing = this.#open;
      this.#open = null;
      this.signIn.closed();
      await closing.end();
      const { profile, deviceSecret } = this.#start;
      const rekeyed = await this.#parts.rekeyVault({ profile, passphrase, deviceSecret, dataKey: keys.dataKey });
      try {
        // A copy, since opening wipes it: settling still has to tell by the key which slot is the database's.
        const opened = await this.#openWith(Buffer.from(rekeyed.dataKey), null);
        if (!opened.ok) return opened;
        if (!rekeyed.ok) return failed(rekeyed.code);
        rekeyed.settle();
        return done({});
      } finally {
        rekeyed.dataKey.fill(0);
        keys.dataKey.fill(0);
      }
    });
  }

  #refuse({ code, nextTryAt }: NotOpened): Done<never> {
    const counted = code === 'wrong_passphrase' || code === 'too_early';
    return failed(code, { nextTryAt, ...(counted && { triesLeft: this.#triesLeft() }) });
  }

  async #openWith(dataKey: Buffer, identity: VaultIdentity | null): Promise<Done<Record<string, never>>> {
    try {
      const vault = await openVault(this.#start, this.#parts, dataKey, this.tell, identity, this.signIn);
      const signed = await vault.reader.call('recovery.signed', undefined).catch(() => null);
      await this.#holdToRecovery(dataKey, signed);
      this.#name = identity?.name ?? (await vault.reader.call('session.me', undefined)).name;
      for (; this.#refusedTries > 0; this.#refusedTries--)
        await vault.writer.call('journal.enter', { type: 'unlocked', facets: { outcome: 'refused' }, payload: {} });
      this.#open = vault;
      this.tell('session', {});
      return done({});
    } catch (error) {
      return failed(error instanceof ThreadFailure ? error.code : 'internal');
    } finally {
      dataKey.fill(0);
    }
  }

  /** Answers when everything asked for before is on the disk. */
  async flush(): Promise<void> {
    await this.#open?.writer.call('flush', undefined);
  }

  async end(): Promise<void> {
    await this.#open?.end();
  }
}

/** A database whose keys are gone is never written over: it is set aside. */
function setAsideOrphan(profile: string): void {
  const file = join(profile, DATABASE);
  if (!existsSync(file)) return;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${file}.${Date.now()}.orphan${suffix}`);
}
