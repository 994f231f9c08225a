import { z } from 'zod';
import { call, nothing } from './call.ts';
import { DeskFilter, Sort, View } from './desk.ts';

/** Every column that the Desk can show, in the order in which they are offered. */
export const DeskColumn = z.enum([
  'urgency',
  'nextAct',
  'nextDue',
  'reference',
  'receivedAt',
  'force',
  'category',
  'subject',
  'state',
  'channel',
  'labels',
  'allocatedTo',
  'marks',
]);
export type DeskColumn = z.infer<typeof DeskColumn>;

export const narrowest = 48;
export const widest = 640;

/** The columns that are shown, in their order. `width` in CSS pixels; without one the column has its own. */
export const ChosenColumns = z
  .array(z.strictObject({ column: DeskColumn, width: z.int().min(narrowest).max(widest).optional() }))
  .min(1)
  .max(DeskColumn.options.length);
export type ChosenColumns = z.infer<typeof ChosenColumns>;

/** A view that a person has put together and named. `columns` null: those of every view. */
export const OwnView = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(60),
  view: View,
  filter: DeskFilter,
  sort: z.array(Sort).max(4),
  columns: ChosenColumns.nullable(),
});
export type OwnView = z.infer<typeof OwnView>;

/** How a person has arranged the Desk. Kept in the vault: names of views are the person's own words. */
export const Arrangement = z.strictObject({
  columns: ChosenColumns.nullable().default(null),
  views: z.array(OwnView).max(60).default([]),
});
export type Arrangement = z.infer<typeof Arrangement>;

export const arrangementCalls = {
  'desk.arrangement': call(nothing, Arrangement),
  'desk.arrange': call(Arrangement, nothing),
};
