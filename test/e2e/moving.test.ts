/** A supervisor sets a case apart by keyboard: it leaves a colleague's Desk, which says where it went and who can say more. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { inLightAndDark } from './support/axe.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { resize } from '../../scripts/tour/person.ts';
import { caseScreen, desk } from '../../scripts/tour/screens.ts';
import { ask, casesByReference, inSync, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';
import { tabTo } from './support/tab-to.ts';
import { walkTo } from './support/walk.ts';

let office: Office;
let supervisor: Person;
let assessor: Person;
let caseId: string;
let reference: string;
let late: string;
let lateReference: string;

beforeAll(async () => {
  office = await openOffice(4);
  supervisor = await office.assessor('supervisor', await office.enrolSupervisor('Sunita Vale'));
  assessor = await office.assessor('assessor', await office.enrolAssessor({ name: 'Bronwen Tarrant' }));
  [[reference, caseId], [lateReference, late]] = [...(await casesByReference(supervisor))] as unknown as [
    [string, string],
    [string, string],
  ];
  await ask(supervisor, 'screen.sign', { none: [caseId, late], declared: [] });
  await ask(assessor, 'screen.sign', { none: [late], declared: [] });
  await inSync(supervisor, assessor);
}, 400_000);
afterAll(() => office.close());
picturesOfFailures(() => office);

/** Pictures to look at: `CANDOUR_PICTURES=1`, in out/moving. */
async function shoot(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'moving');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
async function command(person: Person, words: string): Promise<void> {
  await person.press('Control+K');
  await person.page().getByRole('dialog').waitFor();
  await person.page().keyboard.type(words);
  await person.press('Enter');
}

it('goes apart by keyboard alone as a colleague asked, and the Desk of another tells of it in a line', async () => {
  const page = supervisor.page();
  await walkTo(supervisor, desk.grid(supervisor), { 'data-case': caseId });
  await supervisor.press('Enter');
  await caseScreen.shown(supervisor);
  await command(supervisor, 'Transfer this case');
  const transfer = page.getByRole('dialog', { name: /Transfer case/ });
  await transfer.waitFor();
  // The list of units has the focus.
  await supervisor.press('ArrowDown', 'ArrowDown');
  await transfer.getByRole('region', { name: 'Will see it' }).waitFor();
  await shoot(supervisor, 'transfer');
  await inLightAndDark(supervisor, 'Moving.tsx', 'transfer');
  await supervisor.press('Escape');
  await transfer.waitFor({ state: 'hidden' });

  // She asks, and cannot answer herself.
  await command(supervisor, 'Ask to set this case apart');
  const apart = page.getByRole('dialog', { name: /Set case .* apart/ });
  await apart.waitFor();
  await tabTo(supervisor, /^Why/);
  await page.keyboard.type('It concerns somebody of this floor.');
  await shoot(supervisor, 'apart-ask');
  await inLightAndDark(supervisor, 'Moving.tsx', 'ask to set apart');
  await supervisor.press('Control+Enter');
  await apart.waitFor({ state: 'hidden' });
  const asked = page.getByRole('region', { name: 'Setting this case apart' });
  await asked.getByText('You asked that this case be set apart.').waitFor();
  await shoot(supervisor, 'apart-asked');
  await inLightAndDark(supervisor, 'CaseScreen', 'asked to set apart');
  await asked.getByRole('button', { name: 'Take it back' }).click();
  await asked.waitFor({ state: 'hidden' });

  await ask(assessor, 'screen.sign', { none: [caseId], declared: [] });
  const { user } = await ask(supervisor, 'session.me', {});
  await inSync(supervisor, assessor);
  await inSync(assessor);
  const { slot } = (await ask(assessor, 'moving.read', { caseId }))!;
  await ask(assessor, 'case.sign', {
    ...{ caseId, type: 'apart_requested', facets: { readers: [user] }, basedOn: slot },
    payload: { why: 'It concerns somebody of this floor.' },
  });
  await inSync(assessor, supervisor);
  await asked.getByText('Bronwen Tarrant asks that this case be set apart.').waitFor({ timeout: 60_000 });
  await shoot(supervisor, 'apart-to-answer');
  await inLightAndDark(supervisor, 'CaseScreen', 'to be answered');
  await command(supervisor, 'Ask to set this case apart');
  await apart.waitFor();
  await tabTo(supervisor, /^Why/);
  await page.keyboard.type('It concerns somebody of this floor.');
  await apart.getByRole('region', { name: 'Will no longer see it' }).getByText('Bronwen Tarrant').waitFor();
  await shoot(supervisor, 'apart');
  await inLightAndDark(supervisor, 'Moving.tsx', 'set apart');
  await resize(supervisor, 1280, 720);
  await shoot(supervisor, 'apart-1280');
  await supervisor.press('Control+Enter');
  await apart.waitFor({ state: 'hidden' });

  const line = assessor.page().getByRole('list', { name: 'Cases that have gone' });
  await line.getByText(`${reference} was set apart by Sunita Vale, who can say more.`).waitFor({ timeout: 60_000 });
  await until('the case is gone', async () => !(await casesByReference(assessor)).has(reference));
  await shoot(assessor, 'departure');
  await desk.grid(assessor).focus();
  await tabTo(assessor, new RegExp(`^Seen: ${reference}`));
  await assessor.press('Enter');
  await line.waitFor({ state: 'hidden' });
});

it('tells a supervisor of work that came too late, leads to it by a command, and lets it be dismissed by keyboard', async () => {
  const page = supervisor.page();
  const { user } = await ask(supervisor, 'session.me', {});
  await ask(assessor, 'case.sign', {
    ...{ caseId: late, type: 'apart_requested', facets: { readers: [user] }, basedOn: null },
    payload: { why: 'For named readers.' },
  });
  await inSync(assessor, supervisor);
  await ask(assessor, 'sync.pause', { paused: true });
  await ask(assessor, 'case.sign', {
    caseId: late,
    type: 'decided',
    facets: { outcomes: ['investigate'], route: 'here' },
    payload: { rationale: 'It can be checked without approaching anyone.', optionsRejected: [] },
    holdSeconds: 0,
  });
  await ask(supervisor, 'moving.move', { caseId: late, to: 'readers', readers: [user], reason: 'For named readers.' });
  await inSync(supervisor);
  await ask(assessor, 'sync.pause', { paused: false });
  await inSync(assessor, supervisor);

  const told = page.getByRole('list', { name: 'Work that could not be added' });
  await told.getByText(`${lateReference}: 1 entry came too late to be added.`).waitFor({ timeout: 60_000 });
  const sign = page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: 'Came too late: 1' });
  await sign.waitFor();
  await shoot(supervisor, 'kept-desk');
  await inLightAndDark(supervisor, 'DeskScreen', 'with work that came too late');
  await command(supervisor, 'came too late');
  const kept = page.getByRole('region', { name: 'Work that could not be added' });
  await kept.getByText('It can be checked without approaching anyone.').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent), { timeout: 10_000 })
    .toBe('Add to the history');
  await shoot(supervisor, 'kept');
  await inLightAndDark(supervisor, 'CaseScreen', 'with work that came too late');
  await tabTo(supervisor, /^Dismiss…/);
  await supervisor.press('Enter');
  await page.keyboard.type('It was decided without knowing of the other report.');
  await tabTo(supervisor, /^Dismiss$/);
  await supervisor.press('Enter');
  await kept.waitFor({ state: 'hidden' });
  await sign.waitFor({ state: 'hidden' });
  expect((await ask(supervisor, 'kept.list', {})).length).toBe(0);
});
