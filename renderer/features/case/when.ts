/** Times as the screens of a case write them: always London's, since statutory clocks are. */
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';

const zone = { timeZone: 'Europe/London' } as const;
const clock = new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'short', day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { ...zone, day: 'numeric', month: 'short', year: 'numeric' });

/** `09:41` */
export const timeOf = (instant: string) => clock.format(new Date(instant));

/** `Tue 24 Nov 23:59`; with the year instead of the weekday when it is not the year of `now` (ms). */
export function dayAndTime(instant: string, now: number): string {
  const at = new Date(instant);
  const sameYear = at.getUTCFullYear() === new Date(now).getUTCFullYear();
  return `${(sameYear ? day : dayOfYear).format(at).replace(',', '')} ${clock.format(at)}`;
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
