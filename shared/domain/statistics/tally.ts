import { wallClockAt } from '../statutory-clock.ts';
import { milestones, type Measure, type Milestone } from './measure.ts';

/** By what a table is divided. */
export const divisions = ['month', 'force', 'category', 'channel', 'urgency', 'unit'] as const;
export type Division = (typeof divisions)[number];

/** Which reports are counted: those received in these days of London, both inclusive, of this force, category, channel. */
export interface Counted {
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly to: string;
  readonly force?: string | undefined;
  readonly category?: string | undefined;
  readonly channel?: string | undefined;
}

/** How long it took from receipt, in days with one decimal; null where nothing has come so far. */
export interface Durations {
  readonly count: number;
  readonly median: number | null;
  /** Nine of ten took no longer. */
  readonly ninetieth: number | null;
}

export type Counts = Readonly<Record<Milestone, number>>;

export interface Tally {
  readonly counts: Counts;
  readonly durations: Readonly<Record<Milestone, Durations>>;
  /** By the code of the division, in its order; a report with two categories stands in both rows. */
  readonly rows: readonly { readonly code: string; readonly counts: Counts }[];
}

const dayOf = (instant: string) => {
  const { year, month, day } = wallClockAt(instant);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
};

/** The day in London on which a report was received, and with it everything that a choice of reports asks for. */
export interface Dated extends Measure {
  readonly day: string;
}
export const dated = (measure: Measure): Dated => ({ ...measure, day: dayOf(measure.reached.received!) });

/** Whether a report is among those that are counted. */
export const isCounted = (counted: Counted, { day, force, categories, channel }: Dated): boolean =>
  day >= counted.from &&
  day <= counted.to &&
  (counted.force === undefined || force === counted.force) &&
  (counted.category === undefined || categories.includes(counted.category)) &&
  (counted.channel === undefined || channel === counted.channel);

const codesOf = (division: Division, measure: Dated): readonly string[] => {
  switch (division) {
    case 'month':
      return [measure.day.slice(0, 7)];
    case 'category':
      return measure.categories.length === 0 ? ['none'] : measure.categories;
    default:
      return [measure[division]];
  }
};

const DAY_MS = 86_400_000;
const tenth = (days: number) => Math.round(days * 10) / 10;

/** Nearest rank: a figure that is somebody's, never one in between (Hyndman and Fan 1996, definition 1). */
const rank = (sorted: Float64Array, share: number): number | null =>
  sorted.length === 0 ? null : tenth(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!);

function durationsOf(measures: readonly Dated[], milestone: Milestone): Durations {
  const days = Float64Array.from(
    measures.flatMap(({ reached }) => {
      const at = reached[milestone];
      return at === undefined ? [] : [(Date.parse(at) - Date.parse(reached.received!)) / DAY_MS];
    }),
  ).sort();
  return { count: days.length, median: rank(days, 0.5), ninetieth: rank(days, 0.9) };
}

const each = <T>(of: (milestone: Milestone) => T) =>
  Object.fromEntries(milestones.map((milestone) => [milestone, of(milestone)])) as Record<Milestone, T>;

/** How many of these have come so far. */
export const countsOf = (measures: readonly Dated[]): Counts => {
  const counts = each(() => 0);
  for (const { reached } of measures)
    for (const milestone of Object.keys(reached) as Milestone[]) counts[milestone] += 1;
  return counts;
};

/** The reports behind a figure: those in which `milestone` was reached, in one row of the division or in all. */
export const behind = (
  measures: readonly Dated[],
  counted: Counted,
  milestone: Milestone,
  row: { readonly division: Division; readonly code: string } | null,
): string[] =>
  measures
    .filter((measure) => isCounted(counted, measure) && measure.reached[milestone] !== undefined)
    .filter((measure) => row === null || codesOf(row.division, measure).includes(row.code))
    .map(({ caseId }) => caseId);

/**
 * Every figure of the reports that were received in a time. It follows those reports to where they stand now, so that a
 * share is of the same reports; what a unit did in a time, to reports of any age, is another question.
 */
export function tally(measures: readonly Dated[], counted: Counted, division: Division): Tally {
  const chosen = measures.filter((measure) => isCounted(counted, measure));
  const groups = new Map<string, Dated[]>();
  for (const measure of chosen)
    for (const code of codesOf(division, measure)) {
      const group = groups.get(code);
      if (group === undefined) groups.set(code, [measure]);
      else group.push(measure);
    }
  return {
    counts: countsOf(chosen),
    durations: each((milestone) => durationsOf(chosen, milestone)),
    rows: [...groups]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([code, group]) => ({ code, counts: countsOf(group) })),
  };
}

/**
 * For publication: to the nearest five, so that nobody is found by a count of one. Each figure by itself: a rounded total
 * need not be the sum of rounded parts (Statistics disclosure control, Government Statistical Service 2014).
 */
export const rounded = (count: number): number => Math.round(count / 5) * 5;

/** A tally as it may be published: counts to five; durations only where at least ten reports stand behind them. */
export function published({ counts, durations, rows }: Tally): Tally {
  const round = (of: Counts) => each((milestone) => rounded(of[milestone]));
  return {
    counts: round(counts),
    durations: each((milestone) => {
      const { count, median, ninetieth } = durations[milestone];
      return count < 10
        ? { count: rounded(count), median: null, ninetieth: null }
        : { count: rounded(count), median, ninetieth };
    }),
    rows: rows.map(({ code, counts: of }) => ({ code, counts: round(of) })),
  };
}
