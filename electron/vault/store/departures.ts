import { LEFT_CASE } from '../../../shared/domain/header.ts';
import { leftBy, targetOf, type Left } from '../../../shared/domain/left.ts';
import { forget } from '../knowing/fold-known.ts';
import { removeFromIndex } from '../search/index-case.ts';
import { dropBesideEvents } from './beside-events.ts';
import type { ReadConnection, WriteConnection } from './connection.ts';
import { closePlaces } from './closed-leaves.ts';
import { unlessDamaged } from './damaged-row.ts';
import { parseHeader } from './events.ts';
import { acceptedFacts } from './facts.ts';
import { FORGET_ALL_BUT_THE_ANSWER } from './own-events.ts';
import type { WritingVault } from './writing-vault.ts';

/**
 * How much of the logs is here: while they are being read, a place behind may be of a history that was shown early; once the
 * whole of them is here, it is of a log which a restored hub has forgotten.
 */
type Read = 'in part' | 'whole';

/** Whether this log has brought the case again, behind the place where it says that it has gone. */
const cameBack = (db: ReadConnection, caseId: string, compartment: string, seq: number, read: Read) =>
  db.column<number>(
    `SELECT 1 FROM events WHERE case_id = ? AND compartment = ? AND status = 'accepted' AND seq > ?
       AND (provisional = 0 OR ?) LIMIT 1`,
    [caseId, compartment, seq, read === 'in part' ? 1 : 0],
  ).length > 0;

const isHeld = (db: ReadConnection, compartment: string) =>
  db.column<number>('SELECT 1 FROM compartments WHERE compartment = ?', [compartment]).length > 0;

/** The last that a log which is read here says of a case, when that is that it has gone. */
function lastDeparture(db: ReadConnection, caseId: string, compartment: string, read: Read) {
  const row = db.get<{ seq: number; header: string; hub_time: string }>(
    `SELECT seq, header, hub_time FROM events
     WHERE case_id = ? AND compartment = ? AND status = 'accepted' AND provisional = 0 AND header ->> '$.facets.case' = ?
     ORDER BY seq DESC LIMIT 1`,
    [LEFT_CASE, compartment, caseId],
  );
  if (row === undefined || cameBack(db, caseId, compartment, row.seq, read)) return null;
  const left = leftBy(parseHeader(row.header, LEFT_CASE));
  return left === null ? null : { left, hubTime: row.hub_time };
}

/**
 * How a case that lies in this log went to where nothing is held: from log to log, as far as they are read here. Null when
 * one of those that are held has it, or is still to bring it.
 */
function goneFrom(db: ReadConnection, caseId: string, compartment: string, read: Read) {
  const passed = new Set<string>();
  for (let at = compartment; !passed.has(at);) {
    passed.add(at);
    const last = lastDeparture(db, caseId, at, read);
    if (last === null) return null;
    at = targetOf(last.left);
    if (!isHeld(db, at)) return last;
  }
  return null;
}

/**
 * A log says that a case has gone, be it from where it lies here or from where it was still to come. Unless it is in another
 * log that is held, on its way to one, or back, nothing of it stays but the line that says where it went. Inside the
 * caller's transaction; the WAL is for the caller to cut. @returns whether anything was purged
 */
export function letGo(vault: WritingVault, caseId: string, read: Read = 'in part'): boolean {
  const { db } = vault;
  const placed = unlessDamaged(() => acceptedFacts(db, caseId), null);
  const held = placed?.compartment ?? db.column<string>('SELECT compartment FROM facts WHERE case_id = ?', [caseId])[0];
  const gone = held === undefined ? null : goneFrom(db, caseId, held, read);
  if (held === undefined || gone === null) return false;
  const { left, hubTime } = gone;
  const reference = placed?.facts.kind === 'case' ? placed.facts.received.reference : '';
  closePlaces(db, caseId, held);
  purgeCase(vault, caseId);
  db.run(
    `INSERT INTO departures (case_id, compartment, reference, at, by_user, to_unit) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET compartment = excluded.compartment, reference = excluded.reference, at = excluded.at,
       by_user = excluded.by_user, to_unit = excluded.to_unit, seen = 0`,
    [caseId, held, reference, hubTime, left.by, left.unit ?? null],
  );
  return true;
}

/**
 * That a case has gone says that the move was accepted. One's own may count as refused here: a restored hub took it the second
 * time, and this vault is a copy of before. The log shows no more of it than this.
 */
export const heedOwnMove = (db: WriteConnection, { event }: Left): void =>
  void db.run(
    `UPDATE events SET status = 'answered', verdict = NULL
     WHERE id = ? AND device_seq IS NOT NULL AND status IN ('refused', 'settled')`,
    [event],
  );

/** The cases that were on their way to a log which is held no more, and never came. Inside the caller's transaction. */
export function letGoStranded(vault: WritingVault): void {
  letGoOfThose(vault, 'in part');
}

/**
 * The whole of every log is here: a case that has gone, and came back only in what a restored hub has forgotten, is let go
 * of. Inside the caller's transaction; the WAL is for the caller to cut. @returns whether anything was purged
 */
export const letGoForgotten = (vault: WritingVault): boolean => letGoOfThose(vault, 'whole');

function letGoOfThose(vault: WritingVault, read: Read): boolean {
  const left = vault.db.column<string>(
    `SELECT DISTINCT header ->> '$.facets.case' AS gone FROM events
     WHERE case_id = ? AND status = 'accepted' AND gone IN (SELECT case_id FROM facts) ORDER BY gone`,
    [LEFT_CASE],
  );
  return left.filter((caseId) => letGo(vault, caseId, read)).length > 0;
}

/** A case that was held has come from another log that is held: what belongs to it goes with it. */
export function followMove(db: WriteConnection, caseId: string, compartment: string): void {
  db.run(`UPDATE events SET compartment = ? WHERE case_id = ? AND status <> 'accepted'`, [compartment, caseId]);
  db.run('UPDATE case_keys SET compartment = ? WHERE case_id = ?', [compartment, caseId]);
}

/**
 * Deletes everything of one case: words, keys, facts, index entries and drafts. One's own events keep their numbers and
 * sealed bytes, as after the purge of a compartment: those that wait are still offered, and the hub keeps what it refuses.
 */
function purgeCase(vault: WritingVault, caseId: string): void {
  const { db } = vault;
  const row = db.column<number>('SELECT id FROM cases WHERE case_id = ?', [caseId])[0];
  if (row !== undefined) {
    forget(db, row);
    removeFromIndex(db, row);
  }
  dropBesideEvents(db, '?', [caseId]);
  for (const table of ['dues', 'recipients', 'cases', 'facts'])
    db.run(`DELETE FROM ${table} WHERE case_id = ?`, [caseId]);
  db.run('DELETE FROM events WHERE case_id = ? AND device_seq IS NULL', [caseId]);
  db.run(`${FORGET_ALL_BUT_THE_ANSWER} WHERE case_id = ?`, [caseId]);
  vault.changes.desk = true;
  vault.changes.cases.add(caseId);
}

/** The same of logs of which only headers are held. @returns whether anything was purged */
export function letGoBare(db: WriteConnection, caseId: string): boolean {
  const held = db.column<string>(
    `SELECT DISTINCT compartment FROM events WHERE case_id = ? AND seq IS NOT NULL AND device_seq IS NULL`,
    [caseId],
  );
  let gone = false;
  for (const compartment of held) {
    if (goneFrom(db, caseId, compartment, 'in part') === null) continue;
    closePlaces(db, caseId, compartment);
    db.run('DELETE FROM events WHERE case_id = ? AND compartment = ? AND device_seq IS NULL', [caseId, compartment]);
    gone = true;
  }
  return gone;
}
