/** Access: every screen in both themes, at 200 % zoom, by keyboard alone, with the focus always somewhere. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shortcut, shortcuts } from '../../renderer/app/shortcuts.ts';
import { stages } from '../../renderer/features/case/stages.ts';
import { root } from '../../scripts/build.ts';
import { hubCommand } from '../../scripts/start/hub-process.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { assess, caseScreen, conflict, desk, setUpScreen } from '../../scripts/tour/screens.ts';
import { demonstrationFiles } from '../../server/demo/files.ts';
import { cutOff, focused, zoom } from './support/access.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { ask, casesByReference, until } from './support/bridge.ts';
import { attachmentsOf } from './support/files.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

const { picture: photo } = demonstrationFiles();
const given = attachmentsOf([photo]);
const narrative =
  'Sergeant Example of the custody team took a bag from the store on Monday. He said that it was his own. ' +
  'Nobody signed the book, and the camera over the door was switched off for an hour.\n\n' +
  'On Tuesday the bag was back, but two watches were missing from it.';

let office: Office;
let person: Person;
let caseId: string | undefined;
const page = () => person.page();
const dialog = (name: string | RegExp) => page().getByRole('dialog', { name });

/** Pictures to look at: `CANDOUR_PICTURES=1`, in out/access. */
async function shoot(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'access');
  mkdirSync(folder, { recursive: true });
  await page().screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, '-')}.png`) });
}

/** Where a test is played alone, without those above that set up and screen by hand. */
async function prepare(): Promise<void> {
  const setUp = page().getByRole('button', { name: /^Set up/ });
  await setUp.or(desk.grid(person)).first().waitFor();
  if (await setUp.isVisible()) await office.admit(person);
  await desk.grid(person).waitFor();
  await desk.view(person, 'all');
  await desk.waitForTotal(person, 3);
  const cases = await casesByReference(person);
  await ask(person, 'screen.sign', { none: [...cases.values()], declared: [] });
  caseId = cases.get('ACCESS/1')!;
}
async function backToDesk(): Promise<void> {
  if (caseId === undefined) await prepare();
  if (!(await page().getByRole('main', { name: 'Desk' }).isVisible())) await desk.back(person);
  await desk.grid(person).waitFor();
  await desk.grid(person).focus();
}
async function openCase(): Promise<void> {
  await backToDesk();
  await desk.openCase(person, caseId!);
  await caseScreen.shown(person);
}
const command = async (words: string) => {
  await person.press('Control+K');
  await dialog('Find a command').locator(':focus').waitFor();
  await page().keyboard.type(words);
  await person.press('Enter');
};

beforeAll(async () => {
  office = await openOffice(
    [
      report({ reference: 'ACCESS/1', narrative, attachments: given.attachments }),
      report({ reference: 'ACCESS/2', narrative: 'A second matter, of which less is known.' }),
      report({ reference: 'ACCESS/3', narrative: 'A third.', urgency: 'immediate' }),
    ],
    given.put,
  );
  const enrolled = JSON.parse(
    await hubCommand(join(office.folder, 'hub'), [
      ...['enrol', '--person', 'Sefton Marlowe', '--role', 'supervisor:*', '--json'],
    ]),
  ) as { user: string; name: string; code: string };
  person = await office.start('supervisor', 'assessor', enrolled);
  await zoom(person, 1);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('the first run', () => {
  it('asks whether single letters act, and keeps the answer', async () => {
    const fingerprint = await setUpScreen.submit(person);
    const letters = page().getByRole('radiogroup', { name: 'Single letters as keys' });
    await letters.getByRole('radio', { name: /^Off/ }).click();
    await office.grantTo(person, fingerprint);
    await setUpScreen.goOn(person);
    await desk.grid(person).waitFor();
    await desk.view(person, 'all');
    await desk.waitForTotal(person, 3);
    await desk.grid(person).focus();
    await person.press('c');
    expect(await page().getByRole('region', { name: 'Conflict pass' }).isVisible()).toBe(false);
    // Every letter is a command as well.
    await command('conflict');
    await page().getByRole('region', { name: 'Conflict pass' }).waitFor();
    await person.press('Escape');
    await desk.grid(person).waitFor();
    await command('settings');
    await page()
      .getByRole('radiogroup', { name: 'Single letters as keys' })
      .getByRole('radio', { name: /^They act/ })
      .click();
    await person.press('Escape');
    await desk.grid(person).waitFor();
  });
});

describe('every screen', () => {
  it('of the conflict pass, with its declaration', async () => {
    await desk.grid(person).focus();
    await person.press('c');
    const screen = page().getByRole('region', { name: 'Conflict pass' });
    await screen.waitFor();
    await inLightAndDark(person, 'ConflictScreen');
    await zoom(person, 2);
    expect.soft(await cutOff(person), 'conflict pass').toEqual([]);
    await shoot('zoom conflict');
    await zoom(person, 1);
    await page().locator('[data-keys~=conflict]').first().focus();
    await person.press('y');
    await person.press('Control+Enter');
    await page().getByRole('heading', { name: 'Do you know any of these names?' }).waitFor();
    const asks = dialog(/^Declare/);
    await page().getByRole('button', { name: /^Sign/ }).click();
    await asks.waitFor();
    await inLightAndDark(person, 'ConflictScreen.tsx', 'declaration');
    await person.press('Escape');
    await asks.waitFor({ state: 'hidden' });
    expect(await focused(person), 'after the declaration was put away').not.toBeNull();
    await person.press('Escape');
    await desk.grid(person).waitFor();
    await desk.grid(person).focus();
    await person.press('c');
    await conflict.pass(person, () => Promise.resolve());
    await desk.grid(person).waitFor();
    await desk.view(person, 'all');
    caseId = (await casesByReference(person)).get('ACCESS/1')!;
  });

  interface Over {
    readonly file: string;
    readonly open: () => Promise<unknown>;
    readonly shown: () => ReturnType<Page['locator']>;
    readonly from: 'desk' | 'case';
  }
  const over: readonly Over[] = [
    {
      file: 'CommandPalette.tsx',
      from: 'desk',
      open: () => person.press('Control+K'),
      shown: () => dialog('Find a command'),
    },
    { file: 'KeysHelp.tsx', from: 'case', open: () => person.press('F1'), shown: () => dialog('Keys on this screen') },
    { file: 'Cover.tsx', from: 'desk', open: () => person.press('F9'), shown: () => dialog('Covered') },
    {
      file: 'CoverPrinting.tsx',
      from: 'case',
      open: () => person.press('Control+P'),
      shown: () => dialog('This page is not printed'),
    },
    {
      file: 'SyncDrawer.tsx',
      from: 'desk',
      open: () => command('what is synced'),
      shown: () => page().getByRole('complementary', { name: 'Sync' }),
    },
    {
      file: 'Desk.tsx',
      from: 'desk',
      open: () => desk.peek(person),
      shown: () => page().getByRole('complementary', { name: /^Peek/ }),
    },
    {
      file: 'Filters.tsx',
      from: 'desk',
      open: async () => {
        await person.press('f');
        await page().locator('button[aria-expanded]').filter({ hasText: 'Urgency' }).first().click();
      },
      shown: () => page().locator('.mantine-Popover-dropdown').first(),
    },
    { file: 'Allocate.tsx', from: 'desk', open: () => person.press('a'), shown: () => dialog(/^Allocate/) },
    {
      file: 'FocusMenu.tsx',
      from: 'case',
      open: () => person.press('Shift+F10'),
      shown: () => page().getByRole('menu', { name: 'Commands here' }),
    },
    { file: 'TakingOut.tsx', from: 'case', open: () => command('print this'), shown: () => dialog(/^Print case/) },
    {
      file: 'TakingOut.tsx',
      from: 'case',
      open: () => command('save an encrypted'),
      shown: () => dialog(/^Save an encrypted copy/),
    },
  ];

  it.for(over)('that $file opens: axe, zoom, and the focus afterwards', async (each) => {
    await (each.from === 'desk' ? backToDesk() : openCase());
    await each.open();
    await each.shown().waitFor();
    await lookOver(each.file);
    await zoom(person, 2);
    if (await each.shown().isVisible()) {
      expect.soft(await cutOff(person, each.shown()), `${each.file} at 200 %`).toEqual([]);
      await shoot(`zoom ${each.file}`);
    }
    await zoom(person, 1);
    await person.press('Escape');
    await each.shown().waitFor({ state: 'hidden' });
    await until('something has the focus', () => focused(person));
  });

  /** The names are written out, since a test of the sources looks for them. */
  async function lookOver(file: string): Promise<void> {
    switch (file) {
      case 'CommandPalette.tsx':
        return inLightAndDark(person, 'CommandPalette.tsx');
      case 'KeysHelp.tsx':
        return inLightAndDark(person, 'KeysHelp.tsx');
      case 'Cover.tsx':
        return inLightAndDark(person, 'Cover.tsx');
      case 'CoverPrinting.tsx':
        return inLightAndDark(person, 'CoverPrinting.tsx');
      case 'SyncDrawer.tsx':
        return inLightAndDark(person, 'SyncDrawer.tsx');
      case 'Desk.tsx':
        return inLightAndDark(person, 'Desk.tsx', 'peek');
      case 'Filters.tsx':
        return inLightAndDark(person, 'Filters.tsx');
      case 'Allocate.tsx':
        return inLightAndDark(person, 'Allocate.tsx');
      case 'FocusMenu.tsx':
        return inLightAndDark(person, 'FocusMenu.tsx');
      case 'TakingOut.tsx':
        return inLightAndDark(person, 'TakingOut.tsx');
      default:
        throw new Error(`no check for ${file}`);
    }
  }

  it('of the Desk and the settings fits 200 % zoom', async () => {
    await backToDesk();
    await zoom(person, 2);
    expect.soft(await cutOff(person), 'Desk').toEqual([]);
    await shoot('zoom desk');
    await command('settings');
    await page().getByRole('heading', { name: 'Settings' }).waitFor();
    expect.soft(await cutOff(person), 'settings').toEqual([]);
    await shoot('zoom settings');
    await person.press('Escape');
    await zoom(person, 1);
    await backToDesk();
  });

  it('of a case, stage by stage, in both themes and at 200 % zoom', async () => {
    await openCase();
    await caseScreen.statement(person);
    for (const stage of stages) {
      await person.press(`Control+${stage.number}`);
      await page()
        .getByRole('heading', { level: 2, name: new RegExp(`^${stage.number} `) })
        .waitFor();
      await inLightAndDark(person, 'CaseScreen', stage.key);
      await shoot(`stage ${stage.key} dark`);
      await zoom(person, 2);
      expect.soft(await cutOff(person), `stage ${stage.key} at 200 %`).toEqual([]);
      await shoot(`zoom stage ${stage.key}`);
      await zoom(person, 1);
    }
  });

  it('of a file in a case, and of a lock', async () => {
    await openCase();
    await command('first file');
    const pane = page().getByRole('region', { name: 'File of the report' });
    await pane.locator('canvas').waitFor();
    await inLightAndDark(person, 'CaseScreen', 'a file');
    await zoom(person, 2);
    expect.soft(await cutOff(person), 'a file at 200 %').toEqual([]);
    await shoot('zoom file');
    await zoom(person, 1);
    await pane.locator('[data-file]').focus();
    await person.press('Escape');
    await caseScreen.shown(person);
    // Where one is, is kept a moment after one went there.
    await page().waitForTimeout(500);
    await person.lock();
    await zoom(person, 2);
    expect.soft(await cutOff(person), 'unlock at 200 %').toEqual([]);
    await zoom(person, 1);
    await person.unlock(passphrase);
    await caseScreen.shown(person);
  });
});

describe('at 200 % zoom', () => {
  it('there is one pane, F6 swaps, and three lines of the current statement stay on top', async () => {
    await openCase();
    await zoom(person, 2);
    const reading = page().locator('[data-pane=reading]');
    const assessing = page().locator('[data-pane=assess]');
    const current = page().locator('[data-current-words]');
    await caseScreen.narrative(person).focus();
    await reading.waitFor();
    expect(await assessing.isVisible()).toBe(false);
    await person.press('F6');
    await assessing.waitFor();
    expect(await reading.isVisible()).toBe(false);
    await current.getByText('Sergeant Example of the custody team').waitFor();
    const box = (await current.boundingBox())!;
    expect(box.height).toBeLessThanOrEqual(3 * 20 + 1);
    expect(box.y).toBeLessThan((await assessing.boundingBox())!.y + 1);
    await expect.poll(() => focused(person)).not.toBeNull();
    await person.press('F6');
    await reading.waitFor();
    await expect.poll(() => focused(person)).not.toBeNull();
    await zoom(person, 1);
  });
});

describe('for those who see or move less', () => {
  it('nothing moves where motion is reduced', async () => {
    await backToDesk();
    await page().emulateMedia({ reducedMotion: 'reduce' });
    await command('what is synced');
    await page().getByRole('complementary', { name: 'Sync' }).waitFor();
    const moving = await page().evaluate(() => document.getAnimations().map((each) => each.playState));
    expect(moving).toEqual([]);
    await person.press('Escape');
    await page().emulateMedia({ reducedMotion: null });
  });

  it('states are told apart where the system forces its own colours', async () => {
    await openCase();
    await page().emulateMedia({ forcedColors: 'active' });
    await caseScreen.narrative(person).focus();
    if (
      !(await page()
        .getByRole('listbox', { name: /sentence/i })
        .isVisible())
    )
      await person.press('F2');
    await person.press('Home');
    const current = page().locator('[data-sentence][data-current=true]');
    const drawn = await current.evaluate((each) => {
      const { outlineStyle, borderInlineStartStyle } = getComputedStyle(each);
      return [outlineStyle, borderInlineStartStyle];
    });
    expect(drawn.some((style) => style !== 'none')).toBe(true);
    const here = page().getByRole('navigation', { name: 'Places' }).locator('[aria-current=page]');
    expect(await here.evaluate((each) => getComputedStyle(each).outlineStyle)).not.toBe('none');
    await shoot('forced colours');
    expect(await violations(person)).toEqual([]);
    await page().emulateMedia({ forcedColors: null });
    await person.press('F2');
  });

  it('the focus stays in the text when what had it is withdrawn', async () => {
    await openCase();
    await caseScreen.markFirstSentence(person, 'h');
    await page().getByRole('region', { name: 'Highlight' }).waitFor();
    await page()
      .getByRole('button', { name: /^Withdraw/ })
      .click();
    await page().getByRole('region', { name: 'Highlight' }).waitFor({ state: 'hidden' });
    await until('the text has the focus', () =>
      page().evaluate(() => document.activeElement?.matches('[data-narrative]') ?? false),
    );
  });

  it('changes of state are announced, and never a count', async () => {
    await openCase();
    const heard = await page().evaluateHandle(() => {
      const words: string[] = [];
      for (const region of document.querySelectorAll('[aria-live]'))
        new MutationObserver(() => words.push(region.textContent ?? '')).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      return words;
    });
    await caseScreen.note(person, 'Heard by a screen reader.');
    await assess.risk(person, 'n');
    const words = (await heard.jsonValue()).map((each) => each.trim()).filter((each) => each !== '');
    expect(words).toContain('Note signed');
    expect(words.filter((each) => /\d/.test(each))).toEqual([]);
  });
});

describe('the menu at the focus', () => {
  it('offers every letter that acts there, runs it, and gives the focus back', async () => {
    await openCase();
    await caseScreen.narrative(person).focus();
    if (
      !(await page()
        .getByRole('listbox', { name: /sentence/i })
        .isVisible())
    )
      await person.press('F2');
    await person.press('Home', 'Shift+F10');
    const menu = page().getByRole('menu', { name: 'Commands here' });
    const items = await menu.getByRole('menuitem').allInnerTexts();
    for (const words of [
      'Make a statement',
      'Write a note',
      'Highlight',
      'Tag',
      'Mark a person',
      'Mark a reporter clue',
    ])
      expect(items.some((each) => each.startsWith(words))).toBe(true);
    await person.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    expect(await page().evaluate(() => document.activeElement?.matches('[data-narrative]') ?? false)).toBe(true);
    await person.press('Shift+F10');
    await menu.getByRole('menuitem', { name: /^Write a note/ }).click();
    await page().getByRole('form', { name: /^Note/ }).waitFor();
    await page().getByRole('button', { name: 'Close' }).click();
  });
});

describe('the application menu', () => {
  it('has every command of the table but what a widget hears itself, and runs it in the page', async () => {
    await backToDesk();
    const entries = await person.workstation.app.evaluate(({ Menu }) => {
      const commands = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Commands');
      return (commands?.submenu?.items ?? []).flatMap(({ submenu }) => (submenu?.items ?? []).map(({ id }) => id));
    });
    const wanted = shortcuts.filter((row: Shortcut) => row.widget !== true).map(({ id }) => id);
    expect(new Set(entries)).toEqual(new Set(wanted));
    await person.workstation.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById('global.settings')?.click(),
    );
    await page().getByRole('heading', { name: 'Settings' }).waitFor();
    await person.press('Escape');
    await desk.grid(person).waitFor();
  });
});
