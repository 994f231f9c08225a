import type { CaseFile } from '../../../shared/domain/case-file.ts';
import { statementsOf } from './statements.ts';
import { t } from '../../words/t.ts';

/** The stages of the spine, by their numbers. */
export const stages = [
  { number: 1, key: 'risk', name: t('Risk and safeguarding'), short: t('Risk') },
  { number: 2, key: 'people', name: t('People'), short: t('People') },
  { number: 3, key: 'research', name: t('Research and questions to the charity'), short: t('Research') },
  { number: 4, key: 'codes', name: t('Statements and codes'), short: t('Statements') },
  { number: 5, key: 'referral_test', name: t('Referral test'), short: t('Referral test') },
  { number: 6, key: 'decision', name: t('Decision'), short: t('Decision') },
  { number: 7, key: 'send', name: t('Send'), short: t('Send') },
] as const;
export type StageKey = (typeof stages)[number]['key'];

export type StageMark = 'empty' | 'draft' | 'signed' | 'not_needed';

/** Which stage a draft belongs to; null for notes and other parts outside the spine. */
export function stageOfDraft(part: string): StageKey | null {
  if (part.startsWith('grade ')) return 'codes';
  if (/^(check|question) |^(?:meeting|charity)$/.test(part)) return 'research';
  if (part.startsWith('recipient ')) return 'send';
  if (part.startsWith('person ')) return 'people';
  if (/^urgent |^(?:indicators|safe contact)$/.test(part)) return 'risk';
  if (part.startsWith('concern ')) return 'decision';
  if (part === 'authority') return 'referral_test';
  if (part === 'triage') return 'risk';
  return stages.find(({ key }) => key === part)?.key ?? null;
}

/** The mark of each stage: what is typed outranks what is signed, since it is what still has to be done. */
export function stageMarks(file: CaseFile, draftParts: readonly string[]): Record<StageKey, StageMark> {
  const drafts = new Set(draftParts.map(stageOfDraft));
  const assessed = new Set(file.assessments.map((a) => a.facets.stage));
  const decision = file.decisions.at(-1);
  const statements = statementsOf(file);
  const mark = (key: StageKey, signed: boolean, needed = true): StageMark =>
    drafts.has(key) ? 'draft' : signed ? 'signed' : needed ? 'empty' : 'not_needed';
  return {
    risk: mark('risk', assessed.has('risk')),
    people: mark(
      'people',
      file.work.people.length > 0 || file.annotations.some((a) => a.kind === 'person' && a.withdrawn === null),
      (file.report?.subjects.length ?? 0) + (file.report?.peopleAtRisk.length ?? 0) > 0,
    ),
    research: mark(
      'research',
      file.work.checks.some(({ answer }) => answer !== null) || file.work.meetings.length > 0,
      file.work.checks.length + file.work.questions.length > 0,
    ),
    codes: mark('codes', assessed.has('codes') && statements.every((s) => s.grades.length > 0)),
    referral_test: mark('referral_test', assessed.has('referral_test')),
    decision: mark('decision', decision !== undefined),
    send: mark(
      'send',
      file.referrals.length > 0 || file.work.told.length > 0,
      decision === undefined || leavesTheUnit(decision.outcomes),
    ),
  };
}

/** Whether outcomes call for a pack: what is only recorded goes to nobody. */
export const leavesTheUnit = (outcomes: readonly string[]) =>
  outcomes.includes('investigate') || outcomes.includes('safeguard');

/** The stage to open a case at: where words were left last, else where the next act is. */
export function owingStage(
  nextAct: string,
  drafts: readonly { readonly part: string; readonly savedAt: string }[],
): StageKey {
  const last = drafts
    .filter((draft) => stageOfDraft(draft.part) !== null)
    .toSorted((a, b) => a.savedAt.localeCompare(b.savedAt))
    .at(-1);
  if (last !== undefined) return stageOfDraft(last.part)!;
  const byAct: Readonly<Record<string, StageKey>> = {
    grade: 'codes',
    decide: 'decision',
    answer_refusal: 'decision',
    refer: 'send',
    await_acknowledgement: 'send',
  };
  return byAct[nextAct] ?? 'risk';
}
