import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

/** What each file imports of the others, types too: a reader follows those arrows as well. */
function arrows(): Map<string, readonly string[]> {
  const files = new Set(globSync('{electron,renderer,shared,server,scripts}/**/*.{ts,tsx,mts,mjs}').map(normalize));
  const imported = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g)]
      .map(([, path]) => normalize(join(dirname(file), path!)))
      .filter((path) => files.has(path));
  return new Map([...files].map((file) => [file, imported(file)]));
}

/** The first circle that is met, or null. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | null => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...path, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = walk(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

it('no file can be reached from itself by imports', () => {
  const graph = arrows();
  expect(graph.size).toBeGreaterThan(1000);
  expect(circleIn(graph)).toBeNull();
});

it('finds a circle where there is one', () => {
  const graph = new Map([
    ['a', ['b', 'c']],
    ['b', ['c']],
    ['c', ['d']],
    ['d', ['b']],
  ]);
  expect(circleIn(graph)).toEqual(['b', 'c', 'd', 'b']);
});
