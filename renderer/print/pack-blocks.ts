/** A pack in words for paper: what its recipient reads on the screen, and nothing else. Pure. */
import type { PackDocument } from '../../shared/bridge/taking-out.ts';
import { combinedGrade } from '../../shared/domain/grade.ts';
import { pieces } from '../../shared/domain/redaction.ts';
import { gradeInWords } from '../features/case/assess/grade-words.ts';
import { identificationWord } from '../features/case/assess/identification-words.ts';
import { labelOf } from '../words/codes.ts';
import { language, t } from '../words/t.ts';
import type { Block, SheetLabels } from './sheets.ts';

const time = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
const reasonsInWords = (reasons: readonly string[]) =>
  t('Redacted: {{reasons}}', { reasons: reasons.map((code) => labelOf('redaction_reason', code)).join(', ') });

/** What stands on every page: the marking, whose pack it is, and across it the recipient. */
export function packLabels({ pack, printedBy, printedAt, takenTo, unitName }: PackDocument): SheetLabels {
  const { reference, marking, files = [] } = pack;
  const reasons = new Map(
    files.flatMap(({ file, pages }, at) =>
      pages.map((page, index): [string, string] => [
        `${file} ${index + 1}`,
        [
          t('File {{number}}', { number: at + 1 }),
          t('Page {{n}} of {{all}}', { n: index + 1, all: pages.length }),
          ...(page.reasons === undefined ? [] : [reasonsInWords(page.reasons)]),
        ].join(' · '),
      ]),
    ),
  );
  return {
    marking,
    about: t('Candour · pack {{reference}} · for {{unit}} · saved by {{name}} · {{time}} · for {{recipient}}', {
      reference,
      unit: unitName,
      name: printedBy,
      time: time(printedAt),
      recipient: takenTo,
    }),
    watermark: `${takenTo} · ${reference} · ${time(printedAt)}`,
    foot: language() === 'cy' ? t('Welsh that nobody has reviewed') : reference,
    page: (n, all) => t('Page {{n}} of {{all}}', { n, all }),
    over: (key) => reasons.get(key) ?? '',
  };
}

export function packBlocks({ pack, unitName, issuedAt }: PackDocument): Block[] {
  const block = (style: Block['style'], text: string): Block => ({ style, text });
  const part = (name: string, words: string | undefined) =>
    words === undefined || words === '' ? [] : [block('heading', name), block('text', words)];
  const { dissemination: of } = pack;
  const codes = (name: string, list: 'handling_condition' | 'caveat', all: readonly string[]) =>
    all.length === 0 ? [] : [block('label', name), block('text', all.map((code) => labelOf(list, code)).join('\n'))];
  return [
    block('title', pack.title),
    block(
      'small',
      t('Pack {{reference}} for {{unit}}, sent {{time}}', {
        reference: pack.reference,
        unit: unitName,
        time: time(issuedAt),
      }),
    ),
    ...part(t('Request'), pack.request),
    ...part(t('Safeguarding'), pack.safeguarding),
    block('heading', t('People')),
    ...(pack.subjects.length === 0 ? [block('text', t('Nobody is named.'))] : []),
    ...pack.subjects.map(({ identification, rank, name, collarNumber, station }) =>
      block(
        'text',
        [
          identificationWord[identification],
          rank === undefined ? undefined : labelOf('rank', rank),
          name,
          collarNumber,
          station,
        ]
          .filter((words) => words !== undefined)
          .join(' · '),
      ),
    ),
    block('heading', t('Statements')),
    ...pack.statements.flatMap(({ text, gaps = [], grade }, at) => [
      block(
        'text',
        `${at + 1}. ${pieces(text, gaps)
          .map((piece) => ('words' in piece ? piece.words : `[${reasonsInWords(piece.reasons)}]`))
          .join('')} ${combinedGrade(grade)}`,
      ),
      block('small', gradeInWords(grade)),
      ...(grade.conditions === undefined
        ? []
        : [block('small', t('Conditions: {{conditions}}', { conditions: grade.conditions }))]),
    ]),
    ...(of === undefined
      ? []
      : [
          block('heading', t('Authority and conditions')),
          block('text', labelOf('dissemination_authority', of.authority)),
          ...codes(t('Conditions'), 'handling_condition', of.conditions),
          ...codes(t('Caveats'), 'caveat', of.caveats),
        ]),
    ...part(t('Handling'), pack.handling),
  ];
}
