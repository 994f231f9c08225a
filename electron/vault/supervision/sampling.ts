import { createHash } from 'node:crypto';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { decisionReviewed, secondReviewDrawn } from '../../../shared/domain/events/supervision.ts';
import { type Approved, isOver, monthOf, sampleOf, seedOf } from '../../../shared/domain/sample.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { foldRow } from '../cases/fold-row.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseHeader } from '../store/events.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import type { ReviewMonth } from '../../../shared/bridge/supervision.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** An approval with its case and its place in the desk's log. */
interface Placed extends Approved {
  readonly caseId: string;
  readonly seq: number;
}
interface Draw {
  readonly seed: string;
  readonly share: number;
  readonly of: number;
  readonly month: string;
  readonly decisions: readonly string[];
  /** The first place that the draw takes in the log; null while it waits for the hub. */
  readonly seq: number | null;
}

const rowsOf = (db: ReadConnection, unit: string, type: string) =>
  db.all<{ case_id: string; seq: number | null; header: string }>(
    `SELECT case_id, seq, header FROM events
     WHERE type = '${type}' AND compartment = ? AND status IN ('accepted', 'answered', 'waiting')`,
    [deskOf(unit)],
  );

/** Every approval in the desk's log that the hub has put there. */
function approvedAt(db: ReadConnection, unit: string): Placed[] {
  return rowsOf(db, unit, 'decision_reviewed').flatMap(({ case_id, seq, header: json }): Placed[] => {
    const header = parseHeader(json, case_id);
    const facets = decisionReviewed.facets.safeParse(header.facets);
    if (seq === null || !facets.success || facets.data.verdict !== 'approved') return [];
    return [{ decision: facets.data.decision, approval: header.id, at: header.at, caseId: case_id, seq }];
  });
}

function drawsAt(db: ReadConnection, unit: string): Draw[] {
  const draws = new Map<string, Draw>();
  for (const { case_id, seq, header: json } of rowsOf(db, unit, 'second_review_drawn')) {
    const facets = secondReviewDrawn.facets.safeParse(parseHeader(json, case_id).facets);
    if (!facets.success) continue;
    const { decision, seed, share, of, month } = facets.data;
    const held = draws.get(seed);
    const places = [held?.seq ?? null, seq].filter((place) => place !== null);
    draws.set(seed, {
      ...{ seed, share, of, month },
      decisions: [...(held?.decisions ?? []), decision],
      seq: places.length === 0 ? null : Math.min(...places),
    });
  }
  return [...draws.values()].toSorted((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
}

/** Of a month: what each draw was made from, in order, and what is in none yet. */
function monthAt(unit: string, month: string, approved: readonly Placed[], draws: readonly Draw[]) {
  let left = approved.filter(({ at }) => monthOf(at) === month);
  const made = draws
    .filter((draw) => draw.month === month)
    .map((draw) => {
      const from = left.filter(({ seq }) => draw.seq === null || seq < draw.seq);
      left = left.filter((one) => !from.includes(one));
      const seed = seedOf(unit, month, from, digest);
      const again = sampleOf(from, draw.share, seed, digest);
      const same = again.length === draw.decisions.length && again.every((one) => draw.decisions.includes(one));
      return { ...draw, repeats: seed === draw.seed && from.length === draw.of && same };
    });
  return { made, left };
}

/** Every month that is over with approved decisions of no further action, the newest first. `now` in milliseconds. */
export function reviewMonths(db: ReadConnection, units: readonly string[], now: number): ReviewMonth[] {
  return units.flatMap((unit) => {
    const approved = approvedAt(db, unit);
    const draws = drawsAt(db, unit);
    const months = [...new Set(approved.map(({ at }) => monthOf(at)))]
      .filter((month) => isOver(month, new Date(now).toISOString()))
      .toSorted()
      .toReversed();
    return months.map((month): ReviewMonth => {
      const { made, left } = monthAt(unit, month, approved, draws);
      const told = made.map(({ seed, share, of, decisions, repeats }) => {
        return { seed, share, of, drawn: decisions.length, repeats };
      });
      return { unit, month, left: left.length, draws: told };
    });
  });
}

/** Undoes what was signed of a draw before one case of it was refused. */
class DrawRefused extends Error {
  readonly answer: Done<never>;
  constructor(answer: Done<never>) {
    super('draw refused');
    this.answer = answer;
  }
}

/** Signs what a draw of the month gives: one event in the log of each case that was drawn. */
export function draw(
  vault: WritingVault,
  { unit, month, share }: { unit: string; month: string; share: number },
): Done<{ drawn: number }> {
  const { db } = vault;
  if (!isOver(month, instant(vault.clock()))) return failed('month_not_over');
  const sign = () => {
    const approved = approvedAt(db, unit);
    const { left } = monthAt(unit, month, approved, drawsAt(db, unit));
    if (left.length === 0) return failed('nothing_to_draw');
    const seed = seedOf(unit, month, left, digest);
    const drawn = sampleOf(left, share, seed, digest);
    for (const decision of drawn) {
      const { caseId } = left.find((one) => one.decision === decision)!;
      const facets = { decision, month, share, seed, of: left.length };
      const composed = compose(vault, { caseId, type: 'second_review_drawn', facets, payload: {} });
      // All of them or none: half a sample would be a chosen one.
      if (!composed.ok) throw new DrawRefused(composed);
      keepSigned(vault, composed.value);
      foldRow(vault, caseId);
    }
    return done({ drawn: drawn.length });
  };
  try {
    return db.transaction(sign);
  } catch (error) {
    if (error instanceof DrawRefused) return error.answer;
    throw error;
  }
}
