import { signCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { root, type TreeHead } from '../../../shared/protocol/merkle.ts';
import type { Hub } from '../parts.ts';
import { listLogs, setHead } from '../store/compartments.ts';
import { headsSigned, markHeadsSigned } from '../store/hub-row.ts';
import { inTransaction } from '../store/transaction.ts';

/** What the hub claims of the log as it is now. */
export const checkpointOf = (hub: Pick<Hub, 'identity' | 'signingKey'>, compartment: string, tree: TreeHead) =>
  signCheckpoint(
    {
      hubId: hub.identity.hubId,
      compartment,
      epoch: hub.identity.hubEpoch,
      size: tree.size,
      root: root(tree),
    },
    hub.identity.hubKey,
    hub.signingKey,
  );

/**
 * Signs the heads of logs that were written before checkpoints were kept. Once in the life of a database, so that a
 * checkpoint which somebody removes later stays missing.
 */
export async function signOldHeads(hub: Pick<Hub, 'db' | 'identity' | 'signingKey'>): Promise<void> {
  if (await headsSigned(hub.db)) return;
  await inTransaction(hub.db, async (tx) => {
    for (const { compartment, tree, checkpoint } of await listLogs(tx))
      if (tree.size > 0 && checkpoint === null)
        await setHead(tx, compartment, tree, checkpointOf(hub, compartment, tree));
    await markHeadsSigned(tx);
  });
}
