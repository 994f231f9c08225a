/** A person at a workstation, as the tour and the end-to-end tests play them: by keyboard, and by what is on the screen. */
import type { Locator, Page } from 'playwright';
import type { CallInput, CallName, CallOutput } from '../../shared/bridge/contract.ts';
import type { Part } from '../start/demonstration.ts';
import { type LaunchedWorkstation, launchWorkstation } from '../setup/launch.ts';

export interface Person {
  readonly part: Part;
  readonly workstation: LaunchedWorkstation;
  page(): Page;
  press(...keys: string[]): Promise<void>;
  /** Locks by keyboard and waits for the unlock screen of the new page. */
  lock(): Promise<void>;
  unlock(passphrase: string): Promise<void>;
  /** Turns to the window that came by itself, after an idle lock or when the page fell over. */
  turnToNewWindow(before: Page): Promise<void>;
  /** The sentence of the status bar about sync. */
  syncLine(): Locator;
  close(): Promise<void>;
}

const slow = 60_000;

/**
 * Starts a workstation of the demonstration build for a person. The page is brought to a size with `resize`.
 * @param env added to the app's surroundings
 */
export async function seat(
  part: Part,
  profile: string,
  setUpFile: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Person> {
  const workstation = await launchWorkstation({
    build: 'demonstration-test',
    profile,
    env,
    args: [`--demonstration=${setUpFile}`],
  });
  let page = workstation.page;
  page.setDefaultTimeout(slow);
  return {
    part,
    workstation,
    page: () => page,
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async lock() {
      const before = page;
      const next = workstation.app.waitForEvent('window', { timeout: slow });
      // The page dies under the key that locks it.
      await before.keyboard.press('Control+L').catch(() => undefined);
      page = await next;
      page.setDefaultTimeout(slow);
      await page.getByLabel('Passphrase', { exact: true }).waitFor();
    },
    async unlock(passphrase) {
      await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await page.keyboard.press('Enter');
      await page.getByRole('contentinfo', { name: 'Status' }).waitFor();
    },
    async turnToNewWindow(before) {
      const known = workstation.app.windows().find((each) => each !== before && !each.isClosed());
      page = known ?? (await workstation.app.waitForEvent('window', { timeout: slow }));
      page.setDefaultTimeout(slow);
    },
    syncLine: () => page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /waiting · / }),
    close: () => workstation.close(),
  };
}

/** Sizes the window so that the page has these CSS pixels. */
export async function resize(person: Person, width: number, height: number): Promise<void> {
  const window = await person.workstation.app.browserWindow(person.page());
  await window.evaluate((each, size) => each.setContentSize(size.width, size.height), { width, height });
}

/** Choosing a theme goes through the shell's preferences, as the settings do. */
export async function chooseTheme(person: Person, theme: 'light' | 'dark' | 'system'): Promise<void> {
  const answer = await person.page().evaluate(
    (chosen) =>
      (
        globalThis as unknown as {
          candour: { shell: { preferences: { write(change: object): Promise<{ ok: boolean }> } } };
        }
      ).candour.shell.preferences.write({ theme: chosen }),
    theme,
  );
  if (!answer.ok) throw new Error(`The theme could not be chosen: ${JSON.stringify(answer)}`);
}

/** Waits until the page is drawn in the theme that was chosen, by the ground of the page. */
export async function chooseThemeAndWait(person: Person, theme: keyof typeof grounds): Promise<void> {
  await chooseTheme(person, theme);
  await person
    .page()
    .waitForFunction((ground) => getComputedStyle(document.body).backgroundColor === ground, grounds[theme]);
}
const grounds = { light: 'rgb(244, 246, 248)', dark: 'rgb(19, 24, 29)' } as const;

/** Asks the vault through the page's own bridge. Throws with the error's code where it says no. */
export async function ask<N extends CallName>(person: Person, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await person
    .page()
    .evaluate(([called, payload]) => window.candour.call(called, payload), [name, input] as [string, unknown]);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value as CallOutput<N>;
}

/** Chooses a command by the beginning of its words, from the palette. */
export async function command(person: Person, words: string): Promise<void> {
  await person.press('Control+K');
  const page = person.page();
  await page.getByRole('combobox', { name: 'Command' }).waitFor();
  await page.keyboard.type(words);
  await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
  await person.press('Enter');
}
