import { chmodSync, lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordinaryUser } from '../../scripts/setup/system.mjs';
import type { Person } from '../../scripts/tour/person.ts';
import { assess, caseScreen, desk, openStage } from '../../scripts/tour/screens.ts';
import { type CallName, calls } from '../../shared/bridge/contract.ts';
import { launchWorkstation, type LaunchedWorkstation, newFolder, rendererPid, vaultPid } from '../e2e/launch.ts';
import { alive, until } from './shell-watching.ts';
import { askFrom, callFrom, casesOf, type Enrolling, enrolOn, reports, startEnrolling } from './support/enrolled.ts';
import { fill, mayMount, mountSmallDisk } from './support/small-disk.ts';
import { beforehand } from './support/beforehand.ts';

const passphrase = 'four herons under gravel lanterns';
const folders: string[] = [];
const folder = (name: string) => {
  const made = newFolder(name);
  folders.push(made);
  return made;
};
const policyFolder = folder('policy');
const policy = join(policyFolder, 'policy.json');
writeFileSync(policy, '{"passphraseOnly": true}');
chmodSync(policy, 0o644);

let enrolling: Enrolling;
const stations: LaunchedWorkstation[] = [];
beforeAll(async () => {
  enrolling = await startEnrolling();
}, 240_000);
afterAll(async () => {
  for (const each of stations) await each.close();
  await enrolling?.close();
  for (const each of folders) rmSync(each, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function start(profile: string, umask: string): Promise<LaunchedWorkstation> {
  const started = await launchWorkstation({ profile, umask, args: [`--policy=${policy}`] });
  stations.push(started);
  return started;
}

/** As much of a person as the screens' helpers need. */
const at = (page: () => Page) =>
  ({
    page,
    async press(...keys: string[]) {
      for (const key of keys) await page().keyboard.press(key);
    },
  }) as unknown as Person;

const unlock = async (page: Page) => {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('contentinfo', { name: 'Status' }).waitFor();
};

/** What others may do with a path of a profile, as a mode; Chromium's links to its lock lead nowhere. */
function opened(profile: string): string[] {
  return ['', ...readdirSync(profile, { recursive: true, encoding: 'utf8' })]
    .map((name) => [name, lstatSync(join(profile, name))] as const)
    .filter(([, stats]) => !stats.isSymbolicLink() && (stats.mode & 0o077) !== 0)
    .map(([name, stats]) => `${name} ${(stats.mode & 0o777).toString(8)}`)
    .filter((line) => !line.startsWith('chromium/'));
}

/** After some work and a wrong passphrase, every file of a vault is there. */
async function expectModes(page: Page, profile: string): Promise<void> {
  await askFrom(page, 'place.save', { place: { some: 'place' } });
  await callFrom(page, 'session.changePassphrase', { passphrase: 'wrong', newPassphrase: passphrase });
  const { uid } = ordinaryUser();
  for (const file of ['key-slots.json', 'unlock-delays.json', 'vault.db', 'vault.db-shm', 'vault.db-wal']) {
    const stats = lstatSync(join(profile, file));
    expect([file, (stats.mode & 0o777).toString(8), stats.uid]).toEqual([file, '600', uid]);
  }
  for (const each of ['', 'logs']) expect(lstatSync(join(profile, each)).mode & 0o777).toBe(0o700);
  expect(opened(profile)).toEqual([]);
}

describe.runIf(process.platform === 'linux')('a vault of an ordinary user', () => {
  let profile: string;
  let work: LaunchedWorkstation;
  let unmount = () => {};
  let page: Page;
  const person = at(() => page);
  beforeAll(async () => {
    profile = folder('profile');
    if (mayMount) unmount = mountSmallDisk(profile, 64, ordinaryUser().uid);
    work = await start(profile, '000');
    page = work.page;
    await enrolOn(page, enrolling, passphrase);
    const ids = (await casesOf(page)).map(({ caseId }) => caseId);
    await askFrom(page, 'screen.sign', { none: ids, declared: [] });
  }, 240_000);
  afterAll(async () => {
    await work?.close();
    unmount();
  });

  it('that allows others everything (umask 000) has keys, database, log and index 0600, folders 0700 (17)', () =>
    expectModes(page, profile));

  it('with the usual umask of 022 too (17)', async () => {
    const other = folder('profile');
    const second = await start(other, '022');
    const { code } = enrolling.organisation.investigator;
    await askFrom(second.page, 'session.setUp', { hub: enrolling.hub.url, code, passphrase });
    await expectModes(second.page, other);
    await second.close();
  });

  it('that Ctrl+L locks answers no question that was in flight, and afterwards every call with locked (13, 15)', async () => {
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    const pids = [await vaultPid(work.app), await rendererPid(work.app, page)];
    // Far more than the vault answers before it is killed; each says on the console how it ended.
    const asked = 3000;
    const { caseId } = (await casesOf(page))[0]!;
    const inFlight = page.evaluate(
      ([count, id]) =>
        Promise.all(
          Array.from({ length: count }, () =>
            window.candour
              .call('case.read', { caseId: id, peek: true })
              .then(({ ok }) => console.log(`answered ${ok}`)),
          ),
        ),
      [asked, caseId] as const,
    );
    const outcome = inFlight.then(
      () => 'resolved',
      () => 'rejected',
    );
    await until(() => heard.includes('answered true'), 'the vault is at work on them');
    const next = work.app.waitForEvent('window');
    await page.keyboard.press('Control+L').catch(() => undefined);
    page = await next;
    expect(await outcome).toBe('rejected');
    expect(pids.every((pid) => pid !== undefined && !alive(pid))).toBe(true);
    const answers = heard.filter((line) => line.startsWith('answered'));
    expect(answers.length).toBeLessThan(asked);
    // Once one was told that the vault is locked, none is told anything else.
    const first = answers.indexOf('answered false');
    if (first >= 0) expect(new Set(answers.slice(first))).toEqual(new Set(['answered false']));

    for (const name of (Object.keys(calls) as CallName[]).filter((each) => !beforehand.includes(each)))
      expect(await callFrom(page, name), name).toMatchObject({ ok: false, error: { code: 'locked' } });
    await unlock(page);
    expect(await casesOf(page)).toHaveLength(reports);
  });

  it.runIf(mayMount)(
    'keeps what is typed on a full disk on the page, says so, and saves it by itself once there is room',
    async () => {
      const { caseId } = (await casesOf(page))[0]!;
      await askFrom(page, 'screen.sign', { none: [caseId], declared: [] });
      await desk.view(person, 'all');
      await desk.openCase(person, caseId);
      await caseScreen.shown(person);
      await openStage(person, 'decision');
      const notSaved = page.getByText('These words are not saved yet');
      const makeRoom = fill(profile);
      let words = '';
      // The log has some room left within itself: the words grow until they do not fit.
      for (let round = 1; round <= 80 && !(await notSaved.isVisible()); round++) {
        words = `Round ${round}: ${'words that the disk has to take. '.repeat(60 * round)}`;
        await assess.rationale(person).fill(words);
        await page.waitForTimeout(400);
      }
      await notSaved.waitFor();
      expect(await assess.rationale(person).inputValue()).toBe(words);
      makeRoom();
      // No key is pressed.
      await notSaved.waitFor({ state: 'hidden' });
      const next = work.app.waitForEvent('window');
      await page.keyboard.press('Control+L').catch(() => undefined);
      page = await next;
      await unlock(page);
      const { drafts } = await askFrom(page, 'case.read', { caseId, peek: true });
      expect(JSON.stringify(drafts.find(({ part }) => part === 'decision')?.content)).toContain(words);
    },
  );
});
