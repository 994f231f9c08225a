import { t } from '../t.ts';

/** What happened, why, and the next step. */
export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

export const words = (what: string, why: string, next: string): ErrorWords => ({ what, why, next });

export const support = t('Tell your administrator this code if it happens again.');
