/** Who was told of a case, for paper: where each stands, what was told and answered, and when. Pure. */
import type { z } from 'zod';
import type { PrintDocument } from '../../shared/bridge/taking-out.ts';
import type { ToldRecipient } from '../../shared/domain/work-file.ts';
import { codesOfTelling } from '../features/case/recipients/telling-codes.ts';
import { labelOf } from '../words/codes.ts';
import { bodyName, codeName, nextName, recipientName, stateName, stepName } from '../words/recipients.ts';
import { t } from '../words/t.ts';
import { heading, label, type Named, signature, small, text, time } from './block.ts';
import type { Block } from './sheets.ts';

type Contents = z.output<typeof PrintDocument>;
type Told = Contents['recipients'][number];

export function recipients({ recipients: all, unitNames, file: { work } }: Contents, named: Named): Block[] {
  const none = all.length === 0 && work.charity.length === 0 ? [text(t('Nobody was told yet.'))] : [];
  return [
    heading(t('Recipients')),
    ...none,
    ...all.flatMap((one) => [
      ...standing(one, unitNames),
      ...byHand(work.told.find(({ recipient }) => recipient === one.id) ?? null, one.kind, named),
    ]),
    ...work.charity.flatMap((one) => [
      label(t('The charity')),
      text(
        `${t('Told: {{feedback}}', { feedback: labelOf('charity_feedback', one.facets.feedback) })}, ${time(one.facets.toldAt)}`,
      ),
      signature(one, named),
    ]),
  ];
}

/** Who it is, in which state since when, and what is awaited. */
function standing(one: Told, unitNames: Contents['unitNames']): Block[] {
  const { kind, way, body, code, toldAt, since, awaited, chasedAt, chases } = one;
  const name = body === null ? [] : [way === 'hand' ? bodyName(body) : (unitNames[body] ?? body)];
  const state = [stateName(one), ...(code === null ? [] : [codeName(code)])].join(': ');
  const lines = [
    t('Told {{at}}', { at: time(toldAt) }),
    `${state}, ${time(since)}`,
    ...(chasedAt === null ? [] : [t('asked {{asked}}×, last {{at}}', { asked: chases, at: time(chasedAt) })]),
    ...(awaited === null ? [] : [t('{{what}}: due {{at}}', { what: nextName(one), at: time(awaited.due) })]),
  ];
  return [label([recipientName(kind), ...name].join(' · ')), text(lines.join('\n'))];
}

/** What was recorded on behalf of somebody without a workstation of their own. People's words stand by themselves. */
function byHand(told: ToldRecipient | null, kind: Told['kind'], named: Named): Block[] {
  if (told === null) return [];
  const { telling, answers } = told;
  return [
    ...(telling === null
      ? []
      : [
          text(`${labelOf('recipient_means', telling.facets.means)}: ${codesOfTelling(telling.facets).join(', ')}`),
          ...(telling.contents === null
            ? [text(t('Its contents were erased.'))]
            : words([telling.contents.who, telling.contents.passed, telling.contents.note])),
          signature(telling, named),
        ]),
    ...answers.flatMap((answer) => [
      small(`${answered(kind, answer)}, ${time(answer.facets.at)}`),
      ...(answer.contents === null ? [text(t('Its contents were erased.'))] : wordsOf(answer.contents)),
      signature(answer, named),
    ]),
  ];
}

type Answer = ToldRecipient['answers'][number];

function answered(kind: Told['kind'], { facets }: Answer): string {
  if (!('step' in facets)) return t('Asked again: {{means}}', { means: labelOf('recipient_means', facets.means) });
  return [stepName(kind, facets.step), ...(facets.code === undefined ? [] : [codeName(facets.code)])].join(': ');
}

const wordsOf = (contents: NonNullable<Answer['contents']>): Block[] => [
  ...('reference' in contents && contents.reference !== undefined
    ? [text(`${t('Reference')} ${contents.reference}`)]
    : []),
  ...words(['who' in contents ? contents.who : undefined, contents.note]),
];

const words = (all: readonly (string | undefined)[]): Block[] =>
  all.filter((one) => one !== undefined && one !== '').map((one) => text(one!));
