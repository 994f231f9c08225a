import { v7 } from 'uuid';
import type { Directory } from '../../shared/domain/directory.ts';
import type { FacetsOf } from '../../shared/domain/events/index.ts';
import type { PushVerdict, WireEvent } from '../../shared/protocol/calls.ts';
import { readDirectory } from '../device/directory-log.ts';
import { hubClient } from '../device/hub-client.ts';
import type { EnrolledIdentity } from '../device/identity.ts';
import { outbox, type KeyringType } from '../device/outbox.ts';
import type { Transport } from '../device/transport.ts';
import type { Keyring } from './contents.ts';

/** One line for the officers, with the next step. */
export type Failed = { readonly ok: false; readonly reason: string };
export type Done<T> = ({ readonly ok: true } & T) | Failed;
export const failed = (reason: string): Failed => ({ ok: false, reason });

/** Signs one word of the keyring, in the presence of the officers who opened it. */
export type Say = <T extends Exclude<KeyringType, 'officers_present'>>(type: T, facets: FacetsOf<T>) => WireEvent;

/** The same in the log of a case. */
export type SayOf = (
  caseId: string,
  type: 'referral_key_passed' | 'reader_key_passed' | 'reader_added',
  facets: FacetsOf<'reader_key_passed'>,
  /** The key that seals the contents of an event which has some, empty as they are here. */
  caseKey: Uint8Array,
) => WireEvent;

export interface Session {
  readonly identity: EnrolledIdentity;
  readonly directory: Directory;
  /** The keyring that the log leads to: this one, or the one that it has handed over to. */
  readonly keyring: string | null;
  /** Sends what is said, after the word of who is present and which directory they were shown. Nothing for nothing. */
  readonly push: (
    make: (say: Say, sayOf: SayOf) => readonly WireEvent[] | Promise<readonly WireEvent[]>,
  ) => Promise<Done<object>>;
}

/** The newest word of the keyring in the directory, by its id; what is said now has to be newer, or it would not count. */
const newestWord = ({ devices, recovery }: Directory) =>
  Object.values(devices).reduce(
    (newest, { vouchedIn = '' }) => (vouchedIn > newest ? vouchedIn : newest),
    recovery?.event ?? '',
  );

/**
 * Reads the directory as the keyring believes it, and is ready to speak.
 * @param handingOver it may have named its successor already
 */
export async function openSession(
  transport: Transport,
  keyring: Keyring,
  handingOver = false,
): Promise<Done<{ session: Session }>> {
  const { identity, present, seen = null } = keyring;
  if (identity.enrolled === null) return failed('the keyring is not enrolled: make a new one');
  if (new Set(present.map(({ officer }) => officer)).size < 2) return failed('two officers have to be present');
  const enrolled = { ...identity, enrolled: identity.enrolled };
  const client = hubClient(transport, enrolled);
  // Its own word is the one that counts: whatever the hub handed it at enrolment as the keyring's key is not used.
  const read = await readDirectory(client, enrolled, identity.signing.publicKey, seen);
  if (!read.ok) return failed('reason' in read ? read.reason : read.problem.title);
  keyring.remember?.(read.head);
  if (read.keyring !== identity.signing.publicKey && !handingOver)
    return failed('this keyring has handed over to another one: use that, and put this copy away');
  if (newestWord(read.directory) > v7())
    return failed('the clock of this machine is behind that of the keyring’s last use: set it right first');
  const box = outbox(client, enrolled, read.hubEpoch, read.lastDeviceSeq);
  const { size, root } = read.head;
  const push: Session['push'] = async (make) => {
    const officers = box.makeForDirectory('officers_present', { officers: [...present], directory: { size, root } });
    const after = [officers.header.id];
    const said = await make(
      (type, facets) => box.makeForDirectory(type, facets, { after }),
      (caseId, type, facets, caseKey) =>
        type === 'reader_added'
          ? box.make(type, caseId, facets, {}, caseKey, { after })
          : box.make(type, caseId, facets, null, null, { after }),
    );
    if (said.length === 0) {
      box.takeBack();
      return { ok: true };
    }
    const pushed = await box.push([officers, ...said]);
    if (!pushed.ok) return failed(pushed.problem.title);
    const refused = pushed.verdicts.find((verdict: PushVerdict) => verdict.status === 'refused');
    return refused === undefined
      ? { ok: true }
      : failed(`the hub refused the keyring's word (${refused.reason ?? refused.code})`);
  };
  return { ok: true, session: { identity: enrolled, directory: read.directory, keyring: read.keyring, push } };
}
