import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FacetsOf } from '../../shared/domain/events/index.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { permits } from '../../shared/domain/permits.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';
import {
  actorOf,
  actors,
  CASE,
  caseOf,
  decidedCase,
  emptyWorld,
  headerOf,
  move,
  moveOrUnknown,
  opening,
  play,
  story,
  type World,
} from './domain-moves.ts';

const RUNS = { numRuns: 2000 };
/** Danger outranks screening; labels, reminders, hand-overs and swaps tell nothing of the text. */
const beforeScreening = (type: string) =>
  /^(danger_|labelled$|reminded$|handed_over$|hand_over_accepted$|swap_asked$|second_review_drawn$|escalation_|cover|apart_answered$|apart_seen$)/.test(
    type,
  );
const begin = play(emptyWorld, opening).world;
const decided = decidedCase.reduce((world, given) => play(world, given).world, emptyWorld);

describe('no sequence of permitted events reaches an illegal state', () => {
  test('whoever acts on a case is of its desk, has screened it and declared no conflict', () => {
    let acts = 0;
    assertByChanceAndSeed(
      fc.property(story(), (moves) => {
        moves.reduce<World>((world, given) => {
          const { accepted, header, world: after } = play(world, given);
          if (!accepted || header.caseId !== CASE) return after;
          const before = caseOf(world)!;
          const actor = actors[given.actor]!;
          expect(actor.memberships.some((m) => m.unit === 'MPS' && m.role !== 'investigator')).toBe(true);
          if (header.type !== 'screened') expect(before.screened[actor.user]).not.toBe('declared');
          const unseen = ['screened', 'allocated'].includes(header.type) || beforeScreening(header.type);
          if (!unseen) {
            expect(before.screened[actor.user]).toBe('none');
            acts += 1;
          }
          return after;
        }, begin);
      }),
      RUNS,
    );
    expect(acts).toBeGreaterThan(1000);
  });

  test('a declared conflict stays declared, and takes the case from who had it', () => {
    assertByChanceAndSeed(
      fc.property(story(), (moves) => {
        moves.reduce<World>((world, given) => {
          const { accepted, header, world: after } = play(world, given);
          for (const [user, result] of Object.entries(caseOf(world)!.screened))
            if (result === 'declared') expect(caseOf(after)!.screened[user]).toBe('declared');
          if (accepted && header.type === 'screened' && caseOf(after)!.screened[header.actor] === 'declared')
            expect(caseOf(after)!.allocatedTo).not.toBe(header.actor);
          return after;
        }, begin);
      }),
      RUNS,
    );
  });

  test('what is graded is a statement that stood, what is referred was decided so, what is acknowledged was issued', () => {
    const reached = new Set<string>();
    assertByChanceAndSeed(
      fc.property(fc.constantFrom(begin, decided), story(), (start, moves) => {
        moves.reduce<World>((world, given) => {
          const { accepted, header, world: after } = play(world, given);
          if (!accepted) return after;
          const before = caseOf(world)!;
          const now = caseOf(after)!;
          reached.add(header.type);
          if (header.type === 'graded') {
            const { statement } = header.facets as FacetsOf<'graded'>;
            const answer = world.log.find(({ id, type }) => id === statement && type === 'check_answered');
            if (answer === undefined)
              expect(before.annotations[statement]).toMatchObject({ kind: 'statement', withdrawn: false });
          }
          if (header.type === 'referred') {
            const { outcome } = header.facets as FacetsOf<'referred'>;
            expect(before.decision?.outcomes).toContain(outcome);
          }
          if (header.type === 'annotation_revised' || header.type === 'annotation_withdrawn') {
            const { annotation } = header.facets as FacetsOf<'annotation_revised'>;
            expect(before.annotations[annotation]).toMatchObject({ author: header.actor, withdrawn: false });
          }
          if (header.type === 'acknowledged') {
            expect(world.facts.get(header.caseId)?.kind).toBe('referral');
            expect(now.referrals[header.caseId]?.acknowledgedBy).toBe(header.actor);
          }
          for (const statement of now.graded)
            expect(now.annotations[statement]?.kind ?? now.work.answers.includes(statement)).toBeOneOf([
              'statement',
              true,
            ]);
          if (Object.keys(now.referrals).length > 0) expect(now.decision ?? now.pending).toBeTruthy();
          return after;
        }, start);
      }),
      RUNS,
    );
    // The stories are long enough to come to the end of the job.
    for (const type of ['graded', 'decided', 'referred', 'referral_issued', 'acknowledged'])
      expect([type, reached.has(type)]).toEqual([type, true]);
  });

  test('the state says what happened, and nothing else', () => {
    const states = new Set<string>();
    assertByChanceAndSeed(
      fc.property(fc.constantFrom(begin, decided), story(), (start, moves) => {
        const world = moves.reduce((before, given) => play(before, given).world, start);
        const facts = caseOf(world)!;
        const own = world.log.filter((header) => header.caseId === CASE).map((header) => header.type);
        states.add(facts.state);
        if (facts.state === 'received')
          expect(own.some((type) => ['graded', 'decided', 'referred'].includes(type))).toBe(false);
        if (facts.state === 'decided') expect(own).not.toContain('referred');
        expect(['referred', 'acknowledged'].includes(facts.state)).toBe(own.includes('referred'));
        // One of no further action has no effect before it is approved, and after it was opened again.
        const standsOrWaits = facts.decision !== null || (facts.pending ?? null) !== null;
        expect(standsOrWaits).toBe(own.includes('decided'));
      }),
      RUNS,
    );
    expect([...states].sort()).toEqual(['acknowledged', 'decided', 'in_assessment', 'received', 'referred']);
  });

  test('a slot takes an event only from who has seen the last one in it', () => {
    let conflicts = 0;
    assertByChanceAndSeed(
      fc.property(story(), (moves) => {
        moves.reduce<World>((world, given) => {
          const { accepted, header, world: after } = play(world, given);
          const slot = { decided: 'decision', allocated: 'allocation', acknowledged: 'acknowledgement' }[header.type];
          if (slot === undefined) return after;
          const current = world.facts.get(header.caseId)?.slots[slot];
          if (accepted) expect(header.basedOn).toBe(current);
          else {
            const verdict = permits(actors[given.actor]!, world.facts.get(header.caseId) ?? null, header);
            if (!verdict.ok && verdict.refusal.code === 'conflict') {
              conflicts += 1;
              expect(verdict.refusal).toMatchObject({ slot, current: current ?? null });
            }
          }
          return after;
        }, begin);
      }),
      RUNS,
    );
    expect(conflicts).toBeGreaterThan(100);
  });

  test('after an event that is not understood nothing is decided or referred any more, and notes still go in', () => {
    let noted = 0;
    assertByChanceAndSeed(
      fc.property(story(moveOrUnknown), (moves) => {
        moves.reduce<World>((world, given) => {
          const { accepted, header, world: after } = play(world, given);
          if (accepted && caseOf(world)!.needsUpdate) {
            expect(['decided', 'referred']).not.toContain(header.type);
            if (header.type === 'annotated') noted += 1;
          }
          if (accepted && header.type === 'levitated') expect(caseOf(after)!.needsUpdate).toBe(true);
          return after;
        }, begin);
      }),
      RUNS,
    );
    expect(noted).toBeGreaterThan(10);
  });

  test('facts that were written down as JSON and read again permit the same', () => {
    assertByChanceAndSeed(
      fc.property(story(moveOrUnknown), move, (moves, last) => {
        const world = moves.reduce((before, given) => play(before, given).world, begin);
        const facts = new Map(
          [...world.facts].map(([key, value]) => [key, JSON.parse(JSON.stringify(value)) as Facts]),
        );
        const header = headerOf(last, world);
        const judged = (from: ReadonlyMap<string, Facts>) =>
          permits(actorOf(last, world), from.get(header.caseId) ?? null, header);
        expect(judged(facts)).toEqual(judged(world.facts));
      }),
      RUNS,
    );
  });
});
