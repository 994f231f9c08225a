/** The suite `outcomes`: a list of files in `outcomes/`, each with figures of its own. */
import { readdirSync } from 'node:fs';
import type { BenchOptions, Figure } from './figure.ts';

const folder = new URL('outcomes/', import.meta.url);

/** In the order of their names; `--figure` chooses files by name. */
export async function* measure(options: BenchOptions): AsyncGenerator<Figure> {
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .filter((name) => options.figures === undefined || options.figures.includes(name.slice(0, -'.ts'.length)));
  for (const part of parts) {
    const { measure: own } = (await import(new URL(part, folder).href)) as {
      measure(options: BenchOptions): AsyncGenerator<Figure>;
    };
    yield* own(options);
  }
}
