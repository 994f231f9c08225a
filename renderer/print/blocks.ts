/** A case in words for paper: pure. What was not asked for is not in the document, and so not here either. */
import type { z } from 'zod';
import type { PrintDocument } from '../../shared/bridge/taking-out.ts';
import type { Annotation, CaseFile } from '../../shared/domain/case-file.ts';
import { gradeInWords } from '../features/case/assess/grade-words.ts';
import { labelOf } from '../words/codes.ts';
import { dangerWord, decisionInWords, kindWord, outcomeWord } from '../features/case/words.ts';
import { personName } from '../words/person-name.ts';
import { language, t } from '../words/t.ts';
import { takingReasons } from '../words/taking-out.ts';
import type { Block, SheetLabels } from './sheets.ts';
import { heading, label, type Named, signature, small, text, time } from './block.ts';
import { recipients } from './recipients.ts';

type Contents = z.output<typeof PrintDocument>;
/** What stands on every page: marking, who printed it, when, for whom and why. */
export function labelsOf({ marking, reference, printedBy, printedAt, takenTo, reason }: Contents): SheetLabels {
  return {
    marking,
    about: t('Candour · {{reference}} · printed by {{name}} · {{time}} · for {{recipient}}', {
      reference,
      name: printedBy,
      time: time(printedAt),
      recipient: takenTo,
    }),
    watermark: `${printedBy} · ${time(printedAt)}`,
    // A reader of the paper has no settings to look it up in.
    foot:
      language() === 'cy' ? `${takingReasons[reason]} · ${t('Welsh that nobody has reviewed')}` : takingReasons[reason],
    page: (n, all) => t('Page {{n}} of {{all}}', { n, all }),
  };
}

export function blocksOf(contents: Contents): Block[] {
  const { reference, file, names, parts } = contents;
  const named: Named = (user) => personName(names, user);
  return [
    { style: 'title', text: t('Case {{reference}}', { reference }) },
    ...(parts.includes('report') ? report(file) : []),
    ...(parts.includes('annotations') ? annotations(file, named) : []),
    ...(parts.includes('decisions')
      ? [...assessments(file, named), ...decisions(file, named), ...recipients(contents, named)]
      : []),
  ];
}

function report({ report: given, received }: CaseFile): Block[] {
  if (given === null || received === null) return [heading(t('Report')), text(t('The report was erased.'))];
  const fact = (name: string, words: string | undefined) =>
    words === undefined || words === '' ? [] : [label(name), text(words)];
  const subjects = given.subjects.map(({ rank, name, collarNumber, station, description }) =>
    [rank, name, collarNumber, station, description].filter((part) => part !== undefined && part !== '').join(' · '),
  );
  return [
    heading(t('Report')),
    small(
      t('Came {{at}} by {{channel}}; passed on {{passedOn}}', {
        at: time(received.receivedAt),
        channel: labelOf('channel', received.channel).toLowerCase(),
        passedOn: time(received.disseminatedAt),
      }),
    ),
    text(given.narrative),
    ...fact(t('When'), given.occurredWhen),
    ...fact(t('Where'), given.occurredWhere),
    ...fact(t('Reported, as given'), subjects.join('\n')),
    ...fact(t('At risk'), given.peopleAtRisk.map(({ description }) => description).join('\n')),
    ...fact(t('Files, not printed'), given.attachments.map(({ filename }) => filename).join('\n')),
  ];
}

function annotations({ annotations: all, grades }: CaseFile, named: Named): Block[] {
  const standing = all.filter(({ withdrawn }) => withdrawn === null);
  if (standing.length === 0) return [heading(t('Annotations')), text(t('None.'))];
  const one = (annotation: Annotation, index: number): Block[] => {
    const grade = grades[annotation.event]?.at(-1)?.grade;
    return [
      label(`${index + 1} ${kindWord[annotation.kind]}`),
      { style: 'quote', text: `“${annotation.target.exact}”` },
      ...(annotation.text === '' ? [] : [text(annotation.text)]),
      ...(grade === undefined ? [] : [text(t('Graded {{grade}}', { grade: gradeInWords(grade) }))]),
      signature(annotation, named),
    ];
  };
  return [heading(t('Annotations')), ...standing.flatMap(one)];
}

const stageNames = {
  risk: t('Risk'),
  indicators: t('Indicators of risk to a person'),
  codes: t('Categories and severity'),
  referral_test: t('Referral test'),
} as const;

/** What makes somebody say so. */
const beside = (words: string | undefined) => (words === undefined ? '' : `. ${words}`);

function assessments({ assessments: all }: CaseFile, named: Named): Block[] {
  if (all.length === 0) return [];
  return [
    heading(t('Assessment')),
    ...all.flatMap((signed): Block[] => {
      const { facets, note, thrive, indicators, indicatorWords = {} } = signed;
      const words =
        facets.stage === 'risk'
          ? [t('Anyone in danger now: {{answer}}', { answer: dangerWord[facets.danger].toLowerCase() })]
          : facets.stage === 'codes'
            ? [
                ...facets.categories.map((code) => labelOf('hotline_category', code)),
                ...facets.corruption.map((code) => labelOf('corruption_category', code)),
                ...facets.standards.map((code) => labelOf('standards', code)),
                ...(facets.severity === undefined
                  ? []
                  : [t('If proved: {{severity}}', { severity: labelOf('severity', facets.severity) })]),
              ]
            : facets.stage === 'indicators'
              ? [
                  t('Level: {{level}}', { level: labelOf('person_risk_level', facets.level) }),
                  ...Object.entries(indicators).map(
                    ([code, answer]) =>
                      `${labelOf('risk_indicator', code)}: ${dangerWord[answer].toLowerCase()}${beside(indicatorWords[code])}`,
                  ),
                ]
              : facets.grounds.map(
                  ({ ground, answer }) =>
                    `${labelOf('mandatory_referral_ground', ground)}: ${dangerWord[answer].toLowerCase()}`,
                );
      const rows = Object.entries(thrive).map(
        ([row, said]) => `${labelOf('thrive', row)}: ${labelOf('risk_level', said.level)}. ${said.rationale}`,
      );
      return [
        label(stageNames[facets.stage]),
        text([...words, ...rows].join('\n')),
        ...(note === '' ? [] : [text(note)]),
        signature(signed, named),
      ];
    }),
  ];
}

function decisions({ decisions: all, referrals }: CaseFile, named: Named): Block[] {
  const none = all.length === 0 ? [text(t('None yet.'))] : [];
  return [
    heading(t('Decisions')),
    ...none,
    ...all.flatMap((decision) => [
      label(decisionInWords(decision)),
      text(decision.rationale === '' ? t('Its rationale was erased.') : decision.rationale),
      ...decision.optionsRejected.map(({ option, why }) => text(t('Rejected: {{option}}. {{why}}', { option, why }))),
      signature(decision, named),
    ]),
    ...referrals.flatMap((referral) => [
      label(
        t('Referred to {{unit}}: {{outcome}}', {
          unit: referral.unit,
          outcome: outcomeWord[referral.outcome].toLowerCase(),
        }),
      ),
      signature(referral, named),
    ]),
  ];
}
