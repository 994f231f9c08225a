import { absolute, relative } from '../words/time.ts';
import { useMinute } from './minute.ts';

/** An instant, absolute and relative: `Tue 24 Nov 23:59, in 38 h`. Renewed once a minute. */
export function Clock({ at, show = 'both' }: { at: string; show?: 'absolute' | 'relative' | 'both' }) {
  const now = useMinute();
  const words = { absolute: absolute(at, now), relative: relative(at, now) };
  return (
    <time dateTime={at} title={show === 'relative' ? words.absolute : words.relative}>
      {show === 'both' ? `${words.absolute}, ${words.relative}` : words[show]}
    </time>
  );
}
