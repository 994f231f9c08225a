import { deskOf, DIRECTORY, journalOf, kindOf } from '../../shared/domain/compartment.ts';
import { known } from '../../shared/domain/events/index.ts';
import { membershipsOf } from './sim-world.ts';
import type { Logged, SimHub } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

/** Who reads a named-readers case after its log; said here once more, independently of the rows that the hub goes by. */
function readersAfter(log: readonly Logged[]): Set<string> {
  let readers = new Set<string>();
  for (const { header } of log) {
    const event = known(header);
    if (event?.type === 'report_received' && 'apart' in event.facets)
      for (const user of event.facets.apart.readers) readers.add(user);
    if (event?.type === 'moved' && event.facets.to === 'readers') readers = new Set(event.facets.readers);
    if (event?.type === 'reader_added') readers.add(event.facets.user);
    if (event?.type === 'reader_removed') readers.delete(event.facets.user);
  }
  return readers;
}

/** The unit that a referral was sent to, after its log. */
function referredTo(log: readonly Logged[]): string | null {
  const event = log[0] === undefined ? null : known(log[0].header);
  return event?.type === 'referral_issued' ? event.facets.unit : null;
}

/** Whether a workstation may hold a compartment, by the log as it is now. */
export async function mayHold(
  hub: SimHub,
  { name, identity }: SimWorkstation,
  granted: boolean,
  compartment: string,
): Promise<boolean> {
  if (compartment === DIRECTORY || compartment === journalOf(identity.device)) return true;
  if (!granted) return false;
  const memberships = membershipsOf(name);
  const atDesk = memberships.filter(({ role }) => role !== 'investigator');
  switch (kindOf(compartment)) {
    case 'readers':
      return atDesk.length > 0 && readersAfter(await hub.log(compartment)).has(identity.user);
    case 'referral': {
      const unit = referredTo(await hub.log(compartment));
      return memberships.some((membership) => membership.role === 'investigator' && membership.unit === unit);
    }
    default:
      return atDesk.some(({ unit }) => deskOf(unit) === compartment);
  }
}
