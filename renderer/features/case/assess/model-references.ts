import type { CaseFile, DecisionModel, StageAssessment } from '../../../../shared/domain/case-file.ts';
import { codeList, labelOf } from '../../../words/codes.ts';
import type { Thrive } from '../../../../shared/domain/events/assessment.ts';
import { counted } from '../../../words/count.ts';
import { t } from '../../../words/t.ts';
import { statementsOf } from '../statements.ts';
import { dayAndTime } from '../when.ts';

/**
 * What a stage of the decision model rests on that is signed already, in one line: named, not written again, so that
 * THRIVE and the decision record share one rationale. Only what was signed before `until` counts. Null when there is
 * nothing yet. `now` in milliseconds, `until` ISO 8601.
 */
export function referenceOf(key: keyof DecisionModel, file: CaseFile, now: number, until: string): string | null {
  const last = (stage: StageAssessment['facets']['stage']) =>
    file.assessments.findLast(({ facets, at }) => facets.stage === stage && at <= until) ?? null;
  const signed = (assessment: StageAssessment) =>
    t('round {{round}}, {{when}}', { round: assessment.facets.round, when: dayAndTime(assessment.at, now) });
  switch (key) {
    case 'information': {
      const statements = statementsOf(file).filter(({ annotation }) => annotation.at <= until);
      const graded = statements.filter(({ grades }) => grades.some(({ at }) => at <= until)).length;
      const answered = file.work.checks.filter(({ answer }) => answer !== null && answer.at <= until).length;
      if (statements.length + answered === 0) return null;
      return t('By reference: {{statements}}, {{graded}} graded; {{checks}} answered.', {
        statements: counted(statements.length, 'statement'),
        graded,
        checks: counted(answered, 'check'),
      });
    }
    case 'threat': {
      const risk = last('risk');
      if (risk === null) return null;
      const levels = codeList('thrive')
        .entries.flatMap(({ code, label }) => {
          const row = risk.thrive[code as keyof Thrive];
          return row === undefined ? [] : [`${label} ${labelOf('risk_level', row.level).toLowerCase()}`];
        })
        .join(', ');
      const round = signed(risk);
      return levels === ''
        ? t('By reference: risk, {{round}}.', { round })
        : t('By reference: THRIVE, {{round}}: {{levels}}.', { round, levels });
    }
    case 'powers': {
      const test = last('referral_test');
      if (test?.facets.stage !== 'referral_test') return null;
      const yes = test.facets.grounds.filter(({ answer }) => answer === 'yes').length;
      return t('By reference: referral test, {{round}}: yes on {{yes}} of {{all}} grounds.', {
        round: signed(test),
        yes,
        all: test.facets.grounds.length,
      });
    }
    case 'options':
    case 'review':
      return null;
  }
}
