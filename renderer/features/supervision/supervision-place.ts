/** What the screen of supervision remembers: which list, and the row of each where one was. */
import { z } from 'zod';
import { usePlace } from '../../app/place.ts';
import { screenPlace } from '../../app/screen-place.ts';

export const tabs = ['approvals', 'overdue', 'allocation', 'reviews', 'absence'] as const;
export type Tab = (typeof tabs)[number];

const SupervisionPlace = z.object({
  tab: z.enum(tabs).default('approvals'),
  cursors: z.partialRecord(z.enum(tabs), z.string()).default({}),
  /** Cases that are left out of what is allocated at once. */
  out: z.array(z.string()).default([]),
  /** By case: who was chosen instead of whom is suggested. */
  chosen: z.record(z.string(), z.string()).default({}),
});
export type SupervisionPlace = z.infer<typeof SupervisionPlace>;

const place = screenPlace('supervision', SupervisionPlace, SupervisionPlace.parse({}));
export const useSupervisionPlace = place.use;
export const changeSupervisionPlace = place.change;

/** Shows one of its lists. */
export function showSupervision(tab: Tab): void {
  changeSupervisionPlace(() => ({ tab }));
  usePlace.getState().go({ screen: 'supervision' });
}
