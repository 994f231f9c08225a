/** Why and what is taken out of Candour, in words. */
import type { PrintedPart, TakingReason } from '../../shared/domain/events/taking-out.ts';

export const takingReasons: Record<TakingReason, string> = {
  meeting: 'For a tasking or case meeting',
  hearing: 'For a court or a misconduct hearing',
  oversight: 'For an oversight body',
  safeguarding: 'To keep somebody safe',
};

export const printedParts: Record<PrintedPart, string> = {
  report: 'The report as received',
  annotations: 'Annotations and grades',
  decisions: 'Assessment and decisions',
};
