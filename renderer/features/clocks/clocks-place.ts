/** What the screen of clocks remembers: whose rows, of which kinds, and the row where one was. */
import { z } from 'zod';
import { DueKind, type DueRow } from '../../../shared/bridge/dues.ts';
import { usePlace } from '../../app/place.ts';

const Position = z.object({ due: z.string().nullable(), caseId: z.string(), kind: DueKind, what: z.string() });
export type Position = z.infer<typeof Position>;

const ClocksPlace = z.object({
  scope: z.enum(['mine', 'all']),
  kinds: z.array(DueKind),
  position: Position.nullable(),
  index: z.int().min(0),
});
export type ClocksPlace = z.infer<typeof ClocksPlace>;

const key = 'clocks';
const untouched: ClocksPlace = { scope: 'mine', kinds: [], position: null, index: 0 };
const read = (value: unknown): ClocksPlace => ClocksPlace.safeParse(value).data ?? untouched;

const parsed = new WeakMap<object, ClocksPlace>();

export const useClocksPlace = (): ClocksPlace =>
  usePlace((state) => {
    const value = state.memory.get(key);
    if (typeof value !== 'object' || value === null) return untouched;
    const known = parsed.get(value) ?? read(value);
    parsed.set(value, known);
    return known;
  });

/** Changes what is remembered; what is not named stays. */
export function changeClocksPlace(change: Partial<ClocksPlace>): void {
  const { memory, remember } = usePlace.getState();
  remember(key, { ...read(memory.get(key)), ...change });
}

export const positionOf = ({ due, caseId, kind, what }: DueRow): Position => ({ due, caseId, kind, what });
