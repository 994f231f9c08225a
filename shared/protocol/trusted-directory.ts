import type { z } from 'zod';
import { emptyDirectory, foldDirectory, saidByKeyring, type Directory } from '../domain/directory.ts';
import type { DirectoryHead } from '../domain/events/directory.ts';
import { known } from '../domain/events/index.ts';
import type { EventHeader } from '../domain/header.ts';
import { verifyHeader } from './envelope.ts';
import { publicKeyObject } from './keys.ts';

/**
 * The directory as a device may believe it. The hub keeps the log and may say who works where; whose device it is and
 * which key is a unit's, only the keyring may say, whose signing key the device has pinned.
 */
export interface TrustedDirectory {
  readonly directory: Directory;
  /**
   * Raw Ed25519 key of the organisation's keyring, base64; null until one is known. Once set only the keyring itself
   * changes it, by naming its successor.
   */
  readonly keyring: string | null;
  /** The last event in which the keyring's officers say that they are present; absent before there was one. */
  readonly witness?: string | undefined;
}

export const nothingTrusted = (keyring: string | null): TrustedDirectory => ({ directory: emptyDirectory, keyring });

/** Where the keyring says that the log stood. */
export type WitnessedHead = z.infer<typeof DirectoryHead>;

/** What folding one event of the directory's log found out. */
export interface Found {
  /** It claims to be the keyring's and is not signed by the keyring that is believed here; it was not folded. */
  readonly foreign: boolean;
  /** The keyring did this in the presence of officers, and the log does not show their word for it: something is kept back. */
  readonly unwitnessed: boolean;
  /** The directory that the officers were shown: to be compared with this log by whoever holds its tree. */
  readonly witnessed: WitnessedHead | null;
}
export type Folded = TrustedDirectory & { readonly found: Found };

const nothing: Found = { foreign: false, unwitnessed: false, witnessed: null };

/**
 * Folds one event of the directory's log if it is from whom it must be. A device that enrolled before there was a
 * keyring pins the first one that speaks; its fingerprint covers that key, so that an officer's comparison proves it.
 */
export function foldTrusted(trusted: TrustedDirectory, header: EventHeader, signature: string | null): Folded {
  const { directory } = trusted;
  if (header.type === 'interests_declared' && !isOwnEntry(directory, header, signature))
    return { ...trusted, found: nothing };
  if (!saidByKeyring.has(header.type))
    return { ...trusted, directory: foldDirectory(directory, header), found: nothing };
  const keyring = trusted.keyring ?? firstKeyring(directory, header.device);
  if (keyring === null || signature === null || !signedBy(keyring, header, signature))
    return { ...trusted, found: { ...nothing, foreign: true } };
  const unwitnessed = header.after?.some((id) => id !== trusted.witness) === true;
  const said = { ...trusted, directory: foldDirectory(directory, header), keyring };
  const event = known(header);
  if (event?.type === 'officers_present')
    return { ...said, witness: header.id, found: { ...nothing, unwitnessed, witnessed: event.facets.directory } };
  const found = { ...nothing, unwitnessed };
  return event?.type === 'keyring_succeeded'
    ? { ...said, keyring: event.facets.signingKey, found }
    : { ...said, found };
}

/** An entry in the register of interests replaces the one before: only a vouched device of that very person may make it. */
function isOwnEntry({ devices }: Directory, header: EventHeader, signature: string | null): boolean {
  const device = devices[header.device];
  if (device === undefined || device.withdrawn || device.vouchedFor === null || signature === null) return false;
  return device.user === header.facets.user && signedBy(device.signingKey, header, signature);
}

function firstKeyring({ devices, users }: Directory, device: string): string | null {
  const entry = devices[device];
  if (entry === undefined || entry.withdrawn) return null;
  const isKeyring = users[entry.user]?.memberships.some(({ role }) => role === 'keyring') === true;
  return isKeyring ? entry.signingKey : null;
}

function signedBy(keyring: string, header: EventHeader, signature: string): boolean {
  try {
    return verifyHeader(header, signature, publicKeyObject('ed25519', keyring));
  } catch {
    // 32 bytes that are no key, or a header without a canonical form.
    return false;
  }
}
