import { z } from 'zod';
import { type CaseFile, latest } from '../../../../../shared/domain/case-file.ts';
import { codeList } from '../../../../words/codes.ts';
import { GroundAnswer, Outcome, Route } from '../../../../../shared/domain/events/assessment.ts';
import { t } from '../../../../words/t.ts';
import { instantOfField } from '../../london-field.ts';

const Disposition = z.enum(['mine', 'allocate', 'other_force', 'join']);
export type Disposition = z.infer<typeof Disposition>;

/** What triage holds beside the answer about danger: where the case goes, and the short path where it is taken. */
export const TriageForm = z.object({
  disposition: Disposition.nullable(),
  /** Who is to hold it. */
  holder: z.string(),
  force: z.string(),
  forceTyped: z.string(),
  /** The earlier report: what was typed, and its case once chosen. */
  referenceTyped: z.string(),
  joined: z.string(),
  why: z.string(),
  categories: z.array(z.string()),
  answers: z.record(z.string(), GroundAnswer),
  /** When a ground became clear, as the field gives it on the clock of London. */
  clear: z.string(),
  outcomes: z.array(Outcome),
  route: Route,
  rationale: z.string(),
});
export type TriageForm = z.infer<typeof TriageForm>;
export const emptyTriage = (categories: readonly string[]): TriageForm => ({
  disposition: null,
  holder: '',
  force: '',
  forceTyped: '',
  referenceTyped: '',
  joined: '',
  why: '',
  categories: [...categories],
  answers: {},
  clear: '',
  outcomes: [],
  route: 'here',
  rationale: '',
});

export const grounds = codeList('mandatory_referral_ground').entries;

/** Nobody has judged it yet: its danger is not answered, and nothing is decided. */
export const isNew = (file: CaseFile): boolean => latest(file, 'risk') === null && file.decisions.length === 0;

/** Why this report is the same matter as another, where a link that stands says so; null where none does. */
export function joinedWhy({ work }: CaseFile): string | null {
  const standing = new Map<string, string | null>();
  for (const { facets, contents } of work.links)
    if (facets.kind === 'same_matter') standing.set(facets.other, facets.on ? (contents?.why ?? '') : null);
  return [...standing.values()].findLast((why) => why !== null) ?? null;
}

/** Whether a decision is signed with it: on the short path, and where it goes to another force. */
export const decides = ({ disposition }: TriageForm, short: boolean): boolean => short || disposition === 'other_force';

/** The route that the decision takes: the other force where the disposition says so. */
export const routeOf = ({ disposition, route }: TriageForm): Route =>
  disposition === 'other_force' ? 'other_force' : route;

/** The steps of the short path in their order; each is unlocked by the answers before it. */
export type Step = 'categories' | 'grounds' | 'outcome' | 'rationale';

const groundsAnswered = ({ answers }: TriageForm) => grounds.every(({ code }) => answers[code] !== undefined);
const anyYes = ({ answers }: TriageForm) => Object.values(answers).includes('yes');
const outcomeChosen = (form: TriageForm) => form.outcomes.length > 0 || routeOf(form) === 'out_of_scope';

/** The steps that are open now. `danger`: whether that question is answered. */
export function openSteps(form: TriageForm, danger: boolean): Step[] {
  if (!danger) return [];
  if (form.categories.length === 0) return ['categories'];
  if (!groundsAnswered(form) || (anyYes(form) && instantOfField(form.clear) === null)) return ['categories', 'grounds'];
  return outcomeChosen(form) ? ['categories', 'grounds', 'outcome', 'rationale'] : ['categories', 'grounds', 'outcome'];
}

/**
 * What is missing before triage is signed, as sentences.
 * @param now milliseconds
 * @param joined the case is linked with an earlier report already
 */
export function triageLacks(form: TriageForm, short: boolean, now: number, joined = false): string[] {
  const lacks: string[] = [];
  const lack = (missing: boolean, words: string) => missing && lacks.push(words);
  lack(form.disposition === 'allocate' && form.holder === '', t('Choose who is to hold it.'));
  lack(form.disposition === 'join' && !joined && form.joined === '', t('Choose the earlier report.'));
  lack(form.disposition === 'join' && !joined && form.why.trim() === '', t('Say why they belong together.'));
  if (short) {
    const open = grounds.filter(({ code }) => form.answers[code] === undefined).length;
    const clear = instantOfField(form.clear);
    lack(form.categories.length === 0, t('Choose at least one hotline category.'));
    lack(open > 0, t('Grounds not answered: {{count}}.', { count: open }));
    lack(anyYes(form) && clear === null, t('Say when it first became clear.'));
    lack(
      anyYes(form) && clear !== null && Date.parse(clear) > now + 60_000,
      t('It cannot have become clear in the future.'),
    );
  }
  if (decides(form, short)) {
    lack(routeOf(form) === 'other_force' && form.force === '', t('Name the other force.'));
    lack(!outcomeChosen(form), t('Choose at least one outcome.'));
    lack(form.rationale.trim() === '', t('Write the rationale.'));
  }
  return lacks;
}
