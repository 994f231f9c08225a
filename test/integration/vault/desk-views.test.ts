/** Views, their counts and their filters, each held against a recount by plain means over the rows themselves. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { DeskQuery, type DeskRow, type GroupStart, View } from '../../../shared/bridge/desk.ts';
import { urgencies } from '../../../electron/vault/cases/case-row.ts';
import { Counting } from '../../../electron/vault/desk/counts.ts';
import { type Filter, noFilter } from '../../../electron/vault/desk/filter.ts';
import { momentsOf } from '../../../electron/vault/desk/moments.ts';
import { organisation, reportEvent, START, type Organisation } from '../support/report-events.ts';
import { FIRST_ROWS } from '../../../electron/vault/desk/lists.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
let small: TestVault;
let large: TestVault;
let me: string;

const hour = 3_600_000;
const random = (n: number, of: number) => Math.floor(((Math.imul(n + 1, 2654435761) >>> 0) / 2 ** 32) * of);
const pick = <T>(n: number, values: readonly T[]): T => values[random(n, values.length)]!;

/** A desk on which every view has cases and every group of the day. */
async function deskOf(cases: number): Promise<TestVault> {
  const vault = await new TestVault(org).withDirectory();
  const reports = Array.from({ length: cases }, (_, n) =>
    reportEvent(
      org,
      { narrative: `Report ${n}.` },
      {
        urgency: n % 9 === 0 ? 'immediate' : pick(n, ['priority', 'routine'] as const),
        channel: pick(n * 7, ['phone', 'web', 'follow_up'] as const),
        force: pick(n * 3, ['MPS', 'KENT', 'GMP']),
        categories: [pick(n * 5, ['VIOLENCE', 'OTHER', 'HATE_PREJUDICE'])],
        receivedAt: new Date(START - random(n * 11, 400) * hour).toISOString(),
        keepInContact: true,
      },
    ),
  );
  await vault.receive(...reports);
  const ids = reports.map((report) => report.header.caseId);
  const sign = (
    caseId: string,
    type: 'labelled' | 'allocated' | 'task_set' | 'check_requested' | 'clock_settled',
    facets: object,
    payload = {},
  ) => {
    const signed = vault.sign({ caseId, type, facets: facets as Record<string, string>, payload });
    if (!signed.ok) throw new Error(signed.error.code);
    return signed.value.event!;
  };
  vault.screen(ids.slice(20, 90), ids.slice(0, 7));
  for (const [n, caseId] of ids.slice(7, 90).entries()) {
    if (n % 2) sign(caseId, 'allocated', { to: n % 4 === 1 ? me : org.colleague.user });
    if (n % 3 === 0) sign(caseId, 'labelled', { label: pick(n, ['MEDIA', 'CRITICAL']), on: true });
    if (n > 20 && n % 5 === 0)
      sign(
        caseId,
        'task_set',
        { kind: 'urgent', holder: me, due: new Date(vault.now + (n - 50) * hour).toISOString() },
        { text: 'Call' },
      );
  }
  // Of some nothing is due before the review after 28 days.
  for (const caseId of ids.slice(20, 90).filter((_, n) => n % 7 !== 0))
    for (const clock of ['acknowledge_charity', 'risk_review'])
      sign(
        caseId,
        'clock_settled',
        { clock, result: 'done', at: new Date(vault.now).toISOString() },
        { because: 'Told.' },
      );
  for (const [n, caseId] of ids.slice(30, 60).entries()) {
    const check = sign(
      caseId,
      'check_requested',
      { check: 'VETTING', authority: 'LINE_SUPERVISOR' },
      { about: 'The officer', purpose: 'To know' },
    );
    if (n % 2)
      vault.sign({
        caseId,
        type: 'check_answered',
        facets: { check, result: 'found' },
        payload: { text: 'It is so.' },
      });
  }
  for (const caseId of ids.slice(60, 70))
    vault.sign({
      caseId,
      type: 'decided',
      facets: { outcomes: ['record'], route: 'professional_standards' },
      payload: { rationale: 'So.', optionsRejected: [] },
    });
  return vault;
}

beforeAll(async () => {
  org = await organisation();
  me = org.assessor.user;
  small = await deskOf(300);
  large = await deskOf(2300);
}, 120_000);

interface Whole {
  readonly rows: DeskRow[];
  readonly groups: readonly GroupStart[];
}

/** A list read to its end, page by page. */
async function wholeList(vault: TestVault, query: Partial<DeskQuery>): Promise<Whole> {
  const lists = vault.lists();
  const opened = await lists.open(DeskQuery.parse({ view: 'all', filter: {}, ...query }));
  if (!opened.ok) throw new Error(opened.error.code);
  const counted = await lists.total(opened.value.list);
  if (!counted.ok) throw new Error(counted.error.code);
  const rows: DeskRow[] = [];
  for (let from = 0; from < counted.value.total; from += 150) {
    const slice = await lists.slice(opened.value.list, from, from + 150);
    if (!slice.ok) throw new Error(slice.error.code);
    rows.push(...slice.value);
  }
  // Every case once, and the ids that bulk acts take are the same ones.
  expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(counted.value.total);
  const ids = await lists.ids(opened.value.list, 0, 10_000);
  expect(ids.ok && ids.value).toEqual(rows.map(({ caseId }) => caseId));
  const first = opened.value.rows.map(({ caseId }) => caseId);
  expect(first).toEqual(rows.slice(0, FIRST_ROWS).map(({ caseId }) => caseId));
  const shown = counted.value.groups.filter(({ from }) => from < first.length);
  expect(opened.value.groups.slice(0, shown.length)).toEqual(shown);
  return { rows, groups: counted.value.groups };
}

/** What the views mean, told once more without SQL. */
function standsIn(view: View, row: DeskRow, vault: TestVault): boolean {
  const { now, tomorrow } = momentsOf(vault.now);
  const undecided = row.state === 'received' || row.state === 'in_assessment';
  switch (view) {
    case 'today':
      return undecided || row.refused > 0 || row.waiting > 0 || row.nextDue !== null;
    case 'mine':
      return row.allocatedTo?.user === me;
    case 'unallocated':
      return row.allocatedTo === null;
    case 'immediate':
      return undecided && (row.urgency === 'immediate' || row.danger === 'yes');
    case 'due':
      return row.nextDue !== null && row.nextDue >= now && row.nextDue < tomorrow;
    case 'overdue':
      return row.nextDue !== null && row.nextDue < now;
    case 'answered':
      return row.answered;
    case 'waiting':
      return row.waitingOnOthers;
    case 'refused':
      return row.refused > 0;
    case 'decided':
      return !undecided;
    case 'all':
      return true;
    default:
      return view satisfies never;
  }
}

const valuesOf: Record<string, (row: DeskRow) => readonly string[]> = {
  forces: (row) => [row.force],
  categories: (row) => row.categories,
  urgencies: (row) => [row.urgency],
  channels: (row) => [row.channel],
  states: (row) => [row.state],
  readers: (row) => [row.readers === undefined ? 'unit' : 'named'],
  labels: (row) => row.labels,
  holders: (row) => [row.allocatedTo?.user ?? 'nobody'],
};

/** Whether every filter but one lets a row through. */
const passes = (row: DeskRow, filter: Filter, but?: string): boolean =>
  Object.entries(valuesOf).every(([name, values]) => {
    const wanted = filter[name as keyof Filter] as readonly string[];
    return name === but || wanted.length === 0 || values(row).some((value) => wanted.includes(value));
  }) &&
  (filter.receivedFrom === null || row.receivedAt >= filter.receivedFrom) &&
  (filter.receivedBefore === null || row.receivedAt < filter.receivedBefore);

const someTime = fc.option(
  fc.integer({ min: -400, max: 10 }).map((hours) => new Date(START + hours * hour).toISOString()),
  { nil: null, freq: 1 },
);
const someFilter = () =>
  fc.record({
    forces: fc.subarray(['MPS', 'KENT', 'GMP'], { maxLength: 2 }),
    categories: fc.subarray(['VIOLENCE', 'OTHER'], { maxLength: 1 }),
    urgencies: fc.subarray([...urgencies], { maxLength: 2 }),
    channels: fc.subarray(['phone', 'web', 'follow_up'] as const, { maxLength: 1 }),
    states: fc.subarray(['received', 'decided'] as const, { maxLength: 1 }),
    readers: fc.subarray(['unit'] as const),
    labels: fc.subarray(['MEDIA', 'CRITICAL'], { maxLength: 1 }),
    holders: fc.subarray([me, org.colleague.user, 'nobody' as const], { maxLength: 2 }),
    receivedFrom: someTime,
    receivedBefore: someTime,
  });

describe.each(['few', 'many'] as const)('a desk of %s cases', (size) => {
  const vault = () => (size === 'few' ? small : large);

  test('lists and counts in every view exactly the cases that belong there', async () => {
    const { rows } = await wholeList(vault(), {});
    const counted = await new Counting(vault().db, () => vault().now).count('today');
    if (!counted.ok) throw new Error(counted.error.code);
    for (const view of View.options) {
      const belong = rows.filter((row) => standsIn(view, row, vault())).map(({ caseId }) => caseId);
      const listed = (await wholeList(vault(), { view })).rows.map(({ caseId }) => caseId);
      expect([view, listed.toSorted()]).toEqual([view, belong.toSorted()]);
      expect([view, counted.value.views[view]]).toEqual([view, belong.length]);
      if (view !== 'refused') expect([view, belong.length > 0]).toEqual([view, true]);
    }
  });

  test('has the day in its groups, each in its order, and nothing twice', async () => {
    const { rows, groups } = await wholeList(vault(), { view: 'today' });
    const { now, tomorrow } = momentsOf(vault().now);
    expect(groups.map(({ group }) => group)).toEqual(['now', 'due_today', 'new', 'answered', 'in_hand', 'waiting']);
    for (const [at, { group, from }] of groups.entries()) {
      const held = rows.slice(from, groups[at + 1]?.from ?? rows.length);
      expect(held.length).toBeGreaterThan(0);
      for (const row of held) {
        const late = row.nextDue !== null && row.nextDue < now;
        const today = row.nextDue !== null && row.nextDue >= now && row.nextDue < tomorrow;
        const urgent = standsIn('immediate', row, vault());
        expect(group === 'now').toBe(late || urgent || row.refused > 0);
        if (group !== 'now') expect(group === 'due_today').toBe(today && row.state !== 'received');
        if (group === 'new') expect(row.state).toBe('received');
        if (group === 'answered') expect(row.answered).toBe(true);
        if (group === 'waiting') expect(row.waitingOnOthers || row.state === 'decided').toBe(true);
      }
      if (group === 'due_today') {
        const times = held.map(({ nextDue }) => nextDue!);
        expect(times).toEqual(times.toSorted());
      }
    }
  });

  test('shows under any filter what a filter by hand shows, and keeps the day in its groups', async () => {
    const { rows } = await wholeList(vault(), {});
    const day = (await wholeList(vault(), { view: 'today' })).rows;
    await fc.assert(
      fc.asyncProperty(someFilter(), fc.constantFrom(...View.options), async (chosen, view) => {
        const filter = { ...noFilter, ...chosen };
        const listed = (await wholeList(vault(), { view, filter })).rows.map(({ caseId }) => caseId);
        const kept = (view === 'today' ? day : rows)
          .filter((row) => standsIn(view, row, vault()) && passes(row, filter))
          .map(({ caseId }) => caseId);
        if (view === 'today') expect(listed).toEqual(kept);
        else expect(listed.toSorted()).toEqual(kept.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  test('counts each value of a filter as it would show if every other filter stayed', async () => {
    const { rows } = await wholeList(vault(), {});
    const counting = new Counting(vault().db, () => vault().now);
    await fc.assert(
      fc.asyncProperty(someFilter(), fc.constantFrom(...View.options), async (chosen, view) => {
        const filter = { ...noFilter, ...chosen };
        const counted = await counting.count(view, filter);
        if (!counted.ok) throw new Error(counted.error.code);
        const inView = rows.filter((row) => standsIn(view, row, vault()));
        for (const [name, values] of Object.entries(valuesOf)) {
          const recounted: Record<string, number> = {};
          for (const row of inView.filter((each) => passes(each, filter, name)))
            for (const value of values(row)) recounted[value] = (recounted[value] ?? 0) + 1;
          const facet = Object.entries(counted.value.facets[name]!).filter(([, cases]) => cases > 0);
          expect([name, Object.fromEntries(facet)]).toEqual([name, recounted]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
