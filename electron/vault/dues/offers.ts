import type { OfferedRow } from '../../../shared/bridge/dues.ts';
import { HAND_OVER_MS } from '../../../shared/domain/dues.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { type CaseColumns, caseColumns, ofCase, personIn } from './of-case.ts';
import { offerLine } from './words.ts';

interface OfferColumns extends CaseColumns {
  event: string;
  recipient: string;
  giver: string;
  due_at: string;
}

const offers = (db: ReadConnection, condition: string, values: readonly SqlValue[]) =>
  db.all<OfferColumns>(
    `SELECT d.what AS event, d.holder AS recipient, d.opened_by AS giver, d.due_at, ${caseColumns}
     FROM dues d INDEXED BY dues_of_kind CROSS JOIN cases c ON c.case_id = d.case_id
     WHERE d.kind = 'hand_over' AND ${condition} ORDER BY d.due_at, d.case_id`,
    values,
  );

function offered(db: ReadConnection, rows: readonly OfferColumns[]): OfferedRow[] {
  const { person } = personIn(db);
  return rows.map((row) => ({
    ...ofCase(row),
    offer: {
      event: row.event,
      to: person(row.recipient),
      by: person(row.giver),
      at: new Date(Date.parse(row.due_at) - HAND_OVER_MS).toISOString(),
    },
    // An offer is always the last event of its slot: accepting it, or another offer, ends it.
    basedOn: row.event,
    line: offerLine(db, row.case_id, row.event, row.screened === 'none'),
    drafts: Object.values(caseInView(db, row.case_id)?.facts.work.sharedDrafts ?? {})
      .filter(({ state }) => state === 'offered')
      .map(({ stage }) => stage),
  }));
}

/** Cases that a colleague hands to this person and that they have not accepted yet, the oldest first. */
export const offersToMe = (db: ReadConnection): OfferedRow[] =>
  offered(db, offers(db, 'd.holder = ?', [identityOf(db).user]));

/** Offers in the units this person supervises that nobody has accepted for 30 minutes. `now` in milliseconds. */
export function lateOffers(db: ReadConnection, now: number): OfferColumns[] {
  const { user } = identityOf(db);
  const units = (directoryOf(db).users[user]?.memberships ?? []).flatMap(({ unit, role }) =>
    role === 'supervisor' ? [unit] : [],
  );
  if (units.length === 0) return [];
  return offers(db, 'd.due_at <= ? AND c.unit IN (SELECT value FROM json_each(?))', [
    new Date(now).toISOString(),
    JSON.stringify(units),
  ]);
}

export const offersForSupervisor = (db: ReadConnection, now: number): OfferedRow[] => offered(db, lateOffers(db, now));
