import { definitionOf } from './events/index.ts';
import type { InvestigationEvent } from './investigation.ts';
import type { Signed } from './opened-event.ts';

/** One thing that the recipients of a referral did, with the words that only they and its sender's key can read. */
export interface InvestigationEntry extends Signed {
  readonly facts: Pick<InvestigationEvent, 'type' | 'facets'>;
  /** Note, reason or summary; empty when nothing was written, when it was erased, and in what the hub mirrors. */
  readonly words: string;
}

/** Whichever field of its payload holds words; each type of an investigation has one at most. */
export function wordsOf(type: string, payload: unknown): string {
  const parsed = definitionOf(type, 1)?.payload?.safeParse(payload);
  if (parsed?.success !== true) return '';
  const [text] = Object.values(parsed.data as Record<string, unknown>);
  return typeof text === 'string' ? text : '';
}
