import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import { foldMeasure, milestones, type Measure, type Milestone } from '../../shared/domain/statistics/measure.ts';
import {
  behind,
  dated,
  divisions,
  published,
  rounded,
  tally,
  type Counted,
  type Dated,
  type Division,
} from '../../shared/domain/statistics/tally.ts';
import { recount } from '../support/recount.ts';
import { id, received } from './domain-moves.ts';

const YEAR: Counted = { from: '2026-01-01', to: '2026-12-31' };
const instant = (day: number) => new Date(Date.UTC(2026, 0, 1, 9) + day * 86_400_000).toISOString();
const dayOf = (n: number) => instant(n).slice(0, 10);

/** What may happen to a case after it has come; the hub has judged whether it may, so anything goes here. */
const happening = fc.record({
  kind: fc.constantFrom(
    'decided',
    'waits',
    'approved',
    'sent_back',
    'reopened',
    'codes',
    'moved',
    'apart',
    'referred',
    'accepted',
    'returned',
    'closed',
    'outcome',
    'outcome',
    'unknown',
  ),
  after: fc.nat(300),
  pick: fc.nat(7),
  subject: fc.constantFrom(0, null),
  withdrawn: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const decisions = [
  { outcomes: ['investigate'], route: 'here' },
  { outcomes: ['investigate', 'safeguard'], route: 'here' },
  { outcomes: ['record'], route: 'here' },
  { outcomes: ['record', 'safeguard'], route: 'here' },
  { outcomes: ['investigate'], route: 'other_force', force: 'KENT' },
  { outcomes: ['record'], route: 'other_force', force: 'GMP' },
  { outcomes: [], route: 'out_of_scope' },
  { outcomes: ['investigate'], route: 'professional_standards' },
];
const outcomes = ['CHARGED', 'CONVICTED', 'ACQUITTED', 'DISMISSED', 'FWW', 'NOT_PROVEN', 'WW', 'NO_CASE_TO_ANSWER'];
const trackOf = (outcome: string) =>
  ['CHARGED', 'CONVICTED', 'ACQUITTED'].includes(outcome) ? 'criminal' : 'misconduct';

const story = fc.record({
  day: fc.nat(400),
  force: fc.constantFrom('MPS', 'GMP', 'KENT'),
  channel: fc.constantFrom('web', 'phone'),
  urgency: fc.constantFrom('routine', 'immediate'),
  categories: fc.uniqueArray(fc.constantFrom('VIOLENCE', 'OTHER', 'HATE_PREJUDICE'), { maxLength: 2 }),
  then: fc.array(happening, { maxLength: 12 }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const headerOf = (caseId: string, n: number, at: string, type: string, facets: object, v = 1): EventHeader => ({
  id: id('f', n),
  caseId,
  type,
  v,
  actor: HUB_DEVICE,
  device: HUB_DEVICE,
  deviceSeq: 0,
  at,
  facets: facets as EventHeader['facets'],
  payloadHash: NO_PAYLOAD_HASH,
});

const key = { enc: received.caseKey.sealed.enc, ct: received.caseKey.sealed.ct };
const desks = [received.unit, 'GMP', 'KENT'];
const toDesk = (unit: string) => ({
  to: 'desk',
  unit,
  why: 'misrouted',
  caseKey: { desk: id('b', 2), sealed: [key] },
  chunks: [],
});
const toReaders = {
  to: 'readers',
  readers: [id('a', 5)],
  caseKey: { devices: [{ device: id('d', 5), sealed: [key] }] },
  chunks: [],
};

const mirrored = (type: string, facets: object) => ({
  referral: id('e', 0),
  event: id('b', 0),
  type,
  by: id('a', 5),
  facets,
});
function typeAndFacets({ kind, pick, subject, withdrawn, after }: Happening): [string, object] {
  switch (kind) {
    case 'decided':
      return ['decided', decisions[pick]!];
    case 'codes':
      return [
        'assessed',
        { stage: 'codes', round: 1, categories: pick < 4 ? ['VIOLENCE'] : [], corruption: [], standards: [] },
      ];
    case 'moved':
      return ['moved', toDesk(desks[pick % desks.length]!)];
    case 'apart':
      return ['moved', toReaders];
    case 'referred':
      return ['referred', { referral: id('e', 0), unit: 'MPS-INV', outcome: 'investigate' }];
    case 'accepted':
      return ['referral_progressed', mirrored('referral_accepted', {})];
    case 'returned':
      return ['referral_progressed', mirrored('referral_returned', { reason: 'NOT_OURS' })];
    case 'closed':
      return ['referral_progressed', mirrored('investigation_closed', { result: 'NO_CASE', on: dayOf(after) })];
    case 'outcome': {
      const outcome = outcomes[pick]!;
      const facets = { track: trackOf(outcome), outcome, subject, on: dayOf(after), ...(withdrawn && { withdrawn }) };
      return ['referral_progressed', mirrored('outcome_recorded', facets)];
    }
    default:
      return ['levitated', {}];
  }
}

/** Decisions of no further action, and what supervisors made of them. */
const reviewed: Readonly<Record<string, readonly string[]>> = {
  waits: [],
  approved: ['approved'],
  sent_back: ['returned'],
  reopened: ['approved', 'reopened'],
};

/** One happening as the events that it is, numbered from `n` on: three at the most. */
function eventsOf(caseId: string, of: Happening, at: string, n: number): EventHeader[] {
  const answers = reviewed[of.kind];
  if (answers === undefined) return [headerOf(caseId, n, at, ...typeAndFacets(of))];
  const decision = id('f', n);
  return [
    headerOf(caseId, n, at, 'decided', { outcomes: ['record'], route: 'here' }, 2),
    ...answers.map((answer, step) =>
      answer === 'reopened'
        ? headerOf(caseId, n + step + 1, at, 'second_review_settled', { decision, result: answer })
        : headerOf(caseId, n + step + 1, at, 'decision_reviewed', { decision, verdict: answer }),
    ),
  ];
}

function logOf(of: Story, n: number): EventHeader[] {
  const caseId = id('c', n);
  const { day, then, ...coded } = of;
  const report = { ...received, ...coded, receivedAt: instant(day) };
  return [
    headerOf(caseId, n * 100, instant(day), 'report_received', report),
    ...then.flatMap((one, at) => eventsOf(caseId, one, instant(day + one.after), n * 100 + at * 3 + 1)),
  ];
}

const measureOf = (log: readonly EventHeader[]): Dated => dated(log.reduce<Measure | null>(foldMeasure, null)!);
const stories = fc.array(story, { minLength: 1, maxLength: 20 });

const logsOf = (all: readonly Story[]) => all.map((one, n) => logOf(one, n));

/** In which rows a story stands, read from what it was told with. */
function rowsOf({ day, force, channel, urgency, categories, then }: Story, division: Division): readonly string[] {
  const lastCodes = then.findLast(({ kind }) => kind === 'codes');
  const confirmed = lastCodes === undefined ? categories : lastCodes.pick < 4 ? ['VIOLENCE'] : [];
  const rows: Record<Division, readonly string[]> = {
    month: [dayOf(day).slice(0, 7)],
    force: [force],
    channel: [channel],
    urgency: [urgency],
    unit: [received.unit],
    category: confirmed.length > 0 ? confirmed : ['none'],
  };
  return rows[division];
}

const RUNS = { numRuns: 300 };

describe('statistics', () => {
  test('each figure equals a recount of the events', () => {
    const seen = new Set<Milestone>();
    fc.assert(
      fc.property(stories, (all) => {
        const chosen = all.filter(({ day }) => day < 365);
        const { counts } = tally(
          all.map((one, n) => measureOf(logOf(one, n))),
          YEAR,
          'month',
        );
        for (const milestone of milestones) {
          expect([milestone, counts[milestone]]).toEqual([milestone, recount(logsOf(chosen), milestone)]);
          if (counts[milestone] > 0) seen.add(milestone);
        }
      }),
      RUNS,
    );
    expect([...seen].sort()).toEqual([...milestones].sort());
  });

  test('every figure opens exactly the reports that it counts, in every row of every division', () => {
    fc.assert(
      fc.property(stories, fc.constantFrom(...divisions), (all, division) => {
        const measures = all.map((one, n) => measureOf(logOf(one, n)));
        const { counts, rows, durations } = tally(measures, YEAR, division);
        for (const milestone of milestones) {
          const cases = behind(measures, YEAR, milestone, null);
          expect(cases).toHaveLength(counts[milestone]);
          expect(durations[milestone].count).toBe(counts[milestone]);
          for (const { code, counts: of } of rows) {
            expect(behind(measures, YEAR, milestone, { division, code })).toHaveLength(of[milestone]);
            const inRow = all.filter((one) => one.day < 365 && rowsOf(one, division).includes(code));
            expect([code, of[milestone]]).toEqual([code, recount(logsOf(inRow), milestone)]);
          }
          // Rows part the whole, but for categories, of which a report may have two.
          const sum = rows.reduce((so, { counts: of }) => so + of[milestone], 0);
          if (division === 'category') expect(sum).toBeGreaterThanOrEqual(counts[milestone]);
          else expect(sum).toBe(counts[milestone]);
        }
      }),
      RUNS,
    );
  });

  test('a choice of reports counts as if the others had never come', () => {
    fc.assert(
      fc.property(
        stories,
        fc.constantFrom('MPS', 'GMP'),
        fc.constantFrom('VIOLENCE', 'OTHER'),
        (all, force, category) => {
          const measures = all.map((one, n) => measureOf(logOf(one, n)));
          const alone = measures.filter((one) => one.force === force && one.categories.includes(category));
          expect(tally(measures, { ...YEAR, force, category }, 'month')).toEqual(tally(alone, YEAR, 'month'));
        },
      ),
      RUNS,
    );
  });

  test('no duration is negative, and the ninetieth is no shorter than the median', () => {
    fc.assert(
      fc.property(stories, (all) => {
        const { durations } = tally(
          all.map((one, n) => measureOf(logOf(one, n))),
          YEAR,
          'force',
        );
        for (const { median, ninetieth } of Object.values(durations)) {
          if (median !== null) expect(median).toBeGreaterThanOrEqual(0);
          if (median !== null) expect(ninetieth).toBeGreaterThanOrEqual(median);
        }
      }),
      RUNS,
    );
  });

  test('a published figure is within two of its own and a multiple of five, and hides times of a few', () => {
    fc.assert(
      fc.property(stories, (all) => {
        const whole = tally(
          all.map((one, n) => measureOf(logOf(one, n))),
          YEAR,
          'force',
        );
        const public_ = published(whole);
        for (const milestone of milestones) {
          expect(public_.counts[milestone] % 5).toBe(0);
          expect(Math.abs(public_.counts[milestone] - whole.counts[milestone])).toBeLessThanOrEqual(2);
          if (whole.durations[milestone].count < 10) expect(public_.durations[milestone].median).toBeNull();
        }
      }),
      RUNS,
    );
    expect([0, 2, 3, 7, 8, 728].map(rounded)).toEqual([0, 0, 5, 5, 10, 730]);
  });

  test('a report of the last night of the year counts in the year of London', () => {
    const report = { ...received, receivedAt: '2026-06-30T23:30:00.000Z' };
    const measure = measureOf([headerOf(id('c', 1), 1, report.receivedAt, 'report_received', report)]);
    expect(measure.day).toBe('2026-07-01');
  });
});
