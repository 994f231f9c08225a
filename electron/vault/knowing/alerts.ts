import {
  AlertKind,
  defaultAlertRules,
  linkOfAlert,
  needsRetuning,
  type AlertRules,
} from '../../../shared/domain/alerts.ts';
import { compareNames, nameKey, placeKey } from '../../../shared/domain/identifiers.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { readMeta } from '../store/meta.ts';
import type { Duplicate } from './duplicates.ts';

/** A case that matches, by its row, and what both have. */
export interface Match {
  readonly id: number;
  readonly receivedAt: string;
  readonly what: string;
  readonly likeness: number | null;
}

/** Matches of one kind that are looked at, newest first. */
const MATCHES = 200;
const DAY = 24 * 3600 * 1000;

interface PersonRow extends SqlRow {
  known_case: number;
  force: string;
  received_at: string;
  surname: string;
  number: string;
  name: string | null;
  collar_number: string | null;
  station: string | null;
}
const personColumns = 'known_case, force, received_at, surname, number, name, collar_number, station';

interface PlaceRow extends SqlRow {
  id: number;
  received_at: string;
  place: string;
}

const ownPeople = (db: ReadConnection, id: number) =>
  db.all<PersonRow>(`SELECT ${personColumns} FROM known_people WHERE known_case = ?`, [id]);

function sameIdentifier(db: ReadConnection, id: number): Match[] {
  return ownPeople(db, id)
    .filter(({ number }) => number !== '')
    .flatMap(({ number, force }) =>
      db.all<PersonRow>(
        `SELECT ${personColumns} FROM known_people WHERE number <> '' AND number = ? AND force = ? AND known_case <> ?
         ORDER BY received_at DESC LIMIT ${MATCHES}`,
        [number, force, id],
      ),
    )
    .map((row) => ({ id: row.known_case, receivedAt: row.received_at, what: row.collar_number ?? '', likeness: null }));
}

/** The same name in the same force, unless collar numbers tell them apart: a surname alone also needs the station. */
function sameSubject(db: ReadConnection, id: number): Match[] {
  return ownPeople(db, id)
    .filter(({ surname }) => surname !== '')
    .flatMap((own) =>
      db
        .all<PersonRow>(
          `SELECT ${personColumns} FROM known_people WHERE surname <> '' AND surname = ? AND force = ? AND known_case <> ?
           ORDER BY received_at DESC LIMIT ${MATCHES}`,
          [own.surname, own.force, id],
        )
        .filter((other) => {
          if (own.number !== '' && other.number !== '') return false;
          const names = compareNames(nameKey(own.name ?? ''), nameKey(other.name ?? ''));
          const station = placeKey(own.station ?? '');
          return names === 'same' || (names === 'open' && station !== '' && station === placeKey(other.station ?? ''));
        }),
    )
    .map((row) => ({ id: row.known_case, receivedAt: row.received_at, what: row.name ?? '', likeness: null }));
}

const placesOf = (db: ReadConnection, id: number, among: string) =>
  db
    .column<string>('SELECT place FROM known_places WHERE id = ?', [id])
    .filter((place) => place.startsWith(among))
    .flatMap((place) =>
      db.all<PlaceRow>(
        `SELECT id, received_at, place FROM known_places WHERE place = ? AND id <> ? ORDER BY received_at DESC
         LIMIT ${MATCHES}`,
        [place, id],
      ),
    )
    // `station MPS charing cross`: the words behind the force.
    .map((row) => ({
      id: row.id,
      receivedAt: row.received_at,
      what: row.place.split(' ').slice(2).join(' '),
      likeness: null,
    }));

function sameCategoryAndPlace(db: ReadConnection, id: number): Match[] {
  const categoriesOf = (row: number) =>
    (db.column<string>('SELECT categories FROM cases WHERE id = ?', [row])[0] ?? '').split('|').filter((c) => c !== '');
  const own = new Set(categoriesOf(id));
  return placesOf(db, id, '').filter((match) => categoriesOf(match.id).some((code) => own.has(code)));
}

/** The thresholds in force. A row that does not fit any more counts as none. */
export function alertRules(db: ReadConnection): AlertRules {
  try {
    return readMeta(db, 'alert_rules') ?? defaultAlertRules;
  } catch {
    return defaultAlertRules;
  }
}

/** Each case once, the newest match first. */
const once = (matches: readonly Match[]) => [...new Map(matches.map((match) => [match.id, match])).values()];

/**
 * What every kind of alert finds about a known case, within its days; kinds that are off find nothing.
 * @param duplicates those at least as alike as the rule says
 */
export function matchesOf(
  db: ReadConnection,
  id: number,
  rules: AlertRules,
  duplicates: readonly Duplicate[],
): ReadonlyMap<AlertKind, readonly Match[]> {
  const received = Date.parse(db.column<string>('SELECT received_at FROM known_cases WHERE id = ?', [id])[0]!);
  const find: Readonly<Record<AlertKind, () => Match[]>> = {
    SAME_SUBJECT: () => sameSubject(db, id),
    SAME_IDENTIFIER: () => sameIdentifier(db, id),
    SAME_STATION: () => placesOf(db, id, 'station '),
    SAME_CATEGORY_AND_PLACE: () => sameCategoryAndPlace(db, id),
    NEAR_DUPLICATE: () => duplicates.map((duplicate) => ({ ...duplicate, what: '' })),
  };
  return new Map(
    AlertKind.options.map((kind) => {
      const { on, days } = rules[kind];
      const matches = on ? once(find[kind]()) : [];
      return [kind, matches.filter((match) => Math.abs(Date.parse(match.receivedAt) - received) <= days * DAY)];
    }),
  );
}

/** Kinds of alerts that were put aside more than four times in five. */
export function kindsToRetune(db: ReadConnection): AlertKind[] {
  // Only what lies between two known cases counts: a case that is hidden must not show in a number.
  const quieted = db.all<{ kind: string; n: number }>(
    `SELECT q.kind, count(*) AS n FROM known_quieted q CROSS JOIN known_cases k ON k.case_id = q.other GROUP BY q.kind`,
  );
  const linked = db.all<{ kind: string; n: number }>(
    `SELECT l.kind, count(*) AS n FROM known_links l CROSS JOIN known_cases k ON k.case_id = l.other GROUP BY l.kind`,
  );
  const of = (rows: readonly { kind: string; n: number }[], kind: string) =>
    rows.find((row) => row.kind === kind)?.n ?? 0;
  return AlertKind.options.filter((kind) =>
    needsRetuning({ kind, quieted: of(quieted, kind), linked: of(linked, linkOfAlert[kind]) }),
  );
}
