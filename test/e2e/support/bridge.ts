/** Asks the vault through the page's own bridge: what a test reads here is what the screen is made from. */
import type { CallInput, CallName, CallOutput } from '../../../shared/bridge/contract.ts';
import type { Person } from '../../../scripts/tour/person.ts';



/** Throws with the error's code where the vault says no. */
export async function ask<N extends CallName>(person: Person, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await person
    .page()
    .evaluate(([called, payload]) => window.candour.call(called, payload), [name, input] as [string, unknown]);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value as CallOutput<N>;
}

export const readCase = (person: Person, caseId: string) => ask(person, 'case.read', { caseId, peek: true });

const noFilter = { forces: [], categories: [], urgencies: [], channels: [], states: [] };

/** Every case on this Desk, at most 200, by reference. */
export async function casesByReference(person: Person): Promise<Map<string, string>> {
  const opened = await ask(person, 'desk.open', { view: 'all', search: '', typing: false, filter: noFilter, sort: [] });
  const rows = await ask(person, 'desk.slice', { list: opened.list, from: 0, to: Math.min(200, opened.total) });
  return new Map(rows.map(({ reference, caseId }) => [reference, caseId]));
}

/** Waits until something holds, asking every 100 ms. `limit` in milliseconds. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, limit = 60_000): Promise<T> {
  const deadline = Date.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Everything signed here has its answer and everything there has arrived; asks for a round, since a line that was lost is tried again ever more slowly. */
export async function inSync(...people: Person[]): Promise<void> {
  for (const person of people) {
    const asked = new Date().toISOString();
    await ask(person, 'sync.now', {});
    let again = Date.now() + 2000;
    await until('everything is in sync', async () => {
      const state = await ask(person, 'sync.state', {});
      if (state.phase === 'idle' && state.waiting === 0 && (state.completeAsOf ?? '') >= asked) return true;
      if (Date.now() > again) {
        again = Date.now() + 2000;
        await ask(person, 'sync.now', {});
      }
      return false;
    });
  }
}
