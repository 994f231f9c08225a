import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { DeskQuery, SortColumn, View, type DeskRow, type Sort } from '../../../shared/bridge/desk.ts';
import { labelOf } from '../../../shared/domain/codes.ts';
import { nameOrder, nextActs, states, urgencies } from '../../../electron/vault/cases/case-row.ts';
import { noFilter } from '../../../electron/vault/desk/filter.ts';
import { momentsOf } from '../../../electron/vault/desk/moments.ts';
import { orderBy, orderOf } from '../../../electron/vault/desk/order.ts';
import { pathOf, pathOfDay, pathOfView, type Path } from '../../../electron/vault/desk/paths.ts';
import { Counting } from '../../../electron/vault/desk/counts.ts';
import { markUnread } from '../../../electron/vault/cases/unread.ts';
import { organisation, reportEvent, START, type Organisation } from '../support/report-events.ts';
import { FIRST_ROWS } from '../../../electron/vault/desk/lists.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
let vault: TestVault;
const channels = ['phone', 'web', 'follow_up'] as const;
const categories = ['VIOLENCE', 'OTHER', 'HATE_PREJUDICE', 'OUT_OF_SCOPE'];

/** 2,600 cases, more than are sorted before the first rows are shown. */
beforeAll(async () => {
  org = await organisation();
  vault = await new TestVault(org).withDirectory();
  const random = (n: number, of: number) => Math.floor(((Math.imul(n + 1, 2654435761) >>> 0) / 2 ** 32) * of);
  const reports = Array.from({ length: 2600 }, (_, n) =>
    reportEvent(
      org,
      { narrative: `Report ${n}.` },
      {
        urgency: [...urgencies][random(n, 3)]!,
        channel: channels[random(n * 7, 3)]!,
        force: ['MPS', 'KENT', 'GMP'][random(n * 3, 3)]!,
        categories: [categories[random(n * 5, 4)]!],
        receivedAt: new Date(START + random(n * 11, 500) * 3_600_000).toISOString(),
      },
    ),
  );
  await vault.receive(...reports);
  const ids = reports.map((report) => report.header.caseId);
  for (const [n, caseId] of ids.slice(0, 60).entries())
    vault.sign({
      caseId,
      type: 'allocated',
      facets: { to: n % 2 ? org.assessor.user : org.colleague.user },
      payload: {},
    });
  vault.screen(ids.slice(40, 80), ids.slice(80, 90));
  for (const caseId of ids.slice(40, 50))
    vault.sign({
      caseId,
      type: 'decided',
      facets: { outcomes: ['record'], route: 'professional_standards' },
      payload: { rationale: 'So.', optionsRejected: [] },
    });
}, 60_000);

async function wholeList(query: Partial<DeskQuery>): Promise<{ first: DeskRow[]; all: DeskRow[]; total: number }> {
  const lists = vault.lists();
  const opened = await lists.open(DeskQuery.parse({ view: 'all', filter: {}, ...query }));
  if (!opened.ok) throw new Error(opened.error.code);
  const counted = await lists.total(opened.value.list);
  if (!counted.ok) throw new Error(counted.error.code);
  const { total } = counted.value;
  // What is said before everything is counted is never too much.
  expect(opened.value.counted ? opened.value.total === total : opened.value.total <= total).toBe(true);
  const all: DeskRow[] = [];
  for (let from = 0; from < total; from += 200) {
    const slice = await lists.slice(opened.value.list, from, from + 200);
    if (!slice.ok) throw new Error(slice.error.code);
    all.push(...slice.value);
  }
  return { first: opened.value.rows, all, total };
}

const keyOf: Record<SortColumn, (row: DeskRow) => string | number> = {
  urgency: (row) => urgencies.indexOf(row.urgency),
  nextAct: (row) => nextActs.indexOf(row.nextAct),
  reference: (row) => row.reference,
  receivedAt: (row) => row.receivedAt,
  force: (row) => row.force,
  state: (row) => states.indexOf(row.state),
  category: (row) => (row.categories[0] === undefined ? '' : nameOrder(labelOf('hotline_category', row.categories[0]))),
  allocatedTo: (row) => (row.allocatedTo === null ? '' : nameOrder(row.allocatedTo.name)),
  nextDue: (row) => row.nextDue ?? '',
  channel: (row) => row.channel,
};
type SortColumn = Sort['column'];

/** As a person would expect it: what stands alike by every wish is newest first; what has no time stands last. */
function plainSort(rows: readonly DeskRow[], sort: readonly Sort[]): DeskRow[] {
  const last = sort.at(-1)!;
  const settled = sort.some(({ column }) => column === 'receivedAt') || ['reference', 'nextDue'].includes(last.column);
  const wishes = settled ? sort : [...sort, { column: 'receivedAt' as const, descending: true }];
  const way = wishes.at(-1)!.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    for (const { column, descending } of wishes) {
      const [left, right] = [keyOf[column](a), keyOf[column](b)];
      if (left === right) continue;
      if (column === 'nextDue' && (left === '' || right === '')) return left === '' ? 1 : -1;
      return (left < right ? -1 : 1) * (descending ? -1 : 1);
    }
    return (a.caseId < b.caseId ? -1 : 1) * way;
  });
}

describe('lists of the Desk', () => {
  test('every column, up and down, sorts as a plain sort does, and slices join without a gap', async () => {
    const { all: rows, total } = await wholeList({});
    expect([rows.length, total]).toEqual([2590, 2590]);
    for (const column of SortColumn.options)
      for (const descending of [false, true]) {
        const sort = [{ column, descending }];
        const list = await wholeList({ sort });
        const wanted = plainSort(rows, sort).map((row) => row.caseId);
        expect(list.all.map((row) => row.caseId)).toEqual(wanted);
        expect(list.first.map((row) => row.caseId)).toEqual(wanted.slice(0, FIRST_ROWS));
      }
  });

  test('several sort columns and filters give what filtering and sorting by hand gives', async () => {
    const { all: rows } = await wholeList({});
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ column: fc.constantFrom(...SortColumn.options), descending: fc.boolean() }), {
          selector: (sort) => sort.column,
          minLength: 1,
          maxLength: 3,
        }),
        fc.record({
          forces: fc.subarray(['MPS', 'KENT', 'GMP']),
          urgencies: fc.subarray([...urgencies]),
          channels: fc.subarray([...channels]),
          categories: fc.subarray(categories),
          states: fc.subarray([...states]),
          readers: fc.subarray(['named' as const, 'unit' as const]),
        }),
        async (sort, chosen) => {
          const filter = { ...noFilter, ...chosen };
          const fits = <T>(wanted: readonly T[], value: T) => wanted.length === 0 || wanted.includes(value);
          const kept = rows.filter(
            (row) =>
              fits(filter.forces, row.force) &&
              fits(filter.urgencies, row.urgency) &&
              fits(filter.channels, row.channel) &&
              fits(filter.states, row.state) &&
              fits(filter.readers, row.readers === undefined ? 'unit' : 'named') &&
              fits(filter.categories, row.categories[0]!),
          );
          const list = await wholeList({ sort, filter });
          expect(list.all.map((row) => row.caseId)).toEqual(plainSort(kept, sort).map((row) => row.caseId));
          expect(list.total).toBe(kept.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('views count as many cases as they list, and a declared conflict is in none of them', async () => {
    const counted = await new Counting(vault.db, () => vault.now).count('all');
    if (!counted.ok) throw new Error(counted.error.code);
    const { views } = counted.value;
    for (const [view, count] of Object.entries(views))
      expect((await wholeList({ view: view as DeskQuery['view'] })).all).toHaveLength(count);
    expect(views).toMatchObject({ all: 2590, mine: 30, decided: 10, unallocated: 2530 });
  });

  test('a case is found at its position, and an old list is gone once four newer ones are open', async () => {
    const lists = vault.lists();
    const query = DeskQuery.parse({ view: 'all', filter: {} });
    const opened = await lists.open(query);
    if (!opened.ok) throw new Error();
    const slice = await lists.slice(opened.value.list, 1500, 1501);
    if (!slice.ok) throw new Error();
    expect(await lists.indexOf(opened.value.list, slice.value[0]!.caseId)).toEqual({ ok: true, value: 1500 });
    for (let n = 0; n < 4; n++) await lists.open(query);
    expect(await lists.slice(opened.value.list, 0, 10)).toMatchObject({ ok: false, error: { code: 'list_gone' } });
  });

  test('unread marks are set and cleared here only', async () => {
    const [row] = (await wholeList({})).first;
    markUnread(vault.writing, [row!.caseId], false);
    expect(vault.read(row!.caseId).row.unread).toBe(false);
    expect((await vault.outbox()).some(({ header }) => header.type.includes('read'))).toBe(false);
  });
});

describe('query plans', () => {
  const plan = (sql: string, parameters: readonly string[] = []) =>
    vault.db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters).map((row) => row.detail);

  const at = (view: View) => ({ view, user: org.assessor.user, ...momentsOf(vault.now) });
  const stepsOf = (path: Path) =>
    path.stretches.map(({ index, condition, keys }) =>
      plan(
        `SELECT id FROM cases INDEXED BY ${index} WHERE ${condition.sql} ORDER BY ${orderBy(keys)} LIMIT 200`,
        condition.parameters as string[],
      ).join('; '),
    );

  test('the whole Desk comes out of an index in every order of one column, and of one and the age, unsorted', () => {
    const age = [false, true].map((descending) => [{ column: 'receivedAt' as const, descending }]);
    for (const column of SortColumn.options)
      for (const descending of [false, true])
        for (const more of ['reference', 'nextDue', 'receivedAt'].includes(column) ? [[]] : [[], ...age]) {
          const path = pathOf(vault.db, at('all'), orderOf('all', false, [{ column, descending }, ...more]));
          for (const steps of stepsOf(path!))
            expect(steps).toMatch(/^SEARCH cases USING COVERING INDEX|^SCAN cases USING/);
          expect(stepsOf(path!).join('; ')).not.toContain('TEMP B-TREE');
        }
  });

  test('every view and every group of the day comes out of an index in its own order', () => {
    for (const path of [...View.options.map((view) => pathOfView(at(view))), pathOfDay(at('today'))])
      for (const steps of stepsOf(path)) {
        expect(steps).toMatch(/USING (COVERING )?INDEX (view_|today_due)/);
        expect(steps).not.toContain('TEMP B-TREE');
      }
  });

  test('reading a case, the outbox and what is unopened never walks the whole log', () => {
    const statements = [
      'SELECT * FROM events WHERE case_id = ? ORDER BY seq IS NULL, seq, device_seq, n',
      `SELECT header FROM events WHERE case_id = ? AND status IN ('waiting', 'answered') ORDER BY device_seq`,
      `SELECT payload FROM events WHERE case_id = ? AND type = 'report_received' AND payload IS NOT NULL LIMIT 1`,
      'SELECT n FROM events WHERE id = ?',
    ];
    for (const sql of statements) expect(plan(sql, ['x']).join('; ')).not.toContain('SCAN');
    const partial = [
      `SELECT header FROM events WHERE status = 'waiting' ORDER BY device_seq LIMIT 200`,
      `SELECT header FROM events WHERE status = 'refused' ORDER BY device_seq DESC`,
      'SELECT header FROM events WHERE sealed_to_us = 1 AND sealed IS NOT NULL ORDER BY n LIMIT 10',
      `SELECT header FROM events WHERE verified = 0 AND status = 'accepted' AND signature IS NOT NULL ORDER BY n LIMIT 9`,
      `SELECT count(*) FROM events WHERE verified = 0 AND status = 'accepted'`,
    ];
    for (const sql of partial) {
      expect(plan(sql).join('; ')).toMatch(/USING (COVERING )?INDEX events_/);
      expect(plan(sql).join('; ')).not.toContain('TEMP B-TREE');
    }
  });
});
