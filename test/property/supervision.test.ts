import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggest, type Load, type Waiting } from '../../shared/domain/allocation.ts';
import { isNoFurtherAction } from '../../shared/domain/approval.ts';
import { dueKinds, duesOf } from '../../shared/domain/dues.ts';
import { levelOf, ownersOf } from '../../shared/domain/escalation.ts';
import type { Role } from '../../shared/domain/events/directory.ts';
import { type Approved, isOver, monthOf, sampleOf, seedOf, sizeOf } from '../../shared/domain/sample.ts';
import { openReview } from '../../shared/domain/second-review.ts';
import { foldMeasure, type Measure } from '../../shared/domain/statistics/measure.ts';
import { caseOf, emptyWorld, opening, play, type World } from './domain-moves.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const desk = [1, 2, 3, 7, 8];
const screened = desk.map((actor) => ({ actor, type: 'screened', pick: 0, choice: 0, upToDate: false }));
const begin = [opening, ...screened].reduce((world, given) => play(world, given).world, emptyWorld);

/** What the people of one desk, three of them its supervisors, try on a case; the numbers pick among what is there. */
const longStory = fc.array(
  fc.record({
    actor: fc.constantFrom(...desk),
    type: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom('decided', 'allocated', 'concern_raised') },
      {
        weight: 8,
        arbitrary: fc.constantFrom(
          ...['decision_reviewed', 'second_review_drawn', 'second_review_found', 'second_review_settled'],
        ),
      },
    ),
    pick: fc.nat(5),
    choice: fc.nat(5),
    upToDate: fc.constant(true),
  }),
  { maxLength: 60, size: 'max' },
);

describe('approval', () => {
  const seen = { waiting: 0, approved: 0, returned: 0, reopened: 0 };

  test('no decision of no further action has effect before somebody else approved it, whatever is done', () => {
    assertByChanceAndSeed(
      fc.property(longStory, (moves) => {
        const world = moves.reduce<World>((before, given) => play(before, given).world, begin);
        const facts = caseOf(world)!;
        const log = world.log.filter(({ caseId }) => caseId === facts.caseId);
        const approvals = log.filter(
          ({ type, facets }) => type === 'decision_reviewed' && facets.verdict === 'approved',
        );
        const { decision } = facts;
        if (decision !== null && isNoFurtherAction(decision)) {
          const approval = approvals.find(({ facets }) => facets.decision === decision.id);
          expect(approval).toBeDefined();
          expect(approval!.actor).not.toBe(decision.by);
          seen.approved += 1;
        }
        for (const { actor, facets } of approvals)
          expect(log.find(({ id }) => id === facets.decision)!.actor).not.toBe(actor);
        // Nor does it count in any figure.
        const measure = log.reduce<Measure | null>(foldMeasure, null);
        expect(measure?.decision ?? null).toEqual(decision && { outcomes: decision.outcomes, route: decision.route });
        if (facts.pending?.state === 'waiting') seen.waiting += 1;
        if (facts.pending?.state === 'returned') seen.returned += 1;
        if (log.some(({ type, facets }) => type === 'second_review_settled' && facets.result === 'reopened'))
          seen.reopened += 1;
        const reviews = Object.entries(facts.work.secondReviews).flatMap(([id, review]) =>
          openReview(review) === null ? [] : [id],
        );
        const dues = duesOf(facts);
        expect(dues.filter(({ kind }) => kind === 'second_review').map(({ what }) => what)).toEqual(reviews);
        // What waits, or came back, is somebody's to act on.
        const due = dues.find(({ kind, what }) => kind === 'approval' && what === facts.pending?.id);
        expect(due?.holder).toBe(
          facts.pending ? (facts.pending.state === 'returned' ? facts.pending.by : null) : undefined,
        );
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });
});

describe('second review', () => {
  test('is read by neither who decided nor who approved, and settled by nobody who had a part in it', () => {
    let found = 0;
    assertByChanceAndSeed(
      fc.property(longStory, (moves) => {
        const world = moves.reduce<World>((before, given) => play(before, given).world, begin);
        const log = world.log.filter(({ caseId }) => caseId === caseOf(world)!.caseId);
        for (const { type, actor, facets } of log) {
          if (type !== 'second_review_found' && type !== 'second_review_settled') continue;
          found += 1;
          const part = log.filter(
            (other) =>
              other.id === facets.decision ||
              (other.type === 'decision_reviewed' &&
                other.facets.decision === facets.decision &&
                other.facets.verdict === 'approved') ||
              (type === 'second_review_settled' &&
                other.type === 'second_review_found' &&
                other.facets.decision === facets.decision),
          );
          expect(part.map((other) => other.actor)).not.toContain(actor);
        }
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(0);
  });
});

const approved: fc.Arbitrary<Approved[]> = fc.uniqueArray(
  fc.record({
    decision: fc.uuid({ version: 7 }),
    approval: fc.uuid({ version: 7 }),
    at: fc.constant('2026-10-05T10:00:00.000Z'),
  }),
  { selector: ({ decision }) => decision, maxLength: 60 },
);

describe('the sample', () => {
  test('is the same for whoever repeats it, in whatever order they read the log', () => {
    fc.assert(
      fc.property(approved, fc.integer({ min: 1, max: 100 }), fc.infiniteStream(fc.nat()), (all, share, numbers) => {
        const other = all
          .map((one) => ({ one, key: numbers.next().value! }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const [seed, again] = [all, other].map((list) => seedOf('MPS', '2026-10', list, digest));
        expect(again).toBe(seed);
        const drawn = sampleOf(all, share, seed!, digest);
        expect(sampleOf(other, share, again!, digest)).toEqual(drawn);
        expect(drawn).toHaveLength(sizeOf(all.length, share));
        expect(all.length === 0 || drawn.length > 0).toBe(true);
        // A larger share cannot leave out what a smaller one draws.
        expect(sampleOf(all, 100, seed!, digest)).toEqual(expect.arrayContaining(drawn));
        expect(sampleOf(all, Math.min(100, share + 7), seed!, digest).slice(0, drawn.length)).toEqual(drawn);
      }),
    );
  });

  test('cannot be steered: one approval more or less, another unit or month, and the order is another', () => {
    fc.assert(
      fc.property(
        approved.filter((all) => all.length > 0),
        (all) => {
          const seed = seedOf('MPS', '2026-10', all, digest);
          expect(seedOf('MPS', '2026-10', all.slice(1), digest)).not.toBe(seed);
          expect(seedOf('GMP', '2026-10', all, digest)).not.toBe(seed);
          expect(seedOf('MPS', '2026-09', all, digest)).not.toBe(seed);
        },
      ),
    );
  });

  test('is drawn from a month of London that is over', () => {
    // British Summer Time: 23:30 UTC on 31 May is 1 June in London.
    expect(monthOf('2026-05-31T23:30:00.000Z')).toBe('2026-06');
    expect(isOver('2026-05', '2026-05-31T22:59:59.999Z')).toBe(false);
    expect(isOver('2026-05', '2026-05-31T23:00:00.000Z')).toBe(true);
  });
});

const people = ['ann', 'bea', 'cas', 'dil', 'eve'];
const loads: fc.Arbitrary<Load[]> = fc.tuple(
  ...people.map((user) =>
    fc.record({
      user: fc.constant(user),
      name: fc.constant(user),
      held: fc.integer({ min: 0, max: 30 }),
      heavy: fc.integer({ min: 0, max: 10 }),
    }),
  ),
);
const waiting: fc.Arbitrary<Waiting[]> = fc
  .array(fc.record({ heavy: fc.boolean(), offered: fc.subarray(people) }), { maxLength: 40 })
  .map((all) => all.map((one, index) => ({ ...one, caseId: `c${index}` })));

describe('allocation', () => {
  test('suggests nobody who may not be given the case, nobody else’s choice either, and somebody where anybody can', () => {
    fc.assert(
      fc.property(
        waiting,
        loads,
        fc.dictionary(fc.constantFrom('c0', 'c1', 'c2'), fc.constantFrom(...people)),
        (cases, all, chosen) => {
          for (const [index, { to }] of suggest(cases, all, chosen).entries()) {
            const { offered, caseId } = cases[index]!;
            if (to === null) expect(offered).toEqual([]);
            else expect(offered).toContain(to);
            const wished = chosen[caseId];
            if (wished !== undefined && offered.includes(wished)) expect(to).toBe(wished);
          }
        },
      ),
    );
  });

  test('spreads: who is suggested has no more of that kind than anybody else who could be given it', () => {
    fc.assert(
      fc.property(waiting, loads, (cases, all) => {
        const now = new Map(all.map((load) => [load.user, { ...load }]));
        for (const [index, { to, held, heavy }] of suggest(cases, all).entries()) {
          if (to === null) continue;
          const one = cases[index]!;
          const theirs = now.get(to)!;
          expect([held, heavy]).toEqual([theirs.held, theirs.heavy]);
          for (const other of one.offered) {
            if (one.heavy) expect(heavy).toBeLessThanOrEqual(now.get(other)!.heavy);
            else expect(held).toBeLessThanOrEqual(now.get(other)!.held);
          }
          theirs.held += 1;
          if (one.heavy) theirs.heavy += 1;
        }
      }),
    );
  });
});

describe('escalation', () => {
  const roles = fc.subarray<Role>(['assessor', 'supervisor', 'investigator']);
  const unitPeople = fc.tuple(
    ...people.map((user) =>
      roles.map((held) => ({
        user,
        memberships: held.map((role) => ({ unit: 'MPS', role })),
      })),
    ),
  );

  test('leaves nothing overdue without somebody who answers for it, as long as anybody works there', () => {
    fc.assert(
      fc.property(
        unitPeople,
        fc.option(fc.constantFrom(...people, 'gone')),
        fc.option(fc.constantFrom(...people)),
        fc.subarray(people),
        fc.constantFrom(null, 'supervisor' as const, 'head' as const),
        (all, holder, head, away, level) => {
          const works = all.filter(({ memberships }) => memberships.some(({ role }) => role !== 'investigator'));
          const unit = { unit: 'MPS', people: works, head, away: new Set(away) };
          const { answerable } = ownersOf({ holder }, level, unit);
          if (works.length > 0) expect(answerable.length).toBeGreaterThan(0);
          if (level === 'head' && head !== null) expect(answerable).toContain(head);
          const supervisors = works.filter(({ memberships }) => memberships.some(({ role }) => role === 'supervisor'));
          if (level !== null && supervisors.length > 0)
            expect(supervisors.some(({ user }) => answerable.includes(user))).toBe(true);
        },
      ),
    );
  });

  test('climbs, and never down: from nobody to the supervisors to the head of unit', () => {
    const order = [null, 'supervisor', 'head'];
    const begun = Date.parse('2026-11-01T09:00:00.000Z');
    fc.assert(
      fc.property(
        fc.constantFrom(...dueKinds),
        fc.boolean(),
        fc.integer({ min: -5000, max: 9000 }),
        fc.integer({ min: 0, max: 9000 }),
        (kind, statutory, minutes, later) => {
          const due = { kind, statutory, due: new Date(begun).toISOString() };
          const level = levelOf(due, begun + minutes * 60_000);
          const after = levelOf(due, begun + (minutes + later) * 60_000);
          expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(level));
          expect(level === null).toBe(minutes < 0);
          expect(levelOf(due, begun + 9000 * 60_000)).toBe('head');
        },
      ),
    );
    expect(levelOf({ kind: 'check', statutory: false, due: null }, begun)).toBeNull();
  });
});
