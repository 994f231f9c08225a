import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DeskQuery, SortColumn, View } from '../../../shared/bridge/desk.ts';
import { screenNames, screenRoles } from '../../../electron/vault/cases/screening.ts';
import { readCase } from '../../../electron/vault/cases/read-case.ts';
import { refusals } from '../../../electron/vault/cases/refusals.ts';
import { casesWithFiles, filesAhead } from '../../../electron/vault/attachments/promised.ts';
import { climbed, countAsking, countClimbed } from '../../../electron/vault/supervision/climbing.ts';
import { lateKeys } from '../../../electron/vault/readers/late-keys.ts';
import { Counting } from '../../../electron/vault/desk/counts.ts';
import { noFilter } from '../../../electron/vault/desk/filter.ts';
import { byReference } from '../../../electron/vault/desk/by-reference.ts';
import { holdings } from '../../../electron/vault/desk/holdings.ts';
import { FIRST_ROWS, Lists } from '../../../electron/vault/desk/lists.ts';
import { countRecipients, readRecipients, recipientsToChase } from '../../../electron/vault/recipients/list.ts';
import { syncCounts } from '../../../electron/vault/session/sync-counts.ts';
import { openReader, type ReadConnection, type SqlParameters } from '../../../electron/vault/store/connection.ts';
import { fillVault } from '../../bench/prepared/prepared-vault.ts';
import { preparedOffice } from '../../bench/prepared/signed-log.ts';
import { pause } from '../../../electron/vault/threads/slices.ts';
import { temporaryFolder } from './support/vault.ts';

/** More than are sorted before their first rows are shown, so that every way of making a list is gone. */
const CASES = 2400;
const asked = new Map<string, SqlParameters>();
let db: ReadConnection;
let lists: Lists;

/** The reader's own connection, which writes down every statement that goes through it. */
function overheard(reader: ReadConnection): ReadConnection {
  const note = (sql: string, parameters: SqlParameters = []) => void asked.set(sql, parameters);
  return {
    ...reader,
    all: (sql, parameters) => (note(sql, parameters), reader.all(sql, parameters)),
    get: (sql, parameters) => (note(sql, parameters), reader.get(sql, parameters)),
    column: (sql, parameters) => (note(sql, parameters), reader.column(sql, parameters)),
  };
}

let plain: ReadConnection;
beforeAll(async () => {
  const [file, key] = [join(temporaryFolder(), 'vault.db'), randomBytes(32)];
  const { vault } = await fillVault(file, key, await preparedOffice(), CASES);
  // As SQLite would learn of the sizes of tables by itself: nothing was ever analysed.
  vault.db.close();
  plain = openReader(file, key);
  db = overheard(plain);
  lists = new Lists(db);
}, 120_000);

/** What SQLite does for every statement that this work asked for; a line a step. */
async function stepsOf(work: () => unknown): Promise<{ sql: string; detail: string }[]> {
  asked.clear();
  await work();
  return [...asked].flatMap(([sql, parameters]) =>
    plain
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters)
      .map(({ detail }) => ({ sql: sql.replaceAll(/\s+/g, ' '), detail })),
  );
}

/** Walks a whole table or sorts what it found. A walk along an index in its own order is neither. */
const isSlow = ({ detail }: { detail: string }) =>
  /^SCAN (?!\w+ USING (COVERING )?INDEX|json_each|value|\(subquery|near|search VIRTUAL|CONSTANT)/.test(detail) ||
  detail.includes('TEMP B-TREE FOR ORDER BY');

async function whole(query: Partial<DeskQuery>): Promise<void> {
  const opened = await lists.open(DeskQuery.parse({ view: 'all', filter: {}, ...query }));
  if (!opened.ok) throw new Error(opened.error.code);
  await lists.total(opened.value.list);
  await lists.slice(opened.value.list, 0, 100);
  await lists.indexOf(opened.value.list, opened.value.rows[0]?.caseId ?? '');
}

const newestFirst = [{ column: 'receivedAt', descending: true }] as const;
const lookups = [
  { name: 'a search for a common word', query: { search: 'the' } },
  { name: 'a search for the beginning of a word', query: { search: 's', typing: true } },
  { name: 'a search for a rare word', query: { search: 'DEMO' } },
  { name: 'a filter by force', query: { filter: DeskQuery.shape.filter.parse({ forces: ['MPS'] }) } },
  { name: 'a filter by urgency', query: { filter: DeskQuery.shape.filter.parse({ urgencies: ['routine'] }) } },
  { name: 'a filter by category', query: { filter: DeskQuery.shape.filter.parse({ categories: ['OTHER'] }) } },
];

describe('the Desk over many cases', () => {
  test.each(View.options)('the view %s is opened, counted and read to its end out of indexes', async (view) => {
    expect((await stepsOf(() => whole({ view }))).filter(isSlow)).toEqual([]);
  });

  test('who was told of them is listed and counted along indexes, the next page too', async () => {
    const page = { kinds: [], states: [], after: null };
    const after = { place: '0 2026-03-01T08:00:00.000Z', caseId: '', recipient: '' };
    const steps = await stepsOf(() => {
      readRecipients(db, page);
      readRecipients(db, { ...page, after });
      readRecipients(db, { kinds: ['oversight'], states: ['sent'], after: null });
      countRecipients(db, '2026-03-01T08:00:00.000Z');
      recipientsToChase(db, '2026-03-01T08:00:00.000Z', 500);
    });
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.filter(isSlow)).toEqual([]);
  });

  test.each(SortColumn.options)(
    'sorted by %s, up and down, it never sorts and never walks the table',
    async (column) => {
      for (const descending of [false, true])
        for (const view of ['all', 'today'] as const) {
          const steps = await stepsOf(() => whole({ view, sort: [{ column, descending }] }));
          // The first rows of another view in this order are picked from the order of all.
          expect(steps.filter(isSlow)).toEqual([]);
        }
    },
  );

  test.each(lookups)('$name, in two views and in two orders, uses indexes alone', async ({ query }) => {
    for (const view of ['all', 'today'] as const)
      for (const sort of [[], [...newestFirst], [{ column: 'reference', descending: false } as const]])
        expect((await stepsOf(() => whole({ view, sort, ...query }))).filter(isSlow)).toEqual([]);
  });

  test('everything is counted out of the index of the facets, without reading a row', async () => {
    const steps = await stepsOf(() => new Counting(db).count('today'));
    expect(steps.filter(isSlow)).toEqual([]);
    const onCases = steps.filter(({ detail }) => detail.includes(' cases '));
    expect(onCases.length).toBeGreaterThan(0);
    expect(onCases.filter(({ detail }) => !detail.includes('COVERING INDEX'))).toEqual([]);
    expect(steps.filter(({ detail }) => detail.includes('TEMP B-TREE'))).toEqual([]);
  });

  test('what has climbed to supervisors, and what asks for their word, is counted and listed out of indexes', async () => {
    const steps = await stepsOf(() => {
      for (const at of [0, Date.parse('2099-01-01T00:00:00.000Z')]) {
        countClimbed(db, ['MPS', 'GMP'], at);
        countAsking(db, ['MPS', 'GMP'], 'nobody');
        climbed(db, ['MPS'], at, { unseen: true, most: 200, order: 'oldest' });
        climbed(db, ['MPS'], at, { unseen: false, most: 200, order: 'newest' });
      }
    });
    expect(steps.filter(isSlow)).toEqual([]);
    expect(steps.filter(({ detail }) => /dues/.test(detail) && !/dues_climbing|dues_asking/.test(detail))).toEqual([]);
  });

  test('the conflict pass, a case and what waits are read without walking the log or the cases', async () => {
    const [caseId] = plain.column<string>(`SELECT case_id FROM cases WHERE parent_reference IS NOT NULL LIMIT 1`);
    const steps = await stepsOf(async () => {
      await screenRoles(db, 100, undefined);
      screenNames(db, [caseId!]);
      readCase(db, caseId!);
      refusals(db, null);
      syncCounts(db);
      holdings(db);
      byReference(db, 'DE');
      lateKeys(db);
      filesAhead(db);
      casesWithFiles(db);
    });
    // What waits for the screen is an index of its own, and so is what is refused, unopened or unverified.
    const own =
      /USING (COVERING )?INDEX (holdings|cases_unscreened|cases_with_files|events_(refused|waiting|unopened|unverified))/;
    const walked = steps.filter(({ detail }) => /^SCAN (cases|events|facts)\b/.test(detail) && !own.test(detail));
    expect(walked).toEqual([]);
  });

  test('what one asks twice is answered alike: a list to its end, and its parts', async () => {
    const opened = await lists.open(DeskQuery.parse({ view: 'all', filter: {}, search: 'the' }));
    if (!opened.ok) throw new Error(opened.error.code);
    const total = await lists.total(opened.value.list);
    const found = plain.column<number>('SELECT count(*) FROM search WHERE search MATCH ?', ['"the"'])[0];
    expect([total.ok && total.value.total, opened.value.rows.length]).toEqual([found, FIRST_ROWS]);
    const slice = await lists.slice(opened.value.list, 0, FIRST_ROWS);
    expect(slice.ok && slice.value.map((row) => row.caseId)).toEqual(opened.value.rows.map((row) => row.caseId));
  });
});

describe('counting', () => {
  /** The same connection on a slow machine: every statement takes two milliseconds more. */
  const slow: ReadConnection = (() => {
    const slowly = <T>(work: () => T): T => {
      const until = performance.now() + 2;
      while (performance.now() < until);
      return work();
    };
    return {
      ...plainly(),
      all: (sql, parameters) => slowly(() => plain.all(sql, parameters)),
      get: (sql, parameters) => slowly(() => plain.get(sql, parameters)),
    };
  })();

  test('two counts asked for at once read the facets once, and both are answered', async () => {
    const counting = new Counting(slow);
    const [older, newer] = await Promise.all([counting.count('all'), counting.count('today')]);
    const all = plain.column<number>('SELECT count(*) FROM cases WHERE hidden = 0')[0];
    for (const counted of [older, newer]) expect(counted.ok && counted.value.views.all).toBe(all);
  });

  test('what was counted once is counted again without reading the facets of a case', async () => {
    const asked: string[] = [];
    const listened: ReadConnection = {
      ...plainly(),
      all: (sql, parameters) => (asked.push(sql), plain.all(sql, parameters)),
      get: (sql, parameters) => (asked.push(sql), plain.get(sql, parameters)),
    };
    const counting = new Counting(listened);
    await counting.count('all');
    expect(asked.some((sql) => sql.includes('FROM cases '))).toBe(true);
    asked.length = 0;
    await counting.count('overdue', { ...noFilter, urgencies: ['routine'] });
    expect(asked.filter((sql) => sql.includes('FROM cases '))).toEqual([]);
  });

  test('other questions are answered while it goes on', async () => {
    let [turns, going] = [0, true];
    const counted = new Counting(slow).count('all').then(() => (going = false));
    while (going) {
      await pause();
      turns++;
    }
    await counted;
    expect(turns).toBeGreaterThan(10);
  });
});

function plainly(): ReadConnection {
  return {
    all: (...a) => plain.all(...a),
    get: (...a) => plain.get(...a),
    column: (...a) => plain.column(...a),
    close: () => plain.close(),
  };
}
