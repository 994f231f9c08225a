import type { DepartureState } from './events/moving.ts';
import { known } from './events/index.ts';
import type { Facts } from './facts.ts';
import type { EventHeader } from './header.ts';
import { ofMove } from './recipients-of.ts';

/** What a log that a case has left is told: of which move, and what became of it. */
export interface DepartureNews {
  readonly move: string;
  readonly state: DepartureState;
}

const moveOf = (facts: Facts | null): ReturnType<typeof ofMove> => (facts?.kind === 'case' ? ofMove(facts) : null);

/**
 * What an accepted event is news of, for the desks that the case has left: that it waits at another desk now, and the first
 * thing that is done there. What follows is that desk's own: so nothing tells a case that was set apart from one that was
 * taken on. Pure; `before` and `after` are the facts of its case.
 */
export function departureNews(before: Facts | null, after: Facts, header: EventHeader): DepartureNews[] {
  const event = known(header);
  const [waited, now] = [moveOf(before), moveOf(after)];
  const left = waited?.state === 'sent' ? firstDone(waited.id, after, now) : [];
  const arrived: DepartureNews[] =
    event?.type === 'moved' && now?.state === 'sent' ? [{ move: event.id, state: 'sent' }] : [];
  return [...left, ...arrived];
}

function firstDone(move: string, after: Facts, now: ReturnType<typeof ofMove>): DepartureNews[] {
  if (now?.id !== move) return [{ move, state: isApart(after) ? 'accepted' : 'moved_on' }];
  if (now.state === 'acknowledged' || now.state === 'accepted') return [{ move, state: now.state }];
  return [];
}

const isApart = (facts: Facts) => facts.kind === 'case' && Boolean(facts.apart);
