/** A case in words for paper: pure. What was not asked for is not in the document, and so not here either. */
import type { z } from 'zod';
import type { PrintDocument } from '../../shared/bridge/taking-out.ts';
import type { Annotation, CaseFile, Signed } from '../../shared/domain/case-file.ts';
import { labelOf } from '../../shared/domain/codes.ts';
import { gradeInWords } from '../features/case/assess/grade-words.ts';
import { dangerWord, decisionInWords, kindWord, outcomeWord } from '../features/case/words.ts';
import { takingReasons } from '../words/taking-out.ts';
import type { Block, SheetLabels } from './sheets.ts';

type Contents = z.output<typeof PrintDocument>;
type Named = (user: string) => string;

const time = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
const text = (words: string): Block => ({ style: 'text', text: words });
const label = (words: string): Block => ({ style: 'label', text: words });
const heading = (words: string): Block => ({ style: 'heading', text: words });
const small = (words: string): Block => ({ style: 'small', text: words });

/** What stands on every page: marking, who printed it, when, for whom and why. */
export function labelsOf({ marking, reference, printedBy, printedAt, takenTo, reason }: Contents): SheetLabels {
  return {
    marking,
    about: `Candour · ${reference} · printed by ${printedBy} · ${time(printedAt)} · for ${takenTo}`,
    watermark: `${printedBy} · ${time(printedAt)}`,
    foot: takingReasons[reason],
  };
}

export function blocksOf({ reference, file, names, parts }: Contents): Block[] {
  const named: Named = (user) => names[user] ?? 'unknown person';
  return [
    { style: 'title', text: `Case ${reference}` },
    ...(parts.includes('report') ? report(file) : []),
    ...(parts.includes('annotations') ? annotations(file, named) : []),
    ...(parts.includes('decisions') ? [...assessments(file, named), ...decisions(file, named)] : []),
  ];
}

const signature = ({ by, at, accepted }: Signed, named: Named) =>
  small(`Signed by ${named(by)}, ${time(at)}${accepted ? '' : '; waits for the hub'}`);

function report({ report: given, received }: CaseFile): Block[] {
  if (given === null || received === null) return [heading('Report'), text('The report was erased.')];
  const fact = (name: string, words: string | undefined) =>
    words === undefined || words === '' ? [] : [label(name), text(words)];
  const subjects = given.subjects.map(({ rank, name, collarNumber, station, description }) =>
    [rank, name, collarNumber, station, description].filter((part) => part !== undefined && part !== '').join(' · '),
  );
  return [
    heading('Report'),
    small(
      `Came ${time(received.receivedAt)} by ${labelOf('channel', received.channel).toLowerCase()}; passed on ${time(received.disseminatedAt)}`,
    ),
    text(given.narrative),
    ...fact('When', given.occurredWhen),
    ...fact('Where', given.occurredWhere),
    ...fact('Reported, as given', subjects.join('\n')),
    ...fact('At risk', given.peopleAtRisk.map(({ description }) => description).join('\n')),
    ...fact('Files, not printed', given.attachments.map(({ filename }) => filename).join('\n')),
  ];
}

function annotations({ annotations: all, grades }: CaseFile, named: Named): Block[] {
  const standing = all.filter(({ withdrawn }) => withdrawn === null);
  if (standing.length === 0) return [heading('Annotations'), text('None.')];
  const one = (annotation: Annotation, index: number): Block[] => {
    const grade = grades[annotation.event]?.at(-1)?.grade;
    return [
      label(`${index + 1} ${kindWord[annotation.kind]}`),
      { style: 'quote', text: `“${annotation.target.exact}”` },
      ...(annotation.text === '' ? [] : [text(annotation.text)]),
      ...(grade === undefined ? [] : [text(`Graded ${gradeInWords(grade)}`)]),
      signature(annotation, named),
    ];
  };
  return [heading('Annotations'), ...standing.flatMap(one)];
}

const stageNames = {
  risk: 'Risk',
  indicators: 'Indicators of risk to a person',
  codes: 'Categories and severity',
  referral_test: 'Referral test',
} as const;

function assessments({ assessments: all }: CaseFile, named: Named): Block[] {
  if (all.length === 0) return [];
  return [
    heading('Assessment'),
    ...all.flatMap((signed): Block[] => {
      const { facets, note, thrive, indicators } = signed;
      const words =
        facets.stage === 'risk'
          ? [`Anyone in danger now: ${dangerWord[facets.danger].toLowerCase()}`]
          : facets.stage === 'codes'
            ? [
                ...facets.categories.map((code) => labelOf('hotline_category', code)),
                ...facets.corruption.map((code) => labelOf('corruption_category', code)),
                ...facets.standards.map((code) => labelOf('standards', code)),
                ...(facets.severity === undefined ? [] : [`If proved: ${labelOf('severity', facets.severity)}`]),
              ]
            : facets.stage === 'indicators'
              ? [
                  `Level: ${labelOf('person_risk_level', facets.level)}`,
                  ...Object.entries(indicators).map(
                    ([code, answer]) => `${labelOf('risk_indicator', code)}: ${dangerWord[answer].toLowerCase()}`,
                  ),
                ]
              : facets.grounds.map(
                  ({ ground, answer }) =>
                    `${labelOf('mandatory_referral_ground', ground)}: ${dangerWord[answer].toLowerCase()}`,
                );
      const rows = Object.entries(thrive).map(([row, said]) => `${row}: ${said.level}. ${said.rationale}`);
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
  const none = all.length === 0 ? [text('None yet.')] : [];
  return [
    heading('Decisions'),
    ...none,
    ...all.flatMap((decision) => [
      label(decisionInWords(decision)),
      text(decision.rationale === '' ? 'Its rationale was erased.' : decision.rationale),
      ...decision.optionsRejected.map(({ option, why }) => text(`Rejected: ${option}. ${why}`)),
      signature(decision, named),
    ]),
    ...referrals.flatMap((referral) => [
      label(`Referred to ${referral.unit}: ${outcomeWord[referral.outcome].toLowerCase()}`),
      signature(referral, named),
    ]),
  ];
}
