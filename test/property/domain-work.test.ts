import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoredFacts } from '../../electron/vault/store/facts-row.ts';
import { emptyCase, foldCase } from '../../shared/domain/case-file.ts';
import { clocksOf } from '../../shared/domain/clocks.ts';
import type { FacetsOf } from '../../shared/domain/events/index.ts';
import { foldFacts, sparseFacts, wholeFacts, type CaseFacts, type Facts } from '../../shared/domain/facts.ts';
import { workTypes } from '../../shared/domain/permits-work.ts';
import { referralDueAt } from '../../shared/domain/statutory-clock.ts';
import { actors, CASE, caseOf, emptyWorld, opening, play, type World } from './domain-moves.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const RUNS = { numRuns: 1500 };
const screenedBy = (actor: number) => ({ actor, type: 'screened', pick: 0, choice: 0, upToDate: false });
const begin = [opening, screenedBy(1), screenedBy(2), screenedBy(3)].reduce(
  (world, given) => play(world, given).world,
  emptyWorld,
);
/** What people of the desk do on one case, mostly with the latest in view. */
const workStory = fc.array(
  fc.record({
    actor: fc.integer({ min: 1, max: 3 }),
    type: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...workTypes) },
      { weight: 2, arbitrary: fc.constantFrom('question_proposed', 'question_reviewed', 'question_passed') },
      { weight: 1, arbitrary: fc.constantFrom('concern_raised', 'concern_reviewed') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('assessed', 'allocated', 'screened', 'handed_over', 'hand_over_accepted'),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('handed_over', 'draft_shared', 'hand_over_accepted', 'draft_answered'),
      },
    ),
    pick: fc.nat(5),
    choice: fc.nat(5),
    upToDate: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  }),
  { maxLength: 60, size: 'max' },
);
const supervisors = actors.filter((a) => a.memberships.some((m) => m.unit === 'MPS' && m.role === 'supervisor'));

/** Plays stories and looks at every accepted event of the case. Answers which types were seen. */
function everyStep(look: (step: { header: World['log'][number]; before: World; after: World }) => void): Set<string> {
  const seen = new Set<string>();
  assertByChanceAndSeed(
    fc.property(workStory, (moves) => {
      moves.reduce<World>((before, given) => {
        const { accepted, header, world: after } = play(before, given);
        if (accepted && header.caseId === CASE) {
          seen.add(header.type);
          look({ header, before, after });
        }
        return after;
      }, begin);
    }),
    RUNS,
  );
  return seen;
}

describe('work on a case', () => {
  test('a concern of malice is approved only by a supervisor who did not raise it, once, and decides nothing', () => {
    const seen = everyStep(({ header, before, after }) => {
      if (header.type !== 'concern_reviewed') return;
      const { concern } = header.facets as FacetsOf<'concern_reviewed'>;
      const raised = caseOf(before)!.work.concerns[concern]!;
      expect(raised.state).toBe('raised');
      expect(raised.by).not.toBe(header.actor);
      expect(supervisors.map(({ user }) => user)).toContain(header.actor);
      expect(caseOf(after)!.decision).toEqual(caseOf(before)!.decision);
      expect(caseOf(after)!.state).toBe(caseOf(before)!.state);
    });
    expect([...seen]).toEqual(expect.arrayContaining(['concern_raised', 'concern_reviewed']));
  });

  test('a question goes to the charity only after a supervisor who did not write it has approved it', () => {
    const seen = everyStep(({ header, before }) => {
      if (header.type !== 'question_passed') return;
      const { question } = header.facets as FacetsOf<'question_passed'>;
      const proposed = before.log.find(({ id }) => id === question)!;
      const review = before.log.findLast(
        ({ type, facets }) => type === 'question_reviewed' && facets.question === question,
      )!;
      expect(review.facets.verdict).toBe('approved');
      expect(review.actor).not.toBe(proposed.actor);
      expect(supervisors.map(({ user }) => user)).toContain(review.actor);
    });
    expect(seen).toContain('question_passed');
    expect(seen).toContain('question_answered');
  });

  test('a case that is handed over changes hands when its recipient accepts, not before', () => {
    const seen = everyStep(({ header, before, after }) => {
      if (header.type === 'handed_over') expect(caseOf(after)!.allocatedTo).toBe(caseOf(before)!.allocatedTo);
      if (header.type !== 'hand_over_accepted') return;
      expect(caseOf(before)!.work.handOver?.to).toBe(header.actor);
      expect(caseOf(after)!.allocatedTo).toBe(header.actor);
      expect(caseOf(after)!.work.handOver).toBeNull();
    });
    expect(seen).toContain('hand_over_accepted');
  });

  test('a draft goes only with a hand-over, from its giver to its receiver, who alone answers it, once, and after it', () => {
    const ends = new Set<string>();
    const seen = everyStep(({ header, before, after }) => {
      const had = caseOf(before)!;
      const has = caseOf(after)!;
      if (header.type === 'draft_shared') {
        const { handOver, cover } = had.work;
        if (handOver?.by === header.actor && handOver.to === header.facets.to)
          expect(has.work.sharedDrafts[header.id]).toMatchObject({ by: header.actor, state: 'offered' });
        else {
          // Between whoever is away and who covers for them it is there at once.
          expect([cover!.of, cover!.to].toSorted()).toEqual([header.actor, header.facets.to].toSorted());
          expect(cover!.ended).toBe(false);
          if (handOver === null) expect(has.work.sharedDrafts[header.id]).toMatchObject({ state: 'passed' });
        }
        // Nothing is signed with it, and nobody comes to hold anything.
        expect([has.decision, has.graded, has.danger, has.allocatedTo]).toEqual([
          had.decision,
          had.graded,
          had.danger,
          had.allocatedTo,
        ]);
      }
      if (header.type === 'draft_answered') {
        const { draft, result } = header.facets as FacetsOf<'draft_answered'>;
        expect(had.work.sharedDrafts[draft]).toMatchObject({ to: header.actor, state: 'passed' });
        expect(has.work.sharedDrafts[draft]!.state).toBe(result);
      }
      for (const { state } of Object.values(has.work.sharedDrafts)) ends.add(state);
      // What is offered is offered with the hand-over that stands.
      for (const { by, to, state } of Object.values(has.work.sharedDrafts))
        if (state === 'offered') expect(has.work.handOver).toMatchObject({ by, to });
    });
    expect(seen).toContain('draft_answered');
    expect([...ends].sort()).toEqual(['left', 'offered', 'passed', 'taken', 'withdrawn']);
  });

  test('a draft that is offered when a cover ends stays with who wrote it, as does the case', () => {
    const given = { pick: 0, choice: 0, upToDate: true };
    const world = [
      { ...given, actor: 1, type: 'allocated', choice: 1 },
      { ...given, actor: 2, type: 'covered' },
      { ...given, actor: 1, type: 'handed_over' },
      { ...given, actor: 1, type: 'draft_shared', upToDate: false },
      { ...given, actor: 1, type: 'cover_ended' },
    ].reduce<World>((before, move) => {
      const { accepted, world: after } = play(before, move);
      expect(accepted).toBe(true);
      return after;
    }, begin);
    const { handOver, sharedDrafts } = caseOf(world)!.work;
    expect(handOver).toBeNull();
    expect(Object.values(sharedDrafts).map(({ state }) => state)).toEqual(['withdrawn']);
  });

  test('acknowledging to the charity is due from the arrival of the report until the first risk answer, the decision, or word to it', () => {
    const ran = { running: 0, ended: 0 };
    everyStep(({ after }) => {
      const facts = caseOf(after)!;
      const clock = clocksOf(facts).find((one) => one.clock === 'acknowledge_charity');
      expect(clock === undefined).toBe(
        facts.work.riskAt !== null || facts.decision !== null || facts.work.charity.length > 0,
      );
      if (clock !== undefined) expect(clock.startedAt).toBe(facts.work.arrivedAt);
      ran[clock === undefined ? 'ended' : 'running'] += 1;
    });
    expect(Math.min(ran.running, ran.ended)).toBeGreaterThan(100);
  });

  test('a supervisor’s look at what is only recorded is due until one has approved that very decision', () => {
    const at = '2026-03-02T09:00:00.000Z';
    const decision = { id: 'd', by: actors[1]!.user, outcomes: ['record'], route: 'here' } as const;
    const approval = { event: 'e', by: actors[2]!.user, at, author: decision.by };
    const runs = (approvals: CaseFacts['work']['approvals']) => {
      const facts = caseOf(begin)!;
      const decided: CaseFacts = { ...facts, decision, work: { ...facts.work, decidedAt: at, approvals } };
      return clocksOf(decided).some(({ clock }) => clock === 'no_action_review');
    };
    expect(runs({})).toBe(true);
    expect(runs({ another: approval })).toBe(true);
    expect(runs({ [decision.id]: approval })).toBe(false);
  });

  test('nothing is settled, answered or acknowledged twice, or without having been there', () => {
    const kinds = { task_settled: 'task', check_answered: 'check', danger_acknowledged: 'alert' } as const;
    const seen = everyStep(({ header, before }) => {
      const name = kinds[header.type as keyof typeof kinds];
      if (name === undefined) return;
      const id = header.facets[name];
      expect(before.log.some((earlier) => earlier.id === id)).toBe(true);
      expect(before.log.some((earlier) => earlier.type === header.type && earlier.facets[name] === id)).toBe(false);
    });
    for (const type of Object.keys(kinds)) expect(seen).toContain(type);
  });

  test('the statutory clock is never moved, and counts from the earlier of both authorities’ times', () => {
    let running = 0;
    everyStep(({ header, after }) => {
      if (header.type === 'clock_moved') expect(header.facets.clock).not.toBe('mandatory_referral');
      const facts = caseOf(after)!;
      const clock = clocksOf(facts).find(({ kind }) => kind === 'statutory');
      if (clock === undefined) return;
      running += 1;
      const { referralClearAt, authorityClearAt } = facts.work;
      const start = [referralClearAt, authorityClearAt].filter((time) => time !== null).sort()[0]!;
      expect(clock.due).toBe(referralDueAt(start));
      expect(clock.moved).toBe(false);
    });
    expect(running).toBeGreaterThan(100);
  });

  test('the words of a case agree with its facts, whatever happened', () => {
    assertByChanceAndSeed(
      fc.property(workStory, (moves) => {
        const world = moves.reduce((before, given) => play(before, given).world, begin);
        const facts = caseOf(world)!;
        const file = world.log
          .filter(({ caseId }) => caseId === CASE)
          .reduce((folded, header, seq) => foldCase(folded, { header, payload: null, seq }), emptyCase(CASE));
        const { work } = file;
        expect(file.allocatedTo).toBe(facts.allocatedTo);
        expect(work.labels).toEqual(facts.work.labels);
        expect(work.tasks.filter(({ settled }) => settled !== null).map(({ event }) => event)).toEqual(
          Object.keys(facts.work.tasks).filter((id) => facts.work.tasks[id]!.settled),
        );
        expect(work.links.map(({ facets }) => facets.other)).toEqual(facts.work.links);
        expect(work.people.map(({ person }) => person)).toEqual(Object.keys(facts.work.people));
        expect(work.sharedDrafts.map(({ event, state }) => [event, state])).toEqual(
          Object.entries(facts.work.sharedDrafts).map(([event, { state }]) => [event, state]),
        );
        expect(work.handOver?.event ?? null).toBe(facts.work.handOver?.offer ?? null);
      }),
      RUNS,
    );
  });

  test('facts come back from a row as they were written', () => {
    fc.assert(
      fc.property(workStory, (moves) => {
        const facts = caseOf(moves.reduce((before, given) => play(before, given).world, begin))!;
        const stored = JSON.stringify(sparseFacts(facts));
        expect(wholeFacts(StoredFacts.parse(JSON.parse(stored)))).toEqual(JSON.parse(JSON.stringify(facts)));
      }),
    );
  });

  test('a case that was only screened is stored without a word about the work that there is not', () => {
    const { work } = sparseFacts(caseOf(begin)!) as CaseFacts;
    expect(Object.keys(work)).toEqual(['arrivedAt', 'openedAt']);
  });

  test('facts that a version stored which knew none of this are completed, and fold on', () => {
    const { work: _, ...old } = caseOf(begin)!;
    const whole = wholeFacts(old as unknown as Facts);
    const move = { actor: 1, type: 'labelled', pick: 0, choice: 0, upToDate: true };
    const header = play(begin, move).header;
    expect(foldFacts(whole, header)).toMatchObject({ work: { labels: ['MEDIA'] } });
  });
});
