/** People sign in at a real provider, from set-up and from the status bar; the browser is played, its window is not. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { hubCommand } from '../../scripts/start/hub-process.ts';
import { chooseTheme, resize, type Person } from '../../scripts/tour/person.ts';
import { setUpScreen } from '../../scripts/tour/screens.ts';
import { Browser, CLIENT, startProvider, type RunningProvider } from '../support/provider.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

const ACCOUNT = 'mabli.prosser';
let office: Office;
let provider: RunningProvider;
let person: Person;
beforeAll(async () => {
  provider = await startProvider();
  office = await openOffice(3);
  const enrolled = await office.enrolAssessor({ name: 'Mabli Prosser' });
  await signIn(
    '--issuer',
    provider.issuer,
    '--client',
    CLIENT,
    '--enrolment',
    '--account',
    `${enrolled.user}=${ACCOUNT}`,
  );
  person = await office.start('sign-in', 'assessor', enrolled);
  await playBrowser();
});
afterAll(async () => {
  await office.close();
  await provider.down();
});
picturesOfFailures(() => office);

const signIn = (...options: string[]) => hubCommand(join(office.folder, 'hub'), ['sign-in', ...options]);

/** Main hands addresses to nobody but us. */
const playBrowser = () =>
  person.workstation.app.evaluate(({ shell }) => {
    const kept = globalThis as unknown as { opened: string[] };
    kept.opened = [];
    shell.openExternal = async (address) => void kept.opened.push(address);
  });
const opened = () => person.workstation.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
/** Presses, and signs in wherever the browser is sent by that. */
async function throughBrowser(account: string, press: () => Promise<void>): Promise<void> {
  const before = (await opened()).length;
  await press();
  await until('the browser is opened', async () => (await opened()).length > before);
  await new Browser().signIn((await opened()).at(-1)!, account);
}

async function shoot(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'sign-in');
  mkdirSync(folder, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await chooseTheme(person, theme);
    await person.page().screenshot({ path: join(folder, `${name}-${theme}.png`) });
  }
}
const button = (name: string | RegExp) => person.page().getByRole('button', { name });

const drawer = () => person.page().getByRole('complementary', { name: 'Sync', exact: true });

describe('a person whose organisation has a sign-in', () => {
  it('signs in while the workstation is set up, and may turn back from the browser', async () => {
    const page = person.page();
    await button(/^Set up/).click();
    await page.getByText('Your browser is open. Sign in there, and come back.').waitFor();
    await inLightAndDark(person, 'SetUpScreen', 'with the browser open');
    await shoot('set-up-waiting');
    await button('Do not wait for the browser').click();
    await page.getByText('You did not sign in.').waitFor();
    await shoot('set-up-given-up');

    await throughBrowser('somebody.else', () => button(/^Set up/).click());
    await page.getByText('You signed in as somebody else.').waitFor();
    await shoot('set-up-somebody-else');

    let fingerprint: Promise<string>;
    await throughBrowser(ACCOUNT, async () => {
      fingerprint = setUpScreen.submit(person);
    });
    await office.grantTo(person, await fingerprint!);
    await setUpScreen.goOn(person);
    await until('it is in step', async () => (await ask(person, 'sync.state', {})).phase === 'idle');
    for (const address of await opened()) expect(new URL(address).origin).toBe(provider.issuer);
  });

  it('is asked again in the status bar, in words and by one button, while the Desk stays open', async () => {
    const page = person.page();
    await page.getByRole('grid').waitFor();
    await signIn('--issuer', provider.issuer, '--client', CLIENT, '--hours', '11');
    // An idle workstation would ask by itself only after a minute.
    await ask(person, 'sync.now', {});
    await button('Sign in to send and receive').waitFor();
    await page.getByRole('grid').waitFor();
    await shoot('asked');
    await person.syncLine().click();
    await page.getByText('Sign in to send and receive.', { exact: true }).waitFor();
    await inLightAndDark(person, 'SyncDrawer.tsx', 'that asks for a sign-in');
    await shoot('drawer-asked');
    await resize(person, 720, 450);
    await shoot('drawer-asked-small');
    await resize(person, 1440, 900);

    await throughBrowser(ACCOUNT, async () => {
      await drawer().getByRole('button', { name: 'Sign in', exact: true }).click();
      // A live region says the same words.
      await drawer().getByText('Your browser is open. Sign in there, and come back.').waitFor();
      await shoot('drawer-waiting');
    });
    await until('it is in step', async () => {
      const { phase, problem } = await ask(person, 'sync.state', {});
      return phase === 'idle' && problem === null;
    });
    await page.getByText('Sign in to send and receive.', { exact: true }).waitFor({ state: 'hidden' });
  });

  it('shows the page no address, no state and no token', async () => {
    const secrets = (await opened()).map((address) => new URL(address).searchParams.get('state')!);
    const seen = await person.page().evaluate(() => document.documentElement.outerHTML + JSON.stringify(localStorage));
    for (const secret of [...secrets, provider.issuer]) expect(seen).not.toContain(secret);
  });
});
