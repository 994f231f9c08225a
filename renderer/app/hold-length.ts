/** Seconds that a decision or a pack is held before it is signed, in which it can be taken back. Kept in the vault. */
import { z } from 'zod';
import { recall, usePlace } from './place.ts';

const KEY = 'hold length';

/** Ten unless the person chose more; the longest is what the vault holds at most. */
export const holdLengths = [10, 20, 30, 60] as const;
export type HoldLength = (typeof holdLengths)[number];

const Kept = z.literal(holdLengths);

export const holdSeconds = (): HoldLength => recall(KEY, Kept) ?? holdLengths[0];
export const chooseHold = (seconds: HoldLength): void => usePlace.getState().remember(KEY, seconds);
