import { wallClockAt } from '../../../shared/domain/statutory-clock.ts';
import { t } from '../../words/t.ts';
import { dayAndTime, relative } from '../case/when.ts';

/** How pressing a time is: passed, due on the same day in London, or later. */
export type Pressing = 'passed' | 'today' | 'later';

const dayOf = (instant: string) => {
  const { year, month, day } = wallClockAt(instant);
  return `${year}-${month}-${day}`;
};

/** @param now milliseconds */
export function pressing(due: string, now: number): Pressing {
  if (Date.parse(due) < now) return 'passed';
  return dayOf(due) === dayOf(new Date(now).toISOString()) ? 'today' : 'later';
}

/** The tone of a due time. Danger's colour is kept for a person in danger and for a statutory clock that has passed. */
export function toneOf(due: string, kind: 'statutory' | 'service', now: number): 'plain' | 'due' | 'danger' {
  const state = pressing(due, now);
  if (state === 'later') return 'plain';
  return state === 'passed' && kind === 'statutory' ? 'danger' : 'due';
}

/** `due Tue 24 Nov 23:59, in 38 h`, `passed Mon 23 Nov 09:00, 3 h ago`. */
export function dueInWords(due: string, now: number): string {
  const values = { at: dayAndTime(due, now), relative: relative(due, now) };
  return Date.parse(due) < now ? t('passed {{at}}, {{relative}}', values) : t('due {{at}}, {{relative}}', values);
}
