import { emptyCase, foldCase } from '../../../shared/domain/case-file.ts';
import { nameKey, numberKey, placeKey } from '../../../shared/domain/identifiers.ts';
import { knownPeople, type KnownPerson } from '../../../shared/domain/known-people.ts';
import { emptyWork, type WorkFile } from '../../../shared/domain/work-file.ts';
import type { Report } from '../cases/case-row.ts';
import type { WriteConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { identifications, officerId, officerKey, recount } from './officers.ts';
import { bandsOf, sketchBytes, sketchFrom, sketchOf } from './sketch.ts';

/** A case as it is folded into what is known. */
export interface KnownCase {
  /** The row in `cases`. */
  readonly id: number;
  readonly caseId: string;
  readonly compartment: string;
  readonly force: string;
  readonly receivedAt: string;
  /** This person has passed its conflict screen. */
  readonly screened: boolean;
}

const folded = new Set(['person_identified', 'linked', 'alert_quieted']);

/** People, links and quieted alerts of a case; most cases have none, and are not folded for it. */
function workOf(db: WriteConnection, caseId: string): WorkFile {
  const any = db.column<number>(
    `SELECT 1 FROM events WHERE case_id = ? AND type IN ('person_identified', 'linked', 'alert_quieted') LIMIT 1`,
    [caseId],
  );
  if (any.length === 0) return emptyWork;
  return eventsOf(db, caseId)
    .filter((event) => inView(event) && folded.has(event.header.type))
    .reduce(foldCase, emptyCase(caseId)).work;
}

const officersOf = (db: WriteConnection, id: number) =>
  db.column<number>('SELECT DISTINCT officer FROM known_people WHERE known_case = ?', [id]);

function forgetPeople(db: WriteConnection, id: number): void {
  db.run('DELETE FROM known_people WHERE known_case = ?', [id]);
  db.run('DELETE FROM known_places WHERE id = ?', [id]);
  db.run('DELETE FROM known_links WHERE id = ?', [id]);
  db.run('DELETE FROM known_quieted WHERE id = ?', [id]);
}

/** Nothing of the case is known any more. Inside the caller's transaction. */
export function forget(db: WriteConnection, id: number): void {
  const sketch = db.column<Uint8Array<ArrayBuffer> | null>('SELECT sketch FROM known_cases WHERE id = ?', [id])[0];
  if (sketch === undefined) return;
  const officers = officersOf(db, id);
  forgetPeople(db, id);
  db.run('DELETE FROM known_bands WHERE band IN (SELECT value FROM json_each(?)) AND id = ?', [
    JSON.stringify(sketch === null ? [] : bandsOf(sketchFrom(sketch))),
    id,
  ]);
  db.run('DELETE FROM known_cases WHERE id = ?', [id]);
  for (const officer of officers) recount(db, officer);
}

/** Nothing of any case of the compartment is known any more. */
export function forgetCompartment(db: WriteConnection, compartment: string): void {
  for (const id of db.column<number>('SELECT id FROM cases WHERE compartment = ?', [compartment])) forget(db, id);
}

/** Where a case is said to have happened: the stations of those reported, and the place in the report's own words. */
export function placesOf(force: string, people: readonly KnownPerson[], report: Report): string[] {
  const named = [...people.map(({ station }) => station), ...report.subjects.map(({ station }) => station)];
  const stations = named.map(placeKey).filter((place) => place !== '');
  const where = placeKey(report.occurredWhere);
  return [
    ...new Set(stations.map((place) => `station ${force} ${place}`)),
    ...(where === '' ? [] : [`where ${force} ${where}`]),
  ];
}

function keepPeople(db: WriteConnection, kept: KnownCase, people: readonly KnownPerson[]): number[] {
  return people.map((person) => {
    const officer = officerId(db, officerKey(kept.force, kept.caseId, person), kept.force);
    db.run(
      `INSERT INTO known_people (known_case, person, version, officer, force, received_at, identification, surname,
         number, name, rank, collar_number, station, description) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        kept.id,
        person.person,
        person.version,
        officer,
        kept.force,
        kept.receivedAt,
        identifications.indexOf(person.identification),
        nameKey(person.name).surname,
        numberKey(person.collarNumber),
        person.name ?? null,
        person.rank ?? null,
        person.collarNumber ?? null,
        person.station ?? null,
        person.description ?? null,
      ],
    );
    return officer;
  });
}

/** The sketch depends on the narrative alone, which never changes: it is made once. */
function keepSketch(db: WriteConnection, kept: KnownCase, report: Report): void {
  if (db.column('SELECT 1 FROM known_cases WHERE id = ?', [kept.id]).length > 0) return;
  const sketch = sketchOf(report.narrative);
  db.run('INSERT INTO known_cases (id, case_id, force, received_at, sketch) VALUES (?, ?, ?, ?, ?)', [
    kept.id,
    kept.caseId,
    kept.force,
    kept.receivedAt,
    sketch === null ? null : sketchBytes(sketch),
  ]);
  if (sketch === null) return;
  for (const band of bandsOf(sketch)) db.run('INSERT INTO known_bands (band, id) VALUES (?, ?)', [band, kept.id]);
}

/**
 * Folds a case into what is known across cases, or out of it: a case that this person has not screened, or declared, a
 * named-readers case and an erased report are not known. Inside the caller's transaction.
 */
export function foldKnown(db: WriteConnection, kept: KnownCase, report: Report | null): void {
  if (!kept.screened || report === null || kept.compartment.startsWith('readers:')) {
    forget(db, kept.id);
    return;
  }
  const work = workOf(db, kept.caseId);
  const before = officersOf(db, kept.id);
  forgetPeople(db, kept.id);
  keepSketch(db, kept, report);
  const people = knownPeople(report.subjects, work.people);
  const after = keepPeople(db, kept, people);
  for (const place of placesOf(kept.force, people, report))
    db.run('INSERT INTO known_places (place, received_at, id) VALUES (?, ?, ?)', [place, kept.receivedAt, kept.id]);
  for (const { facets, event } of work.links)
    db.run('INSERT INTO known_links (id, other, kind, event) VALUES (?, ?, ?, ?)', [
      kept.id,
      facets.other,
      facets.kind,
      event,
    ]);
  for (const { facets, event } of work.quieted)
    db.run('INSERT INTO known_quieted (id, other, kind, event) VALUES (?, ?, ?, ?)', [
      kept.id,
      facets.other,
      facets.kind,
      event,
    ]);
  for (const officer of new Set([...before, ...after])) recount(db, officer);
}
