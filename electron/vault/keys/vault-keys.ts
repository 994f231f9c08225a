import { randomBytes } from 'node:crypto';
import type { DeviceSecret } from '../../../shared/bridge/vault-start.ts';
import type { Argon2Cost } from './argon2-cost.ts';
import type { SlotsFlaw, SlotSet } from './key-slots.ts';
import { makePassphraseSlot, secretFor } from './passphrase-slot.ts';
import { sealToRecovery } from './recovery-slot.ts';
import { readSlotFile, vaultExists, writeSlotFile } from './slot-file.ts';
import { countTry, forgetTries, notBefore, wrongTries } from './unlock-delays.ts';
import { openSlots, rebind, settleRekey } from './unlocking.ts';

export { fileKey } from './file-key.ts';
export { holdToRecovery } from './hold-to-recovery.ts';
export { recoveryRecipient, vaultExists } from './slot-file.ts';

/** With the administrator's policy on, so many wrong passphrases destroy the passphrase's slot. */
const MOST_TRIES = 10;

export type CreatedKeys =
  | { readonly ok: true; readonly dataKey: Buffer }
  | { readonly ok: false; readonly code: 'vault_exists' | 'keystore_refused' };

/**
 * Makes a random 32-byte data key and the key-slot file that wraps it, sealed to the organisation's recovery key too
 * where there is one. Without a keystore, and without the policy to do without one, no file is written. `cost` is for
 * tests, and never below the floor. Throws when the disk is full.
 */
export async function createVaultKeys(options: {
  readonly profile: string;
  readonly passphrase: string;
  readonly deviceSecret: DeviceSecret;
  readonly recoveryRecipient?: string | null;
  readonly cost?: Argon2Cost;
}): Promise<CreatedKeys> {
  const { profile, passphrase, deviceSecret, recoveryRecipient: recipient = null } = options;
  if (deviceSecret.mode === 'refused') return { ok: false, code: 'keystore_refused' };
  if (vaultExists(profile)) return { ok: false, code: 'vault_exists' };
  const dataKey = randomBytes(32);
  const slot = await makePassphraseSlot(dataKey, passphrase, deviceSecret, options.cost);
  const recovery = recipient === null ? [] : [await sealToRecovery(dataKey, recipient)];
  writeSlotFile(profile, { slots: [slot], recovery, destroyed: false });
  forgetTries(profile);
  return { ok: true, dataKey };
}

export type NotOpened =
  | {
      readonly ok: false;
      readonly code: 'wrong_passphrase' | 'too_early' | 'keystore_refused';
      /** No try before this instant, ISO 8601; null: at once. */
      readonly nextTryAt: string | null;
    }
  | {
      readonly ok: false;
      readonly code: 'vault_damaged';
      readonly reason: SlotsFlaw | 'missing' | 'keys_fit_no_database';
      readonly nextTryAt: null;
    }
  /** The passphrase's slot is gone; only the recovery key opens the vault. */
  | { readonly ok: false; readonly code: 'keys_destroyed'; readonly nextTryAt: null };
export type OpenedKeys = { readonly ok: true; readonly dataKey: Buffer } | NotOpened;

const instantOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** The instant before which no passphrase will be tried (ISO 8601), or null. `now` in ms since 1970, `up` since the machine's start. */
export const nextTryAt = (profile: string, now: number, up?: number): string | null =>
  instantOrNull(notBefore(profile, now, up));

/** Wrong passphrases until the slot is destroyed, where the policy says so; at least 1. `now` in ms since 1970. */
export const triesLeft = (profile: string, now: number): number => Math.max(1, MOST_TRIES - wrongTries(profile, now));

export interface Unlocking {
  readonly profile: string;
  readonly passphrase: string;
  readonly deviceSecret: DeviceSecret;
  /** ms since 1970. */
  readonly now: number;
  /** ms since the machine was started; left out, the delays hang on the clock alone. */
  readonly up?: number;
  /** The administrator's policy: the tenth wrong passphrase in a row destroys the passphrase's slot. */
  readonly destroyAfterTenTries?: boolean;
  readonly cost?: Argon2Cost;
}

/** One try after the other, so that many at once are not more guesses in the same time. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Tries a passphrase on the key slots. A wrong passphrase, a changed slot header and another workstation's secret cannot
 * be told from each other: all are `wrong_passphrase`. Ends a rekey that was interrupted, and binds a recovered slot to
 * the keystore.
 */
export function openVaultKeys(options: Unlocking): Promise<OpenedKeys> {
  const before = turns.get(options.profile) ?? Promise.resolve();
  const turn = before.then(() => tryToOpen(options));
  turns.set(
    options.profile,
    turn.catch(() => undefined),
  );
  return turn;
}

const damaged = (reason: SlotsFlaw | 'missing' | 'keys_fit_no_database'): NotOpened => ({
  ok: false,
  code: 'vault_damaged',
  reason,
  nextTryAt: null,
});

async function tryToOpen(options: Unlocking): Promise<OpenedKeys> {
  const { profile, passphrase, deviceSecret, now, up } = options;
  if (deviceSecret.mode === 'refused') return { ok: false, code: 'keystore_refused', nextTryAt: null };
  const wait = notBefore(profile, now, up);
  if (wait !== null) return { ok: false, code: 'too_early', nextTryAt: instantOrNull(wait) };
  const read = readSlotFile(profile);
  if (!read.ok) return damaged(read.flaw);
  if (read.slots.length === 0) return { ok: false, code: 'keys_destroyed', nextTryAt: null };
  const usable = read.slots.flatMap((slot) => {
    const secret = secretFor(slot, deviceSecret);
    return secret === null ? [] : [{ slot, secret }];
  });
  if (usable.length === 0) return { ok: false, code: 'keystore_refused', nextTryAt: null };
  countTry(profile, now, up);
  const opened = await openSlots(usable, passphrase);
  if (opened.length === 0) return refuse(options, read);
  const current = read.slots.length === 1 ? opened[0]! : settleRekey(profile, read, opened);
  if (current === null) return damaged('keys_fit_no_database');
  forgetTries(profile);
  if (current.slot.rebind && deviceSecret.mode === 'keystore')
    await rebindIfPossible(options, read, current.dataKey, deviceSecret);
  return { ok: true, dataKey: current.dataKey };
}

function refuse({ profile, now, up, destroyAfterTenTries }: Unlocking, set: SlotSet): NotOpened {
  if (destroyAfterTenTries === true && wrongTries(profile, now) >= MOST_TRIES) {
    writeSlotFile(profile, { slots: [], recovery: set.recovery, destroyed: true });
    forgetTries(profile);
    return { ok: false, code: 'keys_destroyed', nextTryAt: null };
  }
  return { ok: false, code: 'wrong_passphrase', nextTryAt: nextTryAt(profile, now, up) };
}

async function rebindIfPossible(
  { profile, passphrase, cost }: Unlocking,
  set: SlotSet,
  dataKey: Uint8Array,
  deviceSecret: Exclude<DeviceSecret, { mode: 'refused' }>,
): Promise<void> {
  try {
    await rebind(profile, set, dataKey, passphrase, deviceSecret, cost);
  } catch {
    // A full disk: the slot opens as it is, and the next unlock tries again.
  }
}

/**
 * Wraps the same data key under another passphrase: no database is touched, and afterwards the old passphrase opens
 * nothing. A crash leaves the old slot or the new one. Throws when the disk is full; the old passphrase then stands.
 */
export async function changePassphrase(
  options: Unlocking & { readonly newPassphrase: string },
): Promise<{ readonly ok: true } | NotOpened> {
  const { profile, deviceSecret, newPassphrase, cost } = options;
  const opened = await openVaultKeys(options);
  if (!opened.ok) return opened;
  if (deviceSecret.mode === 'refused') return { ok: false, code: 'keystore_refused', nextTryAt: null };
  const slot = await makePassphraseSlot(opened.dataKey, newPassphrase, deviceSecret, cost);
  const read = readSlotFile(profile);
  if (!read.ok) return damaged(read.flaw);
  writeSlotFile(profile, { slots: [slot], recovery: read.recovery, destroyed: false });
  opened.dataKey.fill(0);
  return { ok: true };
}
