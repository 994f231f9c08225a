import { kindOf } from '../../../shared/domain/compartment.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { enterOld } from '../audit/journal.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { ownDrafts, unsentEvents, type OwnEvent } from '../restore/readable.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventById, parseHeader } from '../store/events.ts';
import { factsInView } from '../store/facts.ts';
import { caseKey, keepCaseKey } from '../store/keys.ts';
import { identityOf, readMeta, writeMeta } from '../store/meta.ts';
import { foldProjection } from '../store/refold.ts';
import { renamed } from '../store/renamed.ts';
import { runThrough } from '../store/sync-store.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** What stays in the old file: an event by its old id, or a draft (null), with the code of why. */
export interface LeftBehind {
  readonly event: string | null;
  readonly code: string;
}

export interface CarriedOver {
  /** Events signed anew, each superseding the one that it was. */
  readonly signed: number;
  readonly drafts: number;
  /** What could not be signed here; it stays readable in the old file. */
  readonly left: readonly LeftBehind[];
}

/** A key on a page that does not open is no key: the case's own key may have come here by its desk. */
function keyIn(old: ReadConnection, caseId: string): Buffer | null {
  try {
    return caseKey(old, caseId);
  } catch {
    return null;
  }
}

/** What its author signs in a referral, of which no feed brings them anything. */
const ofPack = (type: string): boolean => type === 'referral_issued' || type === 'referral_page';

/** The referral that an event sends, or helps to send; null for any other event. */
function sends({ type, caseId, facets }: Pick<EventHeader, 'type' | 'caseId' | 'facets'>): string | null {
  if (ofPack(type)) return caseId;
  const event = type === 'referred' ? facets.referral : null;
  return typeof event === 'string' ? event : null;
}

/** Whether the hub has the referral: its desk's log says so. */
const isSent = (db: ReadConnection, referral: string): boolean =>
  db.column(
    `SELECT 1 FROM events WHERE type = 'referred' AND status = 'accepted' AND header ->> '$.facets.referral' = ?`,
    [referral],
  ).length > 0;

/** What to sign for an old event: the same act at the same time, under this device, naming the one that it replaces. */
function anew(old: ReadConnection, vault: WritingVault, row: OwnEvent, names: ReadonlyMap<string, string>) {
  const header = parseHeader(row.header);
  const inJournal = kindOf(row.compartment) === 'journal';
  const key = inJournal ? null : keyIn(old, header.caseId);
  return compose(vault, {
    caseId: inJournal ? identityOf(vault.db).device : header.caseId,
    type: header.type,
    facets: renamed(header.facets, names),
    payload: row.payload === null ? null : renamed(JSON.parse(row.payload) as unknown, names),
    basedOn: header.basedOn === undefined ? null : renamed(header.basedOn, names),
    after: (header.after ?? []).flatMap((id) => names.get(id) ?? []),
    supersedes: header.id,
    at: header.at,
    // What a colleague has overtaken is refused by the hub, and its author finds it with both versions.
    leftToHub: true,
    ...(key !== null && { key }),
    ...(ofPack(header.type) && { compartment: row.compartment }),
  });
}

/** Old ids by new ones, of what was signed anew here before. */
export const signedAnew = (db: ReadConnection): Map<string, string> =>
  new Map(
    db
      .all<{ id: string; supersedes: string }>(
        `SELECT id, json_extract(header, '$.supersedes') AS supersedes FROM events
         WHERE json_extract(header, '$.supersedes') IS NOT NULL`,
      )
      .map(({ id, supersedes }) => [supersedes, id]),
  );

/**
 * Brings the unsent work of an older or damaged database of the same person into a vault that has enrolled anew and
 * caught up with its hub: a restored vault never pushes under its old device. Events that the hub has after all are
 * known here by their ids and left out, and it drops what slips through, by `supersedes`. Only reads `old`; killed
 * anywhere and carried over again, nothing is there twice. One transaction a step.
 */
export function* carrySteps(old: ReadConnection, vault: WritingVault): Generator<undefined, CarriedOver, undefined> {
  const { db } = vault;
  const { user } = identityOf(db);
  const names = signedAnew(db);
  const left: LeftBehind[] = [];
  let signed = 0;
  for (const row of unsentEvents(old).rows) {
    const { id, caseId, actor, device } = parseHeader(row.header);
    // Under the same id an event of somebody else may lie here: that is not this one.
    if (names.has(id) || eventById(db, id)?.header.device === device) continue;
    if (actor !== user) {
      left.push({ event: id, code: 'another_person' });
      continue;
    }
    if (kindOf(row.compartment) === 'journal' && readMeta(db, 'journal') !== 'opened') {
      left.push({ event: id, code: 'journal_not_open' });
      continue;
    }
    const referral = sends(parseHeader(row.header));
    const key = referral === null ? null : keyIn(old, referral);
    if (referral !== null && key === null) {
      // It is kept until the hub has answered. Without it nobody could open what would be signed; none is still to come.
      if (!isSent(db, referral)) left.push({ event: id, code: 'referral_unsent' });
      continue;
    }
    db.transaction(() => {
      const composed = anew(old, vault, row, names);
      if (!composed.ok) return left.push({ event: id, code: composed.error.code });
      keepSigned(vault, composed.value);
      if (referral !== null && key !== null && ofPack(composed.value.header.type))
        keepCaseKey(db, referral, row.compartment, key.toString('base64'));
      foldProjection(vault, caseId);
      vault.changes.cases.add(caseId);
      names.set(id, composed.value.header.id);
      return (signed += 1);
    });
    yield;
  }
  const drafts = carryDrafts(old, vault, left);
  carryPlace(old, vault);
  carryTemplates(old, vault);
  return { signed, drafts, left };
}

/** `carrySteps` from beginning to end. */
export const carryOver = (old: ReadConnection, vault: WritingVault): CarriedOver => runThrough(carrySteps(old, vault));

/** Drafts, held ones as plain drafts again. One that was typed on here since is newer and stands. */
function carryDrafts(old: ReadConnection, vault: WritingVault, left: LeftBehind[]): number {
  const { db } = vault;
  let carried = 0;
  db.transaction(() => {
    for (const { case_id, part, content, saved_at } of ownDrafts(old).rows) {
      // What this person may see no more was purged everywhere; a backup must not bring its drafts back.
      if (factsInView(db, case_id) === null) {
        left.push({ event: null, code: 'case_unknown' });
        continue;
      }
      const { changes } = db.run(
        `INSERT INTO drafts (case_id, part, content, saved_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at
           WHERE excluded.saved_at > drafts.saved_at`,
        [case_id, part, content, saved_at],
      );
      carried += changes;
      if (changes === 0) continue;
      foldProjection(vault, case_id);
      vault.changes.cases.add(case_id);
    }
  });
  vault.changes.desk ||= carried > 0;
  return carried;
}

/** Where the person was, unless they have been somewhere here already. */
function carryPlace(old: ReadConnection, { db }: WritingVault): void {
  try {
    const place = readMeta(old, 'place');
    if (place !== null && readMeta(db, 'place') === null) db.transaction(() => writeMeta(db, 'place', place));
  } catch {
    // On a page that does not open.
  }
}

/** The person's own templates, unless they have made some here already. */
function carryTemplates(old: ReadConnection, { db }: WritingVault): void {
  try {
    const own = readMeta(old, 'templates');
    if (own !== null && readMeta(db, 'templates') === null) db.transaction(() => writeMeta(db, 'templates', own));
  } catch {
    // On a page that does not open.
  }
}

/** Journal entries that were made before the old journal was opened, at their own times. Once: inside the caller's transaction. */
export function carryJournalPending(old: ReadConnection, vault: WritingVault): void {
  try {
    enterOld(
      vault,
      old.all<{ type: string; at: string; facets: string; payload: string }>(
        'SELECT type, at, facets, payload FROM journal_pending ORDER BY n',
      ),
    );
  } catch {
    // On a page that does not open.
  }
}
