import type { ToldRecipient } from '../../../../shared/domain/work-file.ts';
import { labelOf } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';

/** The codes of a form by which somebody was told by hand, in words. */
export function codesOfTelling(facets: NonNullable<ToldRecipient['telling']>['facets']): string[] {
  switch (facets.kind) {
    case 'safeguarding':
      return facets.asks.map((code) => labelOf('safeguarding_request', code));
    case 'other_force':
      return [labelOf('transfer_reason', facets.reason)];
    case 'oversight':
      return [
        ...facets.grounds.map((code) => labelOf('mandatory_referral_ground', code)),
        ...(facets.late === undefined ? [] : [t('late: {{why}}', { why: labelOf('late_reason', facets.late) })]),
      ];
    case 'professional_standards':
      return [
        labelOf('matter_type', facets.matter),
        ...(facets.severity === undefined ? [] : [labelOf('severity', facets.severity)]),
      ];
    case 'vetting':
      return [labelOf('vetting_purpose', facets.purpose)];
  }
}
