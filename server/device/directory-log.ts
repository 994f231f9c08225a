import { z } from 'zod';
import { DIRECTORY } from '../../shared/domain/compartment.ts';
import type { Directory } from '../../shared/domain/directory.ts';
import { DirectoryHead } from '../../shared/domain/events/directory.ts';
import { readCheckpoint } from '../../shared/protocol/checkpoint.ts';
import { leafOf } from '../../shared/protocol/leaf.ts';
import { append, emptyTree, root } from '../../shared/protocol/merkle.ts';
import type { Problem } from '../../shared/protocol/calls.ts';
import { foldTrusted, nothingTrusted, type TrustedDirectory } from '../../shared/protocol/trusted-directory.ts';
import type { HubClient } from './hub-client.ts';
import type { EnrolledIdentity } from './identity.ts';

export type DirectoryRead =
  | {
      readonly ok: true;
      readonly directory: Directory;
      /** The keyring that is believed at the end of it: the pinned one, or its successor. */
      readonly keyring: string | null;
      /** Where the log stood, for who says that they have seen it, and for the next reading. */
      readonly head: SeenHead;
      readonly hubEpoch: number;
      readonly lastDeviceSeq: number;
    }
  | { readonly ok: false; readonly problem: Problem }
  | { readonly ok: false; readonly problem: null; readonly reason: string };

/** A directory that was read before: the next one has to go on from it, unless the hub was restored since. */
export const SeenHead = z.strictObject({ epoch: z.int().min(1), ...DirectoryHead.shape });
export type SeenHead = z.infer<typeof SeenHead>;

const broken = (reason: string) => ({ ok: false, problem: null, reason }) as const;

/**
 * The whole directory, read from the hub and checked: numbers without a gap, and the tree of all leaves is the one that
 * the hub signed. What the gateway seals to, and the keyring grants to, is taken from nowhere else. Keys of units count
 * only if the keyring that is pinned here has signed them. Refused as well is a log that does not go on from the one that
 * was read before, or that is not the one that the keyring's officers were shown: the hub shows each another one.
 */
export async function readDirectory(
  client: HubClient,
  identity: EnrolledIdentity,
  keyring: string | null = identity.enrolled.keyringKey,
  seen: SeenHead | null = null,
): Promise<DirectoryRead> {
  const hello = await client.hello();
  if (!hello.ok) return hello;
  const { hubEpoch, lastDeviceSeq } = hello.value;
  let tree = emptyTree;
  const roots = [root(tree)];
  let trusted: TrustedDirectory = nothingTrusted(keyring);
  for (;;) {
    const page = await client.feed(DIRECTORY, hubEpoch, tree.size);
    if (!page.ok) return page;
    for (const event of page.value.events) {
      if (event.seq !== tree.size + 1) return broken('the hub left a gap in the directory');
      const { found, ...after } = foldTrusted(trusted, event.header, event.signature);
      const { witnessed } = found;
      if (found.unwitnessed || (witnessed !== null && roots[witnessed.size] !== witnessed.root))
        return broken("the hub shows another directory here than it showed to the keyring's officers");
      trusted = after;
      tree = append(tree, leafOf(event.header, event.signature, event.hubTime));
      roots.push(root(tree));
    }
    if (page.value.hasMore) continue;
    const claimed = readCheckpoint(page.value.checkpoint, identity.enrolled.hubKey);
    if (claimed?.compartment !== DIRECTORY || claimed.hubId !== identity.enrolled.hubId)
      return broken('the checkpoint of the directory is not signed by the hub that this device enrolled with');
    if (claimed.size > tree.size) continue;
    if (claimed.size !== tree.size || claimed.root !== root(tree))
      return broken('the directory is not the one that the hub signed');
    if (seen !== null && seen.epoch === hubEpoch && roots[seen.size] !== seen.root)
      return broken('the directory is not the one that the hub showed here before: its history was changed');
    const head = { epoch: hubEpoch, size: tree.size, root: claimed.root };
    return { ok: true, directory: trusted.directory, keyring: trusted.keyring, head, hubEpoch, lastDeviceSeq };
  }
}
