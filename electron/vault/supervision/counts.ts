import type { z } from 'zod';
import type { supervisionCalls } from '../../../shared/bridge/supervision.ts';
import type { ReadConnection } from '../store/connection.ts';
import { pause } from '../threads/slices.ts';
import { countAsking, countClimbed } from './climbing.ts';
import { countReviews } from './reviews.ts';
import { supervisorOf } from './supervisor.ts';
import { countUnheld } from './unheld.ts';

type Counts = z.output<(typeof supervisionCalls)['supervision.counts']['output']>;

/**
 * What waits for this person as a supervisor. In steps: the rail asks for it whenever something changes, and a key that is
 * pressed meanwhile goes before it. `now` in milliseconds.
 */
export async function countSupervision(db: ReadConnection, now: number): Promise<Counts> {
  const { units, actor } = supervisorOf(db);
  if (units.length === 0) return { approvals: 0, overdue: 0, unheld: 0, reviews: 0 };
  const approvals = countAsking(db, units, actor.user);
  const overdue = countClimbed(db, units, now);
  await pause();
  const unheld = countUnheld(db, now);
  await pause();
  return { approvals, overdue, unheld, reviews: countReviews(db) };
}
