/** What the tour did: its steps, its pictures, and the summary that it leaves. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.ts';
import type { Person } from './person.ts';

export interface Summary {
  electron: string;
  sandboxed: boolean;
  steps: { name: string; ok: boolean; ms: number; error?: string }[];
  /** Reports that the assessor's workstation holds. */
  reports: number;
  /** Cases that hold the word asked for; null when none was asked for. */
  found: number | null;
  /** The folders that the workstations wrote. */
  profiles: string[];
  ok: boolean;
}

export interface TourJournal {
  readonly summary: Summary;
  /** Plays a step, prints and keeps how it went; throws on when it did not hold. */
  step(name: string, play: () => Promise<void>): Promise<void>;
  /** A picture of what the person sees, numbered in order. */
  picture(person: Person, name: string): Promise<void>;
  /** The same of the whole window as it is drawn, at whatever zoom. */
  windowPicture(person: Person, name: string): Promise<void>;
  close(ok: boolean): void;
}

export function openJournal(profiles: string[], folder = join(root, 'out', 'tour')): TourJournal {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const summary: Summary = { electron: '', sandboxed: false, steps: [], reports: 0, found: null, profiles, ok: false };
  const save = () => writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  let pictures = 0;
  const next = (name: string) => join(folder, `${String(++pictures).padStart(2, '0')}-${name}.png`);
  save();
  return {
    summary,
    async step(name, play) {
      const start = performance.now();
      const done = (error?: unknown) => {
        const ms = Math.round(performance.now() - start);
        const failed = error === undefined ? {} : { error: error instanceof Error ? error.message : String(error) };
        summary.steps.push({ name, ok: error === undefined, ms, ...failed });
        console.log(`${error === undefined ? 'ok    ' : 'FAILED'} ${String(ms).padStart(6)} ms  ${name}`);
        save();
      };
      try {
        await play();
      } catch (error) {
        done(error);
        throw error;
      }
      done();
    },
    async picture(person, name) {
      await person.page().evaluate(() => document.fonts.ready.then(() => undefined));
      await person.page().screenshot({ path: next(name), animations: 'disabled' });
    },
    async windowPicture(person, name) {
      const window = await person.workstation.app.browserWindow(person.page());
      const drawn = await window.evaluate(async (each) => (await each.capturePage()).toPNG().toString('base64'));
      writeFileSync(next(name), Buffer.from(drawn, 'base64'));
    },
    close(ok) {
      summary.ok = ok;
      save();
    },
  };
}
