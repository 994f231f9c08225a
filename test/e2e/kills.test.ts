/** Any process may die at any moment: nothing that was accepted is lost, nothing is doubled, and the job goes on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textTarget } from '../../shared/domain/annotation.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { assess, caseScreen, desk, openStage } from '../../scripts/tour/screens.ts';
import { accepted, alike, ask, inSync, readCase, until } from './support/bridge.ts';
import { aim, victims } from './support/kill.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

/** Milliseconds after which what was typed must be safe. */
const safeAfter = 150;
const reports = 400;

let office: Office;
let person: Person;
const used = new Set<string>();

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens a case that no test has touched; its conflict screen is signed beforehand. */
async function freshCase(): Promise<string> {
  if (!(await desk.grid(person).isVisible())) await desk.back(person);
  await desk.view(person, 'all');
  const shown = await until('rows are shown', async () => {
    const ids = await desk
      .grid(person)
      .locator('[data-case]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-case')!));
    return ids.find((id) => !used.has(id));
  });
  used.add(shown);
  await ask(person, 'screen.sign', { none: [shown], declared: [] });
  await desk.openCase(person, shown);
  await caseScreen.shown(person);
  return shown;
}

async function reopen(caseId: string): Promise<void> {
  const here = caseScreen.narrative(person).or(desk.grid(person));
  await here.first().waitFor();
  if (await desk.grid(person).isVisible()) {
    await desk.view(person, 'all');
    await desk.openCase(person, caseId);
  }
  await caseScreen.shown(person);
}

async function sign(caseId: string, text: string): Promise<string> {
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

const draftOf = async (caseId: string): Promise<string> => {
  const { drafts } = await readCase(person, caseId);
  const draft = drafts.find(({ part }) => part === 'decision');
  return (draft?.content as { form: { rationale: string } } | undefined)?.form.rationale ?? '';
};

const notesOf = async (caseId: string) => {
  const { file } = await readCase(person, caseId);
  return file!.annotations.map(({ text }) => text).sort();
};

beforeAll(async () => {
  office = await openOffice(reports);
  person = await office.assessor('assessor', office.organisation.assessor);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe.for(victims)('killing the %s', (victim) => {
  it('while typing costs no key older than a moment, and when typing has paused none at all', async () => {
    const caseId = await freshCase();
    const words = `Words typed when the ${victim} died, each key of them meant.`;
    await assess.fillDecision(person, '', 'i');
    let aimed = await aim(office, person, victim);
    const typed: number[] = [];
    for (const key of words) {
      await person.page().keyboard.type(key);
      typed.push(Date.now());
    }
    aimed.fire();
    const fired = Date.now();
    person = await aimed.goOn();
    const kept = await draftOf(caseId);
    expect(words.startsWith(kept)).toBe(true);
    expect(kept.length).toBeGreaterThanOrEqual(typed.filter((at) => at < fired - safeAfter).length);

    await reopen(caseId);
    await openStage(person, 'decision');
    await assess.rationale(person).fill(words);
    await pause(safeAfter);
    aimed = await aim(office, person, victim);
    aimed.fire();
    person = await aimed.goOn();
    expect(await draftOf(caseId)).toBe(words);
    await reopen(caseId);
    await openStage(person, 'decision');
    expect(await assess.rationale(person).inputValue()).toBe(words);
  });

  it('right after something was signed keeps it, once', async () => {
    const caseId = await freshCase();
    for (const text of ['signed before the first', 'signed before the second']) {
      const aimed = await aim(office, person, victim);
      await sign(caseId, text);
      aimed.fire();
      person = await aimed.goOn();
    }
    const expected = ['signed before the first', 'signed before the second'];
    expect(await notesOf(caseId)).toEqual(expected);
    await reopen(caseId);
    await until('the marks stand in the text', async () => {
      return (await person.page().locator('[data-narrative] [data-annotation]').count()) > 0;
    });
    await inSync(person);
    expect(await notesOf(caseId)).toEqual(expected);
  });

  it('during a hold leaves the decision ready to sign', async () => {
    const caseId = await freshCase();
    const rationale = `Held when the ${victim} died.`;
    await assess.fillDecision(person, rationale, 'r');
    for (const after of [0, 1500]) {
      await assess.hold(person);
      await pause(after);
      const aimed = await aim(office, person, victim);
      aimed.fire();
      person = await aimed.goOn();
      await reopen(caseId);
      await openStage(person, 'decision');
      // Only a hub that dies leaves the hold to run on.
      if (victim === 'hub') break;
      expect(await assess.rationale(person).inputValue()).toBe(rationale);
      expect((await readCase(person, caseId)).file!.decisions).toEqual([]);
    }
    if (victim !== 'hub') await assess.hold(person);
    await assess.signNow(person);
    await accepted(person, caseId);
    const { file, refused, drafts } = await readCase(person, caseId);
    expect(file!.decisions).toMatchObject([{ rationale, accepted: true }]);
    expect([refused, drafts]).toEqual([[], []]);
  });

  it('while the outbox is pushed neither loses nor doubles an event', async () => {
    const caseId = await freshCase();
    const expected: string[] = [];
    for (const [round, after] of [5, 60].entries()) {
      await ask(person, 'sync.pause', { paused: true });
      for (let note = 0; note < 15; note++) {
        expected.push(`round ${round} note ${note}`);
        await sign(caseId, expected.at(-1)!);
      }
      const aimed = await aim(office, person, victim);
      await ask(person, 'sync.pause', { paused: false });
      await pause(after);
      aimed.fire();
      person = await aimed.goOn();
      await accepted(person, caseId);
    }
    expect(await notesOf(caseId)).toEqual(expected.sort());
    const { file, refused } = await readCase(person, caseId);
    expect(refused).toEqual([]);
    expect(file!.timeline.every(({ accepted }) => accepted)).toBe(true);
  });
});

describe('killing one after another', () => {
  it('while a workstation syncs for the first time still brings every report, once', async () => {
    const further = await office.enrolAssessor({ user: office.organisation.assessor.user });
    let second = await office.start('second', 'assessor', further);
    await office.admit(second);
    let unfinished = 0;
    for (const victim of [...victims, ...victims]) {
      const aimed = await aim(office, second, victim);
      const { phase } = await ask(second, 'sync.state', {});
      if (phase !== 'idle') unfinished += 1;
      aimed.fire();
      second = await aimed.goOn();
    }
    expect(unfinished).toBeGreaterThan(0);
    await inSync(second);
    await desk.grid(second).waitFor();
    await desk.view(second, 'all');
    await desk.waitForTotal(second, reports);
    expect(await desk.total(second)).toBe(reports);
    // What was signed at the other desk is here, whole.
    await inSync(person);
    await alike(person, second, ...used);
    for (const caseId of used) {
      const [there, here] = [await readCase(person, caseId), await readCase(second, caseId)];
      expect(here.file!.timeline).toEqual(there.file!.timeline);
      expect(here.file!.annotations).toEqual(there.file!.annotations);
    }
  });

  it('the hub’s log holds every event of the cases once', async () => {
    const lines = (await office.exported()).trim().split('\n');
    const ids = lines.flatMap((line) => (JSON.parse(line) as { header?: { id: string } }).header?.id ?? []);
    expect(ids.length).toBeGreaterThan(reports);
    expect(new Set(ids).size).toBe(ids.length);
    for (const caseId of used) {
      const { file } = await readCase(person, caseId);
      for (const { event } of file!.timeline) expect(ids).toContain(event);
    }
    expect(await office.stats()).toMatchObject({ reports, cases: reports, devices: expect.any(Number) as number });
  });
});
