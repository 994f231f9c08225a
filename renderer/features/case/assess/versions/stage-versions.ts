import type { CaseFile, Decision, StageAssessment } from '../../../../../shared/domain/case-file.ts';
import type { CodeListName } from '../../../../../shared/domain/codes.ts';
import { codeList, labelOf } from '../../../../words/codes.ts';
import type { Thrive } from '../../../../../shared/domain/events/assessment.ts';
import { t } from '../../../../words/t.ts';
import type { StageKey } from '../../stages.ts';
import { statementsOf } from '../../statements.ts';
import { dangerWord, decisionInWords } from '../../words.ts';
import { gradeInWords } from '../grade-words.ts';
import { identificationWord } from '../identification-words.ts';
import { researchVersions } from './research-versions.ts';
import { modelStages } from '../model-stages.ts';
import type { Version, Versioned } from './version.ts';

const line = (label: string, text: string | undefined) => (text === undefined || text === '' ? [] : [{ label, text }]);
const words = (list: CodeListName, codes: readonly string[]) => codes.map((code) => labelOf(list, code)).join('; ');

function assessedLines({ facets, thrive, note, indicators }: StageAssessment): Version['lines'] {
  switch (facets.stage) {
    case 'risk':
      return [
        ...line(t('Danger now'), dangerWord[facets.danger]),
        ...codeList('thrive').entries.flatMap(({ code, label }) => {
          const row = thrive[code as keyof Thrive];
          if (row === undefined) return [];
          const level = labelOf('risk_level', row.level);
          return line(label, row.rationale === '' ? level : `${level}. ${row.rationale}`);
        }),
        ...line(t('Note'), note),
      ];
    case 'codes':
      return [
        ...line(t('Hotline category'), words('hotline_category', facets.categories)),
        ...line(t('Counter-corruption'), words('corruption_category', facets.corruption)),
        ...line(t('Standards'), words('standards', facets.standards)),
        ...line(t('Flags'), words('flag', facets.flags ?? [])),
        ...line(t('Severity, if proved'), facets.severity && labelOf('severity', facets.severity)),
        ...line(t('Note'), note),
      ];
    case 'referral_test':
      return [
        ...facets.grounds.flatMap(({ ground, answer }) =>
          line(labelOf('mandatory_referral_ground', ground), dangerWord[answer]),
        ),
        ...line(t('Became clear'), facets.becameClearAt),
        ...line(t('Note'), note),
      ];
    case 'indicators':
      return [
        ...line(t('Level'), labelOf('person_risk_level', facets.level)),
        ...Object.entries(indicators).flatMap(([code, answer]) =>
          line(labelOf('risk_indicator', code), dangerWord[answer]),
        ),
        ...line(t('Note'), note),
      ];
  }
}

const decisionLines = (decision: Decision): Version['lines'] => [
  ...line(t('Decision'), decisionInWords(decision)),
  ...line(t('Rationale'), decision.rationale),
  ...modelStages.flatMap(({ key, name }) => line(name, decision.model[key])),
  ...line(
    t('Options rejected'),
    decision.optionsRejected.map(({ option, why }) => (why === '' ? option : `${option}: ${why}`)).join('\n'),
  ),
];

/** Rounds of one stage of the assessment; rounds of several people stand in the order in which they were signed. */
const rounds = (file: CaseFile, stage: StageAssessment['facets']['stage'], title: string): Versioned => ({
  key: stage,
  title,
  versions: file.assessments
    .filter(({ facets }) => facets.stage === stage)
    .map((assessment) => ({ signed: assessment, lines: assessedLines(assessment) })),
});

function people(file: CaseFile): Versioned[] {
  return file.work.people.map(({ person, versions }, index) => ({
    key: person,
    title: versions.at(-1)!.contents?.name ?? t('Person {{number}}', { number: index + 1 }),
    versions: versions.map((version) => ({
      signed: version,
      lines: [
        ...line(t('How surely'), identificationWord[version.facets.identification]),
        ...Object.entries(version.contents ?? {}).flatMap(([key, value]) =>
          typeof value === 'string' ? line(personField[key] ?? key, value) : [],
        ),
      ],
    })),
  }));
}

const personField: Readonly<Record<string, string>> = {
  name: t('Name'),
  rank: t('Rank'),
  collarNumber: t('Collar number'),
  station: t('Station'),
  description: t('Description'),
  basis: t('Basis'),
};

/** Everything of a stage that was signed more than once. */
export function versionsOf(
  file: CaseFile,
  stage: StageKey,
  nameOf: (user: string) => string = (user) => user,
): Versioned[] {
  const found = (): Versioned[] => {
    switch (stage) {
      case 'risk':
        return [rounds(file, 'risk', t('Risk')), rounds(file, 'indicators', t('Indicators'))];
      case 'people':
        return people(file);
      case 'codes':
        return [
          ...statementsOf(file).map(({ annotation, number, grades }) => ({
            key: annotation.event,
            title: t('Grade of statement {{number}}', { number }),
            versions: grades.map((version) => ({
              signed: version,
              lines: [
                ...line(t('Grade'), gradeInWords(version.grade)),
                ...line(t('Conditions'), version.grade.conditions),
                ...line(t('Rationale'), version.grade.rationale),
              ],
            })),
          })),
          rounds(file, 'codes', t('Categories and severity')),
        ];
      case 'referral_test':
        return [rounds(file, 'referral_test', t('Referral test'))];
      case 'decision':
        return [
          {
            key: 'decision',
            title: t('Decision'),
            versions: file.decisions.map((decision) => ({ signed: decision, lines: decisionLines(decision) })),
          },
        ];
      case 'research':
        return researchVersions(file, nameOf);
      case 'send':
        return [];
    }
  };
  return found().filter(({ versions }) => versions.length > 1);
}

/** A part of two versions: its words in each, empty where a version lacks it. */
export interface Compared {
  readonly label: string;
  readonly older: string;
  readonly newer: string;
}

/** The parts of two versions in the order of the newer; what only the older has comes last. */
export function compared(older: Version, newer: Version): Compared[] {
  const labels = [...new Set([...newer.lines, ...older.lines].map(({ label }) => label))];
  const textOf = ({ lines }: Version, wanted: string) => lines.find(({ label }) => label === wanted)?.text ?? '';
  return labels.map((label) => ({ label, older: textOf(older, label), newer: textOf(newer, label) }));
}
