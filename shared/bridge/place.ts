import { z } from 'zod';
import { call, nothing } from './call.ts';

/** Where the person was: row, case, sentence, stage, caret. Kept in the vault, so that unlocking restores it. */
export const placeCalls = {
  'place.read': call(nothing, z.strictObject({ place: z.json().nullable() })),
  'place.save': call(z.strictObject({ place: z.json() }), nothing),
};
