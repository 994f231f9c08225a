import { grantedDevicesOf, worksAs, type Device, type Directory } from '../../shared/domain/directory.ts';
import { known } from '../../shared/domain/events/index.ts';
import type { EventHeader } from '../../shared/domain/header.ts';
import { verifyHeader } from '../../shared/protocol/envelope.ts';
import { publicKeyObject } from '../../shared/protocol/keys.ts';
import { openRecovered, sealToReaders } from '../../shared/protocol/readers-key.ts';
import type { Transport } from '../device/transport.ts';
import type { Keyring } from './contents.ts';
import { failed, openSession, type Done, type SayOf } from './session.ts';

/** An event that gave a referral or a named-readers case a key, as its log has it. */
export interface KeyGiven {
  readonly header: EventHeader;
  readonly signature: string;
}

export interface Returned {
  /** Whose workstation it is, by the directory. */
  readonly name: string;
  /** How many keys it was given; how many more were never sealed to the recovery key. */
  readonly keys: number;
  readonly without: number;
}

/** What is given back, and to whom it may go. */
interface GivenBack {
  readonly caseId: string;
  readonly what: 'referral' | 'case';
  readonly device: string;
  /** Whether the keyring and the directory say that its person may have it there. */
  readonly fits: (directory: Directory, entry: Device) => boolean;
  /** As what the keyring should have vouched for the workstation. */
  readonly as: string;
  readonly type: (user: string) => Parameters<SayOf>[1];
}

/**
 * Gives a referral back to a workstation, by the organisation's recovery key: for a referral that no workstation in use can
 * open any more. The keyring's two officers say for whom, and somebody with the recovery key opens it; nobody reads the
 * referral here, only its keys. The person has to investigate in the referral's unit, at a workstation that the keyring
 * vouches for, and the hub asks besides that the case is not closed to them.
 * @param given the events of the referral that give it a key; each has to be signed by a workstation that was vouched for
 * @param identity the recovery key, `AGE-SECRET-KEY-1…`
 */
export const returnReferral = (
  transport: Transport,
  contents: Keyring,
  { referral, unit, device }: { readonly referral: string; readonly unit: string; readonly device: string },
  given: readonly KeyGiven[],
  identity: string,
): Promise<Done<Returned>> => {
  const fits = (directory: Directory, entry: Device) => worksAs(directory, entry, { unit, role: 'investigator' });
  const type = () => 'referral_key_passed' as const;
  const wanted: GivenBack = {
    caseId: referral,
    what: 'referral',
    device,
    fits,
    as: `an investigator of ${unit}`,
    type,
  };
  return giveBack(transport, contents, wanted, given, identity);
};

/**
 * The same for a named-readers case. It goes to a workstation of somebody who works at a desk: of a reader, or of whoever
 * becomes one by it; the hub asks besides that the case is not closed to them.
 * @param wanted.readers who reads the case now
 */
export const returnCase = (
  transport: Transport,
  contents: Keyring,
  {
    caseId,
    readers,
    device,
  }: { readonly caseId: string; readonly readers: readonly string[]; readonly device: string },
  given: readonly KeyGiven[],
  identity: string,
): Promise<Done<Returned>> => {
  const fits = (directory: Directory, entry: Device) =>
    grantedDevicesOf(directory, entry.user).some((granted) => granted.device === entry.device);
  const type = (user: string) => (readers.includes(user) ? 'reader_key_passed' : 'reader_added');
  const wanted: GivenBack = { caseId, what: 'case', device, fits, as: 'an assessor or a supervisor', type };
  return giveBack(transport, contents, wanted, given, identity);
};

async function giveBack(
  transport: Transport,
  contents: Keyring,
  wanted: GivenBack,
  given: readonly KeyGiven[],
  identity: string,
): Promise<Done<Returned>> {
  const opened = await openSession(transport, contents);
  if (!opened.ok) return opened;
  const { directory, push } = opened.session;
  const { caseId, device } = wanted;
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return failed(`the directory has no device ${device} in use`);
  const name = directory.users[entry.user]?.name ?? '';
  if (!wanted.fits(directory, entry))
    return failed(`the keyring has not vouched for ${device} of ${name} as ${wanted.as}: grant it first`);
  const found = await keysIn(directory, wanted, given, identity);
  if (!found.ok) return found;
  const { keys, without } = found;
  const sealed = await sealToReaders(caseId, keys, [entry]);
  const pushed = await push((_say, sayOf) => [
    sayOf(caseId, wanted.type(entry.user), { user: entry.user, keys: sealed }, keys[0]!),
  ]);
  return pushed.ok ? { ok: true, name, keys: keys.length, without } : pushed;
}

/** What seals the key of a referral or of named readers; null where it was made before there was a recovery key. */
function recoveryIn(header: EventHeader): { readonly sealed: string | null } | null {
  const event = known(header);
  switch (event?.type) {
    case 'referral_issued':
    case 'referral_key_renewed':
      return { sealed: 'recovery' in event.facets ? (event.facets.recovery ?? null) : null };
    case 'reader_removed':
    case 'reader_key_renewed':
      return { sealed: event.facets.caseKey.recovery ?? null };
    case 'report_received':
      // The key of an ordinary report is its desk's.
      return 'apart' in event.facets ? { sealed: event.facets.caseKey.recovery ?? null } : null;
    case 'moved':
      return event.facets.to === 'readers' ? { sealed: event.facets.caseKey.recovery ?? null } : null;
    default:
      return null;
  }
}

/**
 * The keys of a referral or a named-readers case, newest first. A key that the hub could slip in would open what is written
 * with it from then on: only what a workstation signed for which the keyring vouched is believed, and it is put into its
 * order by its id.
 */
async function keysIn(
  directory: Directory,
  { caseId, what }: GivenBack,
  given: readonly KeyGiven[],
  identity: string,
): Promise<Done<{ keys: Buffer[]; without: number }>> {
  const keys: Buffer[] = [];
  let without = 0;
  for (const { header, signature } of given.toSorted((a, b) => (a.header.id < b.header.id ? 1 : -1))) {
    const author = directory.devices[header.device];
    const signed =
      header.caseId === caseId &&
      author !== undefined &&
      author.vouchedFor !== null &&
      verifyHeader(header, signature, publicKeyObject('ed25519', author.signingKey));
    if (!signed)
      return failed(`an event that gives the ${what} a key was signed by nobody whom the keyring vouches for`);
    const found = recoveryIn(header);
    if (found === null) continue;
    const { sealed } = found;
    if (sealed === null) {
      without += 1;
      continue;
    }
    const key = await openRecovered(caseId, sealed, identity);
    if (key === null) return failed(`this is not the recovery key to which the ${what} was sealed`);
    keys.push(key);
  }
  if (keys.length === 0)
    return failed(
      `the keys of the ${what} ${caseId} were never sealed to a recovery key: only its ${what === 'case' ? 'readers' : 'recipients'} open it`,
    );
  return { ok: true, keys, without };
}
