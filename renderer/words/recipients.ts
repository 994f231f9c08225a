/** Recipients of a case as the screens name them: kinds, states, steps, and what is next. */
import { forceByShort, type CodeListName } from '../../shared/domain/codes.ts';
import {
  type Recipient,
  type RecipientKind,
  type RecipientState,
  RecipientStep,
  stepsOf,
} from '../../shared/domain/recipients.ts';
import { labelOf } from './codes.ts';
import { t } from './t.ts';

const kindNames: Readonly<Record<RecipientKind, string>> = {
  detectives: t('Detectives'),
  safeguarding: t('Safeguarding unit'),
  other_force: t('Another force'),
  oversight: t('Oversight body'),
  professional_standards: t('Professional standards'),
  vetting: t('Vetting unit'),
};
/** What a recipient is called by their kind; one of another version is a recipient. */
export const recipientName = (kind: string): string =>
  Object.hasOwn(kindNames, kind) ? kindNames[kind as RecipientKind] : t('Recipient');

/** A force by its name, an oversight body by its label, anything else as it is written. */
export const bodyName = (body: string): string => forceByShort(body)?.name ?? labelOf('oversight_body', body);

const stateNames: Readonly<Record<RecipientState, string>> = {
  sent: t('Told'),
  acknowledged: t('Acknowledged'),
  accepted: t('Accepted'),
  closed: t('Ended'),
  returned: t('Handed back'),
  withdrawn: t('Entered by mistake'),
};

type Of = Pick<Recipient, 'kind' | 'way' | 'state'>;

/** Where a recipient stands, in the words of their kind. */
export function stateName({ kind, state }: Pick<Of, 'kind' | 'state'>): string {
  if (kind === 'oversight' && state === 'accepted') return t('Mode determined');
  if (kind === 'oversight' && state === 'sent') return t('Referred');
  if (kind === 'professional_standards' && state === 'accepted') return t('Recorded as a matter');
  if (kind === 'detectives' && state === 'accepted') return t('Under investigation');
  if (kind === 'vetting' && state === 'closed') return t('Decided');
  return stateNames[state];
}
export const plainStateName = (state: RecipientState): string => stateNames[state];

/** What a step is called on the key that records it. */
export function stepName(kind: RecipientKind, step: RecipientStep): string {
  if (kind === 'oversight' && step === 'accepted') return t('Mode of investigation');
  if (kind === 'professional_standards' && step === 'accepted') return t('Recorded as');
  if (kind === 'vetting' && step === 'closed') return t('Decision of the unit');
  return (
    {
      acknowledged: t('Acknowledged'),
      accepted: t('Accepted'),
      news: t('News'),
      returned: t('Handed back'),
      closed: t('Ended'),
      withdrawn: t('Entered by mistake'),
    } satisfies Record<RecipientStep, string>
  )[step];
}

/** What is awaited next, and of whom. */
export function nextName({ kind, way, state }: Of): string {
  switch (state) {
    case 'sent':
      return way === 'moved' ? t('Acknowledge or allocate it here') : t('They acknowledge it');
    case 'acknowledged':
      if (way === 'moved') return t('Allocate it, or hand it back');
      if (kind === 'oversight') return t('They determine the mode');
      if (kind === 'vetting') return t('They decide');
      return kind === 'professional_standards'
        ? t('They record it, or hand it back')
        : t('They accept it, or hand it back');
    case 'accepted':
      return way === 'moved' ? t('Nothing') : t('News, or how it ended');
    case 'returned':
      return t('Decide it anew');
    case 'closed':
    case 'withdrawn':
      return t('Nothing');
  }
}

/** The list of a step's code: by its kind, else by the step alone. */
export const listOfStep = (kind: RecipientKind, step: RecipientStep): CodeListName | null =>
  stepsOf(kind, 'hand')[step]?.list ?? null;

const codeLists: readonly CodeListName[] = [
  'oversight_mode',
  'matter_type',
  'return_reason',
  'recipient_result',
  'vetting_result',
  'closing_result',
];

/** A recipient's last code in words, out of whichever list knows it. */
export function codeName(code: string): string {
  const list = codeLists.find((one) => labelOf(one, code) !== code);
  return list === undefined ? code : labelOf(list, code);
}

/** One answer of a recipient, for a timeline; facets of another version may name no step of this one. */
export function stepSentence(step: string, code: string): string {
  const known = RecipientStep.safeParse(step);
  if (!known.success) return t('Answer of a recipient');
  const name = stepName('safeguarding', known.data);
  return code === ''
    ? t('Recipient: {{step}}', { step: name })
    : t('Recipient: {{step}}, {{code}}', { step: name, code: codeName(code) });
}
