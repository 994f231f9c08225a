/**
 * Every screen in English in disguise: what stands outside its brackets escaped the catalogue. One run looks at all of
 * them, and tells what escaped screen by screen.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { disguised, opening } from '../../renderer/words/pseudo.ts';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, desk } from '../../scripts/tour/screens.ts';
import { ask, casesByReference, until } from './support/bridge.ts';
import { escapedFrom } from './support/escaped.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

let office: Office;
let person: Person;
/** What escaped, by the screen that shows it; a text that stands on many is told once. */
const escaped = new Map<string, string[]>();
const told = new Set<string>();
/** Names of people and units, and references: the same in every language. */
let data: string[] = [];

beforeAll(async () => {
  office = await openOffice(12);
  const english = await office.start('assessor', 'assessor', office.organisation.assessor);
  const written = await english.page().evaluate(() => window.candour.shell.preferences.write({ language: 'en-XA' }));
  expect(written.ok).toBe(true);
  person = await office.leaveAndReturn(english);
  await resize(person, 1440, 900);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const byRole = (role: 'button' | 'heading' | 'region' | 'navigation' | 'group', words: string) =>
  person.page().getByRole(role, { name: disguised(words) });
const place = (words: string) => byRole('navigation', 'Places').getByText(disguised(words));

/** Looks once the screen has stopped changing. */
async function shows(screen: string): Promise<void> {
  const text = () => person.page().evaluate(() => document.body.innerText);
  for (let last = ''; ;) {
    await person.page().waitForTimeout(350);
    const now = await text();
    if (now === last) break;
    last = now;
  }
  if (process.env.CANDOUR_PICTURES) {
    const folder = join(root, 'out', 'pseudo-locale');
    mkdirSync(folder, { recursive: true });
    await person.page().screenshot({ path: join(folder, `${screen.replaceAll(/\W+/g, '-')}.png`) });
  }
  const found = await escapedFrom(person.page(), data);
  const fresh = found.filter((each) => !told.has(each));
  for (const each of fresh) told.add(each);
  if (fresh.length > 0) escaped.set(screen, fresh);
}

it('sets a workstation up', async () => {
  const submit = person.page().locator('button[type=submit]');
  await submit.waitFor();
  await shows('set-up');
  await byRole('button', 'No network here…').click();
  await byRole('button', 'Over the network instead').waitFor();
  await shows('set-up by hand');
  await byRole('button', 'Over the network instead').click();
  await submit.click();
  data = [office.organisation.assessor.name];
  const fingerprint = person.page().getByText(/^[0-9a-f]{4}( [0-9a-f]{4}){7}$/);
  await fingerprint.waitFor();
  await shows('fingerprint');
  await office.grantTo(person, (await fingerprint.innerText()).trim());
  await byRole('button', 'Go on').click();
  await desk.grid(person).or(byRole('navigation', 'Places')).first().waitFor();
}, 120_000);

it('shows the Desk with what lies over it', async () => {
  const views = byRole('navigation', 'Views');
  await views.getByRole('button', { name: disguised('All') }).click();
  await desk.waitForTotal(person, office.organisation.imported);
  await until('the first sync is over', async () => (await ask(person, 'sync.state', {})).phase === 'idle');
  const { desks } = await ask(person, 'session.me', {});
  const references = [...(await casesByReference(person)).keys()];
  data.push(...references, ...desks.flatMap(({ name }) => [name, `${name}:`]));
  await shows('Desk');
  await desk.grid(person).focus();
  await person.press('Home', 'Space');
  await shows('peek');
  for (const [key, screen] of [
    ['Control+k', 'command palette'],
    ['F1', 'help'],
    ['F8', 'danger: which case'],
  ] as const) {
    await desk.grid(person).focus();
    await person.press(key);
    const sheet = person.page().locator('[data-danger-sheet]');
    await person.page().getByRole('dialog').or(sheet).first().waitFor();
    await shows(screen);
    await person.press('Escape');
    await shows(`after ${screen}`);
  }
  await desk.grid(person).focus();
  await person.press('f');
  await shows('filters');
  await byRole('group', 'Filters').getByRole('button').first().click();
  await shows('filters, one open');
  await person.press('Escape', 'Escape');
  await person.page().getByRole('contentinfo').getByRole('button').nth(1).click();
  await byRole('region', 'By hand').waitFor();
  await shows('sync drawer');
  await person.press('Escape');
}, 120_000);

it('takes the conflict pass', async () => {
  await desk.grid(person).focus();
  await person.press('c');
  await byRole('heading', 'Might you know somebody here?').waitFor();
  await shows('conflict pass, without names');
  await person.press('Control+Enter');
  const names = byRole('heading', 'Do you know any of these names?');
  await names.waitFor();
  await shows('conflict pass, names only');
  await person.press('Control+Enter');
  await names.waitFor({ state: 'hidden' });
  await shows('conflict pass, done');
  const none = await casesByReference(person);
  await ask(person, 'screen.sign', { none: [...none.values()], declared: [] });
  await place('Desk').click();
  await desk.grid(person).waitFor();
}, 120_000);

it('opens a case with its seven stages', async () => {
  const [caseId] = [...(await casesByReference(person)).values()];
  await ask(person, 'case.sign', {
    caseId: caseId!,
    type: 'assessed',
    facets: { stage: 'risk', round: 1, danger: 'no' },
    payload: { note: 'Quiet.' },
  } as never);
  await desk.openCase(person, caseId!);
  await caseScreen.shown(person);
  await shows('case');
  await caseScreen.narrative(person).focus();
  await person.press('F2', 'Home', 's');
  await shows('case, a statement marked');
  for (let stage = 1; stage <= 7; stage++) {
    await person.press(`Control+${stage}`);
    await shows(`case, stage ${stage}`);
    const tabs = person.page().locator('[data-pane=assess] [role=tab]');
    for (let tab = 1; tab < (await tabs.count()); tab++) {
      await tabs.nth(tab).click();
      await shows(`case, stage ${stage}, tab ${tab + 1}`);
    }
  }
  await person.press('F1');
  await shows('help in a case');
  await person.press('Escape', 'F8');
  await person.page().locator('[data-danger-sheet]').waitFor();
  await shows('danger sheet');
  await person.press('Escape');
}, 240_000);

it('goes to every other place', async () => {
  for (const words of ['Clocks', 'People', 'Hand-over', 'Settings']) {
    await place(words).click();
    await byRole('navigation', 'Places')
      .locator('[aria-current=page]', { hasText: disguised(words) })
      .waitFor();
    await shows(words);
  }
}, 120_000);

it('says the menus, dialogs and notices of the system in the same language', async () => {
  const menu = await person.workstation.app.evaluate(({ Menu }) => {
    const labels = (items: readonly Electron.MenuItem[]): string[] =>
      items.flatMap(({ label, submenu }) => [label, ...labels(submenu?.items ?? [])]);
    return labels(Menu.getApplicationMenu()?.items ?? []).filter((label) => label !== '' && label !== 'Candour');
  });
  expect(menu.length).toBeGreaterThan(100);
  expect(menu.filter((label) => !label.startsWith(opening))).toEqual([]);
  // The dialog is the system's; what it is handed is ours.
  await person.workstation.app.evaluate(({ dialog }) => {
    const asked = dialog as unknown as Record<'showOpenDialog' | 'showSaveDialog' | 'asked', unknown>;
    const told: object[] = [];
    asked.asked = told;
    asked.showOpenDialog = (_window: unknown, options: object) => {
      told.push(options);
      return Promise.resolve({ canceled: true, filePaths: [] });
    };
    asked.showSaveDialog = (_window: unknown, options: object) => {
      told.push(options);
      return Promise.resolve({ canceled: true, filePath: '' });
    };
  });
  await person.page().evaluate(async () => {
    const { folder, backup, bundleOut, bundleIn } = window.candour.shell.choose;
    await folder();
    await backup();
    await bundleOut({ what: 'bundle' });
    await bundleOut({ what: 'request' });
    await bundleIn();
  });
  const told = await person.workstation.app.evaluate(({ dialog }) => {
    const { asked } = dialog as unknown as {
      asked: { title: string; buttonLabel?: string; filters?: { name: string }[] }[];
    };
    return asked.flatMap(({ title, buttonLabel, filters = [] }) => [
      title,
      ...(buttonLabel === undefined ? [] : [buttonLabel]),
      ...filters.map(({ name }) => name),
    ]);
  });
  expect(told).toHaveLength(12);
  expect(told.filter((words) => !words.startsWith(opening))).toEqual([]);
}, 120_000);

it('locks and unlocks', async () => {
  const before = person.page();
  await before.keyboard.press('Control+L').catch(() => undefined);
  await person.turnToNewWindow(before);
  const field = person.page().getByLabel(disguised('Passphrase'), { exact: true });
  await field.waitFor();
  await shows('unlock');
  await field.fill('not this one');
  await person.press('Enter');
  await shows('unlock, refused');
  await until('the next try is allowed', () => field.isEnabled());
  await field.fill(passphrase);
  await person.press('Enter');
  await person.page().getByRole('contentinfo').waitFor();
  await shows('unlocked');
}, 120_000);

it('lets no words escape the catalogue on any of them', () => {
  expect(Object.fromEntries(escaped)).toEqual({});
});
