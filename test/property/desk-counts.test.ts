/** What is counted as cases turn, held against a count of the rows themselves. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { View } from '../../shared/bridge/desk.ts';
import { deskOf } from '../../shared/domain/compartment.ts';
import { Counting } from '../../electron/vault/desk/counts.ts';
import { FacetsHeld } from '../../electron/vault/desk/facets-held.ts';
import { filterConditions, noFilter } from '../../electron/vault/desk/filter.ts';
import { momentsOf } from '../../electron/vault/desk/moments.ts';
import { both, viewCondition, type Condition } from '../../electron/vault/desk/views.ts';
import { countDues } from '../../electron/vault/dues/counts.ts';
import { purge } from '../../electron/vault/store/purge.ts';
import { organisation, reportEvent, START, type Organisation } from '../integration/support/report-events.ts';
import { TestVault } from '../integration/vault/support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const hour = 3_600_000;
const acts = ['receive', 'allocate', 'label', 'unlabel', 'screen', 'declare', 'decide', 'task', 'wait'] as const;
type Act = (typeof acts)[number] | 'purge';
const moves = fc.array(
  fc.record({
    act: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom<Act>(...acts) },
      { weight: 1, arbitrary: fc.constant<Act>('purge') },
    ),
    at: fc.nat(3),
    of: fc.nat(5),
    /** Whether is counted before the next move, or only behind it. */
    counted: fc.boolean(),
  }),
  { minLength: 4, maxLength: 14 },
);
type Move = typeof moves extends fc.Arbitrary<(infer M)[]> ? M : never;

const pick = <T>(values: readonly T[], n: number): T => values[n % values.length]!;

async function play(vault: TestVault, ids: string[], { act, at, of }: Move): Promise<void> {
  const caseId = pick(ids, at);
  const sign = (type: 'allocated' | 'labelled' | 'decided' | 'task_set', facets: object, payload: object = {}) =>
    void vault.sign({
      caseId,
      type,
      facets: facets as Record<string, string>,
      payload: payload as Record<string, string>,
    });
  switch (act) {
    case 'receive': {
      const report = reportEvent(
        org,
        { narrative: 'So it was.' },
        {
          urgency: pick(['immediate', 'priority', 'routine'] as const, of),
          force: pick(['MPS', 'KENT', 'GMP'], of),
          categories: pick([['VIOLENCE'], ['OTHER', 'HATE_PREJUDICE']], at),
          receivedAt: new Date(START - at * of * hour).toISOString(),
        },
      );
      await vault.receive(report);
      return void ids.push(report.header.caseId);
    }
    case 'allocate':
      return sign('allocated', { to: pick([org.assessor.user, org.colleague.user, null], of) });
    case 'label':
    case 'unlabel':
      return sign('labelled', { label: pick(['MEDIA', 'CRITICAL'], of), on: act === 'label' });
    case 'screen':
      return void vault.screen([caseId]);
    case 'declare':
      return void vault.screen([], [caseId]);
    case 'decide':
      return sign(
        'decided',
        { outcomes: ['record'], route: 'professional_standards' },
        { rationale: 'So.', optionsRejected: [] },
      );
    case 'task': {
      const due = new Date(vault.now + (of - 2) * 20 * hour).toISOString();
      return sign('task_set', { kind: 'task', holder: org.assessor.user, due }, { text: 'Ring back' });
    }
    case 'wait':
      return void (vault.now += of * 9 * hour);
    case 'purge':
      return purge(vault.writing, deskOf('MPS'));
  }
}

/** Counted in the rows, view by view and value by value. */
function recounted(vault: TestVault, view: View, filter: typeof noFilter) {
  const at = { user: org.assessor.user, ...momentsOf(vault.now) };
  const count = (of: View, more: readonly Condition[] = []) => {
    const { sql, parameters } = both(viewCondition({ ...at, view: of }), ...more);
    return vault.db.column<number>(`SELECT count(*) FROM cases NOT INDEXED WHERE ${sql}`, parameters)[0]!;
  };
  const views = Object.fromEntries(View.options.map((name) => [name, count(name)]));
  const valued = (name: 'forces' | 'labels' | 'holders' | 'readers', values: readonly string[]) =>
    Object.fromEntries(
      values.map((value) => [value, count(view, filterConditions({ ...filter, [name]: [value] } as typeof filter))]),
    );
  return {
    views,
    forces: valued('forces', ['MPS', 'KENT', 'GMP']),
    labels: valued('labels', ['MEDIA', 'CRITICAL']),
    holders: valued('holders', [org.assessor.user, org.colleague.user, 'nobody']),
    readers: valued('readers', ['named', 'unit']),
    immediate: vault.db.column<number>('SELECT count(*) FROM cases WHERE hidden = 0 AND urgency = 0')[0]!,
    dues: vault.db.column<number>('SELECT count(*) FROM dues')[0]!,
  };
}

async function counted(vault: TestVault, counting: Counting, view: View, filter: typeof noFilter) {
  const answer = await counting.count(view, filter);
  if (!answer.ok) throw new Error(answer.error.code);
  const { views, facets, newSince } = answer.value;
  const of = (name: string, values: readonly string[]) =>
    Object.fromEntries(values.map((value) => [value, facets[name]![value] ?? 0]));
  return {
    views,
    forces: of('forces', ['MPS', 'KENT', 'GMP']),
    labels: of('labels', ['MEDIA', 'CRITICAL']),
    holders: of('holders', [org.assessor.user, org.colleague.user, 'nobody']),
    readers: of('readers', ['named', 'unit']),
    // Nobody was ever away here: everything is new.
    immediate: newSince.immediate,
    dues: countDues(vault.db, vault.now).all,
  };
}

const filters = fc.constantFrom(
  noFilter,
  { ...noFilter, urgencies: ['routine' as const] },
  { ...noFilter, categories: ['OTHER'], receivedFrom: new Date(START - 40 * hour).toISOString() },
);

describe('the counts of the Desk', () => {
  test('are after any moves what a recount of the rows gives, however many moves lie between two counts', async () => {
    await fc.assert(
      fc.asyncProperty(moves, fc.constantFrom(...View.options), filters, async (played, view, filter) => {
        const vault = await new TestVault(org).withDirectory();
        const counting = new Counting(vault.db, () => vault.now);
        const ids: string[] = [];
        for (const of of [0, 1, 2, 4]) await play(vault, ids, { act: 'receive', at: of, of, counted: true });
        for (const move of played) {
          await play(vault, ids, move);
          if (move.act === 'purge') break;
          if (move.counted)
            expect(await counted(vault, counting, view, filter)).toEqual(recounted(vault, view, filter));
        }
        expect(await counted(vault, counting, view, filter)).toEqual(recounted(vault, view, filter));
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('are right for whoever has fallen so far behind that turns are forgotten, and for who counts first', async () => {
    const vault = await new TestVault(org).withDirectory();
    const counting = new Counting(vault.db, () => vault.now);
    const ids: string[] = [];
    for (const of of [0, 1, 2]) await play(vault, ids, { act: 'receive', at: of, of, counted: true });
    await counting.count('all');
    const [first] = vault.db.column<number>('SELECT max(n) FROM cases_turned');
    for (let n = 0; n < 20; n++) vault.db.run('UPDATE cases SET state = 1 - state, force = ? WHERE id = 1', [`F${n}`]);
    vault.db.run('UPDATE cases SET allocated_to = ? WHERE id = 2', [org.assessor.user]);
    // As the 20,000th turn after these would leave it.
    vault.db.run('DELETE FROM cases_turned WHERE n <= ?', [first! + 20]);
    for (const each of [counting, new Counting(vault.db, () => vault.now)]) {
      const answer = await each.count('all');
      expect(answer.ok && [answer.value.views.mine, answer.value.facets.forces]).toMatchObject([1, { F19: 1 }]);
    }
  });

  test('keep the last 20,000 turns and no more, and note none where nothing that is counted changes', async () => {
    const vault = await new TestVault(org).withDirectory();
    const ids: string[] = [];
    await play(vault, ids, { act: 'receive', at: 1, of: 1, counted: true });
    const turns = () => vault.db.column<number>('SELECT count(*) FROM cases_turned')[0]!;
    const before = turns();
    vault.db.run('UPDATE cases SET unread = 1 - unread, force = force, next_due = next_due');
    expect(turns()).toBe(before);
    const other = {
      ...{ hidden: 1, force: 'X', urgency: 2, channel: 'x', state: 3, categories: '|X|', today: null, immediate: 1 },
      ...{ decided: 1, refused: 7, allocated_to: 'x', labels: '|X|', waits_on_others: 1, answered: 1 },
      ...{ next_due: '2031-01-01T00:00:00.000Z', received_at: 'x', arrived_at: 'x', compartment: 'readers:x' },
    };
    for (const [turn, [column, value]] of Object.entries(other).entries()) {
      vault.db.run(`UPDATE cases SET ${column} = ?`, [value]);
      expect([column, turns()]).toEqual([column, before + turn + 1]);
    }
    vault.db.run('UPDATE cases SET hidden = 0');
    vault.db.transaction(() => {
      for (let n = 0; n < 20_100; n++) vault.db.run('UPDATE cases SET state = 1 - state');
    });
    expect(turns()).toBe(20_000);
    const held = new FacetsHeld(vault.db);
    await held.catchUp();
    expect([...held.kinds()].map(({ cases }) => cases)).toEqual([1]);
  });
});
