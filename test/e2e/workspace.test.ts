/** The workspace as a person finds it: it comes back as it was left, in both themes, for everybody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { assess, caseScreen, conflict, desk, openStage, referrals, setUpScreen } from '../../scripts/tour/screens.ts';
import { ask, inSync, until } from './support/bridge.ts';
import { inLightAndDark } from './support/axe.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

let office: Office;
let assessor: Person;
let investigator: Person;

const ground = { dark: 'rgb(19, 24, 29)' };
const painted = (person: Person) => person.page().evaluate(() => getComputedStyle(document.body).backgroundColor);
const openFirst = async (person: Person) => {
  await desk.open(person, 0);
  await caseScreen.shown(person);
};
beforeAll(async () => {
  office = await openOffice(12);
  assessor = await office.start('assessor', 'assessor', office.organisation.assessor);
}, 120_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('set-up and the first morning', () => {
  it('set-up has nothing that axe objects to', async () => {
    await setUpScreen.shown(assessor);
    await inLightAndDark(assessor, 'SetUpScreen');
  });

  it('before its keys are granted the Desk says what it waits for, and then opens by itself', async () => {
    const fingerprint = await setUpScreen.submit(assessor);
    await setUpScreen.goOn(assessor);
    await assessor
      .page()
      .getByText(/^Waiting for the keys? of /)
      .waitFor();
    await inLightAndDark(assessor, 'DeskScreen', 'without keys');
    await office.grantTo(assessor, fingerprint);
    await desk.grid(assessor).waitFor();
    await desk.view(assessor, 'all');
    await desk.waitForTotal(assessor, 12);
  });

  it('an investigator without a referral is told so', async () => {
    investigator = await office.start('investigator', 'investigator', office.organisation.investigator);
    await office.admit(investigator);
    await investigator.page().getByRole('contentinfo', { name: 'Status' }).waitFor();
    await inLightAndDark(investigator, 'ReferralsScreen', 'none');
  });

  it('Desk and conflict pass have nothing that axe objects to', async () => {
    await inLightAndDark(assessor, 'DeskScreen');
    await desk.grid(assessor).focus();
    await assessor.press('c');
    await conflict.pass(assessor, (sheet) => inLightAndDark(assessor, 'ConflictScreen', sheet));
    await desk.grid(assessor).waitFor();
    await desk.view(assessor, 'all');
    await inLightAndDark(assessor, 'DeskScreen', 'with names');
  });

  it('views without rows say so', async () => {
    await desk.view(assessor, 'refused');
    await assessor.page().getByText('Nothing was refused.').waitFor();
    await inLightAndDark(assessor, 'DeskScreen', 'empty view');
    await desk.view(assessor, 'all');
    await desk.grid(assessor).waitFor();
  });
});

describe('locking', () => {
  it('by Ctrl+L and unlocking brings back case, stage, words and caret', async () => {
    await openFirst(assessor);
    await openStage(assessor, 'decision');
    const words = 'A rationale that a lock interrupts in the middle of a sentence';
    await assess.rationale(assessor).fill(words);
    for (let step = 0; step < 11; step++) await assessor.press('ArrowLeft');
    const title = await assessor.page().getByRole('main').getAttribute('aria-label');
    await assessor.page().waitForTimeout(400);
    await assessor.lock();
    expect(await assessor.page().getByText(words).count()).toBe(0);
    await inLightAndDark(assessor, 'UnlockScreen');

    await assessor.unlock(passphrase);
    await caseScreen.shown(assessor);
    expect(await assessor.page().getByRole('main').getAttribute('aria-label')).toBe(title);
    const field = assess.rationale(assessor);
    await field.and(assessor.page().locator(':focus')).waitFor();
    expect(await field.inputValue()).toBe(words);
    expect(await field.evaluate((each) => (each as HTMLTextAreaElement).selectionStart)).toBe(words.length - 11);
    await assessor.page().keyboard.type(' such');
    expect(await field.inputValue()).toBe('A rationale that a lock interrupts in the middle of such a sentence');
  });

  it('refuses a wrong passphrase in words, and from the fourth on makes one wait', async () => {
    await assessor.lock();
    const page = assessor.page();
    const field = page.getByLabel('Passphrase', { exact: true });
    // Looked for from before the last try: the wait is a matter of seconds, and a slow machine could miss it.
    const waits = () =>
      page.waitForFunction(
        () => /Next try in /.test(document.body.innerText) && document.querySelector('input:disabled') !== null,
      );
    let made: Promise<unknown> = Promise.resolve();
    for (let wrong = 1; wrong <= 6; wrong++) {
      await until('a try is allowed', () => field.isEnabled());
      await field.fill(`not the passphrase ${wrong}`);
      if (wrong === 6) made = waits();
      await assessor.press('Enter');
      await page.getByRole('alert').getByText('That passphrase does not open the vault.').waitFor();
    }
    await made;
    expect((await ask(assessor, 'session.state', {})).phase).toBe('locked');
    await until('the wait is over', () => field.isEnabled());
    await assessor.unlock(passphrase);
    await caseScreen.shown(assessor);
  });
});

describe('a case', () => {
  it('has nothing that axe objects to, at any stage, in either theme', async () => {
    await caseScreen.statement(assessor);
    for (const stage of ['risk', 'people', 'codes', 'referralTest', 'decision', 'send'] as const) {
      await openStage(assessor, stage);
      await inLightAndDark(assessor, 'CaseScreen', stage);
    }
  });

  it('leaves the focus where the person has gone while a signature was under way', async () => {
    await caseScreen.statement(assessor);
    // All at once: the next stage is opened before the grade can be signed.
    await assessor.page().keyboard.press('e');
    await assessor.press('Control+Enter', 'Control+6');
    const stage = assessor.page().locator('[data-stage-body]');
    await stage.getByRole('group', { name: /^Outcome/ }).waitFor();
    await until('the grade is signed', async () => {
      const found = await assessor.page().getByText('Statement graded').count();
      return found > 0;
    });
    for (let frame = 0; frame < 10; frame++) await assessor.page().evaluate(() => new Promise(requestAnimationFrame));
    expect(await stage.evaluate((body) => body.contains(document.activeElement))).toBe(true);
  });

  it('fits 1280 × 720 without a scroll bar across, and so does the Desk', async () => {
    await resize(assessor, 1280, 720);
    const across = () =>
      assessor.page().evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((each) => {
            const { overflowX, display } = getComputedStyle(each);
            const scrolls = each === document.documentElement || /auto|scroll/.test(overflowX);
            return scrolls && display !== 'inline' && each.scrollWidth > each.clientWidth + 1;
          })
          .map((each) => `${each.tagName} ${each.className} ${each.scrollWidth} > ${each.clientWidth}`),
      );
    for (const stage of ['risk', 'people', 'codes', 'referralTest', 'decision', 'send'] as const) {
      await openStage(assessor, stage);
      expect(await across(), stage).toEqual([]);
    }
    await desk.back(assessor);
    await desk.grid(assessor).waitFor();
    expect(await across(), 'Desk').toEqual([]);
    await resize(assessor, 1440, 900);
  });

  it('sent to investigators leaves them a referral that axe does not object to either', async () => {
    await openFirst(assessor);
    await assess.grade(assessor, 'D');
    await assess.risk(assessor, 'n');
    await assess.fillDecision(assessor, 'It can be checked without approaching anyone.');
    await assess.hold(assessor);
    await assess.signNow(assessor);
    await assess.send(assessor, {
      title: 'Enquiries',
      request: 'Please secure what systems already hold.',
      onRecipients: () => Promise.resolve(),
      onPreview: () => inLightAndDark(assessor, 'PackPreview.tsx'),
    });
    await inSync(assessor);
    await inSync(investigator);
    await referrals.open(investigator, () => inLightAndDark(investigator, 'ReferralsScreen'));
    await inLightAndDark(investigator, 'ReferralScreen');
    await desk.back(assessor);
  });
});

describe('keys and status', () => {
  it('F1 shows the keys of the screen and Ctrl+K finds commands', async () => {
    const page = assessor.page();
    await desk.grid(assessor).focus();
    await assessor.press('F1');
    await page.getByRole('dialog', { name: 'Keys on this screen' }).getByText('Conflict pass').first().waitFor();
    await assessor.press('Escape');
    await page.getByRole('dialog', { name: 'Keys on this screen' }).waitFor({ state: 'hidden' });
    await assessor.press('Control+K');
    await page.getByRole('dialog', { name: 'Find a command' }).locator(':focus').waitFor();
    await page.keyboard.type('settings');
    await assessor.press('Enter');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await inLightAndDark(assessor, 'SettingsScreen');
    await assessor.press('Escape');
    await desk.grid(assessor).waitFor();
  });

  it('the status bar tells the lost line, what waits, and when all is well again', async () => {
    await office.hubDown();
    await assessor
      .syncLine()
      .filter({ hasText: /Offline since .* · 0 waiting · 0 refused/ })
      .waitFor();
    await openFirst(assessor);
    await caseScreen.note(assessor, 'Written without a line.');
    await assessor
      .syncLine()
      .filter({ hasText: /Offline.* · 1 waiting · 0 refused/ })
      .waitFor();
    await desk.back(assessor);
    await assessor
      .page()
      .getByText(/You are offline\./)
      .first()
      .waitFor();
    await inLightAndDark(assessor, 'DeskScreen', 'without a line');
    await office.hubUp();
    await inSync(assessor);
    await assessor
      .syncLine()
      .filter({ hasText: /In sync.* · 0 waiting · 0 refused/ })
      .waitFor();
  });

  it('theme, size, drafts and place are there after the workstation was left and started again', async () => {
    await chooseTheme(assessor, 'dark');
    await resize(assessor, 1300, 800);
    await desk.open(assessor, 1);
    await caseScreen.shown(assessor);
    await openStage(assessor, 'decision');
    await assess.rationale(assessor).fill('Left on the desk overnight');
    const title = await assessor.page().getByRole('main').getAttribute('aria-label');
    await assessor.page().waitForTimeout(400);
    assessor = await office.leaveAndReturn(assessor);
    const size = () => assessor.page().evaluate(() => [innerWidth, innerHeight]);
    // A window that has just come up has no size yet.
    await expect.poll(size, { timeout: 20_000 }).toEqual([1300, 800]);
    expect(await painted(assessor)).toBe(ground.dark);
    await assessor.unlock(passphrase);
    await caseScreen.shown(assessor);
    expect(await assessor.page().getByRole('main').getAttribute('aria-label')).toBe(title);
    expect(await assess.rationale(assessor).inputValue()).toBe('Left on the desk overnight');
  });
});
