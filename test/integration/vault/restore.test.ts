/** A vault is lost or damaged: what the hub does not have comes into a new one, once, whatever happens on the way. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endExchange } from '../../../electron/vault/restore/staging.ts';
import { fileKey, openVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';
import { openReader } from '../../../electron/vault/store/connection.ts';
import type { RestoreSource } from '../../../shared/bridge/restore.ts';
import { digestOf, flipBit } from '../../security/support/vault-threads.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { until } from '../sync/support/workstation.ts';
import { RealStation } from './support/real-station.ts';
import { temporaryFolder } from './support/vault.ts';
import { PASSPHRASE } from './support/workstation.ts';

const REPORTS = 12;
const PAGE = 4096;
let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(REPORTS, 'MPS', 7);
});
afterAll(() => organisation.close());

const noFilter = { forces: [], categories: [], urgencies: [], channels: [], states: [] };

async function rows({ page }: RealStation) {
  const query = { view: 'all', search: '', typing: false, filter: noFilter, sort: [] } as const;
  const opened = await page.value('desk.open', { ...query, sort: [] });
  return page.value('desk.slice', { list: opened.list, from: 0, to: opened.total });
}

const caseIds = async (station: RealStation) => (await rows(station)).map(({ caseId }) => caseId);

/** This person's own events of these cases that the hub has accepted, from whichever device. */
async function atTheHub({ page }: RealStation, ids: readonly string[]): Promise<string[]> {
  const types: string[] = [];
  const { user } = await page.value('session.me', {});
  for (const caseId of ids) {
    const { file } = await page.value('case.read', { caseId, peek: true });
    for (const entry of file!.timeline)
      if (entry.accepted && entry.by === user) types.push(`${caseId} ${entry.type} ${entry.event}`);
  }
  return types;
}

async function synced(station: RealStation, cases = REPORTS): Promise<void> {
  await until(async () => {
    const { phase, completeAsOf } = await station.page.value('sync.state', {});
    return phase === 'idle' && completeAsOf !== null && (await caseIds(station)).length === cases;
  });
}

async function newPerson(): Promise<string> {
  return organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
}

async function working(user: string) {
  const station = await new RealStation().start();
  const code = await organisation.codeFor(user);
  await station.page.value('session.setUp', { hub: organisation.address, code, passphrase: PASSPHRASE });
  await organisation.grant(station.enrolled!);
  await synced(station);
  // The key of the desk has come, and with it the text of every case.
  await until(async () => (await rows(station)).every(({ wordCount }) => wordCount > 0));
  return station;
}

/** Three signed events that the hub does not hear of, a draft, and a place. */
async function offlineWork(station: RealStation) {
  const { page } = station;
  await page.value('sync.pause', { paused: true });
  const [one, two] = await caseIds(station);
  await page.value('screen.sign', { none: [one!, two!], declared: [] });
  const signed = await page.value('case.sign', {
    caseId: one!,
    type: 'assessed',
    facets: { stage: 'risk', round: 1, danger: 'no' },
    payload: { note: 'a telltale heliotrope' },
    holdSeconds: 0,
  });
  await page.value('draft.save', { caseId: two!, part: 'note new', content: { text: 'half a thought' } });
  await page.value('place.save', { place: { route: 'somewhere' } });
  await expect.poll(async () => (await page.value('sync.state', {})).waiting, { timeout: 60_000 }).toBe(3);
  return { one: one!, two: two!, event: signed.event! };
}

async function restored(station: RealStation) {
  await until(async () => ['done', 'keys'].includes((await station.page.value('restore.state', {})).phase));
  return station.page.value('restore.state', {});
}

/** The text of the case may still be on its way: its key comes by the desk. */
const expectNote = ({ page }: RealStation, caseId: string) =>
  until(async () =>
    JSON.stringify(await page.value('case.read', { caseId, peek: true })).includes('a telltale heliotrope'),
  );

async function expectAllThere(station: RealStation, { one, two }: { one: string; two: string }) {
  await until(async () => (await station.page.value('sync.state', {})).waiting === 0);
  await until(
    async () => (await atTheHub(station, [one, two])).filter((line) => / (screened|assessed) /.test(line)).length === 3,
  );
  await expectNote(station, one);
  const { drafts } = await station.page.value('case.read', { caseId: two, peek: true });
  expect(drafts.map(({ content }) => content)).toEqual([{ text: 'half a thought' }]);
}

async function begin(station: RealStation, source: RestoreSource, user: string) {
  const code = await organisation.codeFor(user);
  const made = await station.page.value('restore.begin', {
    source,
    passphrase: PASSPHRASE,
    hub: organisation.address,
    code,
  });
  await organisation.grant(station.enrolled!);
  return made;
}

describe('a restore from a backup', () => {
  test('after the vault’s folder is gone brings unsent events to the hub once, the draft and the place', async () => {
    const user = await newPerson();
    const lost = await working(user);
    const work = await offlineWork(lost);
    const folder = temporaryFolder();
    const { name } = await lost.page.value('vault.backup', { folder, passphrase: PASSPHRASE });
    await lost.vault.end();
    rmSync(lost.profile, { recursive: true });

    const anew = await new RealStation().start();
    const path = join(folder, name);
    expect(await anew.page.value('restore.look', { path })).toMatchObject({ name });
    const source = { kind: 'backup', path } as const;
    expect(await anew.page.call('restore.find', { source, passphrase: 'not the right one' })).toMatchObject({
      error: { code: 'wrong_backup_passphrase' },
    });
    expect(await anew.page.value('restore.find', { source, passphrase: PASSPHRASE })).toMatchObject({
      name: 'Sam Orrell',
      hub: organisation.address,
      drafts: 1,
      unreadable: 0,
    });
    const before = digestOf(path);
    expect(await begin(anew, source, user)).toMatchObject({ name: 'Sam Orrell', fingerprint: anew.fingers() });
    expect(await restored(anew)).toMatchObject({ phase: 'done', from: 'backup', drafts: 1, left: {}, setAside: null });
    await expectAllThere(anew, work);
    expect(await anew.page.value('place.read', {})).toEqual({ place: { route: 'somewhere' } });
    // The backup is as it was, the working copy is gone, and the new vault is one like any other.
    expect(digestOf(path)).toBe(before);
    expect(
      readdirSync(anew.profile)
        .sort()
        .filter((file) => !/-(wal|shm)$/.test(file)),
    ).toEqual(['attachments.db', 'key-slots.json', 'vault.db']);
    await anew.page.value('restore.settle', {});
    expect(await anew.page.value('restore.state', {})).toEqual({ phase: 'none' });
    await anew.restart();
    await anew.unlock();
    expect(await anew.page.value('vault.check', {})).toEqual({ ok: true, findings: [] });
  });

  test('of another person’s work is refused before anything is set aside, and so is what is no backup', async () => {
    const lost = await working(await newPerson());
    await offlineWork(lost);
    const folder = temporaryFolder();
    const { name } = await lost.page.value('vault.backup', { folder, passphrase: PASSPHRASE });
    const other = await organisation.person('Kim Adeyemi', [{ unit: 'MPS', role: 'assessor' }]);
    await lost.restart();
    const files = readdirSync(lost.profile).sort();
    const code = await organisation.codeFor(other);
    const source = { kind: 'backup', path: join(folder, name) } as const;
    expect(
      await lost.page.call('restore.begin', { source, passphrase: PASSPHRASE, hub: organisation.address, code }),
    ).toMatchObject({ error: { code: 'another_person' } });
    for (const [path, reason] of [
      [join(folder, `${name}.key-slots.json`), 'no_keys'],
      [join(folder, 'nothing.db'), 'missing'],
      [folder, 'missing'],
    ] as const)
      expect(await lost.page.call('restore.look', { path })).toMatchObject({
        error: { code: 'not_a_backup', detail: { reason } },
      });
    expect(
      readdirSync(lost.profile)
        .sort()
        .filter((file) => file !== 'anew'),
    ).toEqual(files.filter((file) => file !== 'anew'));
    await lost.unlock();
    expect((await lost.page.value('sync.state', {})).waiting).toBe(3);
  });
});

describe('a damaged vault', () => {
  async function damaged(table: string) {
    const user = await newPerson();
    const station = await working(user);
    const work = await offlineWork(station);
    await station.vault.end();
    const file = join(station.profile, 'vault.db');
    const deviceSecret = { mode: 'keystore', backend: 'test', secret: new Uint8Array(station.secret) } as const;
    const opened = await openVaultKeys({
      profile: station.profile,
      passphrase: PASSPHRASE,
      deviceSecret,
      now: Date.now(),
    });
    if (!opened.ok) throw new Error(opened.code);
    const db = openReader(file, fileKey(opened.dataKey, 'vault.db'));
    const page = db.column<number>('SELECT rootpage FROM sqlite_schema WHERE name = ?', [table])[0]!;
    db.close();
    await station.start();
    flipBit(file, (page - 1) * PAGE + 50);
    return { user, station, work, file };
  }

  test('is read without a byte of it changing, own work first; writing is refused', async () => {
    const { station, work, file } = await damaged('search_config');
    const before = digestOf(file);
    const answer = await station.page.call('vault.openReadOnly', { passphrase: PASSPHRASE });
    expect(answer).toMatchObject({ ok: true });
    expect(await station.page.value('session.state', {})).toMatchObject({ phase: 'open', readOnly: true });
    const salvage = await station.page.value('salvage.read', {});
    expect(salvage.unsent.map(({ type }) => type).sort()).toEqual(['assessed', 'screened', 'screened']);
    expect(salvage.unsent.flatMap(({ words }) => words)).toContain('a telltale heliotrope');
    expect(salvage.drafts).toMatchObject([{ caseId: work.two, words: ['half a thought'] }]);
    expect(salvage.lost).toEqual({ unsent: 0, drafts: 0 });
    expect((await caseIds(station)).length).toBe(REPORTS);
    expect(await station.page.call('draft.save', { caseId: work.two, part: 'note new', content: {} })).toMatchObject({
      error: { code: 'vault_read_only' },
    });
    await station.vault.flush();
    await station.vault.end();
    expect(digestOf(file)).toBe(before);
  });

  test('gives its work to a new vault, is set aside whole, and its drafts that cannot be read are counted', async () => {
    const { user, station, work, file } = await damaged('drafts');
    const before = digestOf(file);
    expect(await station.page.value('restore.find', { source: { kind: 'own' }, passphrase: PASSPHRASE })).toMatchObject(
      {
        name: 'Sam Orrell',
        drafts: 0,
        unreadable: 1,
      },
    );
    await begin(station, { kind: 'own' }, user);
    const outcome = await restored(station);
    expect(outcome).toMatchObject({ phase: 'done', from: 'own', drafts: 0, unreadable: 1, left: {} });
    if (outcome.phase !== 'done' || outcome.setAside === null) throw new Error('nothing was set aside');
    expect(digestOf(join(outcome.setAside, 'vault.db'))).toBe(before);
    expect(existsSync(join(outcome.setAside, 'key-slots.json'))).toBe(true);
    await until(async () => (await station.page.value('sync.state', {})).waiting === 0);
    await expectNote(station, work.one);
    expect(await station.page.value('vault.check', {})).toEqual({ ok: true, findings: [] });
  });
});

describe('a restore that is killed', () => {
  const child = fileURLToPath(new URL('support/restore-child.ts', import.meta.url));

  /** Restores in a process of its own and kills it after so many ms. @returns whether it was done before */
  function restoreAndKill(profile: string, secret: Buffer, source: RestoreSource, code: string, after: number) {
    return new Promise<boolean>((resolve) => {
      const input = JSON.stringify({
        profile,
        secret: secret.toString('hex'),
        source,
        code,
        hub: organisation.address,
      });
      const running = spawn(process.execPath, [child, input], { stdio: ['ignore', 'pipe', 'ignore'] });
      let done = false;
      running.stdout.setEncoding('utf8').on('data', (words: string) => {
        if (words.includes('begun')) setTimeout(() => running.kill('SIGKILL'), after);
        if (words.includes('done')) done = true;
      });
      running.on('exit', () => resolve(done));
    });
  }

  test('at any moment leaves the old vault or the new one, and in the end everything is there once', async () => {
    const user = await newPerson();
    const lost = await working(user);
    const work = await offlineWork(lost);
    const folder = temporaryFolder();
    const { name } = await lost.page.value('vault.backup', { folder, passphrase: PASSPHRASE });
    await lost.vault.end();
    const source = { kind: 'backup', path: join(folder, name) } as const;
    const profile = join(temporaryFolder(), 'profile');
    mkdirSync(profile, { mode: 0o700 });
    // An older vault of the same person lies here, which must survive all of it.
    cpSync(lost.profile, profile, { recursive: true });
    for (const after of [0, 30, 80, 150, 250, 400, 600, 900]) {
      await restoreAndKill(profile, lost.secret, source, await organisation.codeFor(user), after);
      endExchange(profile);
      // One vault is here, whole: its keys and its database.
      for (const file of ['key-slots.json', 'vault.db']) expect(statSync(join(profile, file)).size).toBeGreaterThan(0);
    }
    const station = await new RealStation(profile, lost.secret).start();
    await begin(station, source, user);
    await restored(station);
    await expectAllThere(station, work);
    // Every vault that was ever here lies somewhere, none of them was deleted.
    const aside = readdirSync(join(profile, 'set-aside'));
    expect(aside.length).toBeGreaterThan(0);
    for (const each of aside)
      expect(readdirSync(join(profile, 'set-aside', each))).toEqual(
        expect.arrayContaining(['key-slots.json', 'vault.db']),
      );
  });
});
