/** What the screen of a hand-over remembers: what is included, the lines typed, to whom, and until when. In the vault. */
import { z } from 'zod';
import { screenPlace } from '../../app/screen-place.ts';

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

const place = screenPlace('handover', HandOverPlace, {
  included: [],
  lines: {},
  drafts: [],
  to: null,
  until: null,
  cursor: null,
});
export const useHandOverPlace = place.use;
export const changeHandOverPlace = place.change;
