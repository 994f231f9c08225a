/** The grid of the Desk played by keyboard: views, groups, sorting, filters, columns, many cases at once, and the way back. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import type { DeskRow } from '../../shared/bridge/desk.ts';
import { ask, until } from './support/bridge.ts';
import { cutOff } from './support/access.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

const REPORTS = 60;
let office: Office;
let person: Person;

beforeAll(async () => {
  office = await openOffice(REPORTS);
  person = await office.assessor('assessor', office.organisation.assessor);
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
  await desk.view(person, 'all');
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const page = () => person.page();
const head = (name: string) => desk.grid(person).getByRole('columnheader', { name: new RegExp(`^${name}`) });
const headNames = () =>
  desk
    .grid(person)
    .locator('[data-column]')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.column));
const summary = () => page().getByRole('group', { name: 'What was done' });
/** The cases of the list that is shown, from its first row on, as far as rows are in view. */
const shownCases = () => desk.rows(person).evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.case));
const here = () =>
  page().evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    const id = grid?.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.dataset.case ?? null) : null;
  });

async function rowsOf(query: object): Promise<DeskRow[]> {
  const opened = await ask(person, 'desk.open', { view: 'all', filter: {}, ...query });
  return ask(person, 'desk.slice', { list: opened.list, from: 0, to: 200 });
}

async function command(words: string): Promise<void> {
  await person.press('Control+K');
  await page().getByRole('combobox', { name: 'Command' }).fill(words);
  await person.press('Enter');
}

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'desk');
  mkdirSync(folder, { recursive: true });
  await page().screenshot({ path: join(folder, `${name}.png`) });
}

async function zoom(factor: number): Promise<void> {
  const window = await person.workstation.app.browserWindow(page());
  await window.evaluate((each, to) => each.webContents.setZoomFactor(to), factor);
}

describe('views', () => {
  it('open by their keys and by the palette, each with as many cases as it counts', async () => {
    for (const view of ['today', 'mine', 'unallocated', 'immediate', 'due', 'overdue', 'answered'] as const) {
      await desk.view(person, view);
      const counts = await ask(person, 'desk.counts', { view: 'all' });
      const cases = counts.views[view]!;
      if (cases === 0) await page().getByRole('heading', { level: 2 }).first().waitFor();
      else await until('the rows are there', async () => (await desk.total(person)) === cases);
    }
    expect(await violations(person)).toEqual([]);
    await picture('empty-answered');
    await command('view all');
    await until('all are there', async () => (await desk.total(person)) === REPORTS);
  });

  it('has the day in groups, which are headings before their rows', async () => {
    await desk.view(person, 'today');
    await desk.grid(person).focus();
    await person.press('Home');
    const groups = desk.grid(person).getByRole('rowgroup');
    await groups.first().waitFor({ state: 'attached' });
    const names = await groups.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(names[0]).toMatch(/^(Now|Due today|New|Answered|In hand|Waiting) \d+$/);
    expect(await violations(person)).toEqual([]);
    await picture('today');
    await chooseTheme(person, 'dark');
    expect(await violations(person)).toEqual([]);
    await picture('today-dark');
    // The checks of contrast further on are led by the system's theme.
    await chooseTheme(person, 'system');
  });
});

describe('sorting', () => {
  it('takes one column and another by keyboard, says so, and has the order of a sort by hand', async () => {
    await desk.view(person, 'all');
    const rows = await rowsOf({});
    await head('Force').getByRole('button').focus();
    await person.press('Enter');
    await head('Age').getByRole('button').focus();
    await person.press('Shift+Enter', 'Shift+Enter');
    expect(await head('Force').getAttribute('aria-sort')).toBe('ascending');
    expect(await head('Age').getAttribute('aria-sort')).toBe('ascending');
    const wanted = rows
      .toSorted(
        (a, b) =>
          (a.force < b.force ? -1 : a.force > b.force ? 1 : 0) ||
          (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0) ||
          (a.caseId < b.caseId ? -1 : 1),
      )
      .map(({ caseId }) => caseId);
    await until('the rows are in that order', async () => {
      const shown = await shownCases();
      return shown.length > 10 && JSON.stringify(shown) === JSON.stringify(wanted.slice(0, shown.length));
    });
    await picture('sorted');
    await head('Age').getByRole('button').focus();
    await person.press('Shift+F10');
    await page().getByRole('menuitem', { name: 'Do not sort by this' }).waitFor();
    await inLightAndDark(person, 'ActMenu.tsx');
    await picture('header-menu');
    await page().getByRole('menuitem', { name: 'Do not sort by this' }).focus();
    await person.press('Enter');
    await until('one column is left', async () => (await head('Age').getAttribute('aria-sort')) === null);
  });
});

describe('filters', () => {
  it('show as many cases as their value said, and say what is set until it is taken away', async () => {
    await desk.grid(person).focus();
    await person.press('f');
    const urgency = page()
      .getByRole('group', { name: 'Filters', exact: true })
      .getByRole('button', { name: /^Urgency/ });
    await urgency.and(page().locator(':focus')).waitFor();
    await person.press('Enter');
    const routine = page().getByRole('checkbox', { name: /^Routine/ });
    await routine.waitFor();
    const said = Number((await routine.locator('xpath=..').innerText()).replaceAll(/\D/g, ''));
    expect(said).toBeGreaterThan(0);
    expect(said).toBeLessThan(REPORTS);
    await routine.focus();
    await person.press('Space');
    await until('only those are left', async () => (await desk.total(person)) === said);
    expect(await violations(person)).toEqual([]);
    await picture('filtered');
    await person.press('Escape');
    await page()
      .getByRole('button', { name: /^Urgency: Routine/ })
      .waitFor();
  });

  it('are kept with the sort under a name, which can be changed and forgotten', async () => {
    await command('save view');
    await page().getByLabel('Name of the view').fill('Quiet ones');
    await inLightAndDark(person, 'NameView.tsx');
    await picture('save-view');
    await person.press('Enter');
    const mine = page().getByRole('button', { name: 'Quiet ones', exact: true });
    await mine.and(page().locator('[aria-current=true]')).waitFor();
    const narrowed = await desk.total(person);
    await desk.view(person, 'mine');
    await command('views own');
    await page().getByRole('button', { name: 'Quiet ones', exact: true }).last().waitFor();
    await inLightAndDark(person, 'OwnViews.tsx');
    await picture('own-views');
    await page().getByRole('button', { name: 'Quiet ones', exact: true }).last().press('Enter');
    await until('it is as it was saved', async () => (await desk.total(person)) === narrowed);
    await command('views own');
    await page().getByRole('button', { name: 'Rename Quiet ones' }).press('Enter');
    await page().getByLabel('Name of the view').fill('Routine');
    await person.press('Enter');
    await page().getByRole('button', { name: 'Routine', exact: true }).waitFor();
  });
});

describe('many cases at once', () => {
  it('are labelled together, with one summary, and taken back together', async () => {
    await desk.view(person, 'all');
    await page().getByRole('button', { name: 'Clear filters' }).press('Enter');
    await until('all are there', async () => (await desk.total(person)) === REPORTS);
    await desk.grid(person).focus();
    await person.press('Control+A');
    await page().getByText(`${REPORTS} cases selected`).waitFor();
    await person.press('l');
    const media = page().getByRole('checkbox', { name: /^Media interest/ });
    await media.focus();
    await person.press('Space');
    await inLightAndDark(person, 'Label.tsx');
    await picture('label');
    await person.press('Control+Enter');
    await summary().getByText(`Labels signed: ${REPORTS}.`).waitFor();
    expect(await violations(person)).toEqual([]);
    await picture('labelled');
    expect((await rowsOf({})).every(({ labels }) => labels.includes('MEDIA'))).toBe(true);
    await desk.grid(person).focus();
    await person.press('Control+Z');
    await summary().getByText(`Taken back: ${REPORTS}.`).waitFor();
    expect((await rowsOf({})).some(({ labels }) => labels.length > 0)).toBe(false);
  });

  it('are selected by row, allocated, and given back', async () => {
    await desk.grid(person).focus();
    await person.press('Home', 'Shift+ArrowDown', 'Shift+ArrowDown', 'a');
    await page().getByRole('dialog', { name: 'Allocate 3 cases' }).waitFor();
    await person.press('m', 'Control+Enter');
    await summary().getByText('Allocated: 3.').waitFor();
    const held = async () => (await ask(person, 'desk.counts', { view: 'all' })).views.mine;
    expect(await held()).toBe(3);
    await person.press('Control+Z');
    await summary().getByText('Taken back: 3.').waitFor();
    expect(await held()).toBe(0);
  });

  it('are marked as unread and read', async () => {
    await desk.grid(person).focus();
    await person.press('Home', 'x', 'x', 'u');
    const unread = async () => (await rowsOf({})).filter((row) => row.unread).length;
    await page().waitForTimeout(1000);
    const before = await unread();
    await person.press('u');
    await until('the marks have changed', async () => Math.abs((await unread()) - before) === 2);
    await person.press('Escape');
  });

  it('have every letter in a menu as well', async () => {
    await desk.grid(person).focus();
    await person.press('Shift+F10');
    await page()
      .getByRole('menuitem', { name: /^Label/ })
      .waitFor();
    expect(await violations(person)).toEqual([]);
    await picture('row-menu');
    await person.press('Escape');
    await page()
      .getByRole('menuitem', { name: /^Label/ })
      .waitFor({ state: 'hidden' });
    expect(await page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });
});

describe('columns', () => {
  it('are shown, hidden and put in order by keyboard', async () => {
    await command('columns');
    await page().getByRole('checkbox', { name: 'Labels' }).focus();
    await person.press('Space');
    await page().getByRole('button', { name: 'Reference further to the front' }).focus();
    await person.press('Enter');
    await inLightAndDark(person, 'ColumnChoice.tsx');
    await picture('columns');
    await person.press('Escape');
    const names = await headNames();
    expect(names).toContain('labels');
    expect(names.indexOf('reference')).toBeLessThan(names.indexOf('nextAct'));
  });
});

describe('the way back', () => {
  it('leads to the next case of the list, and through a lock to the same row, view and columns', async () => {
    await desk.grid(person).focus();
    await person.press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    const rows = await shownCases();
    await person.press('Enter');
    await caseScreen.shown(person);
    await person.press('Control+PageDown');
    // Its cover line comes first.
    await page().getByRole('region', { name: 'Cover line' }).waitFor();
    await person.press('Enter');
    await caseScreen.shown(person);
    await desk.back(person);
    await until('the next row is where one is', async () => (await here()) === rows[4]);
    const columns = await headNames();
    await person.lock();
    await person.unlock(passphrase);
    await desk.grid(person).waitFor();
    await until('the same row is where one is', async () => (await here()) === rows[4]);
    expect(await headNames()).toEqual(columns);
    await command('views own');
    await page().getByRole('button', { name: 'Remove Routine' }).press('Enter');
    await page().getByText('save it under a name').waitFor();
    await person.press('Escape');
  });

  it('is beside the open case where a window has room', async () => {
    await resize(person, 2560, 1440);
    await page().waitForFunction(() => innerWidth >= 2500);
    await desk.grid(person).focus();
    await person.press('Home');
    await person.press('Enter');
    await caseScreen.shown(person);
    const queue = page().getByRole('listbox', { name: 'Cases of this view' });
    await queue.waitFor();
    await until(
      'the open case is marked',
      async () => (await queue.getByRole('option', { selected: true }).count()) === 1,
    );
    expect(await queue.getByRole('option').count()).toBeGreaterThan(20);
    await inLightAndDark(person, 'CaseScreen', 'the list beside it');
    expect(await cutOff(person)).toEqual([]);
    await picture('queue-2560');
    const opened = () => page().locator('[data-case-open]').getAttribute('data-case-open');
    const marked = () => queue.getByRole('option', { selected: true }).getAttribute('aria-posinset');
    const first = await opened();
    for (let presses = 0; presses < 4; presses++) {
      await person.press('F6');
      if (await queue.evaluate((list) => list === document.activeElement)) break;
    }
    expect(await queue.evaluate((list) => list === document.activeElement)).toBe(true);
    await person.press('j', 'ArrowDown', 'k', 'Enter');
    await until('the second case is open', async () => (await opened()) !== first && (await marked()) === '2');
    await person.press('Enter');
    await caseScreen.shown(person);
    await person.press('Control+PageDown');
    await until('the mark follows to the third', async () => (await marked()) === '3');
    await queue.getByRole('option').nth(0).click();
    await until('a click opens the first', async () => (await opened()) === first && (await marked()) === '1');
    await desk.back(person);
    await resize(person, 1440, 900);
    await page().waitForFunction(() => innerWidth === 1440);
  });

  it('holds at every size of the window', async () => {
    await command('columns');
    await page().getByRole('button', { name: 'Those that fit the window' }).press('Enter');
    await person.press('Escape');
    await desk.view(person, 'today');
    await resize(person, 1280, 720);
    await page().waitForTimeout(300);
    await picture('today-1280');
    const rows = await desk.grid(person).evaluate((grid) => Math.floor((grid.clientHeight - 28) / 28));
    expect(rows).toBeGreaterThanOrEqual(17);
    await desk.grid(person).focus();
    await person.press('f');
    await picture('filters-1280');
    await zoom(2);
    await page().waitForTimeout(300);
    expect(await violations(person)).toEqual([]);
    await picture('today-zoom');
    await person.press('f');
    await zoom(1);
    await chooseTheme(person, 'dark');
    await page().waitForTimeout(200);
    await picture('today-1280-dark');
    await chooseTheme(person, 'light');
  });
});
