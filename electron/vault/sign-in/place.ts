import type { VaultParts } from '../session/parts.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import type { Thread } from '../threads/call-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import type { SignInPlace } from './sign-in.ts';

/** Nobody is asked while somebody is being asked. */
const alone = { authorization: () => Promise.resolve(null), demanded: () => Promise.resolve(false) };

/** The hub and the database of an open vault, as a sign-in needs them. A line is opened for each call: there are few. */
export const signInPlace = ({
  owner,
  openHub,
  writer,
  went,
}: {
  readonly owner: VaultIdentity;
  readonly openHub: VaultParts['openHub'];
  readonly writer: Thread<WriterOperations>;
  readonly went: () => void;
}): SignInPlace => ({
  device: owner.device,
  async post(request, authorization) {
    const hub = openHub(owner, alone);
    try {
      return await hub.signIn(request, authorization);
    } finally {
      await hub.close();
    }
  },
  keep: (kept) => writer.call('signIn.keep', kept),
  went,
});
