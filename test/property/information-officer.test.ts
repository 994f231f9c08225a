/** Whoever keeps the records of a desk does that and nothing else there, whatever has happened to a case. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permits } from '../../shared/domain/permits.ts';
import { isRecordEvent } from '../../shared/domain/record-keeping.ts';
import { known } from '../../shared/domain/events/index.ts';
import { desksOf, desksReadBy, keyUnitsOf, worksAtDesk } from '../../shared/domain/roles.ts';
import { decidedCase, emptyWorld, id, play, story, type World } from './domain-moves.ts';
import type { Actor } from '../../shared/domain/verdict.ts';

const officer = (unit: string): Actor => ({
  user: id('a', 90),
  device: id('d', 90),
  memberships: [{ unit, role: 'information_officer' }],
});
const begin = decidedCase.reduce((world, given) => play(world, given).world, emptyWorld);

test('signs that they know nobody, that somebody is in danger, and the keeping of records: nothing else, and nowhere else', () => {
  const allowed = new Set<string>();
  const refused = new Set<string>();
  fc.assert(
    fc.property(story(), (moves) => {
      moves.reduce<World>((world, given) => {
        const { header, accepted, world: after } = play(world, given);
        // Issued by whoever referred, which the hub asks beside the rules.
        if (!accepted || header.type === 'levitated' || header.type === 'referral_issued') return after;
        const facts = world.facts.get(header.caseId) ?? null;
        for (const unit of ['MPS', 'GMP']) {
          const actor = officer(unit);
          const theirs = { ...header, actor: actor.user, device: actor.device };
          if (!permits(actor, facts, theirs).ok) refused.add(header.type);
          else {
            expect(unit).toBe('MPS');
            allowed.add(header.type);
          }
        }
        return after;
      }, begin);
    }),
    { numRuns: 800 },
  );
  expect([...allowed].toSorted()).toEqual(['danger_raised', 'screened']);
  for (const type of ['annotated', 'decided', 'referred', 'allocated', 'task_set', 'apart_requested', 'handed_over'])
    expect([type, refused.has(type)]).toEqual([type, true]);
});

test('keeps the records of a case only after its conflict screen, and never those of another desk', () => {
  const facts = begin.facts.values().next().value!;
  const hold = (actor: Actor) => ({
    ...begin.log[0]!,
    ...{ id: id('f', 80), type: 'hold_set', v: 1, actor: actor.user, device: actor.device },
    facets: { kind: 'DSAR' },
  });
  expect(isRecordEvent(known(hold(officer('MPS')))!)).toBe(true);
  expect(permits(officer('MPS'), facts, hold(officer('MPS')))).toMatchObject({
    refusal: { reason: 'conflict_not_screened' },
  });
  const screened = { ...facts, screened: { [officer('MPS').user]: 'none' } } as typeof facts;
  expect(permits(officer('MPS'), screened, hold(officer('MPS'))).ok).toBe(true);
  expect(permits(officer('GMP'), screened, hold(officer('GMP')))).toMatchObject({
    refusal: { reason: 'role_missing', who: 'information_officer' },
  });
});

test('reads the desk whose records they keep with its key, and works at none: no case can be given to them', () => {
  const { memberships } = officer('MPS');
  expect(desksReadBy(memberships)).toEqual(['MPS']);
  expect(keyUnitsOf(memberships)).toEqual(['MPS']);
  expect(desksOf(memberships)).toEqual([]);
  expect(worksAtDesk(memberships)).toBe(false);
});
