import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { triageCommands } from '../../renderer/features/case/assess/triage/triage-commands.ts';
import {
  emptyTriage,
  grounds,
  isNew,
  joinedWhy,
  openSteps,
  triageLacks,
  type TriageForm,
} from '../../renderer/features/case/assess/triage/triage-form.ts';
import { type CaseFile, emptyCase } from '../../shared/domain/case-file.ts';
import { definitionOf } from '../../shared/domain/events/index.ts';

const me = '0000000a-0000-7000-8000-000000000001';
const other = '0000000a-0000-7000-8000-000000000002';
const file = emptyCase('0000000c-0000-7000-8000-000000000000');
const NOW = Date.parse('2026-11-23T09:41:00.000Z');
const seen = { file, user: me, slots: {} };

const answer = fc.constantFrom('yes' as const, 'no' as const, 'unclear' as const);
const form: fc.Arbitrary<TriageForm> = fc.record({
  disposition: fc.constantFrom(null, 'mine' as const, 'allocate' as const, 'other_force' as const, 'join' as const),
  holder: fc.constantFrom('', other),
  force: fc.constantFrom('', 'WMP'),
  forceTyped: fc.constant(''),
  referenceTyped: fc.constant(''),
  joined: fc.constantFrom('', '0000000c-0000-7000-8000-000000000009'),
  why: fc.constantFrom('', ' ', 'The same officer and night'),
  categories: fc.constantFrom([], ['VIOLENCE']),
  answers: fc.oneof(
    fc.constant(Object.fromEntries(grounds.map(({ code }) => [code, 'no' as const]))),
    fc.dictionary(fc.constantFrom(...grounds.map(({ code }) => code)), answer),
    fc.record(Object.fromEntries(grounds.map(({ code }) => [code, answer]))),
  ),
  clear: fc.constantFrom('', '2026-11-23T09:30', '2026-12-24T09:30'),
  outcomes: fc.constantFrom([], ['record' as const], ['investigate' as const, 'safeguard' as const]),
  route: fc.constantFrom('here' as const, 'out_of_scope' as const, 'other_force' as const),
  rationale: fc.constantFrom('', '  ', 'Nothing here can be looked into.'),
});
const both = fc.tuple(form, fc.boolean());
const RUNS = { numRuns: 2000 };

describe('triage in one go', () => {
  test('what lacks nothing is signed as events that the vault takes', () => {
    let decided = 0;
    fc.assert(
      fc.property(both, ([value, short]) => {
        if (triageLacks(value, short, NOW).length > 0) return;
        for (const command of triageCommands(value, short, seen)) {
          const definition = definitionOf(command.type, 1)!;
          expect(definition.facets.safeParse(command.facets).error).toBeUndefined();
          expect(definition.payload!.safeParse(command.payload).error).toBeUndefined();
          if (command.type === 'decided') decided += 1;
        }
      }),
      RUNS,
    );
    expect(decided).toBeGreaterThan(0);
  });

  test('only the decision is held, and it comes last', () => {
    fc.assert(
      fc.property(both, ([value, short]) => {
        if (triageLacks(value, short, NOW).length > 0) return;
        const commands = triageCommands(value, short, seen);
        for (const [index, command] of commands.entries()) {
          expect((command.holdSeconds ?? 0) > 0).toBe(command.type === 'decided');
          if (command.type === 'decided') expect(index).toBe(commands.length - 1);
        }
      }),
      RUNS,
    );
  });

  test('the short path signs category, referral test and outcome; without it nothing is judged beside danger', () => {
    fc.assert(
      fc.property(form, (value) => {
        const stages = (short: boolean) =>
          triageCommands(value, short, seen).flatMap(({ facets }) => ('stage' in facets ? [facets.stage] : []));
        if (triageLacks(value, true, NOW).length === 0) {
          expect(stages(true)).toEqual(['codes', 'referral_test']);
          expect(triageCommands(value, true, seen).at(-1)!.type).toBe('decided');
        }
        if (triageLacks(value, false, NOW).length === 0) expect(stages(false)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('every step that is shut says so: a form without a gap has all of them open', () => {
    fc.assert(
      fc.property(form, (value) => {
        const steps = openSteps(value, true);
        if (triageLacks(value, true, NOW).length === 0) expect(steps).toHaveLength(4);
        if (!steps.includes('rationale')) expect(triageLacks(value, true, NOW)).not.toEqual([]);
        expect(openSteps(value, false)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('a yes asks when it became clear, and not in the future', () => {
    const value: TriageForm = {
      ...emptyTriage(['VIOLENCE']),
      answers: Object.fromEntries(grounds.map(({ code }) => [code, 'yes' as const])),
      outcomes: ['record'],
      rationale: 'Weighed.',
    };
    expect(triageLacks(value, true, NOW)).toEqual(['Say when it first became clear.']);
    expect(triageLacks({ ...value, clear: '2026-11-24T09:41' }, true, NOW)).toEqual([
      'It cannot have become clear in the future.',
    ]);
    expect(triageLacks({ ...value, clear: '2026-11-23T09:41' }, true, NOW)).toEqual([]);
  });

  test('another force is never taken without being named', () => {
    fc.assert(
      fc.property(both, ([value, short]) => {
        if (value.force !== '' || triageLacks(value, short, NOW).length > 0) return;
        for (const { facets } of triageCommands(value, short, seen)) expect(facets.route).not.toBe('other_force');
      }),
      RUNS,
    );
  });

  test('a report that was linked beside the comparison is joined: nothing more is asked, and it is not linked twice', () => {
    const signed = { event: other, by: me, at: '2026-11-23T09:41:00.000Z', accepted: true };
    const link = (kind: 'same_matter' | 'see_also', on: boolean) => ({
      ...signed,
      facets: { other, kind, on },
      contents: { why: 'The same van.' },
    });
    const linked = (...links: ReturnType<typeof link>[]): CaseFile => ({ ...file, work: { ...file.work, links } });
    const join: TriageForm = { ...emptyTriage(['VIOLENCE']), disposition: 'join' };
    expect(joinedWhy(linked(link('same_matter', true)))).toBe('The same van.');
    for (const not of [[], [link('see_also', true)], [link('same_matter', true), link('same_matter', false)]])
      expect(joinedWhy(linked(...not))).toBeNull();
    expect(triageLacks(join, false, NOW, true)).toEqual([]);
    expect(triageLacks(join, false, NOW)).toEqual(['Choose the earlier report.', 'Say why they belong together.']);
    const commands = (of: CaseFile) => triageCommands({ ...join, joined: other }, false, { ...seen, file: of });
    expect(commands(file).map(({ type }) => type)).toEqual(['linked']);
    expect(commands(linked(link('same_matter', true)))).toEqual([]);
  });

  test('is for cases that nobody has judged', () => {
    expect(isNew(file)).toBe(true);
    const signed = { event: other, by: me, at: '2026-11-23T09:41:00.000Z', accepted: true };
    const facets = { stage: 'risk' as const, round: 1, danger: 'no' as const };
    const judged = { ...file, assessments: [{ ...signed, facets, note: '', thrive: {}, indicators: {} }] };
    expect(isNew(judged)).toBe(false);
  });
});
