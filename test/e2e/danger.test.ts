/** The day's job "14:10 Emergency", by keyboard: with a line and without, on a case that nobody has screened too. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk, openStage } from '../../scripts/tour/screens.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';
import { walkTo } from './support/walk.ts';

const calm = 'The rota was changed twice without a word to anybody.';
const clue = 'I sit at the next desk';
const urgent = `He says that he will be waiting for her tonight, and ${clue}.`;

let office: Office;
let sender: Person;
let colleague: Person;
let unscreened: string;
let opened: string;

beforeAll(async () => {
  const shared = { occurredWhere: 'The car park behind the custody suite', subjects: [{ name: 'Callum Ferriday' }] };
  office = await openOffice([
    report({ reference: 'DGR-0001', narrative: `${calm} ${urgent}`, ...shared }),
    report({
      reference: 'DGR-0002',
      narrative: `${calm} ${urgent} Nobody has spoken of it since.`,
      peopleAtRisk: [{ description: 'His former partner', child: false }],
      ...shared,
    }),
  ]);
  sender = await office.assessor('sender', office.organisation.assessor);
  colleague = await office.assessor('colleague', await office.enrolAssessor({ name: 'Bronwen Tarrant' }));
  const cases = await casesByReference(sender);
  unscreened = cases.get('DGR-0001')!;
  opened = cases.get('DGR-0002')!;
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const sheet = (person: Person) => person.page().getByRole('complementary', { name: /danger/i });
const field = (person: Person, name: string | RegExp) => sheet(person).getByLabel(name);
const line = (person: Person) => person.page().getByRole('region', { name: 'Danger', exact: true });
const openAlerts = (person: Person) => ask(person, 'danger.open', {});
/** The row of a case under the cursor of the Desk, moved there by keys. */
async function toRow(person: Person, caseId: string): Promise<void> {
  await walkTo(person, desk.grid(person), { 'data-case': caseId });
}
const type = (person: Person, words: string) => person.page().keyboard.type(words);
/** By keyboard to a field of the sheet. */
async function tabTo(person: Person, name: string | RegExp): Promise<void> {
  const wanted = field(person, name);
  for (let tries = 0; tries < 20; tries++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await person.press('Tab');
  }
  throw new Error(`no tab stop leads to ${String(name)}`);
}

async function picture(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'danger');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

/** Counts what sounds in the page, without a change to it: the real audio goes on. */
const countTones = (person: Person) =>
  person.page().evaluate(() => {
    const counted = globalThis as unknown as { tones: number };
    counted.tones = 0;
    const real = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function create(this: AudioContext) {
      counted.tones += 1;
      return real.call(this);
    };
  });
const tones = (person: Person) => person.page().evaluate(() => (globalThis as unknown as { tones: number }).tones);

describe('danger on a case that nobody has screened', () => {
  it('is raised from its row with F8, and shows nothing of the report', async () => {
    await countTones(colleague);
    await toRow(sender, unscreened);
    await sender.press('F8');
    await sheet(sender).getByText('DGR-0001').waitFor();
    await sheet(sender).getByText('You have not passed the conflict screen').waitFor();
    expect(await sheet(sender).innerText()).not.toMatch(/Ferriday|tonight|car park/);
    await sheet(sender).getByText('020 7946 0018').waitFor();
    expect(await field(sender, 'Why now').inputValue()).toBe('');
    await picture(sender, 'unscreened-sheet');
    await inLightAndDark(sender, 'DangerDrawer.tsx');
    await sender.press('Control+Enter');
    await sheet(sender).getByText('Say who is in danger, or why now.').waitFor();
    await tabTo(sender, /^Who is in danger/);
    await type(sender, 'A detained person in cell 4');
    await tabTo(sender, 'Why now');
    await type(sender, 'A colleague rang: they are not breathing well');
    await sender.press('Control+Enter');
    await line(sender).getByText('not acknowledged yet').waitFor();
    expect((await readCase(sender, unscreened)).file).toBeNull();
    expect((await readCase(sender, unscreened)).drafts).toEqual([]);
    await picture(sender, 'sent');
  });

  it('is seen at once by a colleague, heard, and acknowledged with a key', async () => {
    await line(colleague).getByText('DGR-0001').waitFor();
    expect(await tones(colleague)).toBeGreaterThan(0);
    await picture(colleague, 'line-on-the-desk');
    await colleague.press('F9');
    await colleague.page().getByText('Candour: one alert is not acknowledged.').waitFor();
    expect(await colleague.page().getByRole('dialog', { name: 'Covered' }).innerText()).not.toContain('DGR');
    await picture(colleague, 'cover');
    await colleague.press('F9');
    await colleague.lock();
    await colleague.page().getByText('Candour: one alert is not acknowledged.').waitFor();
    await colleague.unlock(passphrase);
    await line(colleague).getByText('DGR-0001').waitFor();
    await colleague.press('Shift+F8');
    await sheet(colleague).getByText('A detained person in cell 4').first().waitFor();
    await sheet(colleague)
      .getByRole('button', { name: /^I take this on/ })
      .and(colleague.page().locator(':focus'))
      .waitFor();
    await picture(colleague, 'received');
    expect(await violations(colleague)).toEqual([]);
    await colleague.press('Control+Enter');
    await sheet(colleague).getByText('Acknowledged by Bronwen Tarrant').waitFor();
    await sheet(sender).getByText('Acknowledged by Bronwen Tarrant').waitFor();
    for (const person of [sender, colleague]) await line(person).waitFor({ state: 'hidden' });
    await picture(sender, 'acknowledged');
    for (const person of [sender, colleague]) await person.press('Escape');
  });

  it('asks which case where none is at hand, and finds it by a part of its reference', async () => {
    await sender.press('Control+k');
    await type(sender, 'settings');
    await sender.press('Enter');
    await sender.page().getByRole('heading', { name: 'Settings' }).waitFor();
    await sender
      .page()
      .getByRole('radiogroup', { name: /^Sound for danger/ })
      .waitFor();
    await sender.press('Control+Shift+D');
    await sheet(sender).locator('input:focus').waitFor();
    await type(sender, '0002');
    await until('only that case is left', async () => (await sheet(sender).getByRole('listitem').count()) === 1);
    await picture(sender, 'which-case');
    expect(await violations(sender)).toEqual([]);
    await sender.press('Enter');
    await sheet(sender).getByText('DGR-0002').waitFor();
    await sender.press('Escape', 'Escape');
    await desk.grid(sender).waitFor();
  });

  it('is raised in the conflict pass for the case of the line', async () => {
    await desk.grid(sender).focus();
    await sender.press('c');
    await sender.page().getByRole('heading', { name: 'Might you know somebody here?' }).waitFor();
    const first = await sender.page().getByRole('option').first().innerText();
    await sender.press('F8');
    await sheet(sender)
      .getByText(/DGR-000\d/)
      .first()
      .waitFor();
    const shown = /DGR-000\d/.exec(await sheet(sender).innerText())![0];
    expect(first).toContain(shown);
    await sender.press('Escape');
    await conflict.pass(sender, () => Promise.resolve());
    await desk.grid(sender).waitFor();
  });
});

describe('danger in an open case, without a line', () => {
  it('quotes the sentence under the cursor, keeps what is typed, and leaves the narrative readable', async () => {
    await desk.view(sender, 'all');
    await toRow(sender, opened);
    await sender.press('Enter');
    await caseScreen.shown(sender);
    // The last words of the sentence tell who reported: they are marked, and never said.
    const [clueFrom, clueTo] = [urgent.indexOf(clue), urgent.indexOf(clue) + clue.length];
    await ask(sender, 'case.sign', {
      caseId: opened,
      type: 'annotated',
      facets: { kind: 'reporter_clue' },
      payload: {
        target: {
          start: calm.length + 1 + clueFrom,
          end: calm.length + 1 + clueTo,
          exact: clue,
          prefix: 'tonight, and ',
          suffix: '.',
          textSha256: (await readCase(sender, opened)).narrativeSha256!,
        },
      },
    });
    await caseScreen.narrative(sender).focus();
    await sender.press('j', 'j', 'F8');
    await until('the sentence is quoted', async () => (await field(sender, 'Why now').inputValue()) === `“${urgent}”`);
    expect(await field(sender, 'Where').inputValue()).toContain('car park');
    expect(await field(sender, /^Who is in danger/).inputValue()).toContain('former partner');
    const [narrative, drawer] = [await caseScreen.narrative(sender).boundingBox(), await sheet(sender).boundingBox()];
    expect(narrative!.x + narrative!.width).toBeLessThanOrEqual(drawer!.x);
    await tabTo(sender, /^Safe contact/);
    await type(sender, 'Her sister only');
    await until(
      'it is a draft',
      async () => (await ask(sender, 'danger.about', { caseId: opened })).drafts.length === 1,
    );
    await sender.press('Escape');
    await sheet(sender).waitFor({ state: 'hidden' });
    await sender.press('F8');
    await until('the words are there again', async () =>
      (await field(sender, /^Safe contact/).inputValue()).includes('Her sister only'),
    );
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
    ] as const) {
      await resize(sender, width, height);
      await picture(sender, `sheet-${width}`);
    }
    await resize(sender, 640, 480);
    await picture(sender, 'sheet-200-percent');
    await resize(sender, 1440, 900);
    await chooseTheme(sender, 'dark');
    expect(await violations(sender)).toEqual([]);
    await picture(sender, 'sheet-dark');
    await chooseTheme(sender, 'light');
  });

  it('is rung where nobody has it: a number, a script without the reporter, a name and a time', async () => {
    await office.hubDown();
    await sender.press('Control+Enter');
    await sheet(sender).getByText('Not acknowledged. Ring 020 7946 0018, Priya Holloway.').waitFor();
    await sheet(sender).getByText('Nobody but this workstation has it.').waitFor();
    const script = sheet(sender).locator('details ol');
    await script.getByText('Morgan Ashdown').waitFor();
    const said = await script.innerText();
    expect(said).toContain('waiting for her tonight');
    expect(said).toContain('Her sister only');
    expect(said).not.toContain(clue);
    expect(said).not.toContain('DGR-0002');
    await line(sender).getByText('ring now').waitFor();
    await picture(sender, 'ring');
    await resize(sender, 1280, 720);
    await picture(sender, 'ring-1280');
    expect(await violations(sender)).toEqual([]);
    await chooseTheme(sender, 'dark');
    expect(await violations(sender)).toEqual([]);
    await picture(sender, 'ring-dark');
    await chooseTheme(sender, 'light');
    await resize(sender, 1440, 900);
    await sender.press('Control+Enter');
    await sheet(sender).getByText('Write the name of the person who has taken it on.').waitFor();
    await tabTo(sender, /^Name of who/);
    await type(sender, 'Priya Holloway');
    await sender.press('Control+Enter');
    await sheet(sender).getByText('Acknowledged by Priya Holloway').waitFor();
    await line(sender).waitFor({ state: 'hidden' });
    await picture(sender, 'told');
    await sender.press('Escape');
  });

  it('reaches the colleagues as acknowledged once there is a line again', async () => {
    await office.hubUp();
    await inSync(sender, colleague);
    const { file } = await until('it has come', async () => {
      const read = await readCase(sender, opened);
      return read.file!.work.alerts[0]?.acknowledged?.accepted === true && read;
    });
    const [alert] = file!.work.alerts;
    expect(alert!.contents).toMatchObject({ quote: { exact: urgent } });
    expect(alert!.acknowledged!.facets.how).toBe('telephone');
    expect(alert!.acknowledged!.contents!.name).toBe('Priya Holloway');
    await until('the colleague has none open', async () => {
      const { acknowledged } = await ask(colleague, 'danger.read', { caseId: opened, alert: alert!.event });
      return acknowledged?.told === 'Priya Holloway' && (await openAlerts(colleague)).length === 0;
    });
  });
});

describe('stage 1', () => {
  const region = () => sender.page().getByRole('region', { name: 'Assess' });
  const tab = (name: RegExp) => region().getByRole('tab', { name });

  it('holds the safe-contact card, always in view by its chip', async () => {
    await sender.page().getByRole('button', { name: 'No safe contact' }).waitFor();
    await openStage(sender, 'risk');
    await tab(/^Safe contact/).press('Enter');
    await region().getByLabel('How', { exact: true }).fill('By her sister');
    await region().getByLabel('Never', { exact: true }).fill('Ring the home line');
    await sender.press('Control+Enter');
    await region().getByText('In force').waitFor();
    await region().getByLabel('When', { exact: true }).fill('After six');
    await sender.press('Control+Enter');
    await region().getByText('Earlier', { exact: true }).waitFor();
    const chip = sender.page().getByRole('button', { name: /^Safe contact: never/ });
    await chip.press('Enter');
    await sender.page().getByRole('complementary', { name: 'Safe contact' }).getByText('Ring the home line').waitFor();
    await picture(sender, 'safe-contact');
    await inLightAndDark(sender, 'SafeContactChip.tsx');
    expect(await violations(sender)).toEqual([]);
    await sender.press('Escape');
    const { file } = await readCase(sender, opened);
    expect(file!.work.safeContact.map(({ contents }) => contents!.when)).toEqual(['', 'After six']);
  });

  it('counts indicators without deciding by them', async () => {
    await tab(/^Indicators/).press('Enter');
    const group = (name: string) => region().getByRole('radiogroup', { name });
    await group('Threats to kill').getByRole('radio').first().press('y');
    await region()
      .getByLabel(/^Threats to kill: what/)
      .fill('Said so twice');
    await region().getByRole('button', { name: 'The rest is not known' }).press('Enter');
    await region().getByText('1 of 14 yes').waitFor();
    await region().getByText('Provisional, not a DASH assessment.').waitFor();
    await sender.press('Control+Enter');
    await region().getByText('Set the level.', { exact: true }).waitFor();
    await resize(sender, 1280, 720);
    await picture(sender, 'indicators-1280');
    expect(await violations(sender)).toEqual([]);
    await group('Level that you set').getByRole('radio').first().press('3');
    await sender.press('Control+Enter');
    await region().getByText('Said so twice').waitFor();
    const { file } = await readCase(sender, opened);
    const signed = file!.assessments.find(({ facets }) => facets.stage === 'indicators')!;
    expect(signed).toMatchObject({
      facets: { level: 'HIGH' },
      indicatorWords: { THREAT_TO_KILL: 'Said so twice' },
    });
  });

  it('lists urgent actions and how each was settled', async () => {
    await tab(/^Urgent/).press('Enter');
    await region().getByLabel('What has to be done').fill('Ask the local team for a welfare check');
    // A safeguarding action has a time: without one nothing is signed.
    await sender.press('Control+Enter');
    await region().getByText('Say by when: a safeguarding action needs a time.').waitFor();
    await region().getByLabel('By when').fill('2099-01-01T09:00');
    await sender.press('Control+Enter');
    await tab(/^Urgent actions: 1 open/).waitFor();
    await picture(sender, 'urgent-1280');
    expect(await violations(sender)).toEqual([]);
    await region().getByRole('button', { name: 'Done' }).press('Enter');
    await region().getByText('No urgent action is open.').waitFor();
    await tab(/^Danger and THRIVE/).press('Enter');
    await picture(sender, 'risk-1280');
    await chooseTheme(sender, 'dark');
    expect(await violations(sender)).toEqual([]);
    await picture(sender, 'risk-dark-1280');
  });
});
