import type { z } from 'zod';

/** Where events of a type live: the log of a desk's case, of a referral, of a device's journal, or of the directory. */
export type Home = 'desk' | 'referral' | 'journal' | 'directory';

/** One version of one event type: what the hub may see, and what only holders of the case key see. */
export interface EventDefinition<F extends z.ZodType = z.ZodType, P extends z.ZodType | null = z.ZodType | null> {
  readonly type: string;
  readonly v: number;
  readonly home: Home;
  /** Codes and dates only, never free text or a name of a report. */
  readonly facets: F;
  /** Sealed with the case key; null when the event has no contents. */
  readonly payload: P;
}

export const define = <const T extends string, const V extends number, F extends z.ZodType, P extends z.ZodType | null>(
  type: T,
  v: V,
  home: Home,
  facets: F,
  payload: P,
) => ({ type, v, home, facets, payload }) as const satisfies EventDefinition<F, P>;
