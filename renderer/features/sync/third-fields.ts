/** What of a refused event can be written anew beside the two versions, by its type; the rest stays as it was. */
import { z } from 'zod';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { t } from '../../words/t.ts';

const Json = z.record(z.string(), z.json());
/** A third version while it is being written. */
export const Third = z.object({ facets: Json, payload: Json });
export type Third = z.infer<typeof Third>;

interface Place {
  readonly in: keyof Third;
  readonly name: string;
  readonly label: string;
}
export type ThirdField =
  | (Place & { readonly kind: 'text'; readonly required: boolean })
  | (Place & { readonly kind: 'person'; readonly nobody: boolean })
  | (Place & { readonly kind: 'moment' })
  | (Place & {
      readonly kind: 'choice';
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    });

const text = (name: string, label: string, required = true): ThirdField => ({
  in: 'payload',
  name,
  label,
  kind: 'text',
  required,
});

const fields: Readonly<Record<string, readonly ThirdField[]>> = {
  allocated: [{ in: 'facets', name: 'to', label: t('Holder'), kind: 'person', nobody: true }],
  safe_contact_set: [text('who', t('Who')), text('how', t('How')), text('when', t('When')), text('never', t('Never'))],
  person_identified: [
    text('name', t('Name'), false),
    text('rank', t('Rank'), false),
    text('collarNumber', t('Collar number'), false),
    text('station', t('Station'), false),
    text('description', t('Description'), false),
    text('basis', t('Basis')),
  ],
  question_reviewed: [
    {
      in: 'facets',
      name: 'verdict',
      label: t('Result'),
      kind: 'choice',
      choices: [
        { value: 'approved', label: t('Approved') },
        { value: 'returned', label: t('Returned') },
      ],
    },
    text('comment', t('Comment'), false),
  ],
  clock_moved: [{ in: 'facets', name: 'due', label: t('Due'), kind: 'moment' }, text('reason', t('Reason'))],
  clock_settled: [
    {
      in: 'facets',
      name: 'result',
      label: t('Result'),
      kind: 'choice',
      choices: [
        { value: 'done', label: t('Done') },
        { value: 'not_required', label: t('Not required') },
      ],
    },
    text('because', t('Reason')),
  ],
  handed_over: [
    { in: 'facets', name: 'to', label: t('Holder'), kind: 'person', nobody: false },
    text('line', t('Text')),
  ],
};

export const fieldsOf = (type: string): readonly ThirdField[] => fields[type] ?? [];

/** The author's own version, from which a third begins. */
export const ownVersion = ({ facets, payload }: Pick<RefusedEvent, 'facets' | 'payload'>): Third => ({
  facets,
  payload: Json.safeParse(payload).data ?? {},
});

/** What was being written before, or the author's own version. */
export const begunFrom = (refused: Pick<RefusedEvent, 'facets' | 'payload' | 'draft'>): Third =>
  Third.safeParse(refused.draft?.content).data ?? ownVersion(refused);

/** With a field changed. An empty text that need not be there is left out: its schema wants words or nothing. */
export function written(third: Third, field: ThirdField, value: string): Third {
  const { [field.name]: _before, ...others } = third[field.in];
  const left = field.kind === 'text' && !field.required && value.trim() === '';
  const put = field.kind === 'person' && value === '' ? null : value;
  return { ...third, [field.in]: left ? others : { ...others, [field.name]: put } };
}

/** Whether every text that has to be there is. */
export const isWhole = (third: Third, type: string): boolean =>
  fieldsOf(type).every((field) => {
    const value = third[field.in][field.name];
    if (field.kind === 'text') return !field.required || (typeof value === 'string' && value.trim() !== '');
    if (field.kind === 'moment') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    return field.kind !== 'person' || field.nobody || typeof value === 'string';
  });
