/** Typing: what is deleted, undone, kept by itself or cut off by a crash is in the encrypted database or nowhere. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess, caseScreen, conflict, desk, openStage } from '../../scripts/tour/screens.ts';
import { descendants, rendererPid, vaultPid } from '../e2e/launch.ts';
import { inSync, until } from '../e2e/support/bridge.ts';
import { lookThrough } from './support/canary-files.ts';
import { lookThroughHub, only } from './support/canary-hub-search.ts';
import { lookAtProcesses, lookThroughMemory, mayReadMemory } from './support/canary-processes.ts';
import { searcher } from './support/canary-search.ts';
import { type CanaryStage, openCanaryStage, type Seated } from './support/canary-stage.ts';
import { openVaultOf } from './support/canary-vault.ts';
import { canaries, newMark } from './support/canaries.ts';
import { alive } from './shell-watching.ts';

const words = canaries(newMark());
const { canary } = words;
/** A word that may be anywhere: the search must find it, or it shows nothing. */
const allowed = newMark();
const search = searcher({ canary: words.mark });
/** Milliseconds after which what was typed must be safe in the database, with some to spare. */
const safeAfter = 250;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let stage: CanaryStage;
let seated: Seated;

const outside = () => [
  ...lookThrough(search, ...stage.places()).hits,
  ...lookAtProcesses(search, stage.pids()),
  ...search.search(Buffer.from(seated.printed, 'latin1'), 'what it printed'),
];
const inVault = async () => (await openVaultOf(seated.profile, seated.passphrase)).text;
const type = (text: string) => seated.person.page().keyboard.type(text);

/** The decision of the first case, its rationale ready to be typed in. */
async function decision(): Promise<void> {
  const { person } = seated;
  await caseScreen.narrative(person).or(desk.grid(person)).first().waitFor();
  if (await desk.grid(person).isVisible()) {
    await desk.view(person, 'all');
    await desk.open(person, 0);
  }
  await caseScreen.shown(person);
  await openStage(person, 'decision');
  await assess.rationale(person).click();
  await person.press('Control+End');
}

/** Every process of the workstation but the page and the vault, by what Chromium calls it. */
async function bystanders(): Promise<{ pid: number; called: string }[]> {
  const { app } = seated.person.workstation;
  const main = await app.evaluate(() => process.pid);
  const inside = [await rendererPid(app, seated.person.page()), await vaultPid(app)];
  return [main, ...descendants(main)]
    .filter((pid) => !inside.includes(pid))
    .map((pid) => {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      return { pid, called: pid === main ? 'main' : (/--type=([\w-]+)/.exec(line)?.[1] ?? 'a helper') };
    });
}

beforeAll(async () => {
  stage = await openCanaryStage(words, 'PGlite', [`${allowed}one`, `${allowed}two`]);
  seated = await stage.seat('assessor', 'assessor', stage.organisation.assessor.code);
  const { person } = seated;
  await desk.grid(person).waitFor();
  await desk.view(person, 'all');
  await desk.waitForTotal(person, 2);
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
  await desk.grid(person).waitFor();
  // Until the place is kept, so that the Desk is where one comes back to.
  await pause(500);
  await person.lock();
  await stage.unlock(seated);
  await decision();
}, 600_000);
afterAll(() => stage?.close());

describe('while a case is read', () => {
  it('no process but the page and the vault holds a word of it or the passphrase; only the vault holds a key', async (context) => {
    const { app } = seated.person.workstation;
    const vault = (await vaultPid(app))!;
    const page = await rendererPid(app, seated.person.page());
    if (!mayReadMemory(vault)) return context.skip('memory of other users’ processes is for root');
    const { keys } = await openVaultOf(seated.profile, seated.passphrase);
    const everything = searcher({ canary: words.mark, ...keys });
    const others = await bystanders();
    expect(others.map(({ called }) => called)).toEqual(
      expect.arrayContaining(['main', 'zygote', 'utility', 'gpu-process']),
    );
    expect(others.flatMap(({ pid, called }) => lookThroughMemory(everything, pid, called).hits)).toEqual([]);
    expect(lookThroughMemory(searcher(keys), page, 'the page').hits).toEqual([]);
    // The same search finds the words in the page, and words and key in the vault.
    expect(lookThroughMemory(search, page, 'the page', 1).hits).not.toEqual([]);
    expect(
      lookThroughMemory(searcher({ 'database key': keys['database key']! }), vault, 'the vault', 1).hits,
    ).not.toEqual([]);
  });
});

describe('what is typed', () => {
  it('and deleted, undone, searched for or thrown away leaves no trace outside the database (45)', async () => {
    const { person } = seated;
    await type(`${canary('backspaced')} `);
    await pause(safeAfter);
    for (let key = canary('backspaced').length + 1; key > 0; key--) await person.press('Backspace');
    await type(`${canary('undone')} `);
    await pause(safeAfter);
    for (let back = 0; back < 40; back++) await person.press('Control+z');
    await type(`${canary('kept')} `);
    await pause(safeAfter);
    await caseScreen.markFirstSentence(person, 'n');
    await type(canary('abandoned'));
    await pause(safeAfter);
    await person.press('Escape');
    await person.press('Control+k');
    await type(canary('palette'));
    await person.press('Escape');
    await desk.back(person);
    await desk.search(person).click();
    await type(canary('sought'));
    await person.press('Enter');
    await pause(safeAfter);
    await person.press('Control+f');
    await desk.clearSearch(person);
    expect(outside()).toEqual([]);
    expect((await inVault()).includes(canary('kept'))).toBe(true);
  });

  it.for([
    { victim: 'page', signal: 'SIGKILL' },
    { victim: 'vault', signal: 'SIGKILL' },
    { victim: 'main', signal: 'SIGKILL' },
    // As a fault of its own would end it, after which a system may want to keep a core.
    { victim: 'page', signal: 'SIGABRT' },
    { victim: 'vault', signal: 'SIGABRT' },
  ] as const)('is in the database and nowhere else when the $victim ends by $signal', async ({ victim, signal }) => {
    const { person } = seated;
    const word = canary(`${victim}${signal === 'SIGKILL' ? 'killed' : 'crashed'}`);
    await decision();
    const { app } = person.workstation;
    const pid = await {
      page: () => rendererPid(app, person.page()),
      vault: () => until('there is a vault', () => vaultPid(app)),
      main: () => app.evaluate(() => process.pid),
    }[victim]();
    const before = person.page();
    await type(`${word} `);
    await pause(safeAfter);
    await type(canary('cutoff'));
    process.kill(pid, signal);
    await until('it has gone', () => Promise.resolve(!alive(pid)));
    expect(outside()).toEqual([]);

    if (victim === 'page') await person.turnToNewWindow(before);
    if (victim === 'main') await stage.seatAgain(seated);
    await stage.unlock(seated);
    await decision();
    // It comes back from the database, the only place where it can be.
    expect(await assess.rationale(seated.person).inputValue()).toContain(word);
    expect(outside()).toEqual([]);
  });

  it('leaves no core, no dump and no file without a name (45)', () => {
    const { files } = lookThrough(search, ...stage.places());
    expect(files.filter((file) => /(?:^|\/)core(?:\.|$)|\.dmp$/.test(file))).toEqual([]);
    expect(stage.opened.length).toBeGreaterThan(0);
    // What is beneath /dev/shm is memory that processes share, and no file.
    expect(stage.opened.filter(({ deleted, path }) => deleted && !path.startsWith('/dev/shm/'))).toEqual([]);
  });
});

describe('what was typed and signed', () => {
  it('reaches a hub on PGlite whose disk, log and memory hold no word of it (53)', async (context) => {
    const { person } = seated;
    await decision();
    await assess.fillDecision(person, canary('rationale'), 'i');
    await assess.hold(person);
    await assess.signNow(person);
    await caseScreen.note(person, canary('note'));
    await inSync(person);
    const { disk, told, memory } = await lookThroughHub(searcher({ canary: words.mark, allowed }), stage.hub);
    expect([only(disk, 'canary'), told]).toEqual([[], []]);
    expect(only(disk, 'allowed')).not.toEqual([]);
    const text = await inVault();
    expect(['rationale', 'note'].filter((name) => !text.includes(canary(name)))).toEqual([]);
    if (memory === null) return context.skip('the memory of another process is for root here');
    expect(only(memory, 'canary')).toEqual([]);
    expect(only(memory, 'allowed')).not.toEqual([]);
  });
});
