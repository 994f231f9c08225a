/** What the record says became of a case, read line by line without the product's folds. */
import { expect } from 'vitest';
import { stateNames } from '../../../renderer/words/labels.ts';
import type { CaseState } from '../../../shared/domain/facts.ts';
import type { Person } from '../../../scripts/tour/person.ts';
import { readCase } from '../../e2e/support/bridge.ts';

interface Line {
  readonly event: string;
  readonly type: string;
  readonly facets: Readonly<Record<string, unknown>>;
}

/** The state in which the record leaves its case. */
export function stateTold(record: readonly Line[]): CaseState {
  const has = (type: string) => record.some((line) => line.type === type);
  const progressed = (type: string) =>
    record.some((line) => line.type === 'referral_progressed' && line.facets.type === type);
  if (progressed('acknowledged')) return 'acknowledged';
  if (has('referred')) return 'referred';
  const decided = record.findLast(({ type }) => type === 'decided');
  const outcomes = (decided?.facets.outcomes ?? []) as readonly string[];
  const approved = record.some(
    ({ type, facets }) =>
      type === 'decision_reviewed' && facets.verdict === 'approved' && facets.decision === decided?.event,
  );
  const acted = outcomes.some((outcome) => outcome !== 'record') || decided?.facets.route === 'other_force';
  if (decided !== undefined && (acted || approved)) return 'decided';
  const none = record.some(({ type, facets }) => type === 'screened' && facets.result === 'none');
  return none || has('graded') ? 'in_assessment' : 'received';
}

/** What happened, in order: types of the case's own events, and those of its recipients with an arrow before them. */
export const happened = (record: readonly Line[]): string[] =>
  record.map(({ type, facets }) => (type === 'referral_progressed' ? `→ ${String(facets.type)}` : type));

/** Every one of these in this order, whatever stands between. */
export function expectInOrder(record: readonly Line[], wanted: readonly string[]): void {
  const all = happened(record);
  let from = 0;
  for (const one of wanted) {
    const at = all.indexOf(one, from);
    expect(at, `${one} after ${wanted[wanted.indexOf(one) - 1] ?? 'the beginning'} in ${all.join(', ')}`).not.toBe(-1);
    from = at + 1;
  }
}

/**
 * The end of a life, in the case that is open: everything is at the hub, the record tells it in this order, and the case
 * stands as the record says, in its row, in the line above it, and in the last line of "What happened".
 */
export async function expectEnd(
  person: Person,
  caseId: string,
  state: CaseState,
  order: readonly string[],
): Promise<void> {
  const { row, file, refused } = await readCase(person, caseId);
  expect(refused).toEqual([]);
  expect(file!.timeline.every(({ accepted, known }) => accepted && known)).toBe(true);
  expectInOrder(file!.timeline, order);
  expect(stateTold(file!.timeline)).toBe(state);
  expect(row.state).toBe(state);
  const opened = person.page().locator(`[data-case-open="${caseId}"]`);
  await opened.locator('header').getByText(stateNames[state], { exact: true }).first().waitFor();
  await expect
    .poll(async () => (await linesOnScreen(person)).filter((line) => /only here|unknown person/.test(line)), {
      timeout: 20_000,
    })
    .toEqual([]);
}

/** The lines of "What happened" in the case that is open, newest first. */
export const linesOnScreen = (person: Person): Promise<string[]> =>
  person.page().getByRole('region', { name: 'What happened' }).getByRole('listitem').allInnerTexts();
