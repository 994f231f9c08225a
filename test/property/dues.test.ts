import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clocksOf } from '../../shared/domain/clocks.ts';
import { duesOf, hasAnswer, nearestDue, waitsOnOthers } from '../../shared/domain/dues.ts';
import { workTypes } from '../../shared/domain/permits-work.ts';
import { caseOf, emptyWorld, opening, play, type World } from './domain-moves.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const screened = { actor: 1, type: 'screened', pick: 0, choice: 0, upToDate: false };
const begin = [opening, screened].reduce((world, given) => play(world, given).world, emptyWorld);

const story = fc.array(
  fc.record({
    actor: fc.integer({ min: 1, max: 3 }),
    type: fc.constantFrom(...workTypes, 'assessed', 'allocated', 'decided'),
    pick: fc.nat(5),
    choice: fc.nat(5),
    upToDate: fc.constant(true),
  }),
  { maxLength: 60, size: 'max' },
);

test('what is open in the log is due, what is settled is not, and the nearest is the nearest', () => {
  const seen = {
    ...{ alert: 0, urgent: 0, task: 0, clock: 0, question: 0, check: 0, hand_over: 0 },
    ...{ approval: 0, recipient: 0, waits: 0, answered: 0 },
  };
  assertByChanceAndSeed(
    fc.property(story, (moves) => {
      const world = moves.reduce<World>((before, given) => play(before, given).world, begin);
      const facts = caseOf(world)!;
      const log = world.log.filter(({ caseId }) => caseId === facts.caseId);
      const ids = (type: string) => log.filter((event) => event.type === type).map(({ id }) => id);
      const named = (type: string, key: string) =>
        log.filter((event) => event.type === type).map((event) => (event.facets as Record<string, string>)[key]!);
      const dues = duesOf(facts);
      const of = (...kinds: string[]) =>
        dues
          .filter(({ kind }) => kinds.includes(kind))
          .map(({ what }) => what)
          .toSorted();
      const without = (all: string[], gone: string[]) => all.filter((id) => !gone.includes(id)).toSorted();

      expect(of('alert')).toEqual(without(ids('danger_raised'), named('danger_acknowledged', 'alert')));
      expect(of('task', 'urgent')).toEqual(without(ids('task_set'), named('task_settled', 'task')));
      expect(of('check')).toEqual(without(ids('check_requested'), named('check_answered', 'check')));
      const away = [...named('question_passed', 'question'), ...named('question_answered', 'question')];
      expect(of('question')).toEqual(without(ids('question_proposed'), away));
      expect(of('clock')).toEqual(
        clocksOf(facts)
          .map(({ clock }) => clock)
          .toSorted(),
      );
      expect(of('hand_over')).toEqual(facts.work.handOver === null ? [] : [facts.work.handOver.offer]);
      expect(new Set(dues.map(({ kind, what }) => `${kind} ${what}`)).size).toBe(dues.length);

      const times = dues.flatMap(({ due }) => (due === null ? [] : [due])).toSorted();
      expect(nearestDue(dues)?.due ?? null).toBe(times[0] ?? null);
      // Second reviews come about in test/property/supervision.test.ts.
      for (const { kind } of dues) if (kind !== 'second_review') seen[kind] += 1;
      if (waitsOnOthers(facts)) seen.waits += 1;
      if (hasAnswer(facts)) seen.answered += 1;
    }),
    { numRuns: 1500 },
  );
  for (const [kind, times] of Object.entries(seen)) expect([kind, times]).not.toEqual([kind, 0]);
});
