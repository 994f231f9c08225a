import { milestones, type Milestone } from './measure.ts';
import type { Division, Tally } from './tally.ts';

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * The table, its total and the times from receipt, as a file for a spreadsheet: a row each for the codes of the division,
 * then `all`, then `median_days` and `ninetieth_days`.
 * @param wordOf what stands in the heading for a milestone
 */
export function csvOf(
  { counts, durations, rows }: Tally,
  division: Division,
  wordOf: (milestone: Milestone) => string = (milestone) => milestone,
): string {
  const lines: (string | number | null)[][] = [
    [division, ...milestones.map(wordOf)],
    ...rows.map(({ code, counts: of }) => [code, ...milestones.map((one) => of[one])]),
    ['all', ...milestones.map((one) => counts[one])],
    ['median_days', ...milestones.map((one) => durations[one].median)],
    ['ninetieth_days', ...milestones.map((one) => durations[one].ninetieth)],
  ];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}
