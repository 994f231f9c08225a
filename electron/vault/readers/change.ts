import { grantedDevicesOf, type Device } from '../../../shared/domain/directory.ts';
import type { KeysForDevice, ReadersKey } from '../../../shared/domain/keys.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { sealToReaders, wrapForReaders } from '../../../shared/protocol/readers-key.ts';
import type { z } from 'zod';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { foldRow } from '../cases/fold-row.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { caseKeysHeld } from '../store/keys.ts';
import { directoryOf } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';

type Recipient = Pick<Device, 'device' | 'sealingKey'>;
export interface ReaderChange {
  readonly caseId: string;
  readonly user: string;
  readonly to: 'in' | 'out';
}
/** What has to be sealed for a change: held keys for who comes in, a new one for those who stay. */
export interface ChangeKeys {
  readonly keys: readonly Uint8Array[];
  readonly devices: readonly Recipient[];
}

/** The workstations that a change gives keys to. Error `case_sealed`: the keys are not here themselves. */
export function changeKeys(db: ReadConnection, { caseId, user, to }: ReaderChange): Done<ChangeKeys> {
  const directory = directoryOf(db);
  const keys = caseKeysHeld(db, caseId);
  const readers = caseInView(db, caseId)?.facts.apart?.readers ?? [];
  if (keys.length === 0) return failed('case_sealed');
  const recipients = to === 'in' ? [user] : readers.filter((reader) => reader !== user);
  const devices = recipients
    .flatMap((reader) => grantedDevicesOf(directory, reader))
    .map(({ device, sealingKey }) => ({ device, sealingKey }));
  return done({ keys, devices });
}

/** What was sealed for a change, as its event carries it. */
export type SealedChange =
  | { readonly to: 'in'; readonly keys: z.infer<typeof KeysForDevice>[] }
  | { readonly to: 'out'; readonly caseKey: ReadersKey };

/**
 * Seals what a change needs sealed. Who leaves knows the old key: what comes after has another.
 * @param recovery the organisation's recovery key (`age1…`), or null
 */
export async function sealForChange(
  { caseId, to }: ReaderChange,
  { keys, devices }: ChangeKeys,
  recovery: string | null,
  random: Random,
): Promise<SealedChange> {
  return to === 'in'
    ? { to, keys: await sealToReaders(caseId, keys, devices) }
    : { to, caseKey: await wrapForReaders(caseId, random(32), devices, recovery) };
}

/** Signs that somebody is let in or leaves. Errors: the codes of `permits`. */
export function changeReaders(
  vault: WritingVault,
  { change, sealed }: { readonly change: ReaderChange; readonly sealed: SealedChange },
): Done<{ event: string }> {
  const { caseId, user } = change;
  return vault.db.transaction(() => {
    const composed =
      sealed.to === 'in'
        ? compose(vault, { caseId, type: 'reader_added', facets: { user, keys: sealed.keys } })
        : compose(vault, { caseId, type: 'reader_removed', facets: { user, caseKey: sealed.caseKey } });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    foldRow(vault, caseId);
    return done({ event: composed.value.header.id });
  });
}
