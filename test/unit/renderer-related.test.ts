import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, stepFrom } from '../../renderer/features/related/chart-layout.ts';
import { markedRuns } from '../../renderer/features/related/marked-runs.ts';
import { overlaps } from '../../shared/domain/overlap.ts';

type Edge = { from: string; to: string; kind: 'see_also' };

/** A tree of cases with a few more edges, as the vault answers it: the centre first, by distance. */
const charts = fc.array(fc.nat(), { minLength: 0, maxLength: 59 }).map((parents) => {
  const distance = [0];
  const edges: Edge[] = [];
  for (const [at, seed] of parents.entries()) {
    const parent = seed % (at + 1);
    distance.push(distance[parent]! + 1);
    edges.push({ from: `c${parent}`, to: `c${at + 1}`, kind: 'see_also' });
  }
  const nodes = distance
    .map((far, at) => ({ caseId: `c${at}`, reference: `R-${String(at).padStart(3, '0')}`, distance: far }))
    .sort((a, b) => a.distance - b.distance);
  return { nodes, edges };
});

describe('the chart of links', () => {
  it('gives every case a place of its own, far enough from every other, the case itself in the middle', () => {
    fc.assert(
      fc.property(charts, ({ nodes, edges }) => {
        const { placed, radius } = layOut(nodes, edges);
        expect(placed.map(({ caseId }) => caseId).toSorted()).toEqual(nodes.map(({ caseId }) => caseId).toSorted());
        expect(placed[0]).toMatchObject({ caseId: 'c0', x: 0, y: 0 });
        for (const [at, a] of placed.entries())
          for (const b of placed.slice(at + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(14);
        for (const { x, y } of placed) expect(Math.hypot(x, y)).toBeLessThanOrEqual(radius + 1e-6);
      }),
    );
  });

  it('is drawn alike in whatever order its edges come', () => {
    fc.assert(
      fc.property(charts, fc.infiniteStream(fc.nat()), ({ nodes, edges }, random) => {
        const shuffled = edges
          .map((edge) => ({ edge, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ edge }) => edge);
        expect(layOut(nodes, shuffled)).toEqual(layOut(nodes, edges));
      }),
    );
  });

  it('is walked by keys to every case, round the rings and along the links alike', () => {
    fc.assert(
      fc.property(charts, ({ nodes, edges }) => {
        const { placed } = layOut(nodes, edges);
        const distance = new Map(nodes.map((node) => [node.caseId, node.distance]));
        const round = new Set<string>();
        for (let at = 'c0'; !round.has(at); at = stepFrom(placed, nodes, edges, at, 'next')) round.add(at);
        expect(round.size).toBe(nodes.length);
        for (const { caseId } of placed) {
          expect(stepFrom(placed, nodes, edges, stepFrom(placed, nodes, edges, caseId, 'next'), 'previous')).toBe(
            caseId,
          );
          let at = caseId;
          for (let left = distance.get(caseId)!; left > 0; left--) at = stepFrom(placed, nodes, edges, at, 'nearer');
          expect(at).toBe('c0');
          const out = stepFrom(placed, nodes, edges, caseId, 'further');
          if (out !== caseId) expect(distance.get(out)).toBe(distance.get(caseId)! + 1);
        }
      }),
    );
  });
});

describe('marked passages', () => {
  it('joined again are the text, and each is the passage of its number', () => {
    const words = fc
      .array(fc.constantFrom('van', 'bar', 'Él', 'the', 'man', '–'), { maxLength: 40 })
      .map((w) => w.join(' '));
    fc.assert(
      fc.property(words, words, (a, b) => {
        const found = overlaps(a, b);
        for (const [text, passages] of [
          [a, found.map((one) => one.a)],
          [b, found.map((one) => one.b)],
        ] as const) {
          const runs = markedRuns(text, passages);
          expect(runs.map((run) => run.text).join('')).toBe(text);
          for (const { text: run, passage } of runs)
            if (passage !== null) expect(run).toBe(text.slice(passages[passage]!.from, passages[passage]!.to));
          expect(runs.filter(({ passage }) => passage !== null).length).toBe(passages.length);
        }
      }),
    );
  });
});
