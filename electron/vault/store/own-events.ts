import type { WriteConnection } from './connection.ts';

/**
 * How long own events of what may be read here no longer keep their sealed bytes, ms since they were signed: nobody here can
 * open them, and only a hub that is restored from a backup of before asks for them. Longer than hub backups are kept
 * (60 days, docs/deployment.md) and signed work may wait for its acceptance (30 days) together.
 */
export const KEPT_FOR_RESTORES_MS = 90 * 24 * 3600_000;

/**
 * The beginning of an `UPDATE` on this workstation's own events of what it no longer holds: as if only the hub's answer
 * were known. Their numbers and sealed bytes stay; when they are given back, the feed brings them like new.
 */
export const FORGET_ALL_BUT_THE_ANSWER = `UPDATE events SET payload = NULL, seq = NULL, hub_time = NULL, provisional = 0,
  status = CASE status WHEN 'accepted' THEN 'answered'
    WHEN 'refused' THEN CASE WHEN verdict ->> '$.reason' IN ('case_moved', 'access_ended') THEN 'refused'
      ELSE 'settled' END
    ELSE status END`;

/**
 * Ends the time of sealed bytes that are kept for a restored hub alone. Header, number and verdict stay. Inside the
 * caller's transaction.
 * @param signedBefore an instant
 * @returns of how many events
 */
export const dropOwnUnreadable = (db: WriteConnection, signedBefore: string): number =>
  db.run(
    `UPDATE events SET sealed = NULL
       WHERE device_seq IS NOT NULL AND status IN ('answered', 'refused', 'settled') AND sealed IS NOT NULL
         AND payload IS NULL AND header ->> '$.at' < ?
         AND NOT EXISTS (SELECT 1 FROM facts f WHERE f.case_id = events.case_id)`,
    [signedBefore],
  ).changes;
