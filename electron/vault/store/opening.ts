import type { EventHeader } from '../../../shared/domain/header.ts';
import { indexingLast } from '../search/index-case.ts';
import type { ReadConnection } from './connection.ts';
import { unlessDamaged } from './damaged-row.ts';
import { parseHeader } from './events.ts';
import { SLICE_MS, type Steps } from './steps.ts';
import { isErased } from './erasure.ts';
import { keepCaseKey } from './keys.ts';
import { foldProjection } from './refold.ts';
import type { WritingVault } from './writing-vault.ts';

/** Accepted events whose contents wait for a key, oldest first, from behind the event `after` on. */
export const unopened = (
  db: ReadConnection,
  limit: number,
  after: string | null,
): { header: EventHeader; sealed: Uint8Array }[] =>
  db
    .all<{ header: string; sealed: Uint8Array<ArrayBuffer> }>(
      `SELECT header, sealed FROM events WHERE sealed_to_us = 1 AND sealed IS NOT NULL
         AND n > coalesce((SELECT n FROM events WHERE id = ?), 0) ORDER BY n LIMIT ?`,
      [after, limit],
    )
    .flatMap((row) => unlessDamaged(() => ({ header: parseHeader(row.header), sealed: row.sealed }), []));

export interface Opened {
  readonly id: string;
  readonly payload: unknown;
  readonly caseId: string;
  readonly caseKey: string | null;
}

/** Keeps opened contents and the key that came with them, and folds the cases again. */
export function* takeOpened(vault: WritingVault, events: readonly Opened[]): Steps {
  const { db } = vault;
  let next = 0;
  while (next < events.length) {
    db.transaction(() => {
      const until = performance.now() + SLICE_MS;
      const cases = new Set<string>();
      while (next < events.length && performance.now() < until) {
        const { id, payload, caseId, caseKey } = events[next++]!;
        const compartment = db.column<string>('SELECT compartment FROM events WHERE id = ?', [id])[0];
        // Its contents may have been erased while they were being opened.
        if (compartment === undefined || isErased(db, caseId)) continue;
        if (caseKey !== null) keepCaseKey(db, caseId, compartment, caseKey);
        db.run('UPDATE events SET payload = ?, sealed_to_us = 0, sealed = NULL WHERE id = ? AND sealed_to_us = 1', [
          payload === null || payload === undefined ? null : JSON.stringify(payload),
          id,
        ]);
        cases.add(caseId);
      }
      indexingLast(db, () => {
        for (const caseId of cases) unlessDamaged(() => foldProjection(vault, caseId), null);
      });
    });
    yield;
  }
}

/** Accepted events whose author's signature has not been checked, oldest first, from behind the event `after` on. */
export const unverified = (
  db: ReadConnection,
  limit: number,
  after: string | null,
): { header: EventHeader; signature: string }[] =>
  db
    .all<{ header: string; signature: string }>(
      `SELECT header, signature FROM events WHERE verified = 0 AND status = 'accepted' AND signature IS NOT NULL
       AND n > coalesce((SELECT n FROM events WHERE id = ?), 0) ORDER BY n LIMIT ?`,
      [after, limit],
    )
    .flatMap((row) => unlessDamaged(() => ({ header: parseHeader(row.header), signature: row.signature }), []));

/** Keeps the results of checked signatures. A bad one leaves its case "not verified" for good. */
export function* takeVerified(
  vault: WritingVault,
  results: readonly { readonly id: string; readonly good: boolean }[],
): Steps {
  const { db } = vault;
  let next = 0;
  while (next < results.length) {
    db.transaction(() => {
      const until = performance.now() + SLICE_MS;
      while (next < results.length && performance.now() < until) {
        const { id, good } = results[next++]!;
        db.run('UPDATE events SET verified = ? WHERE id = ?', [good ? 1 : 2, id]);
        const caseId = db.column<string>('SELECT case_id FROM events WHERE id = ?', [id])[0];
        if (caseId === undefined) continue;
        const { changes } = db.run(
          `UPDATE cases SET verified = 1 WHERE case_id = ? AND verified = 0 AND NOT EXISTS
             (SELECT 1 FROM events WHERE case_id = ? AND verified <> 1 AND status = 'accepted')`,
          [caseId, caseId],
        );
        if (changes > 0) vault.changes.cases.add(caseId);
      }
    });
    yield;
  }
}
