/** A workstation that never had a network: it enrols, receives, assesses and answers by files on a medium alone. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../../scripts/build.ts';
import { grant } from '../../scripts/start/demonstration.ts';
import { hubCommand } from '../../scripts/start/hub-process.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { desk, setUpScreen } from '../../scripts/tour/screens.ts';
import { newFolder } from './launch.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, readCase, until } from './support/bridge.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

let office: Office;
let person: Person;
let stick: string;
const Taken = z.object({ device: z.string(), fingerprint: z.string().nullable(), answer: z.string() });

beforeAll(async () => {
  office = await openOffice(6);
  stick = newFolder('stick');
  // Removable media know no owners.
  chmodSync(stick, 0o777);
  person = await office.start('by-hand', 'assessor', office.organisation.assessor);
  person.page().setDefaultTimeout(60_000);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const button = (name: string | RegExp) => person.page().getByRole('button', { name });
const field = (name: string) => person.page().getByLabel(name, { exact: true });
const hub = (...args: string[]) => hubCommand(join(office.folder, 'hub'), args);

/** Stands in for the person's click in the system's own dialogs, which no test can reach. */
const choosing = (path: string) =>
  person.workstation.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (() => Promise.resolve({ canceled: false, filePaths: [chosen] })) as never;
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: chosen })) as never;
  }, path);

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'bundles');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

/** From the list of commands, as somebody without a mouse does it. */
async function command(words: string): Promise<void> {
  await person.press('Control+k');
  await person.page().keyboard.type(words);
  await person.press('Enter');
}

const byHand = () => person.page().getByRole('region', { name: 'By hand' });

it('enrols by a request and its answer, with the directory, the grant and the reports in it', async () => {
  await button('No network here…').click();
  await inLightAndDark(person, 'ByHandScreen', 'request');
  await field('Enrolment code').fill(office.organisation.assessor.code);
  await field('Passphrase').fill(passphrase);
  await field('Passphrase again').fill(passphrase);
  const request = join(stick, 'request.txt');
  await choosing(request);
  await picture('request');
  await button(/^Write the request/).click();
  await person.page().getByRole('heading', { name: 'Waiting for the hub’s answer' }).waitFor();
  await inLightAndDark(person, 'ByHandScreen', 'answer');
  await picture('waiting');

  const taken = Taken.parse(JSON.parse(await hub('bundle', 'in', request, '--to', stick, '--json')));
  await grant(join(office.folder, 'hub'), taken.device, taken.fingerprint!);
  const out = z
    .object({ files: z.array(z.object({ device: z.string(), file: z.string() })) })
    .parse(JSON.parse(await hub('bundle', 'out', '--device', taken.device, '--to', stick, '--json')));
  // From here on there is no hub that anything could reach.
  await office.hubDown();
  await choosing(out.files[0]!.file);
  await field('Passphrase').fill(passphrase);
  await button(/^Read the answer/).click();
  await setUpScreen.goOn(person);
  await desk.grid(person).waitFor();
  await desk.view(person, 'all');
  await desk.waitForTotal(person, office.organisation.imported);
  expect((await ask(person, 'sync.state', {})).hub).toBe('');
}, 240_000);

it('carries an assessment to the hub, and the verdict back', async () => {
  const [caseId] = [...(await casesByReference(person)).values()];
  await ask(person, 'screen.sign', { none: [caseId!], declared: [] });
  await ask(person, 'case.sign', {
    caseId: caseId!,
    type: 'assessed',
    facets: { stage: 'risk', round: 1, danger: 'no' },
    payload: { note: 'Quiet.' },
  } as never);
  expect((await ask(person, 'sync.state', {})).waiting).toBe(2);

  const file = join(stick, 'to-hub.age');
  await choosing(file);
  await command('Write a bundle');
  await byHand()
    .getByText(/^Written: 2 signed entries/)
    .waitFor();
  await inLightAndDark(person, 'SyncDrawer.tsx', 'written');
  await picture('written');

  await office.hubUp();
  const taken = Taken.parse(JSON.parse(await hub('bundle', 'in', file, '--to', stick, '--json')));
  expect(await office.exported()).toContain('"type":"assessed"');
  await office.hubDown();
  await choosing(taken.answer);
  await button('Read a bundle…').click();
  await byHand()
    .getByText(/of your own entries were accepted/)
    .waitFor();
  await picture('read');
  await until('the log has brought the case back', async () =>
    (await readCase(person, caseId!)).file?.timeline.every((entry) => entry.accepted),
  );
  expect((await ask(person, 'sync.state', {})).waiting).toBe(0);
}, 240_000);

it('says in words why a file is not taken in', async () => {
  // A file of this workstation's own, which is for the hub; asked for anew, whatever is open already.
  const own = join(stick, 'own.age');
  await choosing(own);
  await command('Write a bundle');
  await byHand()
    .getByText(/^Written: /)
    .waitFor();
  if (await byHand().isVisible()) await person.press('Escape');
  await byHand().waitFor({ state: 'hidden' });
  await command('Read a bundle');
  await byHand().getByText('The bundle is for another workstation, or for the hub.').waitFor();
  await picture('refused');
}, 60_000);
