import { NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import { limits, type PushVerdict } from '../../../shared/protocol/calls.ts';
import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { Outgoing } from '../sync/sync-store.ts';
import type { ReadConnection, WriteConnection } from './connection.ts';
import { eraseHeld } from './erasure.ts';
import { parseHeader } from './events.ts';
import { acceptedFacts } from './facts.ts';
import { dropSentKey } from './keys.ts';
import { readMeta, writeMeta } from './meta.ts';
import { foldProjection } from './refold.ts';
import type { WritingVault } from './writing-vault.ts';

/** Signed events that the hub has not answered, by number behind `after`: at most so many, and so many characters of JSON. */
export function outbox(db: ReadConnection, maxEvents: number, maxChars: number, after = 0): Outgoing[] {
  const rows = db.all<{
    case_id: string;
    header: string;
    signature: string | null;
    sealed: Uint8Array<ArrayBuffer> | null;
  }>(
    `SELECT case_id, header, signature, sealed FROM events WHERE status = 'waiting' AND device_seq > ? ORDER BY device_seq LIMIT ?`,
    [after, Math.min(maxEvents, limits.pushEvents)],
  );
  const outgoing: Outgoing[] = [];
  let chars = 0;
  for (const { case_id: caseId, header, signature, sealed } of rows) {
    const parsed = parseHeader(header, caseId);
    // SQLite gives no bytes back as null; an event without contents is sent with none, an erased one with null.
    const empty = sealed === null && parsed.payloadHash === NO_PAYLOAD_HASH;
    const event = {
      header: parsed,
      signature,
      sealed: empty ? '' : sealed === null ? null : Buffer.from(sealed).toString('base64'),
    };
    chars += header.length + (event.sealed?.length ?? 0) + 300;
    // A single larger event travels alone.
    if (chars > maxChars && outgoing.length > 0) break;
    outgoing.push(event);
  }
  return outgoing;
}

/** The last number that was ever offered. A vault from before this was kept has offered what it numbered. */
export const lastOffered = (db: ReadConnection): number =>
  readMeta(db, 'offered_device_seq') ?? readMeta(db, 'last_device_seq') ?? 0;

/** As `outbox`, for a push: the last number is kept before anything of it can reach the hub. */
export function offer(db: WriteConnection, maxEvents: number, maxChars: number, after = 0): Outgoing[] {
  const outgoing = outbox(db, maxEvents, maxChars, after);
  const last = outgoing.at(-1)?.header.deviceSeq ?? 0;
  if (last > (readMeta(db, 'offered_device_seq') ?? 0)) writeMeta(db, 'offered_device_seq', last);
  return outgoing;
}

/**
 * Final answers of the hub. Those already answered, or in the feed by now, are not answered twice.
 * @returns the ids of those that were waiting, without the journal's own entries
 */
export function takeVerdicts(vault: WritingVault, verdicts: readonly PushVerdict[]): string[] {
  const { db } = vault;
  let erased = false;
  const result = db.transaction(() => {
    const told: string[] = [];
    const cases = new Set<string>();
    for (const verdict of verdicts) {
      const event = db.get<{ n: number; case_id: string; let_be: number; type: string }>(
        `SELECT n, case_id, let_be, type FROM events WHERE id = ? AND status = 'waiting'`,
        [verdict.id],
      );
      if (event === undefined) continue;
      const refused = event.let_be === 1 ? 'settled' : 'refused';
      db.run('UPDATE events SET status = ?, verdict = ? WHERE n = ?', [
        verdict.status === 'accepted' ? 'answered' : refused,
        verdict.status === 'accepted' ? null : JSON.stringify(verdict),
        event.n,
      ]);
      cases.add(event.case_id);
      if (!JOURNAL_TYPES.includes(event.type)) told.push(verdict.id);
    }
    for (const caseId of cases) {
      // What waited when its case was erased has had its verdict: nothing of it is kept any longer.
      const facts = acceptedFacts(db, caseId)?.facts;
      if (facts !== undefined && eraseHeld(vault, caseId, facts)) erased = true;
      foldProjection(vault, caseId);
      dropSentKey(db, caseId);
    }
    vault.changes.desk ||= cases.size > 0;
    return told;
  });
  if (erased) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return result;
}

/** Up to which number every own event has been answered. */
export const answeredUpTo = (db: ReadConnection): number => {
  const [first] = db.column<number | null>(`SELECT min(device_seq) FROM events WHERE status = 'waiting'`);
  return typeof first === 'number' ? first - 1 : (readMeta(db, 'last_device_seq') ?? 0);
};
