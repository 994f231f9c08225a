import { signedAnew } from '../../electron/vault/backup/carry-over.ts';
import { foldsToTheSame } from '../../electron/vault/integrity/refold-all.ts';
import { acceptedFacts } from '../../electron/vault/store/facts.ts';
import { refusedEvents } from '../../electron/vault/store/events.ts';
import type { Schedule } from './schedule.ts';
import { mayHold } from './scope.ts';
import type { Logged, SimHub } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

/** What a finished schedule is judged by. */
interface Ended {
  readonly schedule: Schedule;
  readonly logs: ReadonlyMap<string, readonly Logged[]>;
  /** Ids of every event in any of the logs. */
  readonly logged: ReadonlySet<string>;
  /** Ids that the hub has answered. */
  readonly answered: ReadonlySet<string>;
  /** Who may hold what, by compartment. */
  readonly holders: ReadonlyMap<string, readonly SimWorkstation[]>;
}

/** The first promise of the protocol that a finished schedule broke, in words; null when all held. */
export async function brokenPromises(schedule: Schedule, hub: SimHub): Promise<string | null> {
  const logs = new Map<string, Logged[]>();
  for (const compartment of await hub.compartments()) logs.set(compartment, await hub.log(compartment));
  const holders = new Map<string, SimWorkstation[]>();
  for (const compartment of logs.keys()) {
    const held: SimWorkstation[] = [];
    for (const station of schedule.stations)
      if (await mayHold(hub, station, schedule.granted.get(station.name) === true, compartment)) held.push(station);
    holders.set(compartment, held);
  }
  const all = [...logs.values()].flat();
  const logged = new Set(all.map(({ id }) => id));
  const answered = new Set((await hub.ledger()).map(({ id }) => id));
  const ended: Ended = { schedule, logs, logged, answered, holders };
  const broken = wholeLogs(ended);
  if (broken !== null) return broken;
  for (const station of schedule.stations) {
    const broken = works(station) ?? workIsKept(ended, station) ?? holdsWhatItMay(ended, station);
    if (broken !== null) return `${station.name}: ${broken}`;
  }
  return sameFacts(ended);
}

/** Every log without a gap, and every act in it once, also when it was signed a second time after a restore. */
function wholeLogs({ logs, logged }: Ended): string | null {
  let count = 0;
  for (const [compartment, log] of logs) {
    const gap = log.findIndex(({ seq }, index) => seq !== index + 1);
    if (gap >= 0) return `the log of ${compartment} has a gap at ${gap + 1}`;
    count += log.length;
    const twice = log.find(({ header }) => header.supersedes !== undefined && logged.has(header.supersedes));
    if (twice !== undefined) return `${twice.header.supersedes} has its effect twice, again as ${twice.id}`;
  }
  return logged.size < count ? 'an event stands twice in the logs' : null;
}

function works({ faults, engine }: SimWorkstation): string | null {
  if (faults.length > 0) return `a fault: ${faults[0] instanceof Error ? faults[0].stack : String(faults[0])}`;
  const { problem } = engine.state();
  return problem === null ? null : `shows the problem ${problem}`;
}

/** Every signed event came to its end: in the log once, or refused and shown to its author. */
function workIsKept(ended: Ended, station: SimWorkstation): string | null {
  const { logged } = ended;
  const { db } = station.vault;
  const shown = new Set(refusedEvents(db, null).map(({ header }) => header.id));
  const again = signedAnew(db);
  for (const id of [...station.authored, ...again.values()]) {
    const row = db.get<{ status: string }>('SELECT status FROM events WHERE id = ?', [id]);
    if (row === undefined) {
      // Signed anew under another id, which is looked at by itself.
      if (logged.has(id) || again.has(id) || station.lostWithDisk.has(id)) continue;
      if (isExcused(ended, station, id)) continue;
      return `${id} is lost`;
    }
    const { status } = row;
    if (status === 'accepted' && !logged.has(id)) return `${id} counts as accepted and is not in the log`;
    if (status === 'refused' && logged.has(id)) return `${id} counts as refused and is in the log`;
    if (status === 'refused' && !shown.has(id)) return `${id} was refused and is not shown`;
    if (status === 'waiting') return `${id} still waits`;
  }
  return null;
}

/** Why an event may be neither here nor in the log. */
function isExcused({ schedule, answered }: Ended, station: SimWorkstation, id: string): boolean {
  // The hub had answered it, and only a restored hub can have forgotten that since.
  const wasAnswered = answered.has(id) || schedule.restored;
  // It was purged with its compartment, or it was refused, or accepted, under the device that was there before.
  if (wasAnswered && (schedule.everWithdrawn.has(station.name) || station.enrolledAnew)) return true;
  // What could not be signed anew is told to the person, and can be read in the old vault.
  return station.enrolledAnew && schedule.everWithdrawn.has(station.name) && station.leftBehind > 0;
}

/**
 * Known and not yet mended: what a restored hub has forgotten of others, and does not take again, stays provisional in
 * the vaults that held it.
 */
const isLeftOver = ({ schedule, logged }: Ended, id: string, provisional: number): boolean =>
  schedule.restored && provisional === 1 && !logged.has(id);

/** The whole log of each compartment that is granted, in its order; nothing of any other. */
function holdsWhatItMay(ended: Ended, station: SimWorkstation): string | null {
  const { logs, holders } = ended;
  const { vault } = station;
  const { db } = vault;
  for (const [compartment, log] of logs) {
    const count = (what: string) => db.column<number>(`SELECT count(*) FROM ${what}`, [compartment])[0]!;
    if (holders.get(compartment)!.includes(station)) {
      const held = db
        .all<{ id: string; provisional: number }>(
          'SELECT id, provisional FROM events WHERE compartment = ? AND seq IS NOT NULL ORDER BY seq, provisional',
          [compartment],
        )
        .filter(({ id, provisional }) => !isLeftOver(ended, id, provisional))
        .map(({ id }) => id);
      if (held.join() !== log.map(({ id }) => id).join())
        return `holds ${held.length} events of ${compartment}, whose log has ${log.length}, or others`;
      continue;
    }
    if (count('cases WHERE compartment = ?') > 0) return `keeps cases of ${compartment}`;
    if (count('events WHERE payload IS NOT NULL AND compartment = ?') > 0) return `keeps contents of ${compartment}`;
    if (count('case_keys WHERE compartment = ?') > 0) return `keeps keys of ${compartment}`;
  }
  if (station.count('facts') !== station.count('cases')) return 'has facts and rows of different cases';
  return foldsToTheSame(vault) ? null : 'has rows that the log does not fold to';
}

/** Everybody who is granted a compartment sees the same cases of it. */
function sameFacts(ended: Ended): string | null {
  const { holders } = ended;
  const doubtful = new Set(
    ended.schedule.stations.flatMap(({ vault: { db } }) =>
      db
        .all<{ id: string; case_id: string }>('SELECT id, case_id FROM events WHERE provisional = 1')
        .filter(({ id }) => isLeftOver(ended, id, 1))
        .map((row) => row.case_id),
    ),
  );
  for (const [compartment, stations] of holders) {
    const views = stations.map(({ vault: { db } }) =>
      JSON.stringify(
        db
          .column<string>('SELECT case_id FROM facts WHERE compartment = ? ORDER BY case_id', [compartment])
          .filter((caseId) => !doubtful.has(caseId))
          .map((caseId) => acceptedFacts(db, caseId)),
      ),
    );
    if (new Set(views).size > 1) return `two workstations hold different facts of ${compartment}`;
  }
  return null;
}
