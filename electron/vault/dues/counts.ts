import type { z } from 'zod';
import type { duesCalls } from '../../../shared/bridge/dues.ts';
import { instantOfWallClock, wallClockAt } from '../../../shared/domain/statutory-clock.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf, readMeta, writeMeta } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { lateOffers } from './offers.ts';

type Counts = z.output<(typeof duesCalls)['dues.counts']['output']>;

/** The end of the day of London in which `now` (ms) lies. */
function endOfDay(now: number): string {
  const { year, month, day } = wallClockAt(new Date(now).toISOString());
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  const [y, m, d] = [next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate()];
  return instantOfWallClock({ year: y, month: m, day: d, hour: 0, minute: 0 });
}

/** Reminders to this person of what they still hold. */
export const remindersOf = (db: ReadConnection, user: string): string[] =>
  db.column<string>('SELECT reminder FROM dues INDEXED BY dues_reminded WHERE reminded = ? AND holder = reminded', [
    user,
  ]);

/** @param now milliseconds */
export function countDues(db: ReadConnection, now: number): Counts {
  const { user } = identityOf(db);
  const count = (condition: string, values: readonly string[]) =>
    db.column<number>(`SELECT count(*) FROM dues WHERE ${condition}`, values)[0]!;
  const seen = new Set(readMeta(db, 'reminders_seen') ?? []);
  return {
    all: db.column<number>(`SELECT n FROM tallies WHERE name = 'dues'`)[0]!,
    mine: count('holder = ?', [user]),
    pressing: count('holder = ? AND due_at < ?', [user, endOfDay(now)]),
    reminded: remindersOf(db, user).filter((event) => !seen.has(event)).length,
    offered: count(`kind = 'hand_over' AND holder = ?`, [user]),
    late: lateOffers(db, now).length,
  };
}

/** Notes that the person has seen every reminder that is here now. */
export function seeReminders(vault: WritingVault): void {
  const { db } = vault;
  const standing = remindersOf(db, identityOf(db).user);
  const seen = new Set(readMeta(db, 'reminders_seen') ?? []);
  if (standing.every((event) => seen.has(event))) return;
  db.transaction(() => {
    writeMeta(db, 'reminders_seen', standing);
    vault.changes.desk = true;
  });
}
