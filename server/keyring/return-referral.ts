import { referralOf } from '../../shared/domain/compartment.ts';
import { worksAs, type Device, type Directory } from '../../shared/domain/directory.ts';
import { known } from '../../shared/domain/events/index.ts';
import type { EventHeader } from '../../shared/domain/header.ts';
import { verifyHeader } from '../../shared/protocol/envelope.ts';
import { publicKeyObject } from '../../shared/protocol/keys.ts';
import { openRecovered, sealToReaders } from '../../shared/protocol/readers-key.ts';
import type { Transport } from '../device/transport.ts';
import type { Keyring } from './contents.ts';
import { failed, openSession, type Done } from './session.ts';

/** An event that gave a referral a key, as its log has it. */
export interface KeyGiven {
  readonly header: EventHeader;
  readonly signature: string;
}

export interface Returned {
  /** Whose workstation it is, by the directory. */
  readonly name: string;
  /** How many keys of the referral it was given; how many more were never sealed to the recovery key. */
  readonly keys: number;
  readonly without: number;
}

/**
 * Gives a referral back to a workstation, by the organisation's recovery key: for a referral that no workstation in use can
 * open any more. The keyring's two officers say for whom, and somebody with the recovery key opens it; nobody reads the
 * referral here, only its keys. The person has to investigate in the referral's unit, at a workstation that the keyring
 * vouches for, and the hub asks besides that the case is not closed to them.
 * @param given the events of the referral that give it a key; each has to be signed by a workstation that was vouched for
 * @param identity the recovery key, `AGE-SECRET-KEY-1…`
 */
export async function returnReferral(
  transport: Transport,
  contents: Keyring,
  wanted: { readonly referral: string; readonly unit: string; readonly device: string },
  given: readonly KeyGiven[],
  identity: string,
): Promise<Done<Returned>> {
  const opened = await openSession(transport, contents);
  if (!opened.ok) return opened;
  const { directory, push } = opened.session;
  const { referral, unit, device } = wanted;
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return failed(`the directory has no device ${device} in use`);
  const name = directory.users[entry.user]?.name ?? '';
  if (!worksAs(directory, entry, { unit, role: 'investigator' }))
    return failed(`the keyring has not vouched for ${device} of ${name} as an investigator of ${unit}: grant it first`);
  const found = await keysIn(directory, referral, given, identity);
  if (!found.ok) return found;
  const { keys, without } = found;
  const sealed = await sealToReaders(referral, keys, [entry satisfies Device]);
  const pushed = await push((_say, sayOf) => [
    sayOf(referral, 'referral_key_passed', { user: entry.user, keys: sealed }),
  ]);
  return pushed.ok ? { ok: true, name, keys: keys.length, without } : pushed;
}

/** What seals the keys, or null for an event that gives none or was made before there was a recovery key. */
function recoveryIn(header: EventHeader): string | null {
  const event = known(header);
  if (event?.type !== 'referral_issued' && event?.type !== 'referral_key_renewed') return null;
  return 'recovery' in event.facets ? (event.facets.recovery ?? null) : null;
}

/**
 * The keys of a referral, newest first. A key that the hub could slip in would open what is written with it from then on:
 * only what a workstation signed for which the keyring vouched is believed, and it is put into its order by its id.
 */
async function keysIn(
  directory: Directory,
  referral: string,
  given: readonly KeyGiven[],
  identity: string,
): Promise<Done<{ keys: Buffer[]; without: number }>> {
  const keys: Buffer[] = [];
  let without = 0;
  for (const { header, signature } of given.toSorted((a, b) => (a.header.id < b.header.id ? 1 : -1))) {
    const author = directory.devices[header.device];
    const signed =
      header.caseId === referral &&
      author !== undefined &&
      author.vouchedFor !== null &&
      verifyHeader(header, signature, publicKeyObject('ed25519', author.signingKey));
    if (!signed)
      return failed('an event that gives the referral a key was signed by nobody whom the keyring vouches for');
    const sealed = recoveryIn(header);
    if (sealed === null) {
      without += 1;
      continue;
    }
    const key = await openRecovered(referral, sealed, identity);
    if (key === null) return failed('this is not the recovery key to which the referral was sealed');
    keys.push(key);
  }
  if (keys.length === 0)
    return failed(
      `the keys of ${referralOf(referral)} were never sealed to a recovery key: only its recipients open it`,
    );
  return { ok: true, keys, without };
}
