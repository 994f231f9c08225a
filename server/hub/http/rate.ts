import type { Clock } from '../clock.ts';

/**
 * Token buckets, one a name: `burst` requests at once, `perSecond` after that. In memory and per instance: it guards
 * against a loop in a client, not against a flood from outside, which is for the proxy in front.
 */
export function rateLimit(clock: Clock, burst: number, perSecond: number): (name: string) => boolean {
  const buckets = new Map<string, { left: number; at: number }>();
  return (name) => {
    const now = clock();
    const before = buckets.get(name) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + (Math.max(0, now - before.at) / 1000) * perSecond);
    buckets.set(name, { left: Math.max(0, left - 1), at: now });
    return left >= 1;
  };
}
