import { z } from 'zod';
import { Membership, UnitKind } from '../domain/events/directory.ts';
import { Id, Instant, UnitCode } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

export const Person = z.strictObject({ user: Id, name: z.string() });

export const SessionState = z.strictObject({
  /** No vault yet; a vault that waits for its passphrase; open. */
  phase: z.enum(['set_up', 'locked', 'open']),
  /** Open for reading alone: the vault is damaged, or the disk takes nothing. */
  readOnly: z.boolean(),
  /** Open, and yet no case is shown: the hub has not confirmed it for too long, or has shut this workstation out. */
  closed: z.enum(['lease_expired', 'clock_ran_back', 'device_revoked', 'device_forked']).nullable(),
  /** The browser is open, so that the person may sign in there. */
  signingIn: z.boolean(),
  /** The name of the vault's owner, shown on the lock screen only if policy allows. */
  name: z.string().nullable(),
  hub: z.string().nullable(),
  /** How the device secret is kept; `refused` needs a keystore before a vault can be made or opened. */
  keystore: z.enum(['keystore', 'passphrase_only', 'refused']),
  refusedBecause: z.string().nullable(),
  /** After wrong passphrases: no try before this instant. */
  nextTryAt: Instant.nullable(),
  /** The administrator's policy fixes the hub: set-up offers no other, and a vault of another one is not opened. */
  hubFixed: z.boolean(),
  /** Where the policy destroys the slot after ten wrong passphrases: how many tries are left, at least 1. */
  triesLeft: z.int().min(1).nullable(),
  /** Only in a demonstration build: what the set-up screen is filled with, and the passphrase that is shown. */
  demonstration: z
    .strictObject({ hub: z.string(), code: z.string(), displayName: z.string(), passphrase: z.string() })
    .nullable(),
});
export type SessionState = z.infer<typeof SessionState>;

export const Me = z.strictObject({
  user: Id,
  name: z.string(),
  device: Id,
  fingerprint: z.string(),
  memberships: z.array(Membership),
  /** The desks in which this person assesses or supervises; `open` once the keyring has granted the desk's key. */
  desks: z.array(z.strictObject({ unit: UnitCode, name: z.string(), open: z.boolean() })),
  /** The desks whose records this person keeps, as an information officer. */
  keeps: z.array(z.strictObject({ unit: UnitCode, name: z.string(), open: z.boolean() })),
  investigates: z.array(z.strictObject({ unit: UnitCode, name: z.string() })),
  /** The organisation's recovery key that could reopen this vault (`age1…`); null: only its passphrase does. */
  recovery: z.string().nullable(),
});
export type Me = z.infer<typeof Me>;

/** How hard a passphrase is to guess. */
export const PassphraseStrength = z.strictObject({
  /** 0 to 4. */
  score: z.int().min(0).max(4),
  enough: z.boolean(),
  flaw: z.enum(['empty', 'too_short', 'repeats', 'easy_to_guess']).nullable(),
});
export type PassphraseStrength = z.infer<typeof PassphraseStrength>;

const Passphrase = z.string().max(1000);

export const SyncState = z.strictObject({
  phase: z.enum(['offline', 'connecting', 'receiving', 'idle', 'stopped']),
  /** When the line was last lost, or null. */
  offlineSince: Instant.nullable(),
  /** Everything up to here has been received. */
  completeAsOf: Instant.nullable(),
  /** Signed events that the hub has not yet answered. */
  waiting: z.int(),
  /** Refused events that their author has not settled. */
  refused: z.int(),
  /** Of these: a colleague's version stands in their place. */
  conflicts: z.int(),
  /** A first sync or a long catch-up; null when there is nothing to wait for. */
  progress: z.strictObject({ step: z.enum(['first_pages', 'history']), received: z.int(), total: z.int() }).nullable(),
  /** The person has the rest of it wait. One's own entries, the directory and what is urgent go on. */
  held: z.boolean(),
  /** Signed events that are on their way to the hub just now. */
  sending: z.int(),
  /** Cases on this workstation, and how many they will be as the hub says; null while it has not said. */
  cases: z.int(),
  casesSaid: z.int().nullable(),
  /** A problem code of the protocol that stops sync, for the screen's words. */
  problem: z.string().nullable(),
  hub: z.string().nullable(),
  /** How far this workstation's clock is ahead of the hub's (below 0: behind), ms; null up to five minutes, or not known. */
  clockOff: z.int().nullable(),
  /** Events whose digests are verified but whose authors' signatures are still being checked. */
  unverified: z.int(),
  /**
   * What an earlier version made of the cases is made anew, in the background: so many of them are gone through. Until it
   * is null, a search may not find what this version would. Kept across restarts.
   */
  refolding: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
});
export type SyncState = z.infer<typeof SyncState>;

/** Cases that are no longer here: those of a desk, or referrals of whatever unit. */
export const GoneCases = z.strictObject({
  kind: z.enum(['desk', 'referral']),
  unit: UnitCode.nullable(),
  cases: z.int().min(1),
});

/** What the directory brought without this person's doing, until they have seen it. */
export const DirectoryNotice = z.strictObject({
  event: Id,
  /**
   * A device that came after this one; something that claims to be the keyring's and was not signed by it; or another
   * directory than the keyring's officers were shown. `id_taken`: the id of what was signed here is another event's.
   * `access_withdrawn`: cases are no longer here, since this person may not read them any more.
   */
  kind: z.enum(['device_added', 'foreign_keyring', 'directory_differs', 'id_taken', 'access_withdrawn']),
  device: Id,
  /** The hub's clock; with `id_taken` and `access_withdrawn` this workstation's. */
  at: Instant,
  /** With `id_taken`: which entry, of which case, and whether it was signed again under an id of its own or waits. */
  entry: z.strictObject({ type: z.string(), reference: z.string(), signedAnew: z.boolean() }).nullable(),
  /** With `access_withdrawn`. */
  gone: GoneCases.nullable(),
  /** Whose device it is, as the hub says; null when the directory does not tell. */
  name: z.string().nullable(),
  /** It was added in this person's own name. */
  mine: z.boolean(),
  standing: z.enum(['vouched', 'not_vouched', 'withdrawn']),
});
export type DirectoryNotice = z.infer<typeof DirectoryNotice>;

export const Unit = z.strictObject({
  unit: UnitCode,
  name: z.string(),
  kind: UnitKind,
  force: z.string().nullable(),
  /** Workstations that could open a referral sent there now. */
  workstations: z.int(),
});

export const sessionCalls = {
  'session.state': call(nothing, SessionState),
  /** Enrols this device by its one-time code, makes the vault, and opens it. Errors: `enrolment_refused`, `unavailable`, `hub_not_trusted`, `weak_passphrase`, `keystore_refused`, `vault_exists`, `hub_not_allowed`, `recovery_key_refused`, and those of `session.signIn` where the hub asks for a sign-in too. */
  'session.setUp': call(
    z.strictObject({ hub: z.url(), code: z.string().max(100), passphrase: z.string().max(1000) }),
    z.strictObject({ name: z.string(), device: Id, fingerprint: z.string() }),
  ),
  /** Errors: `wrong_passphrase` {nextTryAt, triesLeft}, `too_early` {nextTryAt, triesLeft}, `vault_damaged`, `vault_newer`, `keystore_refused`, `keys_destroyed`, `disk_full`, `hub_not_allowed`. */
  'session.unlock': call(z.strictObject({ passphrase: z.string().max(1000) }), nothing),
  /** Judges a passphrase before it is taken; answered before the vault is open too. Nothing is kept. */
  'session.strength': call(z.strictObject({ passphrase: Passphrase }), PassphraseStrength),
  /** The data key stays. Errors: `wrong_passphrase` {nextTryAt}, `too_early` {nextTryAt}, `weak_passphrase`, `keys_destroyed`, `disk_full`. */
  'session.changePassphrase': call(z.strictObject({ passphrase: Passphrase, newPassphrase: Passphrase }), nothing),
  /**
   * Gives the vault a new data key and opens it again; other calls are answered `locked` meanwhile. Errors:
   * `wrong_passphrase` {nextTryAt}, `too_early` {nextTryAt}, `keys_destroyed`, `disk_full`, `rekey_failed`.
   */
  'session.rekey': call(z.strictObject({ passphrase: Passphrase }), nothing),
  /**
   * Signs the person in at their organisation's provider, in the system's browser; answers when they have come back. Nothing
   * of it passes through the page. Errors: `sign_in_not_needed`, `sign_in_not_trusted`, `sign_in_cancelled`, `sign_in_timed_out`, `sign_in_declined`,
   * `sign_in_another_person`, `sign_in_no_account`, `sign_in_refused`, `provider_unreachable`, `provider_invalid`,
   * `browser_unopened`, `unavailable`.
   */
  'session.signIn': call(nothing, nothing),
  /** The browser is waited for no longer, also in set-up. */
  'session.signInCancel': call(nothing, nothing),
  'session.me': call(nothing, Me),
  'directory.units': call(nothing, z.array(Unit)),
  /** The members of a unit; with cases named, those who can hold every one of them. */
  'directory.people': call(
    z.strictObject({ unit: UnitCode, caseIds: z.array(Id).max(10_000).default([]) }),
    z.array(Person),
  ),
  /** Oldest first. */
  'directory.notices': call(nothing, z.array(DirectoryNotice)),
  /** Where the directory stands here, for two people to read to each other; null before it has come. */
  'directory.head': call(nothing, z.strictObject({ entries: z.int(), code: z.string() }).nullable()),
  /** The person has seen these; enters it in the journal. */
  'directory.seen': call(z.strictObject({ events: z.array(Id).max(500) }), nothing),
  'sync.state': call(nothing, SyncState),
  'sync.now': call(nothing, nothing),
  /** Work offline by choice, or go on. */
  'sync.pause': call(z.strictObject({ paused: z.boolean() }), nothing),
  /** Has the rest of a long first sync wait, or go on; kept over locks and restarts. */
  'sync.hold': call(z.strictObject({ held: z.boolean() }), nothing),
};
