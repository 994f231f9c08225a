import type { DecisionModel } from '../../../../shared/domain/case-file.ts';
import { t } from '../../../words/t.ts';

/**
 * The five stages of the National Decision Model (College of Policing, Authorised Professional Practice) as they are
 * written down here. The last one is the decision itself, with its rationale; `review` says when it is looked at again.
 */
export const modelStages: readonly {
  readonly key: keyof DecisionModel;
  readonly number: number;
  readonly name: string;
  readonly asks: string;
}[] = [
  { key: 'information', number: 1, name: t('Information'), asks: t('What is known, what is not, and from whom') },
  { key: 'threat', number: 2, name: t('Threat and risk'), asks: t('Who may come to harm, how soon, what contains it') },
  { key: 'powers', number: 3, name: t('Powers and policy'), asks: t('What law and policy require, allow or forbid') },
  { key: 'options', number: 4, name: t('Options'), asks: t('What could be done, and what if it goes wrong') },
  { key: 'review', number: 5, name: t('Action and review'), asks: t('Who acts, and when this is looked at again') },
];
