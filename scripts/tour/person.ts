/** A person at a workstation, as the tour and the end-to-end tests play them: by keyboard, and by what is on the screen. */
import type { Locator, Page } from 'playwright';
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
