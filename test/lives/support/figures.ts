/** The figures of the screens and of the hub beside a recount of the events that the hub has signed for. */
import { expect } from 'vitest';
import { z } from 'zod';
import { unitOfDesk } from '../../../shared/domain/compartment.ts';
import { LEFT_CASE } from '../../../shared/domain/header.ts';
import { type Milestone, milestones } from '../../../shared/domain/statistics/measure.ts';
import type { Person } from '../../../scripts/tour/person.ts';
import { recount, type Told } from '../../support/recount.ts';
import { ask } from '../../e2e/support/bridge.ts';
import { command, type Stage } from './cast.ts';

export const EVER = { from: '2000-01-01', to: '2099-12-31', division: 'force' } as const;
export type Counts = Readonly<Record<Milestone, number>>;

const Header = z.object({
  id: z.string(),
  caseId: z.string(),
  type: z.string(),
  v: z.int(),
  facets: z.record(z.string(), z.json()),
});
const Line = z.object({ compartment: z.string(), header: Header.optional() });

export interface DeskLog {
  readonly desk: string;
  readonly log: readonly Told[];
}

/**
 * What the hub's export holds of each desk case, oldest first, by case. A case that has moved stands whole in the log to
 * which it went; where it was, the log keeps bare leaves.
 */
export async function logsOf(stage: Stage): Promise<ReadonlyMap<string, DeskLog>> {
  const logs = new Map<string, DeskLog & { log: Told[] }>();
  for (const text of (await stage.hub('export')).split('\n').filter(Boolean)) {
    const { compartment, header } = Line.parse(JSON.parse(text));
    if (header === undefined || unitOfDesk(compartment) === null || header.caseId === LEFT_CASE) continue;
    const known = logs.get(header.caseId);
    if (known === undefined) logs.set(header.caseId, { desk: compartment, log: [header] });
    else if (known.desk === compartment) known.log.push(header);
    else throw new Error(`The case ${header.caseId} stands in two logs.`);
  }
  return logs;
}

export const recounted = (logs: Iterable<DeskLog>): Counts => {
  const all = [...logs].map(({ log }) => log);
  return Object.fromEntries(milestones.map((one) => [one, recount(all, one)])) as unknown as Counts;
};

/** What the screen of figures shows of all time, a line for each milestone in its order. */
export async function countsOnScreen(person: Person): Promise<Counts> {
  const page = person.page();
  await command(person, 'Figures: the statistics');
  await page.getByRole('combobox', { name: 'Time', exact: true }).selectOption('all');
  const table = page.getByRole('table', { name: 'What became of the reports' });
  const rows = table.locator('tbody').getByRole('row');
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(milestones.length);
  const cells = await rows.locator('td:nth-of-type(1)').allInnerTexts();
  return Object.fromEntries(
    milestones.map((one, at) => [one, Number(cells[at]!.replaceAll(/\D/g, ''))]),
  ) as unknown as Counts;
}

/** The hub's own figures, as they are. */
export async function countsOfHub(stage: Stage): Promise<Counts> {
  const said: unknown = JSON.parse(
    await stage.hub('statistics', '--from', EVER.from, '--to', EVER.to, '--exact', '--json'),
  );
  return z.object({ counts: z.record(z.enum(milestones), z.int()) }).parse(said).counts;
}

export const countsOf = async (person: Person): Promise<Counts> => (await ask(person, 'statistics.read', EVER)).counts;
