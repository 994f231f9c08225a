import { useMinute } from '../ui/index.ts';
import { useCall } from './calls.ts';
import classes from './Cover.module.css';
import { usePolicy } from './CoverPolicy.ts';

/** Enough to cross every part of a large screen. */
const marks = Array.from({ length: 60 }, (_, index) => index);

/**
 * Where the system cannot keep a window out of a screenshot, the picture says whose screen it was, and when. So faint
 * that the contrast of every word beneath stays above its limit; no key, click or screen reader meets it.
 */
export function CoverWatermark() {
  const wanted = usePolicy()?.watermark ?? false;
  const open = useCall('session.state', {}, { enabled: wanted }).value?.phase === 'open';
  const me = useCall('session.me', {}, { enabled: wanted && open }).value;
  const now = useMinute();
  if (!wanted || !open || !me) return null;
  const time = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  return (
    <div className={classes.watermark} aria-hidden="true" data-watermark>
      {marks.map((mark) => (
        <span key={mark}>
          {me.name} · {time} UTC
        </span>
      ))}
    </div>
  );
}
