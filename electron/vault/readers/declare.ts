import { randomBytes } from 'node:crypto';
import { sealInterests, type Interests } from '../../../shared/protocol/interests.ts';
import type { Thread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import { failed, type Done } from '../calls/failure.ts';

/** Seals one's entry in the register to the gateways of the moment, and signs it. */
export async function declare(
  { reader, writer }: { readonly reader: Thread<ReaderOperations>; readonly writer: Thread<WriterOperations> },
  interests: Interests,
): Promise<Done<Record<string, never>>> {
  const { user, gateways } = await reader.call('interests.own', undefined);
  if (gateways.length === 0) return failed('no_gateway');
  const sealed = await sealInterests(user, interests, gateways, randomBytes);
  return sealed === null ? failed('too_large') : writer.call('interests.declare', { interests, sealed });
}
