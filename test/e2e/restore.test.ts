/** A vault is backed up, lost, damaged, put back: every way on, as a person finds it on the screens. */
import { chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileKey, openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openWriter, type WriteConnection } from '../../electron/vault/store/connection.ts';
import { root } from '../../scripts/build.ts';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { desk } from '../../scripts/tour/screens.ts';
import { textTarget } from '../../shared/domain/annotation.ts';
import { flipBit } from '../security/support/vault-threads.ts';
import { ownedFolder } from './launch.ts';
import { accepted, ask, inSync, readCase, until } from './support/bridge.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

const reports = 40;
const other = 'seven lanterns over a quiet harbour';
let office: Office;
let person: Person;
let caseId: string;

beforeAll(async () => {
  office = await openOffice(reports);
  person = await office.assessor('assessor', office.organisation.assessor);
  person.page().setDefaultTimeout(60_000);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const button = (name: string | RegExp) => person.page().getByRole('button', { name });
const field = (name: string) => person.page().getByLabel(name, { exact: true });

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'restore');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

/** Stands in for the person's click in the system's own dialog, which no test can reach. */
const choosing = (path: string) =>
  person.workstation.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (() => Promise.resolve({ canceled: false, filePaths: [chosen] })) as never;
  }, path);

const inSettings = async () => {
  await person.page().getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click();
  await person.page().getByRole('heading', { name: 'Settings' }).waitFor();
};

async function sign(text: string): Promise<string> {
  const { file, narrativeSha256 } = await readCase(person, caseId);
  const target = textTarget(file!.report!.narrative, 0, 12, narrativeSha256!);
  const { event } = await ask(person, 'case.sign', {
    caseId,
    type: 'annotated',
    facets: { kind: 'note' },
    payload: { target: { ...target }, text },
  });
  return event!;
}

const notes = async () => (await readCase(person, caseId)).file!.annotations.map(({ text }) => text).sort();
const draftOf = async () => (await readCase(person, caseId)).drafts.map(({ content }) => content);

/** A note that the hub does not hear of, and a draft. */
async function offlineWork(text: string): Promise<void> {
  await ask(person, 'sync.pause', { paused: true });
  await sign(text);
  await ask(person, 'draft.save', { caseId, part: 'note new', content: { text: `draft beside ${text}` } });
}

async function newCode(): Promise<string> {
  return (await office.enrolAssessor({ user: office.organisation.assessor.user })).code;
}

/** From the passphrase of the source to the open Desk, as a person does it; the officer grants the keys meanwhile. */
async function enrolAnew(label: string, words: string, pictures: string): Promise<void> {
  await field(label).fill(words);
  await button(/^Look inside/).click();
  await person.page().getByRole('region', { name: 'What was found' }).waitFor();
  await field('Enrolment code').fill(await newCode());
  await picture(`${pictures}-found`);
  await button(/^Make the new vault/).click();
  const fingerprint = (
    await person
      .page()
      .getByText(/^[0-9a-f]{4}( [0-9a-f]{4}){7}$/)
      .innerText()
  ).trim();
  await office.grantTo(person, fingerprint);
  await button(/^Go on/).click();
  const notice = person.page().getByRole('complementary', { name: 'Restore' });
  await notice.and(person.page().locator('[data-phase=done]')).waitFor({ timeout: 60_000 });
  await picture(`${pictures}-restored`);
}

/** Every file of the profile as the ordinary user's, after a test wrote to it. */
function giveBack(file: string): void {
  const { uid, gid } = statSync(person.workstation.profile);
  for (const each of readdirSync(file))
    if (/^(?:vault\.db|key-slots|unlock-delays)/.test(each)) chownSync(join(file, each), uid, gid);
}

async function withDatabase(words: string, work: (db: WriteConnection) => void): Promise<void> {
  const { profile } = person.workstation;
  const opened = await openVaultKeys({
    profile,
    passphrase: words,
    deviceSecret: { mode: 'passphrase-only' },
    now: Date.now(),
  });
  if (!opened.ok) throw new Error(opened.code);
  const db = openWriter(join(profile, 'vault.db'), fileKey(opened.dataKey, 'vault.db'));
  work(db);
  db.close();
  giveBack(profile);
}

describe('the settings', () => {
  it('change the passphrase: the new one unlocks, the old one does not', async () => {
    [caseId] = (await person
      .page()
      .locator('[role=grid] [data-case]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-case')!))) as [string];
    await ask(person, 'screen.sign', { none: [caseId], declared: [] });
    await inSettings();
    await field('Present passphrase').fill(passphrase);
    await field('New passphrase').fill(other);
    await field('New passphrase again').fill(other);
    await picture('settings-passphrase');
    await button('Change the passphrase').click();
    await person.page().getByText('The passphrase is changed.').waitFor();
    await person.lock();
    await field('Passphrase').fill(passphrase);
    await person.press('Enter');
    await person.page().getByText('That passphrase does not open the vault.').waitFor();
    await person.unlock(other);
    await inSettings();
    await field('Passphrase, to renew the key of the vault').fill(other);
    await button('Renew the key').click();
    await person.page().getByText('The vault has a new key.').waitFor();
    await person.lock();
    await person.unlock(other);
  });

  it('check the vault and say that it is whole', async () => {
    await inSettings();
    await button('Check the vault').click();
    await person.page().getByText('The vault is whole').waitFor();
    expect(await violations(person)).toEqual([]);
    for (const [theme, width, height] of [
      ['light', 1440, 900],
      ['dark', 1280, 720],
      ['light', 720, 450],
    ] as const) {
      await chooseTheme(person, theme);
      await resize(person, width, height);
      await person.page().waitForTimeout(300);
      await picture(`settings-${theme}-${width}`);
      await person.page().getByRole('heading', { name: 'Check of the vault' }).scrollIntoViewIfNeeded();
      await picture(`settings-${theme}-${width}-below`);
    }
    await resize(person, 1440, 900);
  });
});

describe('a backup', () => {
  it('is written where the person chose, and after the vault’s folder is gone brings everything back, once', async () => {
    const folder = ownedFolder(join(office.folder, 'backups'));
    await offlineWork('signed before the disk died');
    await inSettings();
    await choosing(folder);
    await field('Passphrase, which will open the backup').fill(other);
    await button(/^Back up now/).click();
    await person.page().getByText('written, opened again and whole').waitFor();
    await picture('settings-backup');
    const backup = readdirSync(folder).find((name) => name.endsWith('.db'))!;

    await person.workstation.kill();
    rmSync(person.workstation.profile, { recursive: true });
    person = await office.startAgain(person);
    person.page().setDefaultTimeout(60_000);
    await button(/^Restore from a backup/).click();
    await picture('restore-choose');
    await inLightAndDark(person, 'RestoreScreen');
    await choosing(join(folder, `${backup}.key-slots.json`));
    await button(/^Choose the backup/).click();
    await person.page().getByText('That is no backup').waitFor();
    await picture('restore-no-backup');
    await choosing(join(folder, backup));
    await button(/^Choose/).click();
    await person.page().getByText(backup).waitFor();
    await enrolAnew('Passphrase of the backup', other, 'restore');
    await person.page().getByText('1 draft put back').waitFor();

    await inSync(person);
    await accepted(person, caseId);
    expect(await notes()).toEqual(['signed before the disk died']);
    expect(await draftOf()).toEqual([{ text: 'draft beside signed before the disk died' }]);
    const lines = (await office.exported()).trim().split('\n');
    const annotated = lines.flatMap((line) => {
      const { header } = JSON.parse(line) as { header?: { id: string; type: string } };
      return header?.type === 'annotated' ? [header.id] : [];
    });
    expect(annotated).toHaveLength(1);
    await button('Understood').click();
    await person.page().getByRole('complementary', { name: 'Restore' }).waitFor({ state: 'detached' });
  });
});

describe('a vault that is not as it was left', () => {
  it('with a damaged page is shown read-only, own work first, and moved to a new vault, nothing deleted', async () => {
    await offlineWork('signed before the page was damaged');
    // Every unlock begins to sync anew, and this work is to be only here.
    await office.hubDown();
    await person.lock();
    const { profile } = person.workstation;
    let page = 0;
    await withDatabase(other, (db) => {
      page = db.column<number>(`SELECT rootpage FROM sqlite_schema WHERE name = 'search_config'`)[0]!;
    });
    const file = join(profile, 'vault.db');
    flipBit(file, (page - 1) * 4096 + 50);
    await person.unlock(other);
    await inSettings();
    await button('Check the vault').click();
    await person.page().getByText('1 damaged page').waitFor();
    await picture('check-damaged');
    await person.lock();
    await field('Passphrase').fill(other);
    await person.press('Enter');
    await button('What can be done').click();
    await picture('ways-damaged');
    await inLightAndDark(person, 'WaysScreen');
    await field('Passphrase of this vault').fill(other);
    await button('Open read-only').click();
    await person.page().getByRole('heading', { name: 'What is only here' }).waitFor();
    await person
      .page()
      .getByText(/(?<!draft beside )signed before the page was damaged/)
      .waitFor();
    await picture('salvage');
    await inLightAndDark(person, 'SalvageScreen');
    await person.press('Escape');
    await desk.grid(person).waitFor();
    await person.page().getByRole('complementary', { name: 'Read-only' }).waitFor();
    await picture('read-only-desk');

    await person.lock();
    await office.hubUp();
    await button('Trouble with this vault?').click();
    await picture('ways-asked');
    await button(/^Move to a new vault/).click();
    await enrolAnew('Passphrase of this vault', other, 'move');
    const state = await ask(person, 'restore.state', {});
    if (state.phase !== 'done') throw new Error(state.phase);
    expect(existsSync(join(state.setAside!, 'vault.db'))).toBe(true);
    await inSync(person);
    await accepted(person, caseId);
    // The case comes from the hub again, page by page.
    await expect
      .poll(notes, { timeout: 60_000 })
      .toEqual(['signed before the disk died', 'signed before the page was damaged']);
    await button('Understood').click();
  });

  it('but an older copy of itself, put back, sends nothing, says so, and is enrolled again', async () => {
    await ask(person, 'sync.pause', { paused: false });
    await inSync(person);
    await person.lock();
    const { profile } = person.workstation;
    const old = join(office.folder, 'old.db');
    await withDatabase(other, (db) => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    copyFileSync(join(profile, 'vault.db'), old);
    await person.unlock(other);
    await sign('signed after the copy');
    await inSync(person);
    await accepted(person, caseId);
    await person.lock();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(profile, `vault.db${suffix}`), { force: true });
    copyFileSync(old, join(profile, 'vault.db'));
    giveBack(profile);
    await person.unlock(other);
    await until('sync has stopped', async () => (await ask(person, 'sync.state', {})).problem === 'vault_restored');
    await person.syncLine().click();
    await person.page().getByText('This vault is an older copy of itself.').waitFor();
    await picture('copied-back');
    await person.press('Escape');
    await sign('signed on the old copy');
    await person.lock();
    await button('Trouble with this vault?').click();
    await button(/^Move to a new vault/).click();
    await enrolAnew('Passphrase of this vault', other, 'copied');
    await inSync(person);
    await accepted(person, caseId);
    await expect
      .poll(notes, { timeout: 60_000 })
      .toEqual([
        'signed after the copy',
        'signed before the disk died',
        'signed before the page was damaged',
        'signed on the old copy',
      ]);
    await button('Understood').click();
  });

  it('or of a newer version, or gone, says which it is and what can be done', async () => {
    await inSync(person);
    await person.lock();
    const file = join(person.workstation.profile, 'vault.db');
    let version = 0;
    await withDatabase(other, (db) => {
      version = db.column<number>('PRAGMA user_version')[0]!;
      db.exec('PRAGMA user_version = 99');
    });
    await field('Passphrase').fill(other);
    await person.press('Enter');
    await person.page().getByText('The vault was written by a newer Candour.').waitFor();
    await button('What can be done').click();
    await picture('ways-newer');
    await button(/^Try the passphrase again/).click();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    await field('Passphrase').fill(other);
    await person.press('Enter');
    await person.page().getByText('The vault’s database is not where it was.').waitFor();
    await button('What can be done').click();
    await picture('ways-missing');
    await person.page().getByRole('region', { name: 'Restore a backup' }).waitFor();
    expect(version).toBeGreaterThan(0);
    expect(existsSync(file)).toBe(false);
  });
});
