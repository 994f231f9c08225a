import { foldsToTheSame } from '../../electron/vault/integrity/refold-all.ts';
import { acceptedFacts } from '../../electron/vault/store/facts.ts';
import { refusedEvents } from '../../electron/vault/store/events.ts';
import type { SimHub } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

interface Ended {
  readonly hub: SimHub;
  readonly stations: readonly SimWorkstation[];
  readonly granted: ReadonlyMap<string, boolean>;
  readonly everWithdrawn: ReadonlySet<string>;
  readonly restored: boolean;
  readonly compartment: string;
}

/** The first promise of the protocol that a finished schedule broke, in words; null when all held. */
export async function brokenPromises(ended: Ended): Promise<string | null> {
  const log = await ended.hub.log(ended.compartment);
  const gap = log.findIndex(({ seq }, index) => seq !== index + 1);
  if (gap >= 0) return `the hub's log has a gap at ${gap + 1}`;
  const ids = log.map(({ id }) => id);
  const answered = new Set((await ended.hub.ledger()).map(({ id }) => id));
  if (new Set(ids).size < ids.length) return 'an event stands twice in the log';
  for (const station of ended.stations) {
    const broken = workIsKept(ended, station, new Set(ids), answered) ?? holdsWhatItMay(ended, station, ids);
    if (broken !== null) return `${station.name}: ${broken}`;
  }
  return sameFacts(ended);
}

/** Every signed event came to its end: in the log once, or refused and shown to its author. */
function workIsKept(
  { everWithdrawn, restored }: Ended,
  station: SimWorkstation,
  log: ReadonlySet<string>,
  answered: ReadonlySet<string>,
): string | null {
  const shown = new Set(refusedEvents(station.vault.db, null).map(({ header }) => header.id));
  for (const id of station.authored) {
    const status = station.vault.db.column<string>('SELECT status FROM events WHERE id = ?', [id])[0];
    if (status === undefined) {
      // Purged with its compartment: the hub had answered it, and only a restored hub can have forgotten that since.
      if (everWithdrawn.has(station.name) && (answered.has(id) || restored)) continue;
      return `${id} is lost`;
    }
    if (status === 'accepted' && !log.has(id)) return `${id} counts as accepted and is not in the log`;
    if (status === 'refused' && log.has(id)) return `${id} counts as refused and is in the log`;
    if (status === 'refused' && !shown.has(id)) return `${id} was refused and is not shown`;
    if (status === 'waiting') return `${id} still waits`;
  }
  return null;
}

/** The whole log where the desk is granted, in its order; nothing of it elsewhere. */
function holdsWhatItMay({ granted, compartment }: Ended, station: SimWorkstation, log: readonly string[]) {
  const { db } = station.vault;
  if (station.faults.length > 0) return `a fault: ${String(station.faults[0])}`;
  const { problem } = station.engine.state();
  if (problem !== null) return `shows the problem ${problem}`;
  if (granted.get(station.name)) {
    const held = db.column<string>('SELECT id FROM events WHERE compartment = ? AND seq IS NOT NULL ORDER BY seq', [
      compartment,
    ]);
    if (held.join() !== log.join()) return `holds ${held.length} events of a log of ${log.length}, or others`;
    if (station.count('facts') !== station.count('cases')) return 'has facts and rows of different cases';
    return foldsToTheSame(station.vault) ? null : 'has rows that the log does not fold to';
  }
  if (station.count('cases') > 0) return 'keeps cases of a desk that is not granted';
  if (station.count(`events WHERE payload IS NOT NULL AND compartment = '${compartment}'`) > 0)
    return 'keeps contents of a desk that is not granted';
  return null;
}

/** Everybody who is granted the desk sees the same cases. */
function sameFacts({ stations, granted }: Ended): string | null {
  const views = stations
    .filter(({ name }) => granted.get(name))
    .map(({ vault }) =>
      JSON.stringify(
        vault.db
          .column<string>('SELECT case_id FROM facts ORDER BY case_id')
          .map((caseId) => acceptedFacts(vault.db, caseId)),
      ),
    );
  return new Set(views).size > 1 ? 'two workstations hold different facts of the same log' : null;
}
