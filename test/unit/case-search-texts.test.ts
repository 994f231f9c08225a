import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { emptyCase, foldCase } from '../../shared/domain/case-file.ts';
import { definitionOf, definitions, type EventType } from '../../shared/domain/events/index.ts';
import { textsOf } from '../../shared/domain/search/case-texts.ts';
import type { OpenedEvent } from '../../shared/domain/opened-event.ts';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly propertyNames?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly const?: unknown;
}

/** Kinds of contents that hold what people wrote, by `type.field`, and where no search leads, with the reason. */
const notSearched: readonly (readonly [RegExp, string])[] = [
  [/^report_received\./, 'the narrative has a column of its own, the rest is shown beside it'],
  [/\.target\.|\.quote\./, 'words of the narrative'],
  [/^reader_\w+\./, 'a line of the timeline'],
  [/^annotation_withdrawn\.reason$/, 'a line of the timeline'],
  [/^graded\./, 'shown in the form of the grade alone'],
  [/^referred\./, 'the pack repeats what stands elsewhere in the case'],
  [/^alert_quieted\./, 'shown on no screen'],
  [/^draft_shared\./, 'words that nobody has signed'],
  [/^kept_work_settled\./, 'a line of the timeline'],
  [/^(?:moved|case_left)\./, 'a line of the timeline, and of the Desk'],
  [/^apart_\w+\./, 'shown over the case, to whoever asked and who answers'],
  [/^escalation_acknowledged\./, 'shown among what is overdue'],
  [/^(?:retention_reviewed|hold_set|hold_lifted|disposal_\w+|erased)\./, 'shown among the records'],
];

const idOf = (type: string) =>
  `${String(definitions.findIndex((each) => each.type === type)).padStart(8, '0')}-ac96-774b-bcce-b302099a8057`;

/** What one event says of another: the id of the one that came before it. */
const refers: Readonly<Record<string, EventType>> = {
  annotation: 'annotated',
  statement: 'annotated',
  alert: 'danger_raised',
  question: 'question_proposed',
  recipient: 'recipient_told',
  task: 'task_set',
  concern: 'concern_raised',
  note: 'attachment_noted',
};

const prose = ({ type, enum: values, pattern, format }: Shape) =>
  type === 'string' && values === undefined && pattern === undefined && format === undefined;

/** One value of a shape, every optional part included; `word` answers what stands in a text, by its path. */
function filled(shape: Shape, path: string, word: (path: string) => string): unknown {
  if (/\.(?:target|quote)$/.test(path))
    return { start: 0, end: 2, exact: word(`${path}.exact`), prefix: '', suffix: '', textSha256: 'a'.repeat(64) };
  if (shape.const !== undefined) return shape.const;
  if (prose(shape)) return word(path);
  if (shape.enum !== undefined) return shape.enum[0];
  const several = shape.anyOf ?? shape.oneOf;
  if (several !== undefined) return filled(several[0]!, path, word);
  switch (shape.type) {
    case 'object': {
      const named = Object.entries(shape.properties ?? {}).map(
        ([name, of]) => [name, filled(of, `${path}.${name}`, word)] as const,
      );
      if (named.length > 0 || typeof shape.additionalProperties !== 'object') return Object.fromEntries(named);
      return { [String(shape.propertyNames?.enum?.[0] ?? 'A')]: filled(shape.additionalProperties, path, word) };
    }
    case 'array':
      return [filled(shape.items!, path, word)];
    case 'boolean':
      // `on`: a link, and not its end.
      return path.endsWith('.on');
    case 'integer':
      return Math.max(shape.minimum ?? 0, 1);
    case 'number':
      return 0.5;
    default:
      if (shape.format === 'date-time') return '2026-03-02T08:15:00.000Z';
      if (shape.format === 'date') return '2026-03-02';
      if (shape.format === 'uuid') return idOf('report_received');
      if (shape.pattern?.startsWith('^\\d{4}-(0[1-9]')) return '2026-03';
      return shape.pattern?.includes('{64}') ? 'a'.repeat(64) : 'A';
  }
}

const shapeOf = (payload: z.ZodType) => z.toJSONSchema(payload, { unrepresentable: 'any', io: 'input' }) as Shape;

const excepted = (path: string) => notSearched.some(([which]) => which.test(path));
const own = definitions.filter(({ type, home, v }) => home === 'desk' && v === 1 && !excepted(`${type}.`));
/** The word that stands in each text of each kind of contents, by `type.field`. */
const words = new Map<string, string>();
const events = own.map((definition): OpenedEvent => {
  const { type, v } = definition;
  const given = filled(shapeOf(definition.facets), type, () => 'C') as Record<string, unknown>;
  for (const [name, parent] of Object.entries(refers)) if (typeof given[name] === 'string') given[name] = idOf(parent);
  if (type === 'check_answered') given.check = idOf('check_requested');
  const payload =
    definition.payload === null
      ? null
      : filled(shapeOf(definition.payload), type, (path) => {
          const word = `word${words.size}`;
          words.set(path, word);
          return word;
        });
  const header = { id: idOf(type), type, v, actor: 'u', at: '2026-03-02T08:15:00.000Z', facets: given };
  return { header: header as never, payload, seq: 1 };
});

describe('of everything that is written into a case', () => {
  test('each kind stands here as the case takes it', () => {
    for (const { header, payload } of events) {
      const { facets, payload: contents } = definitionOf(header.type, header.v)!;
      const parsed = [facets.safeParse(header.facets), contents?.safeParse(payload)];
      expect
        .soft(
          parsed.flatMap((each) => each?.error?.issues ?? []),
          header.type,
        )
        .toEqual([]);
    }
  });

  test('a search finds all, save what is named here with its reason', () => {
    // What was said first, and what stands after it was revised.
    const ends = /^(?:annotation_withdrawn|attachment_note_withdrawn|hand_over_accepted|covered|cover_ended)$/;
    const found = new Set(
      [/^annotation_revised$/, /^annotated$/].flatMap((without) =>
        textsOf(
          events
            .filter(({ header: { type } }) => !ends.test(type) && (type === 'annotated' || !without.test(type)))
            .reduce(foldCase, emptyCase('c')),
        ).flatMap(({ text }) => text.split(' ')),
      ),
    );
    const missing = [...words].filter(([, word]) => !found.has(word)).map(([path]) => path);
    expect(missing.filter((path) => !excepted(path))).toEqual([]);
  });
});
