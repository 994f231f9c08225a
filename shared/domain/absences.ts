/** Somebody is away from `from` (inclusive) until `until` (exclusive); without an end until they are back. ISO 8601, UTC. */
export interface Absence {
  readonly user: string;
  readonly unit: string;
  readonly from: string;
  readonly until: string | null;
  readonly cover: string | null;
  readonly by: string;
  readonly event: string;
}

/** Whether somebody is away at `now`. */
export const isAway = (absence: Absence | undefined, now: string): boolean =>
  absence !== undefined && absence.from <= now && (absence.until === null || now < absence.until);

/** Whether an absence has not ended at `now`: it runs, or is still to come. */
export const isAhead = (absence: Absence, now: string): boolean => absence.until === null || now < absence.until;

/** Who is away at `now`, by id. */
export const awayAt = (absences: Readonly<Record<string, Absence>> | undefined, now: string): Set<string> =>
  new Set(
    Object.values(absences ?? {})
      .filter((absence) => isAway(absence, now))
      .map(({ user }) => user),
  );
