import type { PersonRole } from './events/people.ts';
import type { Identification } from './events/people.ts';
import type { ReportedSubject } from './events/report.ts';
import type { IdentifiedPerson } from './work-file.ts';

/** Nobody is "confirmed" by a report alone: a name or number given is possible, a description is that. */
export const identificationGiven = (subject: ReportedSubject): Identification =>
  subject.name !== undefined || subject.collarNumber !== undefined
    ? 'possible'
    : subject.description !== undefined || subject.rank !== undefined
      ? 'described'
      : 'unknown';

/** Somebody of a case as the index of people takes them. */
export interface KnownPerson {
  /** The person's id; `reported 0` and so on for whom nobody has identified yet. */
  readonly person: string;
  /** The event of the version that holds; null as the report gave it. */
  readonly version: string | null;
  readonly identification: Identification;
  readonly name: string | undefined;
  readonly rank: string | undefined;
  readonly collarNumber: string | undefined;
  readonly station: string | undefined;
  readonly description: string | undefined;
}

/** An index of officers: who is at risk, a child or a witness is not to be found by name across cases. */
const indexed: ReadonlySet<PersonRole> = new Set(['reported', 'associate']);

/**
 * Everybody of a case who belongs in the index: the last version of those identified, and whom the report gives and
 * nobody has identified yet. Who was withdrawn, or is only a rank, is not among them.
 */
export function knownPeople(subjects: readonly ReportedSubject[], people: readonly IdentifiedPerson[]): KnownPerson[] {
  const standing = people
    .map(({ person, versions }) => ({ person, held: versions.at(-1)! }))
    .filter(({ held }) => held.facets.withdrawn !== true);
  const taken = new Set(standing.map(({ held }) => held.contents?.reportedAs));
  const identified = standing.flatMap(({ person, held }): KnownPerson[] => {
    const { facets, contents } = held;
    if (contents === null || !indexed.has(facets.role)) return [];
    const { name, rank, collarNumber, station, description } = contents;
    const { identification } = facets;
    return [{ person, version: held.event, identification, name, rank, collarNumber, station, description }];
  });
  const given = subjects.flatMap((subject, index): KnownPerson[] => {
    const { name, rank, collarNumber, station, description } = subject;
    if (taken.has(index) || (name === undefined && collarNumber === undefined && description === undefined)) return [];
    const identification = identificationGiven(subject);
    return [
      { person: `reported ${index}`, version: null, identification, name, rank, collarNumber, station, description },
    ];
  });
  return [...identified, ...given];
}
