import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeList } from '../../shared/domain/codes.ts';
import { known } from '../../shared/domain/events/index.ts';
import type { Track } from '../../shared/domain/events/investigation.ts';
import { foldFacts, type Facts, type ReferralFacts } from '../../shared/domain/facts.ts';
import { HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import { investigationTypes, noInvestigation, type InvestigationType } from '../../shared/domain/investigation.ts';
import { nextOutcomes } from '../../shared/domain/outcome-order.ts';
import { permits } from '../../shared/domain/permits.ts';
import { slotOf } from '../../shared/domain/slots.ts';
import { actors, CASE, decidedCase, emptyWorld, id, play } from './domain-moves.ts';

const REFERRAL = id('e', 0);
const investigator = actors[5]!;

/** A case that was referred, and its referral, acknowledged. */
const referred = [
  ...decidedCase,
  { actor: 1, type: 'referred', pick: 0, choice: 0, upToDate: false },
  { actor: 1, type: 'referral_issued', pick: 0, choice: 1, upToDate: false },
].reduce((world, given) => play(world, given).world, emptyWorld);

interface Told {
  readonly type: InvestigationType | 'acknowledged';
  readonly facets: EventHeader['facets'];
  readonly by: number;
  readonly seen: boolean;
}

const codes = (track: Track) =>
  codeList(
    track === 'misconduct' ? 'misconduct_outcome' : track === 'criminal' ? 'criminal_outcome' : 'list_entry',
  ).entries.map(({ code }) => code);
const on = '2026-05-01';
const subject = fc.constantFrom(0, 1, null);
const outcome = fc
  .constantFrom<Track>('misconduct', 'criminal', 'list')
  .chain((track) =>
    fc.record({ track: fc.constant(track), outcome: fc.constantFrom(...codes(track)), subject, on: fc.constant(on) }),
  );
const facetsOf: Record<Told['type'], fc.Arbitrary<object>> = {
  acknowledged: fc.constant({}),
  referral_accepted: fc.constant({}),
  referral_returned: fc.constant({ reason: 'NOT_OURS' }),
  investigation_logged: fc.constant({ step: 'INTERVIEW', on }),
  interim_measure: fc.record({
    measure: fc.constantFrom('SUSPENDED', 'REDEPLOYED'),
    subject,
    set: fc.boolean(),
    on: fc.constant(on),
  }),
  severity_assessed: fc.constantFrom({ severity: 'GM' }, { severity: 'MISC' }),
  outcome_recorded: fc.oneof(
    { weight: 5, arbitrary: outcome },
    { weight: 1, arbitrary: outcome.map((one) => ({ ...one, withdrawn: true })) },
  ),
  investigation_closed: fc.constant({ result: 'PROCEEDINGS_ENDED', on }),
};
const told: fc.Arbitrary<Told> = fc
  .oneof(
    { weight: 9, arbitrary: fc.constant<Told['type']>('outcome_recorded') },
    { weight: 3, arbitrary: fc.constantFrom<Told['type']>('acknowledged', ...investigationTypes) },
  )
  .chain((type) =>
    fc.record({
      type: fc.constant(type),
      facets: facetsOf[type] as fc.Arbitrary<EventHeader['facets']>,
      by: fc.constantFrom(5, 5, 5, 5, 1, 6),
      seen: fc.constantFrom(true, true, true, false),
    }),
  );
/** Usually one that was accepted, so that what follows has something to follow. */
const story = fc
  .tuple(fc.constantFrom(0, 1, 2, 2, 2), fc.array(told, { maxLength: 60, size: 'max' }))
  .map(([begun, rest]) => [
    ...(['acknowledged', 'referral_accepted'] as const)
      .slice(0, begun)
      .map((type): Told => ({ type, facets: {}, by: 5, seen: true })),
    ...rest,
  ]);

/** One story that reaches the far end of each track, whatever chance brings beside it. */
const wholeWay: Told[] = [
  { type: 'acknowledged', facets: {}, by: 5, seen: true },
  { type: 'referral_accepted', facets: {}, by: 5, seen: true },
  ...(
    [
      ['misconduct', 'CASE_TO_ANSWER_GM', 0],
      ['misconduct', 'DISMISSED', 0],
      ['list', 'BARRED_LIST', 0],
      ['criminal', 'CHARGED', 0],
      ['criminal', 'CONVICTED', 0],
      ['criminal', 'CHARGED', 1],
      ['criminal', 'ACQUITTED', 1],
      ['misconduct', 'CASE_TO_ANSWER_MISC', 1],
      ['misconduct', 'FWW', 1],
    ] as const
  ).map(([track, outcome, subject]): Told => ({
    type: 'outcome_recorded',
    facets: { track, outcome, subject, on },
    by: 5,
    seen: true,
  })),
];

function headerOf({ type, facets, by, seen }: Told, facts: ReferralFacts, n: number): EventHeader {
  const actor = actors[by]!;
  const bare: EventHeader = {
    id: id('a', 1000 + n),
    caseId: REFERRAL,
    type,
    v: 1,
    actor: actor.user,
    device: actor.device,
    deviceSeq: n + 1,
    at: '2026-05-02T08:00:00.000Z',
    facets,
    payloadHash: NO_PAYLOAD_HASH,
  };
  const slot = slotOf(known(bare)!);
  const current = slot === null ? undefined : facts.slots[slot];
  return seen && current !== undefined ? { ...bare, basedOn: current } : bare;
}

/** Plays a story and shows each accepted event to `look`, with what stood before it. */
function playOut(
  tale: readonly Told[],
  look: (header: EventHeader, before: ReferralFacts, after: ReferralFacts) => void,
) {
  let facts = referred.facts.get(REFERRAL) as ReferralFacts;
  for (const [n, one] of tale.entries()) {
    const header = headerOf(one, facts, n);
    if (!permits(actors[one.by]!, facts, header).ok) continue;
    const after = foldFacts(facts, header) as ReferralFacts;
    look(header, facts, after);
    facts = after;
  }
  return facts;
}

const RUNS: fc.Parameters<[Told[]]> = { numRuns: 600, examples: [[wholeWay]] };
const recorded = (facts: ReferralFacts, who: number | null) =>
  (facts.investigation ?? noInvestigation).outcomes.filter((one) => one.subject === who).map((one) => one.outcome);

describe('an investigation', () => {
  test('is acknowledged, then answered once, then worked on by its own unit, and after its end only proceedings go on', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(story, (tale) => {
        playOut(tale, (header, before) => {
          reached.add(header.type);
          expect(header.actor).toBe(investigator.user);
          if (header.type === 'acknowledged') return;
          expect(before.acknowledgedBy).not.toBeNull();
          const { answer, closed } = before.investigation ?? noInvestigation;
          if (header.type === 'referral_accepted' || header.type === 'referral_returned') expect(answer).toBeNull();
          else expect(answer?.result).toBe('accepted');
          if (header.type !== 'outcome_recorded' && header.type !== 'referral_returned') expect(closed).toBeNull();
        });
      }),
      RUNS,
    );
    expect([...reached].sort()).toEqual(['acknowledged', ...investigationTypes].sort());
  });

  test('never holds an outcome without what must come before it', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(story, (tale) => {
        const end = playOut(tale, (_, __, after) => {
          for (const who of [0, 1, null]) {
            const codesOf = recorded(after, who);
            expect(new Set(codesOf).size).toBe(codesOf.length);
            const needs = (later: string, ...earlier: string[]) => {
              if (codesOf.includes(later)) expect(codesOf.some((code) => earlier.includes(code))).toBe(true);
            };
            needs('CONVICTED', 'CHARGED');
            needs('ACQUITTED', 'CHARGED');
            needs('DISMISSED', 'CASE_TO_ANSWER_GM');
            needs('RED_RANK', 'CASE_TO_ANSWER_GM');
            needs('WOULD_HAVE_BEEN_DISMISSED', 'RESIGNED', 'RETIRED');
            needs('WW', 'CASE_TO_ANSWER_GM', 'CASE_TO_ANSWER_MISC');
            needs('BARRED_LIST', 'DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED');
            expect(
              codesOf.filter((code) => ['DISMISSED', 'WW', 'FWW', 'NOT_PROVEN'].includes(code)).length,
            ).toBeLessThan(2);
            expect(codesOf.includes('CONVICTED') && codesOf.includes('ACQUITTED')).toBe(false);
          }
        });
        for (const who of [0, 1, null]) recorded(end, who).forEach((code) => ends.add(code));
      }),
      RUNS,
    );
    expect([...ends]).toEqual(expect.arrayContaining(['DISMISSED', 'CONVICTED', 'ACQUITTED', 'BARRED_LIST', 'FWW']));
  });

  test('stands in the desk’s case as its recipients left it, without a word of theirs', () => {
    fc.assert(
      fc.property(story, (tale) => {
        let desk = referred.facts.get(CASE)!;
        const end = playOut(tale, (header) => {
          const { id: event, type, actor: by, facets } = header;
          const mirrored: EventHeader = {
            ...header,
            id: event.replace('a', '9'),
            caseId: CASE,
            type: 'referral_progressed',
            actor: HUB_DEVICE,
            device: HUB_DEVICE,
            facets: { referral: REFERRAL, event, type, by, facets },
          };
          desk = foldFacts(desk, mirrored) as Facts;
        });
        const sent = desk.kind === 'case' ? desk.referrals[REFERRAL] : undefined;
        expect(sent?.investigation ?? noInvestigation).toEqual(end.investigation ?? noInvestigation);
        expect(sent?.acknowledgedBy ?? null).toBe(end.acknowledgedBy);
      }),
      RUNS,
    );
  });
});

test('every code that can be recorded is in its list, and every code of the lists can be reached', () => {
  for (const track of ['misconduct', 'criminal', 'list'] as const) {
    const seen = new Set<string>();
    const walk = (path: readonly string[]) => {
      const before = path.map((code, n) => ({ event: id('a', n), track, outcome: code, subject: 0, on }));
      // The lists follow from misconduct, so its outcomes are what they are reached from.
      const withMisconduct =
        track === 'list'
          ? ['DISMISSED', 'RESIGNED'].map((code) => [
              { ...before[0]!, track: 'misconduct' as const, event: '', outcome: code, subject: 0, on },
              ...before,
            ])
          : [before];
      for (const had of withMisconduct)
        for (const next of nextOutcomes(track, had)) {
          seen.add(next);
          if (path.length < 5 && !path.includes(next)) walk([...path, next]);
        }
    };
    walk([]);
    expect([...seen].sort()).toEqual([...codes(track)].sort());
  }
});
