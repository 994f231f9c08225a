/** How a screen beside the main job is looked at, and who sits before it. */
import { join } from 'node:path';
import { z } from 'zod';
import { grant, sharedFolder, writeSetUp } from '../start/demonstration.ts';
import { hubCommand } from '../start/hub-process.ts';
import { cutOff, zoom } from './fits.ts';
import type { TourJournal } from './journal.ts';
import { ask, chooseThemeAndWait, type Person, resize, seat } from './person.ts';
import { setUpScreen } from './screens.ts';

const Enrolled = z.object({ user: z.string(), name: z.string(), code: z.string() });

/** Those whose screens are looked at once the main job is done. */
export type Onlooker = 'supervisor' | 'auditor';

export interface Looks {
  readonly journal: TourJournal;
  /** Of the hub. */
  readonly data: string;
  readonly hubUrl: string;
  readonly folder: string;
  readonly profiles: Readonly<Record<Onlooker, string>>;
  /** Everybody who has a workstation; it is added to. */
  readonly people: Person[];
}

/**
 * Two pictures of what is on the screen: at 1280×720 in light, and in the dark at twice the size. Throws where anything is
 * cut off or scrolls across there.
 */
export async function look({ journal }: Pick<Looks, 'journal'>, person: Person, name: string): Promise<void> {
  await zoom(person, 1);
  await journal.picture(person, name);
  await chooseThemeAndWait(person, 'dark');
  await zoom(person, 2);
  await journal.windowPicture(person, `${name}-200`);
  const cut = await cutOff(person);
  await zoom(person, 1);
  await chooseThemeAndWait(person, 'light');
  if (cut.length > 0) throw new Error(`${name} at 200 %: ${cut.join('; ')}`);
}

/** A further person with a workstation that is set up and has its keys. */
export async function sitDown(looks: Looks, name: Onlooker, who: string, role: string): Promise<Person> {
  const { data, folder, hubUrl, people, profiles } = looks;
  const answer = await hubCommand(data, ['enrol', '--person', who, '--role', role, '--json']);
  const enrolled = Enrolled.parse(JSON.parse(answer));
  const setUp = writeSetUp(sharedFolder(join(folder, `set-up-${name}`)), 'assessor', hubUrl, enrolled);
  const person = await seat('assessor', profiles[name], setUp);
  people.push(person);
  await resize(person, 1280, 720);
  const fingerprint = await setUpScreen.submit(person);
  await grant(data, (await ask(person, 'session.me', {})).device, fingerprint);
  await setUpScreen.goOn(person);
  return person;
}

/** Waits until everything signed here is answered. */
export const inSync = (person: Person): Promise<void> =>
  person
    .syncLine()
    .filter({ hasText: /In sync.*· 0 waiting · 0 refused/ })
    .waitFor({ timeout: 120_000 });
