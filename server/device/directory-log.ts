import { DIRECTORY } from '../../shared/domain/compartment.ts';
import type { Directory } from '../../shared/domain/directory.ts';
import { readCheckpoint } from '../../shared/protocol/checkpoint.ts';
import { leafOf } from '../../shared/protocol/leaf.ts';
import { append, emptyTree, root } from '../../shared/protocol/merkle.ts';
import type { Problem } from '../../shared/protocol/calls.ts';
import { foldTrusted, nothingTrusted, type TrustedDirectory } from '../../shared/protocol/trusted-directory.ts';
import type { HubClient } from './hub-client.ts';
import type { EnrolledIdentity } from './identity.ts';

export type DirectoryRead =
  | { readonly ok: true; readonly directory: Directory; readonly hubEpoch: number; readonly lastDeviceSeq: number }
  | { readonly ok: false; readonly problem: Problem }
  | { readonly ok: false; readonly problem: null; readonly reason: string };

const broken = (reason: string) => ({ ok: false, problem: null, reason }) as const;

/**
 * The whole directory, read from the hub and checked: numbers without a gap, and the tree of all leaves is the one that
 * the hub signed. What the gateway seals to, and the keyring grants to, is taken from nowhere else. Keys of units count
 * only if the keyring that is pinned here has signed them.
 */
export async function readDirectory(
  client: HubClient,
  identity: EnrolledIdentity,
  keyring: string | null = identity.enrolled.keyringKey,
): Promise<DirectoryRead> {
  const hello = await client.hello();
  if (!hello.ok) return hello;
  const { hubEpoch, lastDeviceSeq } = hello.value;
  let tree = emptyTree;
  let trusted: TrustedDirectory = nothingTrusted(keyring);
  for (;;) {
    const page = await client.feed(DIRECTORY, hubEpoch, tree.size);
    if (!page.ok) return page;
    for (const event of page.value.events) {
      if (event.seq !== tree.size + 1) return broken('the hub left a gap in the directory');
      tree = append(tree, leafOf(event.header, event.signature, event.hubTime));
      trusted = foldTrusted(trusted, event.header, event.signature);
    }
    if (page.value.hasMore) continue;
    const claimed = readCheckpoint(page.value.checkpoint, identity.enrolled.hubKey);
    if (claimed?.compartment !== DIRECTORY || claimed.hubId !== identity.enrolled.hubId)
      return broken('the checkpoint of the directory is not signed by the hub that this device enrolled with');
    if (claimed.size > tree.size) continue;
    if (claimed.size !== tree.size || claimed.root !== root(tree))
      return broken('the directory is not the one that the hub signed');
    return { ok: true, directory: trusted.directory, hubEpoch, lastDeviceSeq };
  }
}
