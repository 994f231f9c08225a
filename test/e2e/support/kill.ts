/** Ends one process of the job at once, as a crash or a power cut would, and goes on as a person would. */
import type { Person } from '../../../scripts/tour/person.ts';
import { rendererPid, vaultPid } from '../launch.ts';
import { until } from './bridge.ts';
import { type Office, passphrase } from './office.ts';

export const victims = ['page', 'vault', 'main', 'hub'] as const;
export type Victim = (typeof victims)[number];

export interface Aimed {
  /** Takes no time: everything that had to be looked up is known. */
  readonly fire: () => void;
  /** Unlocks or starts again whatever has to be, and answers who goes on. */
  readonly goOn: () => Promise<Person>;
}

async function pidOf(victim: Exclude<Victim, 'hub'>, { workstation: { app }, page }: Person): Promise<number> {
  if (victim === 'page') return rendererPid(app, page());
  if (victim === 'main') return app.evaluate(() => process.pid);
  return until('there is a vault', () => vaultPid(app));
}

const locked = (person: Person) => person.page().getByLabel('Passphrase', { exact: true }).waitFor();

export async function aim(office: Office, person: Person, victim: Victim): Promise<Aimed> {
  if (victim === 'hub') {
    let gone: Promise<void> = Promise.resolve();
    return {
      fire: () => {
        gone = office.hubDown();
      },
      async goOn() {
        await gone;
        await office.hubUp();
        return person;
      },
    };
  }
  const pid = await pidOf(victim, person);
  const before = person.page();
  return {
    fire: () => process.kill(pid, 'SIGKILL'),
    async goOn() {
      if (victim === 'page') await person.turnToNewWindow(before);
      const next = victim === 'main' ? await office.startAgain(person) : person;
      await locked(next);
      await next.unlock(passphrase);
      return next;
    },
  };
}
