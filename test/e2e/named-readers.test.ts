/** A report that names an assessor: the others see it, with its marking and its readers; she does not, anywhere. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { hubCommand } from '../../scripts/start/hub-process.ts';
import { chooseTheme, resize, type Person } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { casesByReference, inSync, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

const named = {
  reference: 'N-4711',
  channel: 'web',
  reporterMode: 'anonymous',
  receivedAt: '2026-02-01T10:00:00.000Z',
  disseminatedAt: '2026-02-01T11:00:00.000Z',
  urgency: 'immediate',
  force: 'MPS',
  categories: ['INFO_FOR_GAIN'],
  narrative: 'DS Tarrant told him about the heliotrope envelope. It was found in her drawer.',
  subjects: [{ name: 'Sgt B. Tarrant', rank: 'sergeant', station: 'Harrowmere' }],
};

let office: Office;
let reader: Person;
let subject: Person;

/** Leaves a picture in `out/e2e/named-readers`. */
async function picture(person: Person, name: string): Promise<void> {
  const folder = join(root, 'out', 'e2e', 'named-readers');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

beforeAll(async () => {
  office = await openOffice(8);
  reader = await office.assessor('reader', office.organisation.assessor);
  subject = await office.assessor('subject', await office.enrolAssessor({ name: 'Bronwen Tarrant' }));
  await office.enrolAssessor({ name: 'Odile Verrant' });
  const file = join(office.folder, 'named.jsonl');
  writeFileSync(file, JSON.stringify(named));
  await hubCommand(join(office.folder, 'hub'), ['import', file]);
  await desk.waitForTotal(reader, 9);
  await inSync(reader, subject);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('a report that names an assessor', () => {
  it('stands on a colleague’s Desk with its marking and the number of its readers', async () => {
    const row = desk.rows(reader).filter({ hasText: named.reference });
    await row.getByText('2 readers').waitFor();
    await picture(reader, 'desk-light');
    await desk.grid(reader).focus();
    await reader.press('c');
    await conflict.pass(reader, () => Promise.resolve());
    await desk.grid(reader).waitFor();
    await inSync(reader);
    await desk.view(reader, 'all');
    const caseId = (await casesByReference(reader)).get(named.reference)!;
    await desk.openCase(reader, caseId);
    await caseScreen.shown(reader);
    const edge = reader.page().getByRole('region', { name: 'Named-readers case' });
    await edge.getByRole('button', { name: '2 people can see this' }).waitFor();
    await picture(reader, 'case-light');
    expect(await violations(reader)).toEqual([]);
    await edge.getByRole('button').click();
    const dialog = reader.page().getByRole('dialog', { name: 'Who can see this case' });
    await dialog.getByText('Odile Verrant').waitFor();
    expect(await dialog.getByText('Tarrant').count()).toBe(0);
    await picture(reader, 'readers-light');
    await inLightAndDark(reader, 'ReadersEdge.tsx');
    await reader.press('Escape');
    await chooseTheme(reader, 'dark');
    await resize(reader, 1280, 720);
    await picture(reader, 'case-dark-1280');
    expect(await violations(reader)).toEqual([]);
    await resize(reader, 640, 360);
    await picture(reader, 'case-dark-200-percent');
    await resize(reader, 1280, 720);
    await desk.back(reader);
    await picture(reader, 'desk-dark-1280');
    await reader
      .page()
      .getByRole('button', { name: /^Settings/ })
      .first()
      .click();
    await reader.page().getByRole('heading', { name: 'Register of interests' }).scrollIntoViewIfNeeded();
    await picture(reader, 'settings-dark-1280');
  });

  it('is in no list, search or count of hers, and shows on nothing of her screen', async () => {
    await until('she is in sync', async () => (await desk.total(subject)) === 8);
    for (const word of ['heliotrope', 'Tarrant', named.reference]) expect(await desk.find(subject, word)).toBe(0);
    await desk.clearSearch(subject);
    expect([...(await casesByReference(subject)).keys()]).not.toContain(named.reference);
    expect(await subject.page().getByText('reader', { exact: false }).count()).toBe(0);
    await picture(subject, 'named-person-desk');
  });
});
