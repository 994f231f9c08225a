import type { KnownHeader } from './events/index.ts';

/** A request that a case be set apart, and what became of it. */
export interface ApartRequest {
  readonly request: string;
  readonly by: string;
  readonly at: string;
  readonly readers: readonly string[];
  readonly state: 'waiting' | 'returned' | 'withdrawn' | 'approved';
}

/** What is known of setting the case apart: the last request, and who has seen that it was set apart by itself. */
export interface SettingApart {
  readonly request: ApartRequest | null;
  readonly seenBy: string | null;
}

export const notAsked: SettingApart = { request: null, seenBy: null };

/** Whether it can still be answered so: one that was returned its author may let rest. */
export const isOpen = ({ state }: ApartRequest, verdict: 'returned' | 'withdrawn'): boolean =>
  state === 'waiting' || (state === 'returned' && verdict === 'withdrawn');

type ApartEvent = Extract<KnownHeader, { type: 'apart_requested' | 'apart_answered' | 'apart_seen' | 'moved' }>;

/** Folds one accepted header: pure and total. A move to named readers is the approval; a move to a desk begins anew. */
export function foldSettingApart(before: SettingApart, event: ApartEvent): SettingApart {
  const { request } = before;
  switch (event.type) {
    case 'apart_requested': {
      const { id, actor: by, at, facets } = event;
      return { ...before, request: { request: id, by, at, readers: facets.readers, state: 'waiting' } };
    }
    case 'apart_answered':
      if (request?.request !== event.facets.request || !isOpen(request, event.facets.verdict)) return before;
      return { ...before, request: { ...request, state: event.facets.verdict } };
    case 'apart_seen':
      return { ...before, seenBy: before.seenBy ?? event.actor };
    case 'moved':
      if (event.facets.to === 'desk') return notAsked;
      return request?.state === 'waiting' ? { ...before, request: { ...request, state: 'approved' } } : before;
  }
}

/** Whether two lists name the same people, in any order. */
export const sameReaders = (one: readonly string[], other: readonly string[]): boolean =>
  [...new Set(one)].toSorted().join() === [...new Set(other)].toSorted().join();
