import type { z } from 'zod';
import type { duesCalls, HandOverReason } from '../../../shared/bridge/dues.ts';
import type { SharedDraftState } from '../../../shared/domain/shared-drafts.ts';
import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { identityOf } from '../store/meta.ts';
import { type CaseColumns, caseColumns, ofCase, personIn } from './of-case.ts';
import { offersForSupervisor, offersToMe } from './offers.ts';
import { partShared, taskWords } from './words.ts';

type HandOver = z.output<(typeof duesCalls)['handover.read']['output']>;
type Reason = HandOverReason & { readonly caseId: string };

/** Open danger and safeguarding actions of one's cases, and what one holds that is due before the next shift. */
function dueReasons(db: ReadConnection, user: string, until: string): Reason[] {
  return db
    .all<{ case_id: string; kind: string; what: string; due_at: string | null }>(
      `SELECT d.case_id, d.kind, d.what, d.due_at FROM dues d INDEXED BY dues_of_kind CROSS JOIN cases c ON c.case_id = d.case_id
       WHERE d.kind IN ('alert', 'urgent', 'question') AND (c.allocated_to = ? OR d.holder = ?)
       UNION
       SELECT case_id, kind, what, due_at FROM dues INDEXED BY dues_of_holder
       WHERE holder = ? AND kind IN ('clock', 'task') AND due_at < ?`,
      [user, user, user, until],
    )
    .map((row) => ({
      caseId: row.case_id,
      kind: row.kind as Reason['kind'],
      what: row.what,
      due: row.due_at,
      words: null,
    }));
}

/** Questions of one's cases that are with the charity: no row of what is due stands for each of them. */
function waitingQuestions(db: ReadConnection, user: string): Reason[] {
  const cases = db.column<string>(
    'SELECT case_id FROM cases INDEXED BY view_mine WHERE hidden = 0 AND allocated_to = ? AND waits_on_others = 1',
    [user],
  );
  return cases.flatMap((caseId) =>
    Object.entries(caseInView(db, caseId)?.facts.work.questions ?? {})
      .filter(([, { state }]) => state === 'passed')
      .map(([what]): Reason => ({ caseId, kind: 'question', what, due: null, words: null })),
  );
}

/** What became of a draft that went with a hand-over; null where it did not go, or was typed on since. */
function passedOn(
  db: ReadConnection,
  user: string,
  caseId: string,
  part: string,
  savedAt: string,
): SharedDraftState | null {
  const shared = Object.entries(caseInView(db, caseId)?.facts.work.sharedDrafts ?? {}).filter(
    ([, { by }]) => by === user,
  );
  const last = shared.findLast(([event]) => {
    const words = partShared(db, caseId, event);
    return words !== null && words.part === part && words.savedAt === savedAt;
  });
  return last?.[1].state ?? null;
}

/** What lies only on this workstation: words that were never signed, and entries that the hub refused. */
function ownReasons(db: ReadConnection, user: string): Reason[] {
  const drafts = db
    .all<{ case_id: string; part: string; saved_at: string }>(
      'SELECT case_id, part, saved_at FROM drafts ORDER BY case_id, part',
    )
    .flatMap((row): Reason[] => {
      const state = passedOn(db, user, row.case_id, row.part, row.saved_at);
      if (state === 'taken') return [];
      const kind = state === 'offered' || state === 'passed' ? 'draft_shared' : 'draft';
      return [{ caseId: row.case_id, kind, what: row.part, due: null, words: null }];
    });
  const refused = db
    .all<{ case_id: string; type: string }>(
      `SELECT case_id, type FROM events WHERE status = 'refused' AND type NOT IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(JOURNAL_TYPES)],
    )
    .map((row): Reason => ({ caseId: row.case_id, kind: 'refused', what: row.type, due: null, words: null }));
  return [...drafts, ...refused];
}

const weight: Readonly<Record<HandOverReason['kind'], number>> = {
  alert: 0,
  urgent: 1,
  clock: 2,
  task: 3,
  refused: 4,
  question: 5,
  draft: 6,
  draft_shared: 6,
  check: 7,
  hand_over: 8,
  approval: 9,
  second_review: 10,
  recipient: 11,
};
const byWeight = (a: HandOverReason, b: HandOverReason) =>
  weight[a.kind] - weight[b.kind] || (a.due ?? '9').localeCompare(b.due ?? '9') || a.what.localeCompare(b.what);

/**
 * The list of a hand-over, built already: every case on which this person leaves something behind at `until`, the most
 * pressing first; what is offered to them; and what a supervisor should see. `now` in milliseconds.
 */
export function readHandOver(db: ReadConnection, until: string, now: number): HandOver {
  const { user } = identityOf(db);
  const reasons = [...dueReasons(db, user, until), ...waitingQuestions(db, user), ...ownReasons(db, user)];
  const byCase = new Map<string, HandOverReason[]>();
  for (const { caseId, ...reason } of reasons) byCase.set(caseId, [...(byCase.get(caseId) ?? []), reason]);
  const rows = db.all<CaseColumns>(
    `SELECT ${caseColumns} FROM cases c WHERE c.hidden = 0 AND c.case_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...byCase.keys()])],
  );
  const { person, orNobody } = personIn(db);
  const own = rows.map((row) => {
    const facts = caseInView(db, row.case_id)?.facts;
    const offer = facts?.work.handOver ?? null;
    return {
      ...ofCase(row),
      holder: orNobody(row.allocated_to),
      reasons: byCase
        .get(row.case_id)!
        .map((reason) => ({
          ...reason,
          words:
            row.screened === 'none' && (reason.kind === 'task' || reason.kind === 'urgent')
              ? taskWords(db, row.case_id, reason.what)
              : null,
        }))
        .toSorted(byWeight),
      offer: offer === null ? null : { event: offer.offer, to: person(offer.to), by: person(offer.by), at: offer.at },
      basedOn: facts?.slots['hand-over'] ?? null,
    };
  });
  return {
    own: own.toSorted((a, b) => byWeight(a.reasons[0]!, b.reasons[0]!) || a.reference.localeCompare(b.reference)),
    offered: offersToMe(db),
    late: offersForSupervisor(db, now),
  };
}
