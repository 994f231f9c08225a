import type { Officer, OfficerCase } from '../../../shared/bridge/knowing.ts';
import { plainWords } from '../../../shared/domain/plain-words.ts';
import { numberKey } from '../../../shared/domain/identifiers.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { linesOf } from './lines.ts';
import { identifications } from './officers.ts';

const LISTED = 200;
/** Entries of one line whose spellings are gathered: the newest. */
const SPELLINGS = 50;
const CASES = 500;

interface OfficerRow extends SqlRow {
  id: number;
  officer: string;
  force: string;
  last_received: string;
  confirmed: number;
  probable: number;
  possible: number;
  described: number;
  unknown: number;
}

interface EntryRow extends SqlRow {
  known_case: number;
  identification: number;
  name: string | null;
  collar_number: string | null;
  rank: string | null;
  station: string | null;
  description: string | null;
}

const entryColumns = 'known_case, identification, name, collar_number, rank, station, description';

const distinct = (values: readonly (string | null)[]) => [
  ...new Set(values.filter((value): value is string => value !== null && value !== '')),
];

/** A line with every spelling that its newest cases give. */
export function officerOf(db: ReadConnection, row: OfficerRow): Officer {
  const entries = db.all<EntryRow>(
    `SELECT ${entryColumns} FROM known_people WHERE officer = ? ORDER BY received_at DESC LIMIT ${SPELLINGS}`,
    [row.id],
  );
  const { confirmed, probable, possible, described, unknown } = row;
  return {
    officer: row.officer,
    force: row.force,
    names: distinct(entries.map(({ name }) => name)),
    collarNumbers: distinct(entries.map((entry) => entry.collar_number)),
    ranks: distinct(entries.map(({ rank }) => rank)),
    stations: distinct(entries.map(({ station }) => station)),
    description: row.officer.startsWith('alone ') ? (entries[0]?.description ?? null) : null,
    cases: { confirmed, probable, possible, described, unknown },
    lastReceived: row.last_received,
  };
}

export const officerColumns =
  'o.id, o.officer, o.force, o.last_received, o.confirmed, o.probable, o.possible, o.described, o.unknown';

/** Words that must all stand in a line. `MP 1234` also counts as the number `mp1234`. */
function* asked(words: string, typing: boolean): Generator<{ sql: string; parameters: string[] }> {
  const parts = words.trim().split(/\s+/).flatMap(plainWords);
  for (const [at, word] of parts.entries()) {
    const whole = !(typing && at === parts.length - 1);
    yield whole
      ? { sql: 'word = ?', parameters: [word] }
      : { sql: 'word >= ? AND word < ?', parameters: [word, `${word}\u{10FFFF}`] };
  }
}

/** Officers by words of their name, collar number, rank, station or force; all, the last reported first, for none. */
export function searchPeople(
  db: ReadConnection,
  { words, typing }: { words: string; typing: boolean },
): { officers: Officer[]; more: boolean } {
  const conditions = [...asked(words, typing)];
  const number = numberKey(words);
  const all = conditions.map(({ sql }) => `o.id IN (SELECT officer FROM officer_words WHERE ${sql})`).join(' AND ');
  const found =
    conditions.length === 0
      ? { sql: '', parameters: [] }
      : {
          sql: `WHERE (${all}) OR o.id IN (SELECT officer FROM officer_words WHERE word = ?)`,
          parameters: [...conditions.flatMap(({ parameters }) => parameters), number],
        };
  const rows = db.all<OfficerRow>(
    `SELECT ${officerColumns} FROM officers o ${found.sql} ORDER BY o.last_received DESC, o.id DESC LIMIT ?`,
    [...found.parameters, LISTED + 1],
  );
  return { officers: rows.slice(0, LISTED).map((row) => officerOf(db, row)), more: rows.length > LISTED };
}

/** One line and the cases that it is made of, newest first, each as it gives the officer itself. */
export function readOfficer(db: ReadConnection, officer: string): { officer: Officer; cases: OfficerCase[] } | null {
  const row = db.get<OfficerRow>(`SELECT ${officerColumns} FROM officers o WHERE o.officer = ?`, [officer]);
  if (row === undefined) return null;
  const entries = db.all<EntryRow>(
    `SELECT ${entryColumns} FROM known_people WHERE officer = ? ORDER BY received_at DESC, known_case LIMIT ${CASES}`,
    [row.id],
  );
  const lines = linesOf(db, new Set(entries.map((entry) => entry.known_case)));
  const cases = entries.flatMap((entry): OfficerCase[] => {
    const line = lines.get(entry.known_case);
    if (line === undefined) return [];
    const { name, rank, station, description } = entry;
    const identification = identifications[entry.identification]!;
    return [{ ...line, identification, name, collarNumber: entry.collar_number, rank, station, description }];
  });
  return { officer: officerOf(db, row), cases };
}

export type { OfficerRow };
