/** Why and what is taken out of Candour, in words. */
import type { PrintedPart, TakingReason } from '../../shared/domain/events/taking-out.ts';
import { t } from './t.ts';

export const takingReasons: Record<TakingReason, string> = {
  meeting: t('For a tasking or case meeting'),
  hearing: t('For a court or a misconduct hearing'),
  oversight: t('For an oversight body'),
  safeguarding: t('To keep somebody safe'),
};

export const printedParts: Record<PrintedPart, string> = {
  report: t('The report as received'),
  annotations: t('Annotations and grades'),
  decisions: t('Assessment and decisions'),
};
