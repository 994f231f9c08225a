import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { HUB_DEVICE, type EventHeader } from '../../../shared/domain/header.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { headerHash } from '../../../shared/protocol/envelope.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, type TreeHead } from '../../../shared/protocol/merkle.ts';
import { instant, type Hub } from '../parts.ts';
import { ensureLog, lockLogs, setHead } from '../store/compartments.ts';
import { insertEvents, type EventRow } from '../store/events.ts';
import { raiseGrantsVersion } from '../store/hub-row.ts';
import { insertLedger } from '../store/ledger.ts';
import type { Db } from '../store/tables.ts';
import { checkpointOf } from './checkpoint.ts';

/** An event on its way into a compartment's log. */
export interface LogEntry {
  readonly compartment: string;
  /** The unit of the compartment, should this event be the one that creates it. */
  readonly unit: string | null;
  readonly header: EventHeader;
  readonly signature: string | null;
  /** Null once erased, and where the case has left in the same push. */
  readonly sealed: Buffer | null;
  /** Set on an event that moves its case: the compartment that it leaves. */
  readonly from?: string;
  /** An event that came along with its case: where from, and when it was accepted (null: now). */
  readonly copied?: { readonly from: string; readonly hubTime: string | null };
  /** Its case leaves again in the same push. */
  readonly movedTo?: string;
}

/** What an event weighs in a page: its JSON with the sealed bytes in base64, and the field names around them. */
export const weightOf = (header: string, signature: string | null, sealedBytes: number) =>
  Buffer.byteLength(header) + (signature?.length ?? 4) + Math.ceil(sealedBytes / 3) * 4 + 120;

const changesGrants = new Set([
  'user_set',
  'device_enrolled',
  'device_withdrawn',
  'unit_key_published',
  'key_granted',
  'device_vouched',
  'keyring_succeeded',
]);

/**
 * Gives each event the next number of its compartment. Must be the last thing a transaction does: the counters are
 * locked here, in order, so that numbers appear in the order of commits, without a gap. The new head is signed in the
 * same transaction: whoever changes rows afterwards cannot sign for it, since the hub's key is not in the database.
 */
export async function appendToLogs(
  tx: Db,
  hub: Pick<Hub, 'clock' | 'identity' | 'signingKey'>,
  entries: readonly LogEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const units = new Map(entries.map((entry) => [entry.compartment, entry.unit]));
  const names = [...units.keys()].sort();
  let logs = await lockLogs(tx, names);
  if (logs.length < names.length) {
    for (const name of names) await ensureLog(tx, name, units.get(name) ?? null);
    logs = await lockLogs(tx, names);
  }
  const hubTime = instant(hub.clock());
  const heads = new Map<string, TreeHead>(logs.map((log) => [log.compartment, log.tree]));
  const rows = entries.map(({ compartment, header, signature, sealed, copied, movedTo }): EventRow => {
    const acceptedAt = copied?.hubTime ?? hubTime;
    const tree = append(heads.get(compartment)!, leafOf(header, signature, acceptedAt));
    heads.set(compartment, tree);
    const text = jcs(header).toString('utf8');
    return {
      compartment,
      seq: tree.size,
      id: header.id,
      case_id: header.caseId,
      type: header.type,
      header: text,
      signature,
      sealed,
      hub_time: acceptedAt,
      weight: weightOf(text, signature, sealed?.length ?? 0),
      moved_to: movedTo ?? null,
      came_from: copied?.from ?? null,
    };
  });
  await insertEvents(tx, rows);
  for (const [compartment, tree] of heads) await setHead(tx, compartment, tree, checkpointOf(hub, compartment, tree));
  if (entries.some((entry) => entry.compartment === DIRECTORY && changesGrants.has(entry.header.type)))
    await raiseGrantsVersion(tx);
  await insertLedger(
    tx,
    entries
      .filter((entry) => entry.header.device === HUB_DEVICE && entry.copied === undefined)
      .map(({ header }) => ({
        id: header.id,
        header_hash: headerHash(header),
        device: HUB_DEVICE,
        device_seq: 0,
        verdict: { id: header.id, status: 'accepted' as const },
        hub_time: hubTime,
      })),
  );
}
