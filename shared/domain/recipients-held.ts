/** What is recorded of those who were told, as the events bring it. */
import type { KnownHeader } from './events/index.ts';
import { stepsOf, type Recipient } from './recipients.ts';

/** A recipient as its own events tell it; how often it was asked what became of it stands apart. */
export type HeldRecipient = Omit<Recipient, 'chasedAt' | 'chases'>;

/** By the event that told them. */
export type HeldRecipients = Readonly<Record<string, HeldRecipient>>;

/** By recipient, also those of packs: when they were asked last, and how often. */
export type Chases = Readonly<Record<string, { readonly at: string; readonly count: number }>>;

/** Folds what is recorded of those who were told by hand: pure and total. */
export function foldRecipients(before: HeldRecipients, event: KnownHeader): HeldRecipients {
  const { id, actor: by } = event;
  switch (event.type) {
    case 'recipient_told': {
      const { kind, toldAt } = event.facets;
      const body = 'body' in event.facets ? event.facets.body : null;
      return { ...before, [id]: { kind, way: 'hand', body, by, toldAt, state: 'sent', since: toldAt, code: null } };
    }
    case 'recipient_answered': {
      const { recipient, step, at: since, code } = event.facets;
      const one = before[recipient];
      const rule = one === undefined ? undefined : stepsOf(one.kind, one.way)[step];
      if (one === undefined || rule === undefined) return before;
      return { ...before, [recipient]: { ...one, state: rule.to, since, code: code ?? one.code } };
    }
    default:
      return before;
  }
}

/** Counts how often a recipient was asked. */
export function foldChases(before: Chases, event: KnownHeader): Chases {
  if (event.type !== 'recipient_chased') return before;
  const { recipient, at } = event.facets;
  return { ...before, [recipient]: { at, count: (before[recipient]?.count ?? 0) + 1 } };
}
