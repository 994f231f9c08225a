import type { Random } from '../../../shared/protocol/envelope.ts';
import { sealLateKeys } from '../readers/late-keys.ts';
import { sealNewKeys } from '../readers/stale-keys.ts';
import { sealPassed, sealRenewed } from '../referrals/recipients-keys.ts';
import type { Thread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';

/**
 * Gives named-readers cases and referrals a new key where somebody has left who held the last one, and passes on keys to
 * workstations of readers and recipients that have none. New keys first: what is passed on is then the newest.
 * @param recovery the organisation's recovery key (`age1…`), or null
 */
export async function passOn(
  {
    reader,
    writer,
  }: { reader: Pick<Thread<ReaderOperations>, 'call'>; writer: Pick<Thread<WriterOperations>, 'call'> },
  recovery: string | null,
  random: Random,
): Promise<void> {
  const stale = await reader.call('readers.stale', undefined);
  if (stale.length > 0) await writer.call('readers.renew', await sealNewKeys(stale, recovery, random));
  const late = await reader.call('readers.late', undefined);
  if (late.length > 0) await writer.call('readers.pass', await sealLateKeys(late));
  const left = await reader.call('referrals.stale', undefined);
  if (left.length > 0) await writer.call('referrals.renew', await sealRenewed(left, recovery, random));
  const without = await reader.call('referrals.late', undefined);
  if (without.length > 0) await writer.call('referrals.pass', await sealPassed(without));
}
