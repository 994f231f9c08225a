/** What one screen remembers of where somebody was, in the vault, under a key of its own and parsed by a schema of its own. */
import type { z } from 'zod';
import { usePlace, type Json } from './place.ts';

export interface ScreenPlace<Place extends object> {
  /** As a hook: the same object until something of it changes. */
  readonly use: () => Place;
  /** Changes what is remembered; what is not named stays. */
  readonly change: (change: Partial<Place> | ((before: Place) => Partial<Place>)) => void;
}

/** @param untouched what holds before anything is remembered, and where what was remembered no longer fits */
export function screenPlace<Place extends { readonly [key: string]: Json }>(
  key: string,
  schema: z.ZodType<Place>,
  untouched: Place,
): ScreenPlace<Place> {
  const read = (value: unknown): Place => schema.safeParse(value).data ?? untouched;
  const parsed = new WeakMap<object, Place>();
  return {
    use: () =>
      usePlace((state) => {
        const value = state.memory.get(key);
        if (typeof value !== 'object' || value === null) return untouched;
        const known = parsed.get(value) ?? read(value);
        parsed.set(value, known);
        return known;
      }),
    change(change) {
      const { memory, remember } = usePlace.getState();
      const before = read(memory.get(key));
      const changed = { ...before, ...(typeof change === 'function' ? change(before) : change) } as Place;
      remember(key, changed);
    },
  };
}
