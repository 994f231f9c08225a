import { Identification } from '../../../shared/domain/events/people.ts';
import { nameKey, numberKey } from '../../../shared/domain/identifiers.ts';
import type { KnownPerson } from '../../../shared/domain/known-people.ts';
import { plainWords } from '../../../shared/domain/plain-words.ts';
import type { WriteConnection } from '../store/connection.ts';

export const identifications = Identification.options;

/**
 * The line of the index that an entry is listed in: the same collar number, else the same name, in one force. Listing
 * merges nothing: each entry stays its case's own. Who is only described has a line alone.
 */
export function officerKey(force: string, caseId: string, person: KnownPerson): string {
  const number = numberKey(person.collarNumber);
  if (number !== '') return `number ${force} ${number}`;
  const { surname, given } = nameKey(person.name);
  return surname === '' ? `alone ${caseId} ${person.person}` : `name ${force} ${[...given, surname].join(' ')}`;
}

/** The id of a line, which is made where it is missing. */
export function officerId(db: WriteConnection, officer: string, force: string): number {
  const held = db.column<number>('SELECT id FROM officers WHERE officer = ?', [officer])[0];
  if (held !== undefined) return held;
  return db.run(
    `INSERT INTO officers (officer, force, last_received, confirmed, probable, possible, described, unknown)
     VALUES (?, ?, '', 0, 0, 0, 0, 0)`,
    [officer, force],
  ).lastInsertRowid;
}

interface Entry extends Record<string, string | number | null> {
  known_case: number;
  identification: number;
  received_at: string;
  name: string | null;
  collar_number: string | null;
  rank: string | null;
  station: string | null;
}

/** Counts a line again and writes the words by which it is found; a line without entries goes. */
export function recount(db: WriteConnection, officer: number): void {
  const entries = db.all<Entry>(
    `SELECT known_case, identification, received_at, name, collar_number, rank, station FROM known_people
     WHERE officer = ?`,
    [officer],
  );
  db.run('DELETE FROM officer_words WHERE officer = ?', [officer]);
  if (entries.length === 0) {
    db.run('DELETE FROM officers WHERE id = ?', [officer]);
    return;
  }
  const surest = new Map<number, number>();
  for (const { known_case: of, identification } of entries)
    surest.set(of, Math.min(identification, surest.get(of) ?? identification));
  const counts = identifications.map((_, place) => [...surest.values()].filter((one) => one === place).length);
  const last = entries.map((entry) => entry.received_at).reduce((a, b) => (a > b ? a : b));
  db.run(
    `UPDATE officers SET last_received = ?, confirmed = ?, probable = ?, possible = ?, described = ?, unknown = ?
     WHERE id = ?`,
    [last, ...counts, officer],
  );
  const force = db.column<string>('SELECT force FROM officers WHERE id = ?', [officer])[0]!;
  const words = new Set(
    [force, ...entries.flatMap((entry) => [entry.name, entry.rank, entry.station])].flatMap((text) =>
      plainWords(text ?? ''),
    ),
  );
  for (const entry of entries)
    for (const word of [numberKey(entry.collar_number ?? ''), ...plainWords(entry.collar_number ?? '')])
      if (word !== '') words.add(word);
  for (const word of words) db.run('INSERT INTO officer_words (word, officer) VALUES (?, ?)', [word, officer]);
}
