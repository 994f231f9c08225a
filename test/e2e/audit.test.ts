/** A reason at the opening, the audit by keyboard, and what is held about a person. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { conflict, desk } from '../../scripts/tour/screens.ts';
import { cutOff, zoom } from './support/access.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, inSync, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let assessor: Person;
let supervisor: Person;
let auditor: Person;
let caseId = '';

const pictures = join(root, 'out', 'e2e', 'audit');
const picture = (person: Person, name: string) => person.page().screenshot({ path: join(pictures, `${name}.png`) });

/** What a window of 1280 by 720 shows at twice the size. */
async function pictureAt200(person: Person, name: string): Promise<void> {
  await resize(person, 640, 360);
  await person.page().waitForFunction(() => innerWidth === 640);
  await picture(person, name);
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  office = await openOffice(4);
  assessor = await office.assessor('assessor', await office.enrolAssessor({ name: 'Sam Orrell' }));
  supervisor = await office.assessor('supervisor', await office.enrolSupervisor('Sunita Vale'));
  auditor = await office.start('auditor', 'assessor', await office.enrolAuditor('Ada Quill'));
  await office.admit(auditor);
  const opened = await ask(assessor, 'desk.open', { view: 'all', filter: {}, search: '', sort: [] });
  ({ caseId } = opened.rows[0]!);
  const { user } = await ask(assessor, 'session.me', {});
  await ask(assessor, 'case.sign', { caseId, type: 'allocated', facets: { to: user }, payload: {}, basedOn: null });
  await ask(assessor, 'case.read', { caseId, peek: false });
  await inSync(assessor);
  await inSync(supervisor);
}, 300_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('a case that somebody else holds', () => {
  it('opens with one key that says why, and asks no second time', async () => {
    const page = supervisor.page();
    await desk.view(supervisor, 'all');
    await desk.open(supervisor, 0);
    const sheet = page.getByRole('region', { name: 'Why this case is opened' });
    await sheet.waitFor();
    await inLightAndDark(supervisor, 'CaseScreen', 'why it is opened');
    await picture(supervisor, 'reason-dark');
    await pictureAt200(supervisor, 'reason-200');
    await zoom(supervisor, 2);
    expect.soft(await cutOff(supervisor), 'the reasons at 200 %').toEqual([]);
    await zoom(supervisor, 1);
    await resize(supervisor, 1440, 900);
    await supervisor.press('3');
    await sheet.waitFor({ state: 'detached' });
    await supervisor.press('Escape');
    await desk.grid(supervisor).waitFor();
    await desk.open(supervisor, 0);
    await page.locator(`[data-case-open="${caseId}"]`).waitFor();
    await supervisor.press('Escape');
    await inSync(supervisor);
  });
});

describe('an auditor', () => {
  it('comes to the audit at once, and finds by key who opened a case, why, and its proof', async () => {
    const page = auditor.page();
    const main = page.getByRole('main', { name: 'Audit' });
    await main.waitFor();
    await until('the reason has come', async () => {
      const { total } = await ask(auditor, 'audit.open', { justification: 'SUPERVISION' });
      return total === 1;
    });
    await page.getByLabel('Justification').selectOption('SUPERVISION');
    await page.getByLabel('Justification').selectOption('');
    const grid = page.getByRole('grid', { name: 'Entries of the audit' });
    await grid.getByText('Supervision or a check of quality').waitFor();
    await inLightAndDark(auditor, 'AuditScreen');
    await picture(auditor, 'audit-dark');
    await grid.focus();
    await auditor.press('f');
    await page.getByLabel('Justification').selectOption('SUPERVISION');
    await until('the one entry is listed', async () => (await grid.getAttribute('aria-rowcount')) === '2');
    await grid.focus();
    await auditor.press('Home', 'Enter');
    const depth = page.getByRole('complementary', { name: 'The entry in depth' });
    await depth.getByText('Supervision or a check of quality').waitFor();
    await depth.getByText(/^(Proved|It is in the log)/).waitFor();
    await inLightAndDark(auditor, 'AuditScreen', 'an entry in depth');
    await auditor.press('Escape');
    await page.getByLabel('Justification').selectOption('');
    await grid.focus();
    await auditor.press('c');
    const checked = page.getByRole('complementary', { name: 'Check against the hub’s checkpoints' });
    await checked.getByText(/entries are proved/).waitFor();
    await auditor.workstation.app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'light'));
    await picture(auditor, 'audit-checked-light');
    expect(await checked.getByText('DIFFERS').count()).toBe(0);
    await auditor.press('Escape');
    expect(await page.getByRole('button', { name: 'Desk' }).count()).toBe(0);
  });

  it('finds its way in a small window, at twice the size, and where nothing fits', async () => {
    const page = auditor.page();
    await resize(auditor, 1280, 720);
    const grid = page.getByRole('grid', { name: 'Entries of the audit' });
    const depth = page.getByRole('complementary', { name: 'The entry in depth' });
    await grid.focus();
    await auditor.press('Home', 'ArrowDown', 'Enter');
    await depth.waitFor();
    await picture(auditor, 'audit-1280');
    expect.soft(await cutOff(auditor), 'in a small window').toEqual([]);
    await zoom(auditor, 2);
    expect.soft(await cutOff(auditor), 'an entry at 200 %').toEqual([]);
    await zoom(auditor, 1);
    await pictureAt200(auditor, 'audit-200-depth');
    // Closes what stands beside, and is where one was.
    await auditor.press('Escape');
    await depth.waitFor({ state: 'detached' });
    expect(await grid.getAttribute('aria-activedescendant')).toBe('entry-1');
    await pictureAt200(auditor, 'audit-200');
    await zoom(auditor, 2);
    expect.soft(await cutOff(auditor), 'at 200 %').toEqual([]);
    await zoom(auditor, 1);
    await resize(auditor, 1440, 900);
    await page.getByLabel('Case', { exact: true }).fill('NOTHING-1');
    await page.getByText('No entry fits these filters.').waitFor();
    await inLightAndDark(auditor, 'AuditScreen', 'empty');
    await page.getByRole('button', { name: 'Take all filters off' }).click();
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('form', { name: 'Export the audit' }).waitFor();
    await inLightAndDark(auditor, 'AuditScreen.tsx', 'the export');
    await picture(auditor, 'audit-export');
    await auditor.press('Escape');
  });
});

describe('a supervisor', () => {
  it('looks for a person over all cases, is told what was not looked at, and uncovers passage by passage', async () => {
    const page = supervisor.page();
    await desk.grid(supervisor).focus();
    await supervisor.press('c');
    await conflict.pass(supervisor, () => Promise.resolve());
    await desk.grid(supervisor).waitFor();
    const { officers } = await ask(supervisor, 'people.search', { words: '' });
    const name = officers.find(({ names }) => names.length > 0)!.names[0]!;
    await supervisor.press('Control+K');
    await page.keyboard.type('What is held about');
    await supervisor.press('Enter');
    await page.getByRole('main', { name: 'What is held about a person' }).waitFor();
    await inLightAndDark(supervisor, 'SubjectScreen', 'nobody looked for');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await supervisor.press('Enter');
    await page.getByRole('heading', { name: 'Not looked at' }).waitFor();
    const first = page.getByRole('list', { name: 'Passages' }).getByRole('listitem').first();
    await first.waitFor();
    expect(await first.innerText()).toContain('▇');
    await inLightAndDark(supervisor, 'SubjectScreen', 'found');
    await picture(supervisor, 'subject-dark');
    await first.getByRole('button', { name: 'Uncover the passage' }).press('Enter');
    await first.getByRole('button', { name: 'Uncover the passage' }).waitFor({ state: 'detached' });
    await supervisor.workstation.app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'light'));
    await picture(supervisor, 'subject-light');
    await page.getByRole('button', { name: 'Export…' }).press('Enter');
    await page.getByRole('form', { name: 'Export what was found' }).waitFor();
    await inLightAndDark(supervisor, 'SubjectScreen.tsx', 'the export');
    await picture(supervisor, 'subject-export');
    await supervisor.press('Escape');
    await page.getByRole('form', { name: 'Export what was found' }).waitFor({ state: 'detached' });
    await resize(supervisor, 1280, 720);
    await picture(supervisor, 'subject-1280');
    expect.soft(await cutOff(supervisor), 'in a small window').toEqual([]);
    await pictureAt200(supervisor, 'subject-200');
    await zoom(supervisor, 2);
    expect.soft(await cutOff(supervisor), 'at 200 %').toEqual([]);
    await zoom(supervisor, 1);
  });
});
