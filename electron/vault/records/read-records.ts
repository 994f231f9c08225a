import type { z } from 'zod';
import { recordViews, type CaseRecords, type RecordRow, type RecordView } from '../../../shared/bridge/records.ts';
import { holdsInForce, noRecords } from '../../../shared/domain/record-keeping.ts';
import { groupOf as groupByCodes, isStillOpen, retentionOf } from '../../../shared/domain/retention.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { eventById } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

const MOST_ROWS = 500;
const COMING_DAYS = 365;

/** What each list asks for, by an index of its own; `:today` and `:soon` are days. */
const lists: Readonly<Record<RecordView, { readonly where: string; readonly order: string }>> = {
  due: { where: 'review_due IS NOT NULL AND review_due <= :today', order: 'review_due, case_id' },
  coming: {
    where: 'review_due IS NOT NULL AND review_due > :today AND review_due <= :soon',
    order: 'review_due, case_id',
  },
  proposed: { where: 'disposal = 1', order: 'review_due, case_id' },
  held: { where: 'legal_holds > 0', order: 'review_due, case_id' },
  erased: { where: 'erased_at IS NOT NULL', order: 'erased_at DESC, case_id' },
};

/** One list, or none, and how many cases each has. @param now ms since 1970 */
export function listRecords(
  db: ReadConnection,
  view: RecordView | null,
  now: number,
): { counts: Record<RecordView, number>; rows: z.output<typeof RecordRow>[] } {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = { today: dayOf(now), soon: dayOf(now + COMING_DAYS * 24 * 3600_000) };
  const filled = (of: RecordView) => {
    const values: string[] = [];
    const where = lists[of].where.replace(/:(today|soon)/g, (_, name: 'today' | 'soon') => {
      values.push(days[name]);
      return '?';
    });
    return { where: `hidden = 0 AND ${where}`, values };
  };
  const counts = Object.fromEntries(
    recordViews.map((of) => {
      const { where, values } = filled(of);
      return [of, db.column<number>(`SELECT count(*) FROM cases WHERE ${where}`, values)[0] ?? 0];
    }),
  ) as Record<RecordView, number>;
  if (view === null) return { counts, rows: [] };
  const { where, values } = filled(view);
  const rows = db
    .all<{
      case_id: string;
      reference: string;
      force: string;
      review_due: string | null;
      legal_holds: number;
      disposal: number;
      erased_at: string | null;
    }>(
      `SELECT case_id, reference, force, review_due, legal_holds, disposal, erased_at FROM cases WHERE ${where}
       ORDER BY ${lists[view].order} LIMIT ${MOST_ROWS}`,
      values,
    )
    .map((row) => ({
      caseId: row.case_id,
      reference: row.reference,
      force: row.force,
      group: unlessDamaged(() => groupOf(db, row.case_id), null),
      due: row.review_due,
      holds: row.legal_holds,
      proposed: row.disposal === 1,
      erasedAt: row.erased_at,
    }));
  return { counts, rows };
}

function groupOf(db: ReadConnection, caseId: string): string | null {
  const facts = caseInView(db, caseId)?.facts;
  return facts === undefined ? null : (facts.records?.erased?.group ?? retentionOf(facts)?.group ?? null);
}

/** How long a case is kept, and what was said about it. */
export function readRecords(db: ReadConnection, caseId: string): Done<z.output<typeof CaseRecords>> {
  const facts = caseInView(db, caseId)?.facts;
  const { user } = identityOf(db);
  if (facts === undefined || facts.screened[user] === 'declared') return failed('case_unknown');
  const directory = directoryOf(db);
  const person = (id: string) => ({ user: id, name: directory.users[id]?.name ?? '' });
  const { review, proposal, erased, ...records } = facts.records ?? noRecords;
  const screened = facts.screened[user] === 'none';
  // What was written may name somebody.
  const why = (event: string): string | null => {
    const payload = screened ? eventById(db, event)?.payload : null;
    return typeof payload === 'object' && payload !== null && 'why' in payload ? String(payload.why) : null;
  };
  const reviewed = db.column<string>(
    `SELECT id FROM events WHERE case_id = ? AND type = 'retention_reviewed' AND status NOT IN ('refused', 'settled')
     ORDER BY seq IS NULL, seq, device_seq`,
    [caseId],
  );
  const waiting = db.column<string>(
    `SELECT 1 FROM events WHERE case_id = ? AND status IN ('waiting', 'answered') AND type IN ('retention_reviewed', 'hold_set',
       'hold_lifted', 'disposal_proposed', 'disposal_returned', 'erased') LIMIT 1`,
    [caseId],
  );
  return done({
    caseId,
    reference: facts.received.reference,
    screened,
    retention: retentionOf(facts),
    open: isStillOpen(facts),
    group: review?.group ?? groupByCodes(facts),
    review: review && {
      by: person(review.by),
      at: review.at,
      why: why(reviewed.at(-1) ?? ''),
      group: review.group,
      keepUntil: review.keepUntil,
    },
    holds: holdsInForce({ ...records, review, proposal, erased }).map(({ event, kind, by, at, reviewOn }) => ({
      hold: event,
      kind,
      by: person(by),
      at,
      reviewOn,
      why: why(event),
    })),
    proposal: proposal && {
      proposal: proposal.event,
      by: person(proposal.by),
      at: proposal.at,
      why: why(proposal.event),
      own: proposal.by === user,
      what: proposal.what,
    },
    erased: erased && {
      by: person(erased.by),
      proposedBy: erased.proposedBy === '' ? null : person(erased.proposedBy),
      at: erased.at,
      schedule: erased.schedule,
      group: erased.group,
      ground: erased.ground,
      due: erased.due,
    },
    waiting: waiting.length > 0,
    slot: facts.slots.disposal ?? null,
  });
}
