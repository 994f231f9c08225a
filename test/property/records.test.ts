import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions, known } from '../../shared/domain/events/index.ts';
import type { DisposalScope } from '../../shared/domain/events/records.ts';
import { foldFacts, type CaseFacts } from '../../shared/domain/facts.ts';
import type { EventHeader } from '../../shared/domain/header.ts';
import { permits } from '../../shared/domain/permits.ts';
import { holdsInForce, noRecords, recordTypes, type RecordType } from '../../shared/domain/record-keeping.ts';
import { retentionOf, retentionSchedule, suggestedUntil } from '../../shared/domain/retention.ts';
import { foldMeasure, type Measure } from '../../shared/domain/statistics/measure.ts';
import { duesOf } from '../../shared/domain/dues.ts';
import { StoredFacts } from '../../electron/vault/store/facts-row.ts';
import { id, received } from './domain-moves.ts';
import type { Actor } from '../../shared/domain/verdict.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const CASE = id('c', 0);
const person = (n: number, role: 'assessor' | 'supervisor', unit = 'MPS'): Actor => ({
  user: id('a', n),
  device: id('d', n),
  memberships: [{ unit, role }],
});
const people = [
  person(0, 'supervisor'),
  person(1, 'supervisor'),
  person(2, 'assessor'),
  person(3, 'supervisor', 'GMP'),
];
const HASH = 'a'.repeat(64);

const step = fc.record({
  // What leads to an erasure comes about more often than what stops it.
  type: fc.constantFrom<RecordType | 'decided' | 'screened' | 'annotated'>(
    ...recordTypes,
    ...([
      'decided',
      'screened',
      'annotated',
      'disposal_proposed',
      'disposal_proposed',
      'erased',
      'erased',
      'erased',
    ] as const),
    'hold_lifted',
  ),
  who: fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 3),
  /** Years after the first event. */
  year: fc.nat(14),
  pick: fc.nat(3),
  group: fc.constantFrom('1', '2', '3', '4'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function facetsOf({ type, pick, group, year }: Step, facts: CaseFacts): object {
  const records = facts.records ?? noRecords;
  const retention = retentionOf(facts);
  const due = retention?.due ?? `${2026 + year}-03-01`;
  const schedule = retentionSchedule.version;
  const scopes: DisposalScope[] = [
    { scope: 'case', ground: 'schedule', schedule, group: retention?.group ?? group, due },
    { scope: 'case', ground: 'unlawful', schedule, group },
    { scope: 'entries', ground: 'ordered', entries: [id('f', pick)] },
    { scope: 'case', ground: 'schedule', schedule, group, due: '2020-01-01' },
  ];
  const proposal = pick === 3 ? id('f', 999) : (records.proposal?.event ?? id('f', 999));
  switch (type) {
    case 'retention_reviewed':
      return { schedule, group, keepUntil: `${2026 + pick * 5}-06-01` };
    case 'hold_set':
      return { kind: 'CORONER' };
    case 'hold_lifted':
      return { hold: Object.keys(records.holds)[pick] ?? id('f', 999) };
    case 'disposal_proposed':
      return scopes[pick]!;
    case 'disposal_returned':
      return { proposal };
    case 'erased':
      return { proposal, what: records.proposal?.what ?? scopes[pick]!, entries: 3, contents: HASH, chunks: [] };
    case 'decided':
      return { outcomes: [pick === 0 ? 'investigate' : 'record'], route: 'here' };
    case 'screened':
      return { result: pick === 3 ? 'declared' : 'none' };
    case 'annotated':
      return { kind: 'note' };
  }
}

/** Plays steps; each is signed on what stands in its slot, and only what is permitted counts. */
function play(
  steps: readonly Step[],
  seen: (before: CaseFacts, header: EventHeader, ok: boolean) => void = () => undefined,
) {
  const opening: EventHeader = {
    id: id('f', 500),
    caseId: CASE,
    type: 'report_received',
    v: 1,
    actor: id('a', 9),
    device: id('d', 9),
    deviceSeq: 1,
    at: '2026-01-05T09:00:00.000Z',
    facets: received as unknown as EventHeader['facets'],
    payloadHash: HASH,
  };
  const log: EventHeader[] = [opening];
  let facts = foldFacts(null, opening) as CaseFacts;
  for (const who of [0, 1, 2]) {
    const screened = {
      ...opening,
      id: id('f', 600 + who),
      type: 'screened',
      actor: id('a', who),
      facets: { result: 'none' },
    };
    log.push(screened);
    facts = foldFacts(facts, screened) as CaseFacts;
  }
  steps.forEach((one, n) => {
    const actor = people[one.who]!;
    const bare: EventHeader = {
      ...opening,
      id: id('f', n),
      type: one.type,
      actor: actor.user,
      device: actor.device,
      at: `${2026 + one.year}-07-01T09:00:00.000Z`,
      facets: facetsOf(one, facts) as EventHeader['facets'],
    };
    const slot = one.type === 'decided' ? 'decision' : 'disposal';
    const basedOn = facts.slots[slot];
    const slotted = ['decided', 'retention_reviewed', 'disposal_proposed', 'disposal_returned', 'erased'].includes(
      one.type,
    );
    const header = slotted && basedOn !== undefined ? { ...bare, basedOn } : bare;
    const { ok } = permits(actor, facts, header);
    seen(facts, header, ok);
    if (!ok) return;
    log.push(header);
    facts = foldFacts(facts, header) as CaseFacts;
  });
  return { log, facts };
}
const steps = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' });

describe('the keeping of a case', () => {
  test('is erased by two people alone, never under a hold, and under the schedule never before its day', () => {
    let erased = 0;
    assertByChanceAndSeed(
      fc.property(
        steps,
        (all) =>
          void play(all, (before, header, ok) => {
            if (header.type !== 'erased' || !ok) return;
            erased++;
            const { proposal, ...records } = before.records!;
            expect(proposal!.by).not.toBe(header.actor);
            expect(holdsInForce({ ...records, proposal })).toEqual([]);
            expect(before.screened[header.actor]).toBe('none');
            const { what } = proposal!;
            if (what.scope === 'entries' || what.ground !== 'schedule') return;
            const retention = retentionOf(before)!;
            expect(header.at.slice(0, 10) >= retention.due).toBe(true);
            expect(retention.mayBeDisposed).toBe(true);
          }),
      ),
      { numRuns: 600 },
    );
    expect(erased).toBeGreaterThan(20);
  });

  test('takes nothing more once its contents are gone, and keeps what it was', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let was: CaseFacts | null = null;
        const { facts } = play(all, (before, _, ok) => {
          if (!before.records?.erased) return;
          was = before;
          expect(ok).toBe(false);
        });
        if (was !== null) expect(facts).toEqual(was);
        if (facts.records?.erased) {
          expect(retentionOf(facts)).toBeNull();
          expect(duesOf(facts)).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('changes no statistic by an erasure: each figure folds from what is left as it did before', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { log } = play(all);
        const measure = (of: readonly EventHeader[]) => of.reduce<Measure | null>(foldMeasure, null);
        const kept = log.filter(({ type }) => !recordTypes.includes(type as RecordType));
        expect(measure(log)).toEqual(measure(kept));
      }),
    );
  });

  test('is stored as it is folded, and folded alike by whoever folds it', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { log, facts } = play(all);
        expect(log.reduce<unknown>((so, header) => foldFacts(so as CaseFacts | null, header), null)).toEqual(facts);
        expect(StoredFacts.safeParse(JSON.parse(JSON.stringify(facts))).success).toBe(true);
      }),
    );
  });

  test('is due later after a review, and never sooner', () => {
    fc.assert(
      fc.property(
        steps,
        (all) =>
          void play(all, (before, header, ok) => {
            if (header.type !== 'retention_reviewed' || !ok) return;
            const after = retentionOf(foldFacts(before, header) as CaseFacts);
            if (after !== null) expect(after.due >= String(header.facets.keepUntil)).toBe(true);
          }),
      ),
    );
    for (const { group } of retentionSchedule.groups)
      expect(suggestedUntil(group, '2028-02-29') > '2028-02-29').toBe(true);
  });

  test('tells the hub codes and dates, and no word', () => {
    for (const definition of definitions.filter(({ type }) => recordTypes.includes(type as RecordType)))
      expect(known({ ...({} as EventHeader), type: definition.type, v: 1, facets: { why: 'He said so.' } })).toBeNull();
  });
});
