import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyCase, foldCase, type CaseFile } from '../../shared/domain/case-file.ts';
import { foldFacts, type Facts } from '../../shared/domain/facts.ts';
import { EventHeader } from '../../shared/domain/header.ts';
import { CASE, decidedCase, emptyWorld, moveOrUnknown, opening, play, story } from './domain-moves.ts';
import type { OpenedEvent } from '../../shared/domain/opened-event.ts';

const RUNS = { numRuns: 1000 };
const target = { start: 0, end: 1, exact: 'N', prefix: '', suffix: '', textSha256: '0'.repeat(64) };
const pack = {
  reference: 'D-1',
  title: 'T',
  marking: '',
  handling: '',
  request: '',
  subjects: [],
  statements: [{ statement: CASE, text: 'x', grade: { source: '2', information: 'C', handling: 'P' } }],
};
const payloads: Record<string, unknown> = {
  report_received: { narrative: 'Nothing.', subjects: [], peopleAtRisk: [], attachments: [] },
  screened: {},
  allocated: {},
  annotated: { target, text: 'note' },
  annotation_revised: { target, text: 'other' },
  annotation_withdrawn: {},
  graded: { source: '2', information: 'C', handling: 'P' },
  assessed: { note: 'n' },
  decided: { rationale: 'Because.', optionsRejected: [] },
  referred: { pack },
  referral_issued: { pack },
  acknowledged: {},
};

/** A log of permitted events with their contents, some erased, some of an unknown type, some not yet accepted. */
const log = fc.tuple(story(moveOrUnknown), fc.infiniteStream(fc.nat(9))).map(([moves, luck]) => {
  const headers = [...(luck.next().value! < 5 ? decidedCase : [opening]), ...moves].reduce(
    (world, given) => play(world, given).world,
    emptyWorld,
  ).log;
  const own = headers.filter((header) => header.caseId === CASE);
  return own.map((header, at): OpenedEvent => {
    const drawn = luck.next().value as number;
    const payload = drawn === 0 ? null : drawn === 1 ? { gibberish: true } : payloads[header.type];
    return { header, payload, seq: drawn === 2 ? null : at + 1 };
  });
});

const fold = (events: readonly OpenedEvent[]) => events.reduce<CaseFile>(foldCase, emptyCase(CASE));
const facts = (headers: readonly EventHeader[]) => headers.reduce<Facts | null>(foldFacts, null);

describe('folding a log', () => {
  test('answers the same every time, and changes nothing of what it was given', () => {
    fc.assert(
      fc.property(log, (events) => {
        const before = JSON.stringify(events);
        const once = fold(events);
        expect(fold(events)).toEqual(once);
        expect(facts(events.map((e) => e.header))).toEqual(facts(events.map((e) => e.header)));
        expect(JSON.stringify(events)).toBe(before);
      }),
      RUNS,
    );
  });

  test('never looks at what it has folded before: every prefix folds, and folding on is folding all', () => {
    fc.assert(
      fc.property(log, fc.nat(60), (events, cut) => {
        const prefix = events.slice(0, cut);
        const frozen = deepFreeze(fold(prefix));
        expect(frozen.timeline).toHaveLength(prefix.length);
        expect(events.slice(cut).reduce<CaseFile>(foldCase, frozen)).toEqual(fold(events));
        const headers = events.map((event) => event.header);
        const known = deepFreeze(facts(headers.slice(0, cut)));
        expect(headers.slice(cut).reduce<Facts | null>(foldFacts, known)).toEqual(facts(headers));
      }),
      RUNS,
    );
  });

  test('erased contents leave the line of the timeline, its facets and the facts as they were', () => {
    fc.assert(
      fc.property(log, (events) => {
        const erased = events.map((event) => ({ ...event, payload: null }));
        const [full, empty] = [fold(events), fold(erased)];
        expect(empty.timeline.map(({ erased: _, ...entry }) => entry)).toEqual(
          full.timeline.map(({ erased: _, ...entry }) => entry),
        );
        expect(
          empty.timeline.every((entry) => entry.erased || !entry.known || entry.type === 'referral_progressed'),
        ).toBe(true);
        expect(empty.report).toBeNull();
        expect(empty.received).toEqual(full.received);
        expect(empty.allocatedTo).toBe(full.allocatedTo);
        expect(empty.decisions.map((d) => d.outcomes)).toEqual(full.decisions.map((d) => d.outcomes));
      }),
      RUNS,
    );
  });

  test('an event of an unknown type is kept as it came and marks its case', () => {
    fc.assert(
      fc.property(log, (events) => {
        const file = fold(events);
        const strange = events.filter((event) => event.header.type === 'levitated');
        expect(file.needsUpdate).toBe(strange.length > 0);
        const kept = file.timeline.filter((entry) => !entry.known);
        expect(kept.map(({ event, type, facets }) => ({ event, type, facets }))).toEqual(
          strange.map(({ header }) => ({ event: header.id, type: header.type, facets: header.facets })),
        );
        expect(facts(events.map((e) => e.header))!.needsUpdate).toBe(strange.length > 0);
      }),
      RUNS,
    );
  });

  test('a known type in a later version, or with facets that do not fit, is unknown too', () => {
    const { header } = play(emptyWorld, opening);
    const opened = facts([header])!;
    for (const strange of [
      { ...header, type: 'decided', v: 3, facets: { outcomes: ['record'], route: 'here' } },
      { ...header, type: 'decided', facets: { outcomes: ['levitate'], route: 'here' } },
    ]) {
      expect(foldFacts(opened, strange)).toEqual({ ...opened, needsUpdate: true });
      expect(foldCase(emptyCase(CASE), { header: strange, payload: {}, seq: 1 }).timeline[0]!.known).toBe(false);
    }
  });

  test('whatever arrives, something is answered: no header and no payload makes a fold throw', () => {
    const anyHeader = fc
      .record({
        type: fc.oneof(fc.constantFrom(...Object.keys(payloads), 'user_set', 'key_granted', 'searched'), fc.string()),
        v: fc.constantFrom(1, 1, 1, 2),
        facets: fc.dictionary(
          fc.constantFrom(
            'kind',
            'annotation',
            'statement',
            'result',
            'to',
            'stage',
            'outcomes',
            'referral',
            'unit',
            'x',
            '__proto__',
          ),
          fc.jsonValue(),
        ),
      })
      .map((changed) => ({ ...play(emptyWorld, opening).header, ...changed }) as EventHeader);
    const opened = play(emptyWorld, opening).header;
    fc.assert(
      fc.property(fc.array(fc.tuple(anyHeader, fc.anything())), fc.boolean(), (events, begun) => {
        const first = begun ? [opened] : [];
        expect(() => facts([...first, ...events.map(([header]) => header)])).not.toThrow();
        expect(() => fold(events.map(([header, payload]) => ({ header, payload, seq: null })))).not.toThrow();
      }),
      RUNS,
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

describe('a header', () => {
  test('is strict: an unknown field is an error', () => {
    const { header } = play(emptyWorld, opening);
    expect(EventHeader.safeParse(header).success).toBe(true);
    expect(EventHeader.safeParse({ ...header, remark: 'x' }).success).toBe(false);
  });
});
