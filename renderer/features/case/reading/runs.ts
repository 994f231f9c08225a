import type { Span } from './sentences.ts';

/** A stretch of text that carries the same marks throughout. */
export interface Run<M> extends Span {
  readonly marks: readonly M[];
}

/**
 * Cuts `within` at the edges of all marks, so that marks may overlap as they like: runs follow each other without gap
 * and cover `within` exactly; each carries, in the order given, the marks that lie over it.
 */
export function runsOf<M extends Span>(within: Span, marks: readonly M[]): Run<M>[] {
  const touching = marks.filter((mark) => mark.from < within.to && mark.to > within.from);
  const inside = (at: number) => at > within.from && at < within.to;
  const edges = new Set(touching.flatMap((mark) => [mark.from, mark.to]).filter(inside));
  const cuts = [within.from, ...[...edges].sort((a, b) => a - b), within.to];
  return cuts.slice(1).map((to, index) => {
    const from = cuts[index]!;
    return { from, to, marks: touching.filter((mark) => mark.from <= from && mark.to >= to) };
  });
}
