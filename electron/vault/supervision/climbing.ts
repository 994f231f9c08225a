import { type DueKind, dueKinds } from '../../../shared/domain/dues.ts';
import { escalationRules } from '../../../shared/domain/supervision-rules.ts';
import { APART } from '../cases/dues-rows.ts';
import type { ReadConnection } from '../store/connection.ts';

/** Where something that is due stands. */
export interface Climbed {
  readonly case_id: string;
  readonly kind: DueKind;
  readonly what: string;
  readonly due_at: string;
}

interface Run {
  readonly kind: DueKind;
  readonly statutory: 0 | 1;
  readonly seen: 0 | 1 | 2;
  /** Times up to this one, and after that one where there is one: ISO 8601. */
  readonly until: string;
  readonly after: string | null;
}

const MINUTE = 60_000;
const kindsOf = (): { kind: DueKind; statutory: 0 | 1 }[] => [
  ...dueKinds.map((kind) => ({ kind, statutory: 0 as const })),
  { kind: 'clock', statutory: 1 },
];

/** The runs of the index in which there is what has climbed; `unseen`: that nobody has seen at the level where it is now. */
function runsOf(now: number, unseen: boolean): Run[] {
  const at = (minutes: number) => new Date(now - minutes * MINUTE).toISOString();
  return kindsOf().flatMap(({ kind, statutory }): Run[] => {
    // A kind that no rule names climbs at once, as in `levelOf`.
    const rule = escalationRules.get(statutory === 1 ? 'statutory' : kind);
    const { supervisorMinutes, headMinutes } = rule ?? { supervisorMinutes: 0, headMinutes: 0 };
    const [told, climbed] = [at(supervisorMinutes), at(headMinutes)];
    const of = { kind, statutory };
    return unseen
      ? [
          { ...of, seen: 0, until: told, after: null },
          // Seen by the supervisors, and with the head of unit by now.
          { ...of, seen: 1, until: climbed, after: null },
        ]
      : [
          { ...of, seen: 1, until: told, after: climbed },
          { ...of, seen: 2, until: told, after: null },
        ];
  });
}

/** As many as are counted: more than anybody can look through at once. */
export const COUNTED = 1000;

const places = (units: readonly string[]) => JSON.stringify([...units, APART]);

const where = `kind = ? AND statutory = ? AND seen = ? AND climbs_to IN (SELECT value FROM json_each(?))
  AND due_at IS NOT NULL AND due_at <= ? AND due_at > ?`;
const valuesOf = ({ kind, statutory, seen, until, after }: Run, units: readonly string[]) => [
  ...[kind, statutory, seen, places(units), until, after ?? ''],
];

/** How many things have climbed to the supervisors of these units and were seen by nobody, up to `COUNTED`. `now` in ms. */
export function countClimbed(db: ReadConnection, units: readonly string[], now: number): number {
  let count = 0;
  for (const run of runsOf(now, true)) {
    count += db.column<number>(
      `SELECT count(*) FROM (SELECT 1 FROM dues INDEXED BY dues_climbing WHERE ${where} LIMIT ?)`,
      [...valuesOf(run, units), COUNTED - count],
    )[0]!;
    if (count >= COUNTED) return COUNTED;
  }
  return count;
}

/** The first `most` of what has climbed, by its time; `order` of what is to come first. */
export function climbed(
  db: ReadConnection,
  units: readonly string[],
  now: number,
  { unseen, most, order }: { unseen: boolean; most: number; order: 'oldest' | 'newest' },
): Climbed[] {
  const direction = order === 'oldest' ? 'ASC' : 'DESC';
  const rows = runsOf(now, unseen).flatMap((run) =>
    [...units, APART].flatMap((place) =>
      db.all<{ case_id: string; kind: string; what: string; due_at: string }>(
        `SELECT case_id, kind, what, due_at FROM dues INDEXED BY dues_climbing
         WHERE kind = ? AND statutory = ? AND seen = ? AND climbs_to = ? AND due_at IS NOT NULL AND due_at <= ? AND due_at > ?
         ORDER BY due_at ${direction}, case_id ${direction}, what ${direction} LIMIT ?`,
        [run.kind, run.statutory, run.seen, place, run.until, run.after ?? '', most],
      ),
    ),
  );
  const sign = order === 'oldest' ? 1 : -1;
  const key = ({ due_at, case_id, kind, what }: (typeof rows)[number]) => `${due_at} ${case_id} ${kind} ${what}`;
  return rows
    .toSorted((a, b) => sign * (key(a) < key(b) ? -1 : 1))
    .slice(0, most)
    .map((row) => ({ ...row, kind: row.kind as DueKind }));
}

/** How many things wait for the word of this person, who supervises these units, up to `COUNTED`. */
export const countAsking = (db: ReadConnection, units: readonly string[], user: string): number =>
  db.column<number>(
    `SELECT count(*) FROM (SELECT 1 FROM dues INDEXED BY dues_asking
     WHERE asks = 1 AND climbs_to IN (SELECT value FROM json_each(?)) AND opened_by IS NOT ? LIMIT ?)`,
    [places(units), user, COUNTED],
  )[0]!;

/** What waits for the word of this person, a key for each: the newest. */
export const askingKeys = (db: ReadConnection, units: readonly string[], user: string, most: number): string[] =>
  db
    .all<{ case_id: string; what: string }>(
      `SELECT case_id, what FROM dues INDEXED BY dues_asking
       WHERE asks = 1 AND climbs_to IN (SELECT value FROM json_each(?)) AND opened_by IS NOT ?
       ORDER BY due_at DESC LIMIT ?`,
      [places(units), user, most],
    )
    .map(({ case_id, what }) => `${case_id} ${what} asks`);
