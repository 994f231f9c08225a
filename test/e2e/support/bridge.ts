/** Asks the vault through the page's own bridge: what a test reads here is what the screen is made from. */
import { ask, type Person } from '../../../scripts/tour/person.ts';

export { ask };

export const readCase = (person: Person, caseId: string) => ask(person, 'case.read', { caseId, peek: true });

const noFilter = { forces: [], categories: [], urgencies: [], channels: [], states: [] };

/** Every case on this Desk, at most 200, by reference. */
export async function casesByReference(person: Person): Promise<Map<string, string>> {
  const opened = await ask(person, 'desk.open', { view: 'all', search: '', typing: false, filter: noFilter, sort: [] });
  const rows = await ask(person, 'desk.slice', { list: opened.list, from: 0, to: Math.min(200, opened.total) });
  return new Map(rows.map(({ reference, caseId }) => [reference, caseId]));
}

/** Waits until something holds, asking every 100 ms. `limit` in milliseconds. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  limit = 60_000,
): Promise<T> {
  const deadline = Date.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until everything signed here is answered; asks for a round, since a lost line is tried again ever more slowly. */
export async function inSync(...people: Person[]): Promise<void> {
  for (const person of people) {
    const asked = Date.now();
    await ask(person, 'sync.now', {});
    let again = Date.now() + 2000;
    await until('everything is in sync', async () => {
      const state = await ask(person, 'sync.state', {});
      // Idle it may be still, before it has begun to ask.
      const since = state.completeAsOf === null ? 0 : Date.parse(state.completeAsOf);
      if (state.phase === 'idle' && state.waiting === 0 && since >= asked) return true;
      if (Date.now() > again) {
        again = Date.now() + 2000;
        await ask(person, 'sync.now', {});
      }
      return false;
    });
  }
}

/** Waits until the hub's log has brought back everything that was signed in a case: an answer to a push is not yet that. */
export async function accepted(person: Person, caseId: string): Promise<void> {
  await inSync(person);
  await until('the log has brought the case back', async () => {
    const { file, refused } = await readCase(person, caseId);
    return refused.length > 0 || file?.timeline.every((entry) => entry.accepted) === true;
  });
}

/** Waits until two workstations hold the same events of a case, all of them accepted. */
export async function alike(one: Person, other: Person, ...caseIds: readonly string[]): Promise<void> {
  for (const caseId of caseIds) {
    await until('both workstations hold the same case', async () => {
      const [here, there] = await Promise.all([readCase(one, caseId), readCase(other, caseId)]);
      const accepted = [here, there].every(({ file }) => file?.timeline.every((entry) => entry.accepted));
      return accepted && JSON.stringify(here.file!.timeline) === JSON.stringify(there.file!.timeline);
    });
  }
}
