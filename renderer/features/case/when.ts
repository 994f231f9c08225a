/** Times as the screens of a case write them: always London's, since statutory clocks are. */
import { counted } from '../../words/count.ts';
import { daysIn } from '../../words/dates.ts';
import { t } from '../../words/t.ts';

const london = daysIn('Europe/London');

/** `09:41` */
export const timeOf = (instant: string) => london.clock(new Date(instant));

/** `Tue 24 Nov 23:59`; with the year instead of the weekday when it is not the year of `now` (ms). */
export function dayAndTime(instant: string, now: number): string {
  const at = new Date(instant);
  const sameYear = at.getUTCFullYear() === new Date(now).getUTCFullYear();
  return `${sameYear ? london.day(at) : london.dayOfYear(at)} ${london.clock(at)}`;
}

/** `in 38 h`, `in 12 min`, `2 days ago`, `passed 3 h ago` is for the caller to say. */
export function relative(instant: string, now: number): string {
  const ms = Date.parse(instant) - now;
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const size =
    minutes < 1
      ? t('less than a minute')
      : minutes < 90
        ? t('{{n}} min', { n: minutes })
        : minutes < 72 * 60
          ? t('{{n}} h', { n: Math.round(minutes / 60) })
          : counted(Math.round(minutes / 1440), 'day');
  return ms >= 0 ? t('in {{stretch}}', { stretch: size }) : t('{{stretch}} ago', { stretch: size });
}
