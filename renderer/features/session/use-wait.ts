import { useEffect, useState } from 'react';
import { secondsUntil } from '../../words/time.ts';

/** Seconds left until an instant, counting down; 0 when it has come or there is none. */
export function useWait(until: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  const left = until === null ? 0 : secondsUntil(until, now);
  useEffect(() => {
    if (until === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (secondsUntil(until, Date.now()) === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
