import { JOURNAL_TYPES } from '../../electron/vault/audit/journal-types.ts';
import { signedAnew } from '../../electron/vault/backup/carry-over.ts';
import { foldsToTheSame } from '../../electron/vault/integrity/refold-all.ts';
import type { ReadConnection } from '../../electron/vault/store/connection.ts';
import { acceptedFacts } from '../../electron/vault/store/facts.ts';
import { refusedEvents } from '../../electron/vault/store/events.ts';
import { erasedIsGone } from './erasures.ts';
import type { Schedule } from './schedule.ts';
import { readSlice } from '../../electron/vault/attachments/files.ts';
import { kindOf } from '../../shared/domain/compartment.ts';
import { LEFT_CASE } from '../../shared/domain/header.ts';
import { mayHold } from './scope.ts';
import { sealedToSome } from './sealed.ts';
import type { SimReports } from './sim-reports.ts';
import { membershipsOf, type SimWorld } from './sim-world.ts';
import type { Logged } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

/** What a finished schedule is judged by. */
interface Ended {
  readonly schedule: Schedule;
  readonly logs: ReadonlyMap<string, readonly Logged[]>;
  /** Where each case lies now. */
  readonly places: ReadonlyMap<string, string>;
  /** Ids of every event in any of the logs. */
  readonly logged: ReadonlySet<string>;
  /** Ids that the hub has answered. */
  readonly answered: ReadonlySet<string>;
  /** Who may hold what, by compartment. */
  readonly holders: ReadonlyMap<string, readonly SimWorkstation[]>;
}

/** The first promise of the protocol that a finished schedule broke, in words; null when all held. */
export async function brokenPromises(schedule: Schedule, { hub, reports, accounts }: SimWorld): Promise<string | null> {
  const logs = new Map<string, Logged[]>();
  for (const compartment of await hub.compartments()) logs.set(compartment, await hub.log(compartment));
  const holders = new Map<string, SimWorkstation[]>();
  for (const compartment of logs.keys()) {
    const held: SimWorkstation[] = [];
    for (const station of schedule.stations)
      if (await mayHold(hub, station, schedule.granted.get(station.name) === true, compartment)) held.push(station);
    holders.set(compartment, held);
  }
  const live = [...logs.values()].flat().filter(({ movedTo }) => movedTo === null);
  const logged = new Set(live.map(({ id }) => id));
  const places = new Map(
    [...logs].flatMap(([compartment, log]) =>
      log.filter(({ movedTo }) => movedTo === null).map(({ header }) => [header.caseId, compartment] as const),
    ),
  );
  const answered = new Set((await hub.ledger()).map(({ id }) => id));
  const ended: Ended = { schedule, logs, logged, places, answered, holders };
  const broken = wholeLogs(ended) ?? mirrored(ended) ?? cameIn(ended);
  if (broken !== null) return broken;
  for (const station of schedule.stations) {
    const broken =
      works(station) ??
      workIsKept(ended, station) ??
      holdsWhatItMay(ended, station) ??
      nothingOfCasesThatLeft(ended, station) ??
      filesAreWhole(station, reports) ??
      onlyThePack(station, accounts);
    if (broken !== null) return `${station.name}: ${broken}`;
  }
  for (const [compartment, held] of holders) {
    const sealed = sealedToSome(held, compartment, logs.get(compartment)!);
    if (sealed !== null) return sealed;
  }
  const files = filesAreThere(ended, await hub.chunks());
  if (files !== null) return files;
  const { stations } = schedule;
  const gone = erasedIsGone(logs, stations, await hub.withContents(), await hub.measured());
  return gone ?? sameFacts(ended);
}

/**
 * Every log without a gap, and every act in one of them, once: also when it was signed a second time after a restore, and
 * when its case has moved, byte for byte as it was.
 */
function wholeLogs({ logs, logged }: Ended): string | null {
  let live = 0;
  const headers = new Map<string, string>();
  for (const [compartment, log] of logs) {
    const gap = log.findIndex(({ seq }, index) => seq !== index + 1);
    if (gap >= 0) return `the log of ${compartment} has a gap at ${gap + 1}`;
    const twice = log.find(({ header }) => header.supersedes !== undefined && logged.has(header.supersedes));
    if (twice !== undefined) return `${twice.header.supersedes} has its effect twice, again as ${twice.id}`;
    for (const { id, header, movedTo } of log) {
      if (movedTo === null) live += 1;
      else if (!logged.has(id)) return `${id} left ${compartment} and arrived nowhere`;
      const text = JSON.stringify(header);
      if ((headers.get(id) ?? text) !== text) return `${id} is another event in ${compartment}`;
      headers.set(id, text);
    }
  }
  return logged.size < live ? 'an event stands twice in the logs' : null;
}

/** What the recipients of a referral did is told to the case that it came from, wherever that lies now, once. */
function mirrored({ logs }: Ended): string | null {
  const told = [...logs.values()]
    .flat()
    .filter(({ header, movedTo }) => header.type === 'referral_progressed' && movedTo === null)
    .map(({ header }) => (header.facets as { event: string }).event);
  if (new Set(told).size < told.length) return 'an act of a recipient is told twice';
  const done = [...logs]
    .flatMap(([compartment, log]) => (kindOf(compartment) === 'referral' ? log.slice(1) : []))
    .filter(({ header }) => !header.type.startsWith('referral_key_'));
  const untold = done.find(({ id }) => !told.includes(id));
  return untold === undefined ? null : `the desk is not told of ${untold.header.type} ${untold.id}`;
}

/** Every report that the gateway was given is in one log, once, however often it was given. */
function cameIn({ schedule, logs }: Ended): string | null {
  const came = [...logs.values()]
    .flat()
    .filter(({ header, movedTo }) => header.type === 'report_received' && movedTo === null)
    .map(({ header }) => (header.facets as { reference: string }).reference);
  for (const reference of schedule.arrivals.begun) {
    const times = came.filter((one) => one === reference).length;
    if (times !== 1) return `the report ${reference} came in ${times} times`;
  }
  return null;
}

/** The hub keeps every chunk that a report names, where its case lies. */
function filesAreThere({ schedule, places }: Ended, chunks: ReadonlySet<string>): string | null {
  for (const station of schedule.stations)
    for (const { caseId, chunks: named } of station.filesPromised())
      for (const chunk of named)
        if (!chunks.has(`${places.get(caseId)} ${chunk}`)) return `a chunk of ${caseId} is not where the case is`;
  return null;
}

function works({ faults, engine, closed }: SimWorkstation): string | null {
  if (faults.length > 0) return `a fault: ${faults[0] instanceof Error ? faults[0].stack : String(faults[0])}`;
  const { problem } = engine.state();
  if (closed !== null) return `is closed: ${closed}`;
  return problem === null ? null : `shows the problem ${problem}`;
}

/** Every signed event came to its end: in the log once, or refused and shown to its author. */
function workIsKept(ended: Ended, station: SimWorkstation): string | null {
  const { logged } = ended;
  const { db } = station.vault;
  const shown = new Set(refusedEvents(db, null).map(({ header }) => header.id));
  const again = signedAnew(db);
  const before = new Map([...again].map(([old, anew]) => [anew, old]));
  for (const id of [...station.authored, ...again.values()]) {
    const row = db.get<{ status: string }>('SELECT status FROM events WHERE id = ?', [id]);
    if (row === undefined) {
      // Signed anew under another id, which is looked at by itself.
      if (logged.has(id) || again.has(id) || station.lostWithDisk.has(id)) continue;
      if (isExcused(ended, station, id)) continue;
      return `${id} is lost`;
    }
    const { status } = row;
    if ((status === 'accepted' || status === 'answered') && !logged.has(id))
      return `${id} counts as ${status} and is not in the log`;
    if (status === 'refused' && isOfJournal(db, id)) {
      // The entry of an entry that a restored vault did not know to be in the log already.
      if (logged.has(before.get(id) ?? '')) continue;
      return `${id}, an entry of the journal, was refused`;
    }
    if (status === 'refused' && logged.has(id)) return `${id} counts as refused and is in the log`;
    if (status === 'refused' && !shown.has(id)) return `${id} was refused and is not shown`;
    if (status === 'waiting') return `${id} still waits`;
  }
  return null;
}

const isOfJournal = (db: ReadConnection, id: string): boolean =>
  JOURNAL_TYPES.includes(db.column<string>('SELECT type FROM events WHERE id = ?', [id])[0]!);

/** Why an event may be neither here nor in the log. */
function isExcused({ schedule, answered }: Ended, station: SimWorkstation, id: string): boolean {
  // The hub had answered it, and only a restored hub can have forgotten that since.
  const wasAnswered = answered.has(id) || schedule.restored;
  // It was purged with its compartment, or it was refused, or accepted, under the device that was there before.
  if (wasAnswered && (schedule.everWithdrawn.has(station.name) || station.enrolledAnew)) return true;
  // What could not be signed anew is told to the person, and can be read in the old vault.
  return station.enrolledAnew && schedule.everWithdrawn.has(station.name) && station.leftBehind > 0;
}

/** The whole log of each compartment that is granted, in its order; nothing of any other. */
function holdsWhatItMay(ended: Ended, station: SimWorkstation): string | null {
  const { logs, holders } = ended;
  const { vault } = station;
  const { db } = vault;
  for (const [compartment, log] of logs) {
    const count = (what: string) => db.column<number>(`SELECT count(*) FROM ${what}`, [compartment])[0]!;
    if (holders.get(compartment)!.includes(station)) {
      const held = db.column<string>(
        'SELECT id FROM events WHERE compartment = ? AND seq IS NOT NULL ORDER BY seq, provisional',
        [compartment],
      );
      const here = log.filter(({ movedTo }) => movedTo === null);
      // Set apart and sent on by one push, a case was at no moment there for anybody to read.
      if (held.length === 0 && log.length > 0 && here.every(({ header }) => header.caseId === LEFT_CASE)) continue;
      if (held.join() !== here.map(({ id }) => id).join())
        return `holds ${held.length} events of ${compartment}, where ${here.length} are, or others${differing(db, held, here)}`;
      const reached = db.column<number>('SELECT tree_size FROM compartments WHERE compartment = ?', [compartment])[0];
      if ((reached ?? 0) !== log.length) return `has come to ${reached} of ${log.length} in ${compartment}`;
      continue;
    }
    if (count('cases WHERE compartment = ?') > 0) return `keeps cases of ${compartment}`;
    // The author's own pack, which opened the referral.
    if (count(`events WHERE payload IS NOT NULL AND type <> 'referral_issued' AND compartment = ?`) > 0)
      return `keeps contents of ${compartment}`;
    if (count('case_keys WHERE compartment = ?') > 0) return `keeps keys of ${compartment}`;
  }
  if (
    station.count(`facts WHERE compartment NOT LIKE 'journal:%'`) !==
    station.count('cases') + station.count('referrals')
  )
    return 'has facts and rows of different cases';
  return foldsToTheSame(vault) ? null : 'has rows that the log does not fold to';
}

/** What is here and not there, or there and not here, by its type. */
function differing(db: ReadConnection, held: readonly string[], log: readonly Logged[]): string {
  const typeOf = (id: string) => db.column<string>('SELECT type FROM events WHERE id = ?', [id])[0];
  const more = held.filter((id) => !log.some((one) => one.id === id)).map((id) => `has ${typeOf(id)} ${id}`);
  const missing = log.filter(({ id }) => !held.includes(id)).map(({ id, header }) => `lacks ${header.type} ${id}`);
  return `: ${[...more, ...missing].join(', ')}`;
}

/** Of a case that lies where this workstation may hold nothing, nothing is here: no row, key, word, draft or file. */
function nothingOfCasesThatLeft({ places, holders }: Ended, station: SimWorkstation): string | null {
  const { db } = station.vault;
  const elsewhere = [...places].filter(
    ([, compartment]) => kindOf(compartment) !== 'journal' && !holders.get(compartment)!.includes(station),
  );
  for (const [caseId, compartment] of elsewhere) {
    for (const table of ['cases', 'facts', 'case_keys', 'dues', 'drafts', 'attachment_texts', 'kept_work', 'referrals'])
      if (db.column(`SELECT 1 FROM ${table} WHERE case_id = ? LIMIT 1`, [caseId]).length > 0)
        return `keeps ${table} of ${caseId}, which lies in ${compartment}`;
    const words = `SELECT 1 FROM events WHERE case_id = ? AND payload IS NOT NULL AND type <> 'referral_issued' LIMIT 1`;
    if (db.column(words, [caseId]).length > 0) return `keeps words of ${caseId}, which lies in ${compartment}`;
  }
  const cases = new Set(station.caseIds());
  const held = station.files?.db.column<string>('SELECT case_id FROM files') ?? [];
  const stray = held.find((caseId) => !cases.has(caseId));
  return stray === undefined ? null : `keeps a file of ${stray}, which is not here`;
}

/** A file is wholly here, as the reporter sent it, or not at all. */
function filesAreWhole(station: SimWorkstation, { files }: SimReports): string | null {
  const { files: held } = station;
  if (held === null) return null;
  for (const { caseId, attachment, sha256 } of station.filesPromised()) {
    const bytes = readSlice(held.db, { caseId, attachment }, 0, Number.MAX_SAFE_INTEGER);
    if (bytes !== null && !files.get(sha256)!.equals(bytes)) return `has another file than ${attachment} of ${caseId}`;
    if (held.isWhole({ caseId, attachment }) && bytes === null) return `has not the whole of ${attachment}`;
  }
  return null;
}

/** Whoever works on referrals alone holds no word of what a reporter wrote. */
function onlyThePack({ name, vault: { db } }: SimWorkstation, accounts: readonly string[]): string | null {
  if (membershipsOf(name).some(({ role }) => role !== 'investigator')) return null;
  const strange = db.column<string>(
    `SELECT compartment FROM events WHERE payload IS NOT NULL
       AND compartment NOT LIKE 'referral:%' AND compartment NOT LIKE 'journal:%' AND compartment <> 'directory' LIMIT 1`,
  )[0];
  if (strange !== undefined) return `holds contents of ${strange}`;
  const words = db.column<string>('SELECT payload FROM events WHERE payload IS NOT NULL').join('\n');
  const leaked = accounts.find((account) => words.includes(JSON.stringify(account).slice(1, -1)));
  if (leaked !== undefined) return 'holds what a reporter wrote';
  return db.column<number>('SELECT count(*) FROM search')[0]! > 0 ? 'can search what no pack holds' : null;
}

/** Everybody who is granted a compartment sees the same cases of it. */
function sameFacts({ holders }: Ended): string | null {
  for (const [compartment, stations] of holders) {
    const views = stations.map(({ vault: { db } }) =>
      JSON.stringify(
        db
          .column<string>('SELECT case_id FROM facts WHERE compartment = ? ORDER BY case_id', [compartment])
          .map((caseId) => acceptedFacts(db, caseId)),
      ),
    );
    if (new Set(views).size > 1) return `two workstations hold different facts of ${compartment}`;
  }
  return null;
}
