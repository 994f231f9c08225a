/**
 * A day's work with rare words wherever words can be put: afterwards they are in the encrypted databases and in no other
 * file that any workstation wrote, and the hub holds none at all.
 */
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackupKey } from '../../electron/vault/backup/backup-keys.ts';
import { ordinaryUser } from '../../scripts/setup/system.mjs';
import { conflict, desk } from '../../scripts/tour/screens.ts';
import { ownedFolder } from '../e2e/launch.ts';
import { accepted, ask, casesByReference, inSync } from '../e2e/support/bridge.ts';
import { lookThrough } from './support/canary-files.ts';
import { databasesHere } from './support/canary-hub.ts';
import { type HubLookedThrough, lookThroughHub, only } from './support/canary-hub-search.ts';
import { lookAtProcesses } from './support/canary-processes.ts';
import type { Hit } from './support/canary-search.ts';
import { searcher } from './support/canary-search.ts';
import { type CanaryStage, openCanaryStage, type Seated, typeInto } from './support/canary-stage.ts';
import { acknowledgePack, assessCase, decideToo, lookAround, meetRefusal, sendPack } from './support/canary-tour.ts';
import { type OpenedVault, openVaultOf } from './support/canary-vault.ts';
import { canaries, newMark } from './support/canaries.ts';

const words = canaries(newMark());
const { canary } = words;
/** Words that the hub is meant to know, by which the search shows that it reads. */
const allowed = newMark();
const reference = `${allowed}one`;
const search = searcher({ canary: words.mark });
// As in service, where PostgreSQL is installed; the embedded one is in `canary-typing.test.ts`.
const database = databasesHere.at(-1)!;

let stage: CanaryStage;
let assessor: Seated;
let backup: { readonly file: string; readonly passphrase: string };
let colleague: Seated;
let investigator: Seated;
const toldBySystem: Hit[] = [];
const titles = new Set<string>();

/** What the system tells everybody of the processes, and the windows' titles, at this moment. */
async function glance(): Promise<void> {
  toldBySystem.push(...lookAtProcesses(search, stage.pids()));
  for (const { person } of stage.seats)
    for (const title of await person.workstation.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.getTitle()),
    ))
      titles.add(title);
}

beforeAll(async () => {
  stage = await openCanaryStage(words, database, [reference, `${allowed}two`]);
  const { organisation, hub } = stage;
  assessor = await stage.seat('assessor', 'assessor', organisation.assessor.code);
  const { person } = assessor;
  await desk.grid(person).waitFor();
  await desk.view(person, 'all');
  await desk.waitForTotal(person, 2);
  const enrolled = await hub.command('enrol', '--user', organisation.assessor.user, '--json');
  colleague = await stage.seat('colleague', 'assessor', (JSON.parse(enrolled) as { code: string }).code);
  investigator = await stage.seat('investigator', 'investigator', organisation.investigator.code);
}, 600_000);
afterAll(() => stage?.close());

describe('a day’s work', () => {
  it('is done on three workstations', async () => {
    const { person } = assessor;
    await desk.grid(colleague.person).waitFor();
    await desk.view(colleague.person, 'all');
    await desk.waitForTotal(colleague.person, 2);
    await ask(colleague.person, 'sync.pause', { paused: true });
    await person.press('c');
    await conflict.pass(person, glance);
    await desk.grid(person).waitFor();
    await lookAround(person, words);
    await glance();
    // The case that comes first is the one that is worked on.
    const first = await desk.rows(person).first().getAttribute('data-case');
    expect([...(await casesByReference(person)).values()]).toContain(first);
    await decideToo(colleague.person, first!, words);
    await assessCase(person, words);
    await glance();
    await sendPack(person, words);
    await accepted(person, first!);
    await meetRefusal(colleague.person);
    await acknowledgePack(investigator.person, words);
    await inSync(investigator.person);
    await glance();
  }, 240_000);

  it('ends with a backup, another passphrase, a lock and a wrong try', async () => {
    const { person } = assessor;
    const folder = ownedFolder(`${assessor.folder}/backup`);
    const written = await ask(person, 'vault.backup', { folder, passphrase: assessor.passphrase });
    expect(written).toMatchObject({ cases: 2 });
    backup = { file: join(folder, written.name), passphrase: assessor.passphrase };
    const newPassphrase = `${canary('newpassphrase')} under the quiet weir`;
    await ask(person, 'session.changePassphrase', { passphrase: assessor.passphrase, newPassphrase });
    assessor.passphrase = newPassphrase;
    await person.lock();
    await typeInto(person, 'Passphrase', `${canary('mistyped')} over no weir`);
    await person.press('Enter');
    await person.page().getByRole('alert').first().waitFor();
    await stage.unlock(assessor);
    await glance();
  });
});

describe('what the workstations wrote', () => {
  it('is read through whole: where they may write they did, and nowhere else', () => {
    const places = stage.places();
    const { files, bytes } = lookThrough(search, ...places);
    const written = stage.opened.filter(({ deleted }) => !deleted).map(({ path }) => path);
    expect(written).toEqual(expect.arrayContaining(stage.seats.map(({ profile }) => `${profile}/vault.db`)));
    const beside = written.filter((path) => !places.some((place) => path === place || path.startsWith(`${place}/`)));
    expect(beside.filter((path) => !path.startsWith('/dev/shm/'))).toEqual([]);
    for (const { profile } of stage.seats)
      for (const name of ['vault.db', 'key-slots.json', 'logs/candour.log'])
        expect(files).toContain(`${profile}/${name}`);
    expect(files).toContain(`${assessor.profile}/preferences.json`);
    expect(files.some((file) => file.startsWith(`${assessor.profile}/chromium/`))).toBe(true);
    expect(files.some((file) => file.startsWith(`${assessor.folder}/backup/`))).toBe(true);
    expect(bytes).toBeGreaterThan(1 << 20);
  });

  it('would show a word that was left in any of these places', () => {
    const { uid, gid } = ordinaryUser();
    const planted = [
      `${assessor.folder}/home/.cache/left`,
      `${assessor.folder}/tmp/left`,
      `${investigator.profile}/chromium/left`,
      ...(process.platform === 'linux' ? [`/dev/shm/${allowed}`, `/var/tmp/${allowed}`] : []),
    ];
    try {
      for (const file of planted) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify({ draft: canary('left') }));
        if (uid >= 0) chownSync(file, uid, gid);
      }
      const found = lookThrough(search, ...stage.places()).hits.map(({ where }) => where);
      expect(found.sort()).toEqual(planted.sort());
    } finally {
      for (const file of planted) rmSync(file, { force: true });
    }
  });

  it('holds no word of a report, a note, a decision, a search, a file or a passphrase, in no coding (1)', () => {
    expect(lookThrough(search, ...stage.places()).hits).toEqual([]);
    for (const { printed } of stage.seats) expect(search.search(Buffer.from(printed, 'latin1'), 'printed')).toEqual([]);
  });

  it('holds each of those words in the encrypted databases, and no key in any file', async () => {
    const vaults: OpenedVault[] = [];
    for (const { profile, passphrase } of stage.seats) vaults.push(await openVaultOf(profile, passphrase));
    const [mine, theirs, packs] = vaults as [OpenedVault, OpenedVault, OpenedVault];
    const lacks = ({ text }: OpenedVault, names: readonly string[]) =>
      names.filter((name) => !text.includes(canary(name)));
    const inReport = ['narrative', 'when', 'where', 'subject', 'rank', 'collar', 'station', 'description', 'neighbour'];
    const inWork = [
      'note',
      'graderemark',
      'threat',
      'risknote',
      'rationale',
      'option',
      'whynot',
      'packtitle',
      'packrequest',
    ];
    expect(lacks(mine, [...inReport, 'filename', ...inWork])).toEqual([]);
    expect(lacks(theirs, ['refused', 'rationale', ...inReport])).toEqual([]);
    expect(lacks(packs, ['packtitle', 'packrequest', 'receipt', 'narrative'])).toEqual([]);
    const never = ['passphrase', 'newpassphrase', 'mistyped', 'palette'];
    for (const vault of vaults) expect(lacks(vault, never)).toEqual(never);

    const keys = vaults.flatMap((vault, at) =>
      Object.entries(vault.keys).map(([name, key]) => [`${stage.seats[at]!.name}: ${name}`, key] as const),
    );
    expect(keys).toHaveLength(15);
    const backupKey = (await openBackupKey(backup.file, backup.passphrase))!;
    const all = Object.fromEntries([...keys, ['backup key', backupKey] as const]);
    expect(lookThrough(searcher(all), ...stage.places()).hits).toEqual([]);
  });

  it('shows no word to the system: command lines, environments, names of processes, titles of windows (46)', () => {
    expect(toldBySystem).toEqual([]);
    expect([...titles]).toEqual(['Candour']);
  });

  it('is the same after everybody has left', async () => {
    await Promise.all(stage.seats.map(({ person }) => person.close()));
    const looked = lookThrough(search, ...stage.seats.map(({ folder }) => folder));
    expect(looked.hits).toEqual([]);
    expect(looked.files).toContain(`${assessor.profile}/vault.db`);
  });
});

describe(`what the hub holds, on ${database}`, () => {
  let found: HubLookedThrough;
  beforeAll(async () => {
    found = await lookThroughHub(searcher({ canary: words.mark, allowed }), stage.hub);
  });

  it('on its disk, in its log and in its backup is no word of a report, a note, a reason, a name or a file (53)', () => {
    expect([only(found.disk, 'canary'), only(found.backup, 'canary') ?? [], found.told]).toEqual([[], [], []]);
    // References are the hub's to know: the same search finds them in every one of these.
    const where = only(found.disk, 'allowed').map((hit) => hit.where);
    expect(where).not.toEqual([]);
    if (database !== 'PostgreSQL') return;
    expect(only(found.backup, 'allowed')).not.toEqual([]);
    for (const part of ['/pg_wal/', '/base/']) expect(where.some((file) => file.includes(part))).toBe(true);
  });

  it('in its memory is none either', (context) => {
    if (found.memory === null) return context.skip('the memory of another process is for root here');
    expect(only(found.memory, 'canary')).toEqual([]);
    expect(only(found.memory, 'allowed')).not.toEqual([]);
  });
});
