/**
 * Who plays: two desks of two forces and an investigation unit that both send to, each person at a workstation of their
 * own with a vault of its own. A workstation is opened when its person is first needed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hubCommand } from '../../../scripts/start/hub-process.ts';
import { type Person, resize } from '../../../scripts/tour/person.ts';
import { conflict, desk, setUpScreen } from '../../../scripts/tour/screens.ts';
import { ask, casesByReference, inSync, until } from '../../e2e/support/bridge.ts';
import { type Enrolled, type Office, openOffice } from '../../e2e/support/office.ts';
import { height, width } from './pictures.ts';
import { already, type LifeReport } from './reports.ts';

/** Two desks and the unit that investigates for both. */
export const units = { met: 'MPS', kent: 'KNT', investigations: 'MPS-INV' } as const;

const parts = {
  assessor: { name: 'Morgan Ashdown', role: `assessor:${units.met}` },
  supervisor: { name: 'Sunita Vale', role: `supervisor:${units.met}` },
  /** Approves what the first has proposed. */
  second: { name: 'Bo Tan', role: `supervisor:${units.met}` },
  kent: { name: 'Bronwen Tarrant', role: `assessor:${units.kent}` },
  investigator: { name: 'Rhian Calloway', role: `investigator:${units.investigations}` },
  auditor: { name: 'Ada Quill', role: 'auditor' },
} as const;
export type PartName = keyof typeof parts;
export const nameOf = (part: PartName): string => parts[part].name;

/** Puts a person into the hub's directory, with this role and no other; `user`: one who is there already. */
async function enrol(data: string, part: PartName, user?: string): Promise<Enrolled> {
  const whom = user === undefined ? ['--person', parts[part].name] : ['--user', user];
  const said = await hubCommand(data, ['enrol', ...whom, '--role', parts[part].role, '--json']);
  return z.object({ user: z.string(), name: z.string(), code: z.string() }).parse(JSON.parse(said));
}

/** How long a person waits for what must come on a busy machine, ms. */
const SLOW = 60_000;

export interface Stage {
  readonly office: Office;
  /** The person at their workstation, who is seated if they were not yet. */
  person(part: PartName, onFingerprint?: (person: Person) => Promise<void>): Promise<Person>;
  /** Everybody who sits at a workstation now. */
  seated(): readonly Person[];
  /** Leaves the workstation for good, so that the machine has room for another. */
  leave(part: PartName): Promise<void>;
  /** A command of the hub: answers what it printed. */
  hub(...args: string[]): Promise<string>;
  /** The charity's report reaches the hub; answers its case once it is on the Desk of this person, who screens it. */
  arrives(report: LifeReport, on: Person): Promise<string>;
}

/** A hub with what the desks hold already, its people in their roles, and nobody at a workstation yet. */
export async function openStage(): Promise<Stage> {
  const office = await openOffice(already());
  const data = join(office.folder, 'hub');
  const { assessor, investigator } = office.organisation;
  const enrolled: Record<PartName, Enrolled> = {
    assessor: await enrol(data, 'assessor', assessor.user),
    investigator: await enrol(data, 'investigator', investigator.user),
    supervisor: await enrol(data, 'supervisor'),
    second: await enrol(data, 'second'),
    kent: await enrol(data, 'kent'),
    auditor: await enrol(data, 'auditor'),
  };
  await hubCommand(data, [
    ...['units', '--add', units.investigations, '--name', 'Joint anti-corruption investigations'],
    ...['--kind', 'investigation', '--force', 'MPS'],
  ]);
  const people = new Map<PartName, Person>();
  let files = 0;

  const seat = async (part: PartName, onFingerprint?: (person: Person) => Promise<void>) => {
    const kind = part === 'investigator' ? 'investigator' : 'assessor';
    const person = await office.start(part, kind, enrolled[part]);
    // A machine that has just started a fifth window may draw it late; nothing here is timed.
    person.page().setDefaultTimeout(SLOW);
    await resize(person, width, height);
    const fingerprint = await setUpScreen.submit(person);
    await onFingerprint?.(person);
    await office.grantTo(person, fingerprint);
    await setUpScreen.goOn(person);
    await until('the workstation is in', async () => (await ask(person, 'session.me', {})).memberships.length > 0);
    if (part !== 'investigator' && part !== 'auditor') await desk.grid(person).waitFor();
    await inSync(person);
    people.set(part, person);
    return person;
  };
  return {
    office,
    seated: () => [...people.values()],
    person: async (part, onFingerprint) => people.get(part) ?? seat(part, onFingerprint),
    async leave(part) {
      await people.get(part)?.workstation.kill();
      people.delete(part);
    },
    hub: (...args) => hubCommand(data, args),
    async arrives(report, on) {
      const file = join(office.folder, `arrives-${++files}.jsonl`);
      writeFileSync(file, JSON.stringify(report));
      await hubCommand(data, ['import', file]);
      return caseOn(on, report.reference);
    },
  };
}

/** The case of this reference, once it is on the person's workstation. */
export async function caseOn(person: Person, reference: string): Promise<string> {
  await ask(person, 'sync.now', {});
  return until(`${reference} is on the Desk`, async () => (await casesByReference(person)).get(reference));
}

/** From the Desk, by keys, knowing nobody: the conflict pass over every case that waits for it. */
export async function screenAll(person: Person): Promise<void> {
  await toDesk(person);
  await desk.view(person, 'all');
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
  await toDesk(person);
}

/** Finds a command by its words and runs it, as whoever does not know its key. */
export async function command(person: Person, words: string): Promise<void> {
  await person.press('Control+K');
  await person.page().getByRole('dialog', { name: 'Find a command' }).waitFor();
  await person.page().keyboard.type(words);
  await person.press('Enter');
}

export async function toDesk(person: Person): Promise<void> {
  const screen = person.page().getByRole('main', { name: 'Desk' });
  if (!(await screen.isVisible())) await command(person, 'Go to the Desk');
  await screen.waitFor();
}
