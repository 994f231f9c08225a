import { FIRST_ROWS } from '../../../electron/vault/desk/lists.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { narrativeOf } from './support/narratives.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** Times are printed, not judged: the machine that runs this is shared. */
const show = (name: string, ms: number) => console.log(`ten thousand cases: ${name} ${ms.toFixed(1)} ms`);

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  show(name, performance.now() - began);
  return result;
}

const percentile = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)]!;

describe('ten thousand cases', () => {
  test(
    'are taken in while the person goes on working, and then listed, read and searched',
    { timeout: 180_000 },
    async () => {
      const station = await new TestWorkstation(org).start();
      await station.setUp();
      await station.receiveDirectory();
      const reports = Array.from({ length: 10_000 }, (_, n) =>
        reportEvent(org, {
          narrative: narrativeOf(n),
          subjects: [{ name: `Alex Surname${n % 900}`, rank: 'Sergeant' }],
        }),
      );
      const first = await station.receive(reports[0]!);
      const { caseId } = first[0]!.header;
      const { page } = station;

      // The person types while the first sync runs.
      const drafts: number[] = [];
      let receiving = true;
      const typing = (async () => {
        for (let n = 0; receiving; n++) {
          const began = performance.now();
          await page.value('draft.save', { caseId, part: 'note new', content: { text: `letter ${n}` } });
          drafts.push(performance.now() - began);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      await timed('intake in pages of 500', async () => {
        for (let from = 1; from < reports.length; from += 500)
          await station.receive(...reports.slice(from, from + 500));
      });
      receiving = false;
      await typing;
      show('draft.save during intake, median', percentile(drafts, 0.5));
      show('draft.save during intake, 95 of 100', percentile(drafts, 0.95));
      show('draft.save during intake, longest', Math.max(...drafts));

      const query = { view: 'today' as const, filter: {} };
      const opened = await timed('desk.open', () => page.value('desk.open', query));
      expect([opened.counted, await page.value('desk.total', { list: opened.list })]).toMatchObject([
        false,
        { total: 10_000 },
      ]);
      expect(opened.rows).toHaveLength(FIRST_ROWS);
      const { list } = opened;
      await timed('desk.slice, the first one', () => page.value('desk.slice', { list, from: 9_000, to: 9_100 }));
      await timed('desk.slice', () => page.value('desk.slice', { list, from: 5_000, to: 5_100 }));
      await timed('desk.counts', () => page.value('desk.counts', { view: 'today' }));
      await timed('search, rare', () => page.value('desk.open', { ...query, search: 'rare77' }));
      const found = await timed('search, common', () => page.value('desk.open', { ...query, search: 'custody' }));
      const everyFound = await page.value('desk.total', { list: found.list });
      expect(everyFound.total).toBe(reports.filter((_, n) => narrativeOf(n).split(' ').includes('custody')).length);

      const roles = await timed('screen.roles of 1,000', () => page.value('screen.roles', { limit: 1000 }));
      expect(roles).toMatchObject({ total: 10_000 });
      const none = roles.cases.map((one) => one.caseId);
      await timed('screen.names of 1,000', () => page.value('screen.names', { caseIds: none }));
      expect(await timed('screen.sign of 1,000', () => page.value('screen.sign', { none, declared: [] }))).toEqual({
        signed: 1000,
      });
      await timed('case.read', () => page.value('case.read', { caseId: none[0]! }));
      await timed('case.sign', () =>
        page.value('case.sign', {
          caseId: none[0]!,
          type: 'assessed',
          facets: { stage: 'risk', round: 1, danger: 'no' },
          payload: {},
        }),
      );
    },
  );
});
