import { useMemo } from 'react';
import type { Placed } from '../statements.ts';
import type { TextMark } from './Narrative.tsx';
import type { Span } from './sentences.ts';
import type { Marking } from './use-marking.ts';

/** Everything that lies over the text now: annotations, numbered where they are statements, search hits, and the chosen passage. */
export function useTextMarks(
  placed: readonly Placed[],
  active: string | null,
  marking: Pick<Marking, 'on' | 'passage'>,
  hits: readonly Span[],
  /** The hit where one is, which may be of another search than the others. */
  hit: Span | null,
  overrides: readonly Span[],
): TextMark[] {
  const { on, passage } = marking;
  return useMemo(() => {
    let number = 0;
    const marks = placed.map(({ annotation, from, to }): TextMark => {
      const label =
        annotation.kind === 'statement' ? String(++number) : annotation.kind === 'tag' ? annotation.text : undefined;
      return {
        id: annotation.event,
        from,
        to,
        look: annotation.kind,
        active: annotation.event === active,
        ...(label !== undefined && { label }),
      };
    });
    for (const { from, to } of hits) marks.push({ id: `hit ${from}`, from, to, look: 'hit', active: false });
    if (hit !== null) marks.push({ id: 'hit here', from: hit.from, to: hit.to, look: 'hit', active: true });
    for (const span of overrides) marks.push({ id: `override ${span.from}`, ...span, look: 'override', active: false });
    if (on && passage !== null) marks.push({ id: 'passage', ...passage, look: 'passage', active: false });
    return marks;
  }, [placed, active, hits, hit, overrides, on, passage]);
}
