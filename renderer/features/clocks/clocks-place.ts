/** What the screen of clocks remembers: whose rows, of which kinds, and the row where one was. */
import { z } from 'zod';
import { DueKind, type DueRow } from '../../../shared/bridge/dues.ts';
import { screenPlace } from '../../app/screen-place.ts';

const Position = z.object({ due: z.string().nullable(), caseId: z.string(), kind: DueKind, what: z.string() });
export type Position = z.infer<typeof Position>;

const ClocksPlace = z.object({
  scope: z.enum(['mine', 'all']),
  kinds: z.array(DueKind),
  position: Position.nullable(),
  index: z.int().min(0),
});
export type ClocksPlace = z.infer<typeof ClocksPlace>;

const place = screenPlace('clocks', ClocksPlace, { scope: 'mine', kinds: [], position: null, index: 0 });
export const useClocksPlace = place.use;
export const changeClocksPlace = place.change;

export const positionOf = ({ due, caseId, kind, what }: DueRow): Position => ({ due, caseId, kind, what });
