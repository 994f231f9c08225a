import type { AlertWords, DangerAbout, SafeContact } from '../../../shared/bridge/danger.ts';
import { emptyCase, foldCase, type CaseFile } from '../../../shared/domain/case-file.ts';
import { tellable, unsaid } from '../../../shared/domain/danger-told.ts';
import { deskReference } from '../../../shared/domain/desk-reference.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { draftsOf } from '../cases/drafts.ts';
import { rowOf } from '../desk/rows.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { officersOf } from './officers.ts';

const fileOf = (db: ReadConnection, caseId: string) =>
  eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));

/** The safe-contact card in force; null while there is none, or when its contents were erased. */
export function safeContactOf(file: CaseFile, nameOf: (user: string) => string): SafeContact | null {
  const card = file.work.safeContact.at(-1);
  const words = card?.contents ?? null;
  return card === undefined || words === null ? null : { ...words, at: card.at, by: nameOf(card.by) };
}

/** The case of a danger, unless it is closed to this person: then it is one that does not exist. */
function caseFor(db: ReadConnection, caseId: string) {
  const row = rowOf(db, caseId);
  const placed = caseInView(db, caseId);
  if (row === null || placed === null || row.screened === 'declared') return null;
  const directory = directoryOf(db);
  const nameOf = (user: string) => directory.users[user]?.name ?? '';
  const unitName = directory.units[row.unit]?.name ?? row.unit;
  return { row, facts: placed.facts, unitName, nameOf, officers: officersOf(directory, placed.facts) };
}

/** What the sheet needs to raise a danger: of the report nothing before the conflict screen. */
export function dangerAbout(db: ReadConnection, caseId: string): Done<DangerAbout> {
  const of = caseFor(db, caseId);
  if (of === null) return failed('case_unknown');
  const { row, unitName, nameOf, officers } = of;
  const screened = row.screened === 'none';
  const file = screened ? fileOf(db, caseId) : null;
  const atRisk = (file?.report?.peopleAtRisk ?? []).map(({ description, child }) =>
    child === true ? `${description} (child)` : description,
  );
  return done({
    caseId,
    reference: row.reference,
    unit: row.unit,
    unitName,
    screened,
    drafts: draftsOf(db, caseId),
    safeContact: file === null ? null : safeContactOf(file, nameOf),
    reported: { who: atRisk.join('; '), where: file?.report?.occurredWhere ?? '' },
    officers,
  });
}

/** An alert with its words, and what of them may be said on the telephone. */
export function readAlert(db: ReadConnection, caseId: string, alert: string): Done<AlertWords & { screened: boolean }> {
  const of = caseFor(db, caseId);
  if (of === null) return failed('case_unknown');
  const { row, unitName, nameOf, officers } = of;
  const file = fileOf(db, caseId);
  const found = file.work.alerts.find(({ event }) => event === alert);
  if (found === undefined) return failed('illegal_transition', { reason: 'alert_unknown', who: null });
  const { contents, acknowledged } = found;
  const clues = file.annotations
    .filter(({ kind, withdrawn }) => kind === 'reporter_clue' && withdrawn === null)
    .map(({ target }) => target);
  const quote = contents?.quote ?? null;
  const written = contents && {
    who: contents.who,
    where: contents.where,
    whyNow: contents.whyNow,
    safeContact: contents.safeContact ?? '',
  };
  const person = (user: string) => ({ user, name: nameOf(user) });
  return done({
    caseId,
    alert,
    reference: row.reference,
    spoken: deskReference(row.unit, caseId),
    unit: row.unit,
    unitName,
    at: found.at,
    by: person(found.by),
    mine: found.by === identityOf(db).user,
    sent: found.accepted,
    words: written && { ...written, quote: quote?.exact ?? null },
    told: written && tellable(written, unsaid(file.report?.narrative ?? '', quote, clues)),
    officers,
    acknowledged: acknowledged && {
      by: person(acknowledged.by),
      at: acknowledged.contents?.at ?? acknowledged.at,
      how: acknowledged.facets.how,
      told: acknowledged.contents?.name ?? null,
    },
    drafts: draftsOf(db, caseId),
    screened: row.screened === 'none',
  });
}
