import { NO_PAYLOAD_HASH, type EventHeader } from '../../../shared/domain/header.ts';
import { makeEnvelope, signHeader } from '../../../shared/protocol/envelope.ts';
import { keepNotices } from '../audit/directory-notices.ts';
import { enterWithin } from '../audit/journal.ts';
import { newId, signingKeyOf } from '../cases/compose.ts';
import type { SqlRow } from './connection.ts';
import { parseHeader } from './events.ts';
import { setAside } from './forgotten.ts';
import { caseKey } from './keys.ts';
import { identityOf } from './meta.ts';
import { foldProjection } from './refold.ts';
import { renamed } from './renamed.ts';
import { instant, type WritingVault } from './writing-vault.ts';

/**
 * An id is random, and two events never have the same by chance: a fault, or somebody who gives their own event the id of
 * another's. After a hub was restored that is possible, since an event that it has forgotten is known to others.
 */

interface Waiting extends SqlRow {
  n: number;
  id: string;
  header: string;
  sealed: Uint8Array<ArrayBuffer> | null;
  payload: string | null;
}

interface Signed {
  readonly header: EventHeader;
  readonly signature: string;
  readonly sealed: Uint8Array | null;
  readonly payload: string | null;
}

/**
 * The same act at the same time and under the same number, with its ids as they are named now; null where the contents are
 * sealed and cannot be read here any more.
 */
function signedAnew(vault: WritingVault, row: Waiting, names: ReadonlyMap<string, string>): Signed | null {
  const { db, random } = vault;
  const { facets, basedOn, after, supersedes, payloadHash, ...kept } = parseHeader(row.header);
  const header = {
    ...kept,
    id: names.get(row.id) ?? row.id,
    facets: renamed(facets, names),
    ...(basedOn !== undefined && { basedOn: renamed(basedOn, names) }),
    ...(after !== undefined && { after: renamed(after, names) }),
    ...(supersedes !== undefined && { supersedes: renamed(supersedes, names) }),
  };
  const signingKey = signingKeyOf(db);
  const payload = row.payload === null ? null : renamed(JSON.parse(row.payload) as unknown, names);
  // Contents that were erased stay so: the header goes on naming their hash.
  if (payload === null && payloadHash !== NO_PAYLOAD_HASH) {
    if (row.sealed !== null) return null;
    const whole = { ...header, payloadHash };
    return { header: whole, signature: signHeader(whole, signingKey), sealed: null, payload: null };
  }
  const key = payload === null ? null : caseKey(db, header.caseId);
  if (payload !== null && key === null) return null;
  const { sealed, signature, ...made } = makeEnvelope(header, payload, key, signingKey, random);
  return { ...made, signature: signature!, sealed, payload: payload === null ? null : JSON.stringify(payload) };
}

/**
 * Gives a waiting event of one's own another id, and signs it and every later one that names it again. None of them has
 * been accepted: the hub takes numbers without a gap. Inside the caller's transaction.
 * @returns the new id, or null where one of them cannot be signed again; nothing is changed then
 */
function giveNewId(vault: WritingVault, taken: string): string | null {
  const { db } = vault;
  const rows = db.all<Waiting>(
    `SELECT n, id, header, sealed, payload FROM events
     WHERE status = 'waiting' AND device_seq >= (SELECT device_seq FROM events WHERE id = ?)
       AND (id = ? OR instr(header, ?) > 0 OR instr(payload, ?) > 0) ORDER BY device_seq`,
    [taken, taken, taken, taken],
  );
  const id = newId(vault);
  const names = new Map([[taken, id]]);
  const anew = rows.map((row) => ({ n: row.n, signed: signedAnew(vault, row, names) }));
  if (anew.some(({ signed }) => signed === null)) return null;
  for (const { n, signed } of anew) {
    const { header, signature, sealed, payload } = signed!;
    db.run('UPDATE events SET id = ?, header = ?, signature = ?, sealed = ?, payload = ? WHERE n = ?', [
      header.id,
      JSON.stringify(header),
      signature,
      sealed === null ? null : new Uint8Array(sealed),
      payload,
      n,
    ]);
    // What is being written on it goes on under its new name.
    db.run('UPDATE drafts SET content = replace(content, ?, ?) WHERE case_id = ? AND instr(content, ?) > 0', [
      taken,
      id,
      header.caseId,
      taken,
    ]);
  }
  for (const caseId of new Set(anew.map(({ signed }) => signed!.header.caseId))) {
    foldProjection(vault, caseId);
    vault.changes.cases.add(caseId);
  }
  vault.changes.desk = true;
  vault.changes.outbox = true;
  return id;
}

/** Tells the person until they have seen it, and the journal, once for each event and outcome. */
function tell(vault: WritingVault, { id: event, type, caseId }: EventHeader, signedAnew: string | null): void {
  const { db } = vault;
  const outcome = signedAnew === null ? 'waits' : 'signed_anew';
  const told = db.column(
    `SELECT 1 FROM events WHERE type = 'event_id_taken' AND payload ->> '$.event' = ? AND header ->> '$.facets.outcome' = ?
     UNION ALL SELECT 1 FROM journal_pending
       WHERE type = 'event_id_taken' AND payload ->> '$.event' = ? AND facets ->> '$.outcome' = ?`,
    [event, outcome, event, outcome],
  );
  if (told.length > 0) return;
  enterWithin(vault, { type: 'event_id_taken', facets: { outcome }, payload: { event, caseId, signedAnew } });
  const entry = { type, caseId, signedAnew: signedAnew !== null };
  const { device } = identityOf(db);
  keepNotices(vault, [{ event, kind: 'id_taken', device, at: instant(vault.clock()), entry }]);
  vault.changes.directory = true;
}

/**
 * The hub refuses a waiting event of one's own because it has another one under its id.
 * @param anew sign it again under an id of its own; else it waits, and the person is told so
 * @returns whether it was signed again
 */
export const idTaken = (vault: WritingVault, event: string, anew: boolean): boolean =>
  vault.db.transaction(() => {
    const row = vault.db.get<{ header: string }>(`SELECT header FROM events WHERE id = ? AND status = 'waiting'`, [
      event,
    ]);
    if (row === undefined) return false;
    const id = anew ? giveNewId(vault, event) : null;
    tell(vault, parseHeader(row.header), id);
    return id !== null;
  });

/**
 * Frees an id for the event that the log has under it: one's own that waits is signed again under another; one that a
 * restored hub has forgotten is set aside, its words kept. Inside the caller's transaction.
 * @returns the cases that it touched, or null where the log says now what it said otherwise before
 */
export function makeWay(vault: WritingVault, taken: string): readonly string[] | null {
  const row = vault.db.get<{
    n: number;
    case_id: string;
    compartment: string;
    header: string;
    status: string;
    forgotten: number;
  }>(
    `SELECT n, case_id, compartment, header, status, provisional = 1 AND device_seq IS NULL AS forgotten
     FROM events WHERE id = ?`,
    [taken],
  );
  if (row === undefined) return [];
  if (row.status === 'waiting') {
    const id = giveNewId(vault, taken);
    if (id === null) return null;
    tell(vault, parseHeader(row.header), id);
    return [row.case_id];
  }
  if (row.status !== 'accepted' || row.forgotten === 0) return null;
  setAside(vault, [row]);
  return [row.case_id];
}
