import type { CaseFile } from '../../../../shared/domain/case-file.ts';

/** The round that this person signs next in a stage: their own last one and one. Others' rounds are their own. */
export function roundOf(
  file: CaseFile,
  user: string,
  stage: 'risk' | 'codes' | 'indicators' | 'referral_test',
): number {
  const own = file.assessments.filter((a) => a.by === user && a.facets.stage === stage).map((a) => a.facets.round);
  return Math.max(0, ...own) + 1;
}
