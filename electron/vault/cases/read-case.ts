import type { CaseAnswer } from '../../../shared/bridge/case.ts';
import type { z } from 'zod';
import { emptyCase, foldCase, type CaseFile } from '../../../shared/domain/case-file.ts';
import { clocksOf } from '../../../shared/domain/clocks.ts';
import { recipientsOf } from '../../../shared/domain/recipients-of.ts';
import { kindOfUnit } from '../recipients/unit-kinds.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { rowOf } from '../desk/rows.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { draftsOf } from './drafts.ts';
import { keptWork } from './kept-work.ts';
import { gaveWay, refusals } from './refusals.ts';

type Answer = z.output<typeof CaseAnswer>;

/** The first report and its follow-ups, oldest first; cases with a declared conflict are not among them. */
function related(db: ReadConnection, reference: string, parent: string | null): Answer['related'] {
  return db
    .all<{ case_id: string; reference: string; received_at: string }>(
      // Three questions, each with an index of its own: one with OR would go through every case.
      `WITH near (id) AS (
         SELECT id FROM cases WHERE hidden = 0 AND reference = ?
         UNION SELECT id FROM cases WHERE parent_reference = ? UNION SELECT id FROM cases WHERE parent_reference = ?)
       SELECT case_id, reference, received_at FROM near CROSS JOIN cases USING (id)
       WHERE hidden = 0 AND reference <> ? ORDER BY received_at, case_id LIMIT 100`,
      [parent, parent, reference, reference],
    )
    .map((row) => ({
      caseId: row.case_id,
      reference: row.reference,
      receivedAt: row.received_at,
      relation: row.reference === parent ? ('first_report' as const) : ('follow_up' as const),
    }));
}

/** Facets of a case's events in which a person is named besides its author. */
const naming = ['to', 'holder', 'by', 'officer', 'user', 'absent'] as const;

/** Everybody who appears in the case, by user id. */
function namesIn(db: ReadConnection, file: CaseFile): Record<string, string> {
  const people = directoryOf(db).users;
  const users = new Set([
    identityOf(db).user,
    ...file.timeline.map((entry) => entry.by),
    ...(file.allocatedTo === null ? [] : [file.allocatedTo]),
    ...file.referrals.flatMap((referral) => (referral.acknowledged === null ? [] : [referral.acknowledged.by])),
    ...file.timeline.flatMap(({ facets }) =>
      naming.map((facet) => facets[facet]).filter((user) => typeof user === 'string'),
    ),
  ]);
  return Object.fromEntries([...users].flatMap((user) => (people[user] ? [[user, people[user].name]] : [])));
}

/**
 * The case as this person may see it now: before their conflict screen the row only, after it the whole file folded
 * from its events; what they signed and the hub has not numbered yet is laid on top.
 */
export function readCase(db: ReadConnection, caseId: string): Done<Answer> {
  const row = rowOf(db, caseId);
  const placed = caseInView(db, caseId);
  if (row === null || placed === null) return failed('case_unknown');
  const events = eventsOf(db, caseId);
  const folded = events.filter(inView).reduce(foldCase, emptyCase(caseId));
  const cleared = row.screened === 'none';
  const narrative = cleared ? folded.report?.narrative : undefined;
  return done({
    row,
    file: cleared ? folded : null,
    narrativeSha256: narrative === undefined ? null : sha256(narrative),
    slots: placed.facts.slots,
    drafts: draftsOf(db, caseId),
    refused: row.screened === 'declared' ? [] : refusals(db, caseId),
    kept: cleared && placed.facts.kind === 'case' ? keptWork(db, placed.facts) : [],
    gaveWay: cleared ? gaveWay(db, events) : [],
    names: namesIn(db, folded),
    recipients: cleared ? recipientsOf(placed.facts, kindOfUnit(db)) : [],
    clocks: cleared && placed.facts.kind === 'case' ? clocksOf(placed.facts) : [],
    related: row.screened === 'declared' ? [] : related(db, row.reference, row.parentReference),
  });
}
