import { DIRECTORY, journalOf, kindOf } from '../../shared/domain/compartment.ts';
import { known } from '../../shared/domain/events/index.ts';
import { DESK } from './sim-world.ts';
import type { Logged, SimHub } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

/** Who reads a named-readers case after its log; said here once more, independently of the rows that the hub goes by. */
function readersAfter(log: readonly Logged[]): Set<string> {
  const readers = new Set<string>();
  for (const { header } of log) {
    const event = known(header);
    if (event?.type === 'report_received' && 'apart' in event.facets)
      for (const user of event.facets.apart.readers) readers.add(user);
    if (event?.type === 'reader_added') readers.add(event.facets.user);
    if (event?.type === 'reader_removed') readers.delete(event.facets.user);
  }
  return readers;
}

/** Whether a workstation may hold a compartment, by the log as it is now. */
export async function mayHold(
  hub: SimHub,
  { identity }: SimWorkstation,
  granted: boolean,
  compartment: string,
): Promise<boolean> {
  if (compartment === DIRECTORY || compartment === journalOf(identity.device)) return true;
  if (!granted) return false;
  if (kindOf(compartment) === 'readers') return readersAfter(await hub.log(compartment)).has(identity.user);
  return compartment === DESK;
}
