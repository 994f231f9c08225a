/** Whatever happened to a case before it moves: who may act on it afterwards is told by where it went. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventHeader } from '../../shared/domain/header.ts';
import { NO_PAYLOAD_HASH } from '../../shared/domain/header.ts';
import { duesOf } from '../../shared/domain/dues.ts';
import { foldFacts, placeOf, type CaseFacts, type Facts } from '../../shared/domain/facts.ts';
import { permits } from '../../shared/domain/permits.ts';
import { CASE, id, received } from './domain-moves.ts';
import type { Actor } from '../../shared/domain/verdict.ts';
import { mayRead } from '../../shared/domain/standing.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const person = (n: number, ...memberships: Actor['memberships']): Actor => ({
  user: id('a', n),
  device: id('d', n),
  memberships,
});
const supervisor = person(1, { unit: 'MPS', role: 'supervisor' });
const assessor = person(2, { unit: 'MPS', role: 'assessor' });
const other = person(3, { unit: 'GMP', role: 'supervisor' });
/** She supervises the same desk. */
const second = person(4, { unit: 'MPS', role: 'supervisor' });
const people = [supervisor, assessor, other, second];

let n = 0;
const header = (actor: Actor, type: string, facets: object, basedOn?: string): EventHeader => ({
  id: id('f', ++n),
  caseId: CASE,
  type,
  v: 1,
  actor: actor.user,
  device: actor.device,
  deviceSeq: n,
  at: '2026-03-01T07:00:00.000Z',
  ...(basedOn !== undefined && { basedOn }),
  facets: facets as EventHeader['facets'],
  payloadHash: NO_PAYLOAD_HASH,
});
const key = { enc: received.caseKey.sealed.enc, ct: received.caseKey.sealed.ct };
const toDesk = (unit: string) => ({
  to: 'desk',
  unit,
  why: 'misrouted',
  caseKey: { desk: id('b', 2), sealed: [key] },
  chunks: [],
});
const apart = (...readers: Actor[]) => ({
  to: 'readers',
  readers: readers.map(({ user }) => user),
  caseKey: { devices: readers.map(({ device }) => ({ device, sealed: [key] })) },
  chunks: [],
});

const asked = (what: string) => ({
  readers: (what === 'ask' ? [assessor, supervisor] : [supervisor]).map(({ user }) => user),
});
/** Its author takes it back; anybody else returns it. */
const answer = (facts: Facts | null, { user }: Actor) => {
  const request = facts?.kind === 'case' ? facts.work.apart.request : null;
  return { request: request?.request ?? id('f', 0), verdict: request?.by === user ? 'withdrawn' : 'returned' };
};

const act = fc.record({
  who: fc.nat(people.length - 1),
  what: fc.constantFrom(
    'screened',
    'allocated',
    'GMP',
    'MPS',
    'apart',
    'apart alone',
    'ask',
    'ask alone',
    'back',
    'labelled',
  ),
});

interface Accepted {
  readonly header: EventHeader;
  readonly before: CaseFacts;
}

function play(acts: readonly { who: number; what: string }[], accepted: Accepted[] = []): CaseFacts {
  const gateway = person(0, { unit: 'AUDIT', role: 'gateway' });
  let facts: Facts | null = foldFacts(null, header(gateway, 'report_received', received));
  for (const { who, what } of acts) {
    const actor = people[who]!;
    const place = facts?.slots.place;
    const event =
      what === 'screened'
        ? header(actor, what, { result: 'none' })
        : what === 'labelled'
          ? header(actor, what, { label: 'URGENT', on: true })
          : what === 'allocated'
            ? header(actor, what, { to: actor.user }, facts?.slots.allocation)
            : what === 'ask' || what === 'ask alone'
              ? header(actor, 'apart_requested', asked(what), facts?.slots['setting apart'])
              : what === 'back'
                ? header(actor, 'apart_answered', answer(facts, actor), facts?.slots['setting apart'])
                : what === 'apart'
                  ? header(actor, 'moved', apart(supervisor, assessor), place)
                  : what === 'apart alone'
                    ? header(actor, 'moved', apart(supervisor), place)
                    : header(actor, 'moved', toDesk(what), place);
    if (!permits(actor, facts, event).ok) continue;
    accepted.push({ header: event, before: facts as CaseFacts });
    facts = foldFacts(facts, event);
  }
  return facts as CaseFacts;
}

describe('a case that moves', () => {
  it('is worked on only by those who may see where it lies, and held by nobody else', () =>
    fc.assert(
      fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
        const facts = play(acts);
        const place = placeOf(facts);
        for (const actor of people) {
          const sees = place.startsWith('readers:')
            ? mayRead(facts, actor.user)
            : actor.memberships.some(({ unit }) => place === `desk:${unit}`);
          const verdict = permits(actor, facts, header(actor, 'screened', { result: 'none' }));
          expect(verdict.ok).toBe(sees);
          if (!sees) expect(facts.allocatedTo).not.toBe(actor.user);
        }
        expect(facts.places ?? []).toHaveLength(new Set(facts.places).size);
      }),
    ));

  it('goes apart only as somebody else asked, to exactly those readers, and never after the request was answered', () => {
    let apartAt = 0;
    let returned = 0;
    assertByChanceAndSeed(
      fc.property(fc.array(act, { maxLength: 30, size: 'max' }), (acts) => {
        const accepted: Accepted[] = [];
        play(acts, accepted);
        for (const [n, { header: moved, before }] of accepted.entries()) {
          if (moved.type === 'apart_answered' && moved.facets.verdict === 'returned') {
            returned += 1;
            const request = accepted.find(({ header: one }) => one.id === moved.facets.request)!.header;
            expect(request.actor).not.toBe(moved.actor);
            expect([supervisor.user, second.user]).toContain(moved.actor);
          }
          if (moved.type !== 'moved' || moved.facets.to !== 'readers') continue;
          apartAt += 1;
          const earlier = accepted.slice(0, n).map(({ header: one }) => one);
          const request = earlier.findLast(({ type }) => type === 'apart_requested')!;
          expect(request.actor).not.toBe(moved.actor);
          expect([...(moved.facets.readers as string[])].toSorted()).toEqual(
            [...(request.facets.readers as string[])].toSorted(),
          );
          expect(earlier.some(({ type, facets }) => type === 'apart_answered' && facets.request === request.id)).toBe(
            false,
          );
          // While it waits it is due, and never longer than a working day or a weekend.
          expect(duesOf(before).filter(({ kind, what }) => kind === 'approval' && what === request.id)).toHaveLength(1);
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(apartAt, returned)).toBeGreaterThan(20);
  });

  it('is supervised by whoever supervises anywhere among its readers, and by nobody who is not one of them', () => {
    const apartFrom = play([{ who: 1, what: 'screened' }]);
    const screened = { ...apartFrom.screened, [other.user]: 'none', [second.user]: 'none' } as const;
    const readers = [assessor.user, other.user];
    const facts: CaseFacts = {
      ...apartFrom,
      screened,
      apart: { why: 'user_named', readers, closedTo: [], devices: [] },
    };
    const raised = header(assessor, 'concern_raised', { kind: 'malicious' });
    const asked = header(assessor, 'question_proposed', {});
    const after = foldFacts(foldFacts(facts, raised), asked);
    for (const [type, facets] of [
      ['concern_reviewed', { concern: raised.id, verdict: 'returned' }],
      ['question_reviewed', { question: asked.id, verdict: 'returned' }],
      ['apart_seen', {}],
    ] as const) {
      expect([type, permits(other, after, header(other, type, facets)).ok]).toEqual([type, true]);
      expect(permits(second, after, header(second, type, facets))).toMatchObject({
        refusal: { reason: 'case_unknown' },
      });
      expect(permits(assessor, after, header(assessor, type, facets)).ok).toBe(false);
    }
    // A question goes nowhere, and a concern stands for nothing, before that.
    const passed = { question: asked.id, passedAt: '2026-03-01T08:00:00.000Z' };
    expect(permits(other, after, header(other, 'question_passed', passed)).ok).toBe(false);
    // Seen once is seen.
    const seen = foldFacts(after, header(other, 'apart_seen', {}));
    expect(duesOf(after as CaseFacts).some(({ what, kind }) => kind === 'approval' && what === CASE)).toBe(true);
    expect(duesOf(seen as CaseFacts).some(({ what, kind }) => kind === 'approval' && what === CASE)).toBe(false);
  });

  it('meets an allocation that was signed before it as a conflict', () => {
    const facts = play([{ who: 1, what: 'allocated' }]);
    const late = header(assessor, 'allocated', { to: null }, facts.slots.allocation);
    const moved = foldFacts(facts, header(supervisor, 'moved', toDesk('GMP')))!;
    const back = foldFacts(moved, header(other, 'moved', toDesk('MPS'), moved.slots.place));
    expect(permits(assessor, facts, late).ok).toBe(true);
    expect(permits(assessor, back, late)).toMatchObject({ refusal: { code: 'conflict', slot: 'allocation' } });
  });
});
