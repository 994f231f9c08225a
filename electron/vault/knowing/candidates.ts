import type { Candidate } from '../../../shared/bridge/knowing.ts';
import { compareNames, nameKey, numberKey, placeKey } from '../../../shared/domain/identifiers.ts';
import type { ReadConnection } from '../store/connection.ts';
import { knownId } from './lines.ts';
import { officerColumns, officerOf, type OfficerRow } from './read-people.ts';

/** What is typed of a person. */
export interface Typed {
  readonly caseId: string;
  readonly name: string;
  readonly collarNumber: string;
  readonly rank: string;
  readonly station: string;
}

/** Letters and digits of a number from which on its beginning is looked for. */
const BEGINNING = 3;
const LOOKED_AT = 60;
const SHOWN = 8;

type Identifier = Candidate['agrees'][number];
type Weighed = { identifier: Identifier; agrees: boolean };

const among = (wanted: string, given: readonly string[], key: (text: string) => string) =>
  given.some((one) => key(one) === wanted);

function weigh(
  typed: Typed,
  force: string,
  candidate: Pick<Candidate, 'names' | 'collarNumbers' | 'ranks' | 'stations' | 'force'>,
): Weighed[] {
  const weighed: Weighed[] = [];
  const compare = (identifier: Identifier, wanted: string, given: readonly string[], key: (text: string) => string) => {
    if (wanted !== '' && given.length > 0) weighed.push({ identifier, agrees: among(wanted, given, key) });
  };
  compare('collarNumber', numberKey(typed.collarNumber), candidate.collarNumbers, numberKey);
  const name = nameKey(typed.name);
  const names = candidate.names.map((one) => compareNames(name, nameKey(one)));
  if (names.includes('same')) weighed.push({ identifier: 'name', agrees: true });
  else if (names.length > 0 && names.every((one) => one === 'different'))
    weighed.push({ identifier: 'name', agrees: false });
  compare('rank', placeKey(typed.rank), candidate.ranks, placeKey);
  compare('station', placeKey(typed.station), candidate.stations, placeKey);
  weighed.push({ identifier: 'force', agrees: candidate.force === force });
  return weighed;
}

const weightOf: Readonly<Record<Identifier, number>> = { collarNumber: 8, name: 6, station: 2, rank: 1, force: 1 };

/** Who of other cases may be the person that is typed, what agrees best first, with what agrees and what does not. */
export function candidatesFor(db: ReadConnection, typed: Typed): Candidate[] {
  const here = knownId(db, typed.caseId);
  if (here === null) return [];
  const force = db.column<string>('SELECT force FROM known_cases WHERE id = ?', [here])[0]!;
  const number = numberKey(typed.collarNumber);
  const { surname } = nameKey(typed.name);
  const ids = new Set<number>();
  const look = (condition: string, parameters: string[]) => {
    const sql = `SELECT DISTINCT officer FROM known_people WHERE ${condition} AND known_case <> ? LIMIT ${LOOKED_AT}`;
    for (const id of db.column<number>(sql, [...parameters, here])) ids.add(id);
  };
  if (number.length >= BEGINNING) look(`number <> '' AND number >= ? AND number < ?`, [number, `${number}\u{10FFFF}`]);
  if (surname !== '') look(`surname <> '' AND surname = ?`, [surname]);
  return [...ids]
    .flatMap((id): (Candidate & { weight: number })[] => {
      const row = db.get<OfficerRow>(`SELECT ${officerColumns} FROM officers o WHERE o.id = ?`, [id]);
      if (row === undefined) return [];
      const officer = officerOf(db, row);
      const weighed = weigh(typed, force, officer);
      const weight = weighed.reduce((sum, one) => sum + (one.agrees ? 1 : -1) * weightOf[one.identifier], 0);
      const references = db.column<string>(
        `SELECT c.reference FROM known_people p CROSS JOIN cases c ON c.id = p.known_case
         WHERE p.officer = ? AND p.known_case <> ? ORDER BY p.received_at DESC LIMIT 3`,
        [id, here],
      );
      const of = (agrees: boolean) => weighed.filter((one) => one.agrees === agrees).map((one) => one.identifier);
      return [{ ...officer, agrees: of(true), differs: of(false), references, weight }];
    })
    .sort((a, b) => b.weight - a.weight || (a.officer < b.officer ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ weight: _, ...candidate }) => candidate);
}
