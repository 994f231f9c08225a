/**
 * The suite `desk`: from a key to the frame that shows its answer, in the real packaged app, while a first sync is
 * running beside it; each against the same SQL run directly on SQLCipher. The 95th of 100, in ms.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { DeskQuery } from '../../shared/bridge/desk.ts';
import { readCase } from '../../electron/vault/cases/read-case.ts';
import { Lists } from '../../electron/vault/desk/lists.ts';
import { openReader, type ReadConnection } from '../../electron/vault/store/connection.ts';
import { type LaunchedWorkstation, launchWorkstation, rendererPid } from '../../scripts/setup/launch.ts';
import { newFolder } from '../../scripts/setup/start-command.ts';
import { caseScreen, desk } from '../../scripts/tour/screens.ts';
import type { Person } from '../../scripts/tour/person.ts';
import type { BenchOptions, Figure } from './figure.ts';
import { hubWithReports, joinHub } from './first-sync.ts';
import { type Asked, overhear } from './overhear.ts';
import { shareOfLateFrames, type Shown, watching } from './painted.ts';
import { give } from './prepared/give.ts';
import { copyOf, PASSPHRASE, preparedVault, type PreparedVault } from './prepared/prepared-vault.ts';

const ROUNDS = 20;
const REPORTS = 8000;
/** Reports that a first sync brings meanwhile. */
const counted = (cases: number) => new Intl.NumberFormat('en-GB').format(cases);
const rounded = (number: number) => Number(number.toPrecision(4));

/** The value below which 95 of 100 lie. */
const p95 = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.ceil(numbers.length * 0.95) - 1)]!;

const figure = (name: string, values: readonly number[], baselines: readonly number[], unit: Figure['unit'] = 'ms') => {
  const [value, baseline] = [p95(values), p95(baselines)];
  const ratio = baseline === 0 ? (value === 0 ? 1 : Number.POSITIVE_INFINITY) : value / baseline;
  return { name, value: rounded(value), unit, baseline: rounded(baseline), ratio: rounded(ratio), n: values.length };
};

/** A person at the workstation, as the tour has one. */
const personAt = (workstation: LaunchedWorkstation, page: Page): Person => ({
  part: 'assessor',
  workstation,
  page: () => page,
  async press(...keys) {
    for (const key of keys) await page.keyboard.press(key);
  },
  lock: () => Promise.reject(new Error('not here')),
  unlock: () => Promise.reject(new Error('not here')),
  turnToNewWindow: () => Promise.reject(new Error('not here')),
  syncLine: () => page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /waiting · / }),
  close: () => workstation.close(),
});

/** Runs the statements of a question once more on SQLCipher itself, and gives the milliseconds. */
class Directly {
  readonly #db: ReadConnection;

  constructor({ file, key }: PreparedVault) {
    this.#db = openReader(file, key);
  }

  async times(ask: (db: ReadConnection) => unknown, rounds = ROUNDS): Promise<number[]> {
    const asked = new Map<string, Asked>();
    await ask(overhear(this.#db, asked));
    const statements = [...asked.values()];
    return Array.from({ length: rounds }, () => {
      const start = performance.now();
      for (const { sql, parameters } of statements) this.#db.all(sql, parameters);
      return performance.now() - start;
    });
  }

  list = (query: object) =>
    this.times((db) => new Lists(db).open(DeskQuery.parse({ view: 'all', filter: {}, ...query })));

  close(): void {
    this.#db.close();
  }
}

const list: Shown = { list: true };

/** One way of measuring: what is done before a round, the key, and what shows its answer. */
interface Play {
  readonly before?: (round: number) => Promise<void>;
  readonly key: (round: number) => string;
  readonly shown: Shown;
  readonly after?: (round: number) => Promise<void>;
}

async function played(page: Page, { before, key, shown, after }: Play, rounds = ROUNDS): Promise<number[]> {
  const values: number[] = [];
  // The first round is not counted: code is compiled in it.
  for (let round = 0; round <= rounds; round++) {
    await before?.(round);
    const painted = await watching(page, shown);
    await page.keyboard.press(key(round));
    const ms = await painted();
    if (round > 0) values.push(ms);
    await after?.(round);
  }
  return values;
}

async function* atOneSize(cases: number): AsyncGenerator<Figure> {
  const vault = await preparedVault(cases);
  const profile = copyOf(vault, join(newFolder('bench-desk'), 'profile'));
  const organisation = await hubWithReports(REPORTS);
  await joinHub(profile, vault.key, organisation);
  give(profile);
  const workstation = await launchWorkstation({ build: 'demonstration-test', profile });
  const directly = new Directly(vault);
  try {
    yield* measured(workstation, directly, cases);
  } finally {
    directly.close();
    await workstation.close();
    await organisation.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function* measured(workstation: LaunchedWorkstation, directly: Directly, cases: number): AsyncGenerator<Figure> {
  const page = await workstation.currentPage();
  page.setDefaultTimeout(60_000);
  const person = personAt(workstation, page);
  const of = `${counted(cases)} cases`;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await desk.grid(person).waitFor();
  await desk.view(person, 'all');
  await desk.grid(person).focus();
  const memoryBefore = await pageMemory(workstation, page);
  const focusGrid = () => desk.grid(person).focus();

  const syncing: boolean[] = [];
  const isSyncing = async () =>
    syncing.push(
      await page.evaluate(async () => {
        const answer = await window.candour.call('sync.state', {});
        return answer.ok && (answer.value as { phase: string }).phase === 'receiving';
      }),
    );

  const column = (name: string) => desk.grid(person).getByRole('columnheader', { name }).getByRole('button').focus();
  yield figure(
    `change sort, ${of}`,
    await played(page, {
      before: async (round) => {
        await isSyncing();
        await column(round % 2 ? 'Force' : 'Reference');
      },
      key: () => 'Enter',
      shown: list,
    }),
    await directly.list({ sort: [{ column: 'force', descending: true }] }),
  );

  const type = async (text: string) => {
    await desk.search(person).focus();
    await desk.search(person).fill(text);
    await page.waitForFunction(
      () => document.querySelector('[aria-label="Search the Desk"]')?.getAttribute('aria-busy') === 'false',
    );
    await isSyncing();
  };
  for (const [kind, typed, letter] of [
    ['very common', 'th', 'e'],
    ['rare', 'sledgehamme', 'r'],
  ] as const)
    yield figure(
      `type one more letter of a ${kind} word, ${of}`,
      await played(page, { before: () => type(typed), key: () => letter, shown: list }),
      await directly.list({ search: typed + letter, typing: true }),
    );
  await desk.clearSearch(person);

  // Opened by its key; the checkboxes of urgency are the first.
  await focusGrid();
  await page.keyboard.press('f');
  const filters = page.getByRole('group', { name: 'Filters' });
  await filters.getByRole('button').first().click();
  const routine = page.getByRole('checkbox', { name: /routine/i });
  yield figure(
    `change filter, ${of}`,
    await played(page, {
      before: async () => {
        await isSyncing();
        await routine.focus();
      },
      key: () => 'Space',
      shown: list,
    }),
    await directly.list({ filter: { urgencies: ['routine'] } }),
  );
  if (await routine.isChecked()) await routine.uncheck();
  await page.keyboard.press('Escape');

  yield figure(
    `open a view of the Desk, ${of}`,
    await played(page, {
      before: async () => void (await focusGrid()),
      key: (round) => `Control+${round % 2 ? 3 : 1}`,
      shown: list,
    }),
    await directly.list({ view: 'today' }),
  );

  // Of decided cases all are screened, so that their text is shown.
  await desk.view(person, 'decided');
  await page.waitForTimeout(300);
  const opened: number[] = [];
  const back: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await focusGrid();
    await page.keyboard.press('ArrowDown');
    await isSyncing();
    const shown = await watching(page, { selector: '[data-narrative]' });
    await page.keyboard.press('Enter');
    const ms = await shown();
    const again = await watching(page, { selector: '[role=row][data-case]' });
    await page.keyboard.press('Escape');
    const ms2 = await again();
    if (round === 0) continue;
    opened.push(ms);
    back.push(ms2);
  }
  const some = `SELECT case_id FROM cases WHERE hidden = 0 AND decided = 1 LIMIT 1`;
  const oneCase = await directly.times((db) => readCase(db, db.column<string>(some)[0]!));
  yield figure(`open a case, ${of}`, opened, oneCase);
  yield figure(`open the Desk, ${of}`, back, await directly.list({ view: 'decided' }));

  await desk.view(person, 'all');
  await page.waitForTimeout(500);
  const still = await shareOfLateFrames(page, 300, 0);
  const moving = await shareOfLateFrames(page, Math.min(10_000, cases), 20);
  yield figure(`scroll ${counted(Math.min(10_000, cases))} rows, late frames, ${of}`, [moving], [still], 'share');
  yield figure(`memory of the page, ${of}`, [await pageMemory(workstation, page)], [memoryBefore], 'bytes');
  await desk.view(person, 'decided');
  // A screen that was changed must not take the other figures with it; what is missing is told beside them.
  const signed = await grades(person, page).catch(
    (error: unknown) => void console.error(`sign a grade, ${of}:`, error),
  );
  if (signed !== undefined) yield figure(`sign a grade, ${of}`, signed, oneCase);
  const share = syncing.filter(Boolean).length / syncing.length;
  yield figure(`rounds during which a first sync was running, ${of}`, [share], [1], 'share');
}

/**
 * Grades the first statement of some decided cases, from the key that signs to the grade on its card. Sync is paused
 * for it: the hub of this benchmark knows nothing of the prepared cases and would refuse each statement at once.
 */
async function grades(person: Person, page: Page): Promise<number[]> {
  const values: number[] = [];
  await page.evaluate(() => window.candour.call('sync.pause', { paused: true }));
  for (let round = 0; round <= 5; round++) {
    await desk.grid(person).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await caseScreen.shown(person);
    // Its card takes the focus, at the information grade.
    await caseScreen.statement(person);
    await page.keyboard.press('D');
    await page.getByRole('button', { name: /^Sign \[2DC\]/ }).waitFor();
    const painted = await watching(page, { selector: 'li[data-statement] > p' });
    await page.keyboard.press('Control+Enter');
    const ms = await painted();
    if (round > 0) values.push(ms);
    await desk.back(person);
    await desk.grid(person).waitFor();
  }
  return values;
}

/** What the page's process holds, in bytes. */
async function pageMemory(workstation: LaunchedWorkstation, page: Page): Promise<number> {
  const pid = await rendererPid(workstation.app, page);
  const kilobytes = await workstation.app.evaluate(
    ({ app }, wanted) => app.getAppMetrics().find((each) => each.pid === wanted)?.memory.workingSetSize ?? 0,
    pid,
  );
  return kilobytes * 1024;
}

export async function* measure({ cases }: BenchOptions): AsyncGenerator<Figure> {
  const sizes = cases === undefined ? [1000, 10_000, 100_000] : [cases];
  const seen = new Map<string, Figure[]>();
  for (const size of sizes)
    for await (const one of atOneSize(size)) {
      yield one;
      if (one.unit === 'ms') {
        const name = one.name.slice(0, one.name.lastIndexOf(', '));
        seen.set(name, [...(seen.get(name) ?? []), one]);
      }
    }
  // How much slower the largest is than the one before.
  for (const [name, figures] of seen)
    if (figures.length > 1) {
      const [before, last] = figures.slice(-2) as [Figure, Figure];
      yield figure(`growth of: ${name}`, [last.value], [before.value]);
    }
}
