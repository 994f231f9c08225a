import { deskOf, readersOf } from './compartment.ts';
import { known, type FacetsOf } from './events/index.ts';
import type { EventHeader } from './header.ts';

export type Left = FacetsOf<'case_left'>;

/** What the hub says of a case that has gone from a log, or null for any other event. */
export function leftBy(header: EventHeader): Left | null {
  if (header.type !== 'case_left') return null;
  const event = known(header);
  return event?.type === 'case_left' ? event.facets : null;
}

/** The compartment that a case went to. */
export const targetOf = ({ case: caseId, to, unit }: Left) =>
  to === 'desk' && unit !== undefined ? deskOf(unit) : readersOf(caseId);
