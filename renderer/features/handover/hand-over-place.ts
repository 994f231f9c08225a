/** What the screen of a hand-over remembers: what is included, the lines typed, to whom, and until when. In the vault. */
import { z } from 'zod';
import { usePlace } from '../../app/place.ts';

const HandOverPlace = z.object({
  included: z.array(z.string()),
  /** By case; a line that was not typed is made of the reasons. */
  lines: z.record(z.string(), z.string()),
  /** Cases whose drafts go along. */
  drafts: z.array(z.string()).default([]),
  to: z.string().nullable(),
  /** Null: the beginning of the next shift. */
  until: z.string().nullable(),
  cursor: z.string().nullable(),
});
export type HandOverPlace = z.infer<typeof HandOverPlace>;

const key = 'handover';
const untouched: HandOverPlace = { included: [], lines: {}, drafts: [], to: null, until: null, cursor: null };
const read = (value: unknown): HandOverPlace => HandOverPlace.safeParse(value).data ?? untouched;

const parsed = new WeakMap<object, HandOverPlace>();

export const useHandOverPlace = (): HandOverPlace =>
  usePlace((state) => {
    const value = state.memory.get(key);
    if (typeof value !== 'object' || value === null) return untouched;
    const known = parsed.get(value) ?? read(value);
    parsed.set(value, known);
    return known;
  });

/** Changes what is remembered; what is not named stays. */
export function changeHandOverPlace(change: (before: HandOverPlace) => Partial<HandOverPlace>): void {
  const { memory, remember } = usePlace.getState();
  const before = read(memory.get(key));
  remember(key, { ...before, ...change(before) });
}
