import type { z } from 'zod';
import { CaseState, NextAct } from '../../../shared/bridge/desk.ts';
import { noRecords, holdsInForce } from '../../../shared/domain/record-keeping.ts';
import { retentionOf } from '../../../shared/domain/retention.ts';
import { labelOf } from '../../../shared/domain/codes.ts';
import { type Due, hasAnswer, isHeavy, nearestDue, waitsOnOthers } from '../../../shared/domain/dues.ts';
import type { PayloadOf } from '../../../shared/domain/events/index.ts';
import type { Urgency } from '../../../shared/domain/events/report.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { SqlValue } from '../store/connection.ts';
import { nextAct } from './next-act.ts';
import { isImmediate, todayBand } from './today-band.ts';
import type { LocalMarks } from './local-marks.ts';

/** Raised whenever a row of the Desk is folded otherwise: rows of an older fold are folded again in the background. */
export const FOLD_VERSION = 10;

/** Codes are stored as their place in these lists, so that an index sorts them as a person would. */
export const urgencies = ['immediate', 'priority', 'routine'] as const satisfies readonly z.infer<typeof Urgency>[];
export const states = CaseState.options;
export const nextActs = NextAct.options;

export type Report = PayloadOf<'report_received'>;

/** A key that sorts names as a person expects, alike in SQL and in JavaScript: no case, no accents, no astral characters. */
export const nameOrder = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

/** Rank and station of those reported, without a name: `Sergeant · custody`. */
export const rolesOf = (report: Report | null): string => {
  const roles = (report?.subjects ?? []).map(({ rank, station, subjectClass }) =>
    [rank ?? (subjectClass === undefined ? undefined : labelOf('subject_class', subjectClass)), station]
      .filter((part) => part !== undefined && part !== '')
      .join(' · '),
  );
  return [...new Set(roles.filter((role) => role !== ''))].join('; ');
};

const subjectOf = (report: Report | null): string | null => {
  const names = (report?.subjects ?? []).flatMap(({ name }) => (name === undefined || name === '' ? [] : [name]));
  return names.length === 0 ? null : [...new Set(names)].join(', ');
};

export const wordCount = (text: string) => text.match(/\S+/g)?.length ?? 0;

/**
 * The row of the Desk, folded from the facts in view, the opened report (null while sealed to us, or erased) and what
 * lies only here. Columns as in the table `cases`.
 */
export function caseRow(
  facts: CaseFacts,
  report: Report | null,
  user: string,
  local: LocalMarks,
  nameOf: (user: string) => string,
  dues: readonly Due[],
): Record<string, SqlValue> {
  const { received } = facts;
  const screened = facts.screened[user] ?? null;
  const hidden = screened === 'declared';
  const undecided = facts.decision === null;
  const immediate = isImmediate(facts);
  const [category] = facts.categories;
  const next = nearestDue(dues);
  const records = facts.records ?? noRecords;
  return {
    hidden: hidden ? 1 : 0,
    today: hidden ? null : todayBand(facts, local, next !== null),
    immediate: immediate ? 1 : 0,
    decided: undecided ? 0 : 1,
    reference: received.reference,
    parent_reference: received.parentReference ?? null,
    unit: received.unit,
    force: received.force,
    urgency: urgencies.indexOf(received.urgency),
    channel: received.channel,
    reporter_mode: received.reporterMode,
    keep_in_contact: received.keepInContact ? 1 : 0,
    categories: `|${facts.categories.join('|')}|`,
    category_order: category === undefined ? '' : nameOrder(labelOf('hotline_category', category)),
    state: states.indexOf(facts.state),
    next_act: nextActs.indexOf(nextAct(facts, user, local.refused)),
    received_at: received.receivedAt,
    disseminated_at: received.disseminatedAt,
    roles: rolesOf(report),
    // The name joins only after this person's own conflict screen.
    subject: screened === 'none' ? subjectOf(report) : null,
    word_count: wordCount(report?.narrative ?? ''),
    attachments: report?.attachments.length ?? 0,
    danger: facts.danger,
    allocated_to: facts.allocatedTo,
    allocated_order: facts.allocatedTo === null ? '' : nameOrder(nameOf(facts.allocatedTo)),
    screened,
    drafts: local.drafts,
    held: local.held,
    waiting: local.waiting,
    refused: local.refused,
    needs_update: facts.needsUpdate ? 1 : 0,
    next_due: next?.due ?? null,
    next_due_what: next === null ? null : next.kind === 'clock' ? next.what : next.kind,
    next_due_statutory: next?.statutory === true ? 1 : 0,
    waits_on_others: waitsOnOthers(facts) ? 1 : 0,
    answered: hasAnswer(facts) ? 1 : 0,
    labels: `|${facts.work.labels.toSorted().join('|')}|`,
    heavy: isHeavy(facts.categories) ? 1 : 0,
    review_due: retentionOf(facts)?.due ?? null,
    legal_holds: holdsInForce(records).length,
    disposal: records.proposal === null ? 0 : 1,
    erased_at: records.erased?.at ?? null,
    verified: local.verified ? 1 : 0,
    fold_version: FOLD_VERSION,
  };
}
