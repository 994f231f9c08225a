import { useState } from 'react';
import { z } from 'zod';
import { recall, usePlace } from '../../../app/place.ts';
import type { Turns } from './image/region.ts';

const View = z.object({
  /** Null fits the pane; else times the natural size. */
  zoom: z.number().min(0.05).max(8).nullable(),
  turns: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  page: z.int().min(1),
});
export interface View {
  readonly zoom: number | null;
  readonly turns: Turns;
  readonly page: number;
}

/** How a file is looked at, remembered with the place: zoom, turning and page come back after a lock; the blur too. */
export function useView(attachment: string): [View, (change: Partial<View>) => void] {
  const remember = usePlace((place) => place.remember);
  const key = `file ${attachment}`;
  const [view, setView] = useState<View>(() => recall(key, View) ?? { zoom: null, turns: 0, page: 1 });
  return [
    view,
    (change) => {
      const next = { ...view, ...change };
      setView(next);
      remember(key, { ...next });
    },
  ];
}

const steps = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];
/** The next step of zoom from `now`. */
export const zoomed = (now: number, by: 1 | -1): number =>
  (by === 1 ? steps.find((step) => step > now * 1.01) : steps.findLast((step) => step < now * 0.99)) ?? now;
export const turnedOnce = (turns: Turns): Turns => ((turns + 1) % 4) as Turns;
