import { z } from 'zod';
import alertFile from '../../resources/alerts.json' with { type: 'json' };
import { codeList } from './codes.ts';

/** Kinds of alert that this version knows; the words stand in the code list `alert_kind`. */
export const AlertKind = z.enum([
  'SAME_SUBJECT',
  'NEAR_DUPLICATE',
  'SAME_STATION',
  'SAME_CATEGORY_AND_PLACE',
  'SAME_IDENTIFIER',
]);
export type AlertKind = z.infer<typeof AlertKind>;

/** When an alert of a kind is raised. */
export const AlertRule = z.strictObject({
  on: z.boolean(),
  /** Days between the receipt of the two reports, at most. */
  days: z.int().min(1).max(3650),
  /** Other cases that must match before any is shown. */
  cases: z.int().min(1).max(50),
  /** Near-duplicates: per cent of the rows of three words that both texts have. Others do not use it. */
  likeness: z.int().min(30).max(100).optional(),
});
export type AlertRule = z.infer<typeof AlertRule>;

export const AlertRules = z.strictObject({
  SAME_SUBJECT: AlertRule,
  NEAR_DUPLICATE: AlertRule,
  SAME_STATION: AlertRule,
  SAME_CATEGORY_AND_PLACE: AlertRule,
  SAME_IDENTIFIER: AlertRule,
});
export type AlertRules = z.infer<typeof AlertRules>;

const AlertFile = z.strictObject({
  version: z.string(),
  dated: z.iso.date(),
  rules: z.array(z.strictObject({ code: AlertKind, validFrom: z.iso.date(), source: z.string(), ...AlertRule.shape })),
});

const file = AlertFile.parse(alertFile);

/** The thresholds that hold where nobody has set others. A file that lacks a kind does not load. */
export const defaultAlertRules: AlertRules = AlertRules.parse(
  Object.fromEntries(
    file.rules.map(({ code, on, days, cases, likeness }) => [
      code,
      { on, days, cases, ...(likeness !== undefined && { likeness }) },
    ]),
  ),
);
/** The day of the defaults. */
export const alertRulesDated: string = file.dated;

for (const kind of AlertKind.options)
  if (!codeList('alert_kind').entries.some(({ code }) => code === kind))
    throw new Error(`resources/code-lists.json has no alert_kind ${kind}`);

export const LinkKind = z.enum(['same_matter', 'same_person', 'same_place', 'see_also']);
export type LinkKind = z.infer<typeof LinkKind>;

/** The link that somebody makes who finds an alert right. */
export const linkOfAlert: Readonly<Record<AlertKind, LinkKind>> = {
  NEAR_DUPLICATE: 'same_matter',
  SAME_SUBJECT: 'same_person',
  SAME_IDENTIFIER: 'same_person',
  SAME_STATION: 'same_place',
  SAME_CATEGORY_AND_PLACE: 'same_place',
};

/** How often a kind of alert was looked at and put aside, or led to a link. */
export interface AlertUse {
  readonly kind: AlertKind;
  readonly quieted: number;
  readonly linked: number;
}

/** Decisions before a share means anything. */
const ENOUGH = 10;

/** Whether more than four in five alerts of a kind were put aside: its thresholds need a supervisor's eye. */
export const needsRetuning = ({ quieted, linked }: AlertUse): boolean =>
  quieted + linked >= ENOUGH && quieted > 0.8 * (quieted + linked);
