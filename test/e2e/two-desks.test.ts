/** Two assessors on one case without a line: nothing that either wrote is lost, and two decisions are a visible conflict. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../scripts/tour/person.ts';
import { assess, caseScreen, conflict, desk, openStage } from '../../scripts/tour/screens.ts';
import { alike, ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

interface Words {
  readonly note: string;
  readonly grade: string;
  readonly outcome: 'i' | 's' | 'r';
  readonly rationale: string;
}

const first: Words = {
  note: 'First desk: the shift record of that week should settle the times.',
  grade: 'D',
  outcome: 'i',
  rationale: 'First desk: the account is at first hand and can be checked against what the force already holds.',
};
const second: Words = {
  note: 'Second desk: the same station appears in an earlier report.',
  grade: 'E',
  outcome: 's',
  rationale: 'Second desk: nothing here can be checked yet, so the one at risk is seen to first.',
};

let office: Office;
let a: Person;
let b: Person;
let contested: string;
let settledCase: string;
let quiet: string;

const openCase = async (person: Person, caseId: string) => {
  await desk.openCase(person, caseId);
  await caseScreen.shown(person);
};
const decideOn = async (person: Person, { rationale, outcome }: Words) => {
  await assess.fillDecision(person, rationale, outcome);
  await assess.hold(person);
  await assess.signNow(person);
};
const standing = async (person: Person, caseId: string) => {
  const { file } = await readCase(person, caseId);
  return file!.decisions.at(-1)!;
};
const statusSays = (person: Person, words: RegExp) => person.syncLine().filter({ hasText: words }).waitFor();

beforeAll(async () => {
  office = await openOffice(14);
  a = await office.assessor('first-desk', organisationCode(office));
  b = await office.assessor('second-desk', await office.enrolAssessor({ name: 'Bronwen Tarrant' }));
  for (const person of [a, b]) {
    await desk.grid(person).focus();
    await person.press('c');
    await conflict.pass(person, () => Promise.resolve());
    await desk.grid(person).waitFor();
    await inSync(person);
    await desk.view(person, 'all');
  }
  [contested, settledCase, quiet] = [...(await casesByReference(a)).values()] as [string, string, string];
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const organisationCode = (from: Office) => from.organisation.assessor;

describe('two assessors on one case without a line', () => {
  it('each mark, write, grade and decide, and see only their own', async () => {
    await office.hubDown();
    for (const [person, words] of [
      [a, first],
      [b, second],
    ] as const) {
      await openCase(person, contested);
      await caseScreen.statement(person);
      await caseScreen.note(person, words.note);
      await assess.grade(person, words.grade);
      await decideOn(person, words);
      await statusSays(person, /Offline.*[1-9]\d* waiting · 0 refused/);
      await desk.back(person);
      await openCase(person, settledCase);
      await decideOn(person, words);
      await desk.back(person);
    }
    // Of a third case one decides while the other only writes a note.
    await openCase(a, quiet);
    await decideOn(a, first);
    await desk.back(a);
    await openCase(b, quiet);
    await caseScreen.note(b, second.note);
    await desk.back(b);
    for (const [person, own, other] of [
      [a, first, second],
      [b, second, first],
    ] as const) {
      const said = JSON.stringify((await readCase(person, contested)).file);
      for (const words of [own.note, own.rationale]) expect(said).toContain(words);
      for (const words of [other.note, other.rationale]) expect(said).not.toContain(words);
    }
  });

  it('have every word of both once the line is back, and one decision stands', async () => {
    await office.hubUp();
    await inSync(a, b);
    await alike(a, b, contested, settledCase, quiet);
    const [seenByA, seenByB] = await Promise.all([readCase(a, contested), readCase(b, contested)]);
    for (const { file } of [seenByA, seenByB]) {
      const marks = file!.annotations.map(({ kind, text }) => `${kind} ${text}`).sort();
      expect(marks).toEqual([`note ${first.note}`, `note ${second.note}`, 'statement ', 'statement '].sort());
      expect(new Set(file!.annotations.map(({ by }) => by)).size).toBe(2);
      expect(file!.decisions).toHaveLength(1);
      expect(file!.decisions[0]!.accepted).toBe(true);
    }
    expect(seenByA.file!.decisions[0]!.event).toBe(seenByB.file!.decisions[0]!.event);
    expect(seenByA.file!.annotations).toEqual(seenByB.file!.annotations);
    const grades = (answer: typeof seenByA) =>
      Object.values(answer.file!.grades)
        .flatMap((all) => all.map(({ grade }) => grade.information))
        .sort();
    expect(grades(seenByA)).toEqual(['D', 'E']);
    expect(grades(seenByB)).toEqual(['D', 'E']);
  });

  it('see a colleague’s note beside a decision as no conflict', async () => {
    for (const person of [a, b]) {
      const { file, refused } = await readCase(person, quiet);
      expect(refused).toEqual([]);
      expect(file!.decisions.map(({ rationale }) => rationale)).toEqual([first.rationale]);
      expect(file!.annotations.map(({ text }) => text)).toEqual([second.note]);
    }
    const refused = [...(await ask(a, 'refusals.read', {})), ...(await ask(b, 'refusals.read', {}))];
    // Of everything that both signed, only the two second decisions were refused.
    expect(refused.map(({ type, code }) => `${type} ${code}`)).toEqual(['decided conflict', 'decided conflict']);
    expect(refused.map(({ caseId }) => caseId).sort()).toEqual([contested, settledCase].sort());
  });

  it('show the refused decision to its author: on the row, in its view, and with both versions in the case', async () => {
    const { author, own, other, colleague } = await sides(contested);
    await statusSays(author, /· 0 waiting · [12] refused/);
    await desk.view(author, 'all');
    await desk.row(author, contested).getByLabel('1 refused').waitFor();
    await desk.view(author, 'refused');
    await desk.row(author, contested).waitFor();
    await openCase(author, contested);
    const banner = author.page().getByRole('region', { name: 'Refused', exact: true }).getByRole('region').first();
    const versions = banner.getByRole('article');
    await versions.filter({ hasText: own.rationale }).filter({ hasText: 'Yours' }).waitFor();
    await versions.filter({ hasText: other.rationale }).filter({ hasText: 'Stands, by' }).waitFor();
    await versions.nth(1).waitFor();
    const [mine, theirs] = [(await versions.nth(0).boundingBox())!, (await versions.nth(1).boundingBox())!];
    expect(theirs.x).toBeGreaterThanOrEqual(mine.x + mine.width);
    expect(Math.abs(theirs.y - mine.y)).toBeLessThan(4);
    // Both marks stand in the text.
    const marked = author.page().locator('[data-narrative] [data-annotation]');
    expect(await marked.count()).toBeGreaterThan(0);
    // The colleague, whose decision stands, has nothing to answer there.
    expect((await readCase(colleague, contested)).refused).toEqual([]);
  });

  it('let “Replace it with mine” make the superseding decision the one that stands, on both', async () => {
    const { author, own, other, colleague } = await sides(contested);
    const refusedEvent = (await readCase(author, contested)).refused[0]!.event;
    await author.page().getByRole('button', { name: 'Replace it with mine' }).click();
    await assess.signNow(author);
    await inSync(author);
    await alike(author, colleague, contested);
    for (const person of [author, colleague]) {
      const { file, refused } = await readCase(person, contested);
      expect(refused).toEqual([]);
      expect(file!.decisions.map(({ rationale }) => rationale)).toEqual([other.rationale, own.rationale]);
      expect(file!.decisions.every(({ accepted }) => accepted)).toBe(true);
      expect(file!.decisions.map(({ event }) => event)).not.toContain(refusedEvent);
    }
    await author.page().getByRole('region', { name: 'Refused', exact: true }).waitFor({ state: 'hidden' });
    await desk.back(author);
    await desk.view(colleague, 'all');
    await openCase(colleague, contested);
    await openStage(colleague, 'decision');
    await colleague.page().getByRole('article', { name: 'Decision: signed' }).getByText(own.rationale).waitFor();
    await desk.back(colleague);
  });

  it('let “Keep what stands” settle the other, and keep the words that gave way', async () => {
    const { author, other, colleague } = await sides(settledCase);
    await desk.view(author, 'refused');
    await openCase(author, settledCase);
    await author.page().getByRole('button', { name: 'Keep what stands' }).first().click();
    await author.page().getByRole('region', { name: 'Refused', exact: true }).waitFor({ state: 'hidden' });
    for (const person of [author, colleague])
      expect((await standing(person, settledCase)).rationale).toBe(other.rationale);
    expect(await ask(author, 'refusals.read', {})).toEqual([]);
    await statusSays(author, /0 waiting · 0 refused/);
    await desk.back(author);
    await author.page().getByText('Nothing was refused.').waitFor();
    await desk.view(author, 'all');
    expect(await desk.row(author, settledCase).getByLabel('1 refused').count()).toBe(0);
  });
});

/** Whose decision was refused in a case: either may have been first at the hub. */
async function sides(caseId: string) {
  const own = await until('the refusal has come back', async () => {
    for (const person of [a, b]) {
      const { refused } = await readCase(person, caseId);
      if (refused.length > 0) return person;
    }
    return false;
  });
  return own === a
    ? { author: a, own: first, colleague: b, other: second }
    : { author: b, own: second, colleague: a, other: first };
}
