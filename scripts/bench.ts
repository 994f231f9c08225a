/**
 * `npm run bench [-- SUITE] [--cases N] [--figure PART,…]`: one JSON line per figure, `{suite, name, value, unit, baseline, ratio, n}`.
 * Value and baseline are measured in turn in the same run, so the ratio holds where seconds do not.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './build.ts';
import type { BenchOptions, Figure } from '../test/bench/figure.ts';

const folder = join(root, 'test', 'bench');
const suites = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.slice(0, -'.bench.ts'.length));

const { values, positionals } = parseArgs({
  options: { cases: { type: 'string' }, figure: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !suites.includes(name));
if (values.help || unknown.length > 0) {
  console.error(`npm run bench [-- SUITE] [--cases N] [--figure PART,…]\nsuites: ${suites.join(', ')}`);
  process.exit(unknown.length > 0 ? 1 : 0);
}

// Only figures go to standard output; what building and packaging say goes beside it.
const print = console.log;
console.log = console.error;

const options: BenchOptions = {
  ...(values.cases !== undefined && { cases: Number(values.cases) }),
  ...(values.figure !== undefined && { figures: values.figure.split(',') }),
};
for (const suite of positionals.length > 0 ? positionals : suites) {
  const { measure } = (await import(pathToFileURL(join(folder, `${suite}.bench.ts`)).href)) as {
    measure(options: BenchOptions): AsyncGenerator<Figure>;
  };
  for await (const figure of measure(options)) print(JSON.stringify({ suite, ...figure }));
}
process.exit(0);
