import type { Chart } from '../../../shared/bridge/knowing.ts';

/** A case in the chart; the centre of the whole is 0, 0. Angle in degrees, clockwise from the right. */
export interface Placed {
  readonly caseId: string;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** Between two rings, and along a ring between two cases, at least; units of the drawing. */
const RING = 90;
const ALONG = 20;

type Nodes = readonly { readonly caseId: string; readonly reference: string; readonly distance: number }[];

/**
 * Places the cases in rings by their distance, each near the case that leads to it. The same chart always gives the same
 * drawing, in whatever order its edges come: who has learnt where a case stands finds it there again.
 */
export function layOut(nodes: Nodes, edges: Chart['edges']): { placed: Placed[]; radius: number } {
  const angles = new Map<string, number>();
  const distances = new Map(nodes.map(({ caseId, distance }) => [caseId, distance]));
  const parentAngle = (caseId: string, distance: number): number => {
    const nearer = edges
      .flatMap(({ from, to }) => (from === caseId ? [to] : to === caseId ? [from] : []))
      .filter((other) => distances.get(other) === distance - 1)
      .map((other) => angles.get(other) ?? 0);
    return nearer.length === 0 ? 0 : Math.min(...nearer);
  };
  const placed: Placed[] = [];
  let radius = 0;
  for (let distance = 0; ; distance++) {
    const ring = nodes.filter((node) => node.distance === distance);
    if (ring.length === 0) break;
    if (distance > 0) radius = Math.max(radius + RING, (ring.length * ALONG) / (2 * Math.PI));
    const ordered = ring
      .map((node) => ({ ...node, near: parentAngle(node.caseId, distance) }))
      .sort(
        (a, b) =>
          a.near - b.near ||
          (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : a.caseId < b.caseId ? -1 : 1),
      );
    // A ring begins a little further round, so that cases behind each other do not lie on one line.
    const turn = distance * 17;
    for (const [at, { caseId }] of ordered.entries()) {
      const angle = (turn + (at * 360) / ordered.length) % 360;
      angles.set(caseId, angle);
      const radians = (angle * Math.PI) / 180;
      placed.push({ caseId, x: radius * Math.cos(radians), y: radius * Math.sin(radians), angle });
    }
  }
  return { placed, radius };
}

export type Step = 'next' | 'previous' | 'nearer' | 'further';

/**
 * Where a key leads from a case: round its ring and on to the next one, or along a link nearer to the middle or further
 * out; the case itself where nothing lies that way.
 */
export function stepFrom(
  placed: readonly Placed[],
  nodes: Nodes,
  edges: Chart['edges'],
  from: string,
  step: Step,
): string {
  const at = placed.findIndex(({ caseId }) => caseId === from);
  if (at < 0) return placed[0]?.caseId ?? from;
  if (step === 'next' || step === 'previous')
    return placed[(at + (step === 'next' ? 1 : -1) + placed.length) % placed.length]!.caseId;
  const distances = new Map(nodes.map(({ caseId, distance }) => [caseId, distance]));
  const wanted = distances.get(from)! + (step === 'nearer' ? -1 : 1);
  const linked = new Set(
    edges.flatMap((edge) => (edge.from === from ? [edge.to] : edge.to === from ? [edge.from] : [])),
  );
  return placed.find(({ caseId }) => linked.has(caseId) && distances.get(caseId) === wanted)?.caseId ?? from;
}
