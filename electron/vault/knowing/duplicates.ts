import { reportReceived } from '../../../shared/domain/events/report.ts';
import { likeness, shingles } from '../../../shared/domain/shingles.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { reportPayload } from '../store/events.ts';
import { bandsOf, estimate, sketchFrom } from './sketch.ts';

/** Cases that share a band and are estimated, and of these the likest that are compared word by word. */
const ESTIMATED = 400;
const COMPARED = 40;
/** How far below the threshold an estimate may lie and still be looked at. */
const SLACK = 0.15;

export interface Duplicate {
  /** The row of the case. */
  readonly id: number;
  readonly receivedAt: string;
  readonly likeness: number;
}

const narrativeOf = (db: ReadConnection, caseId: string): string =>
  unlessDamaged(() => reportReceived.payload.safeParse(reportPayload(db, caseId)).data?.narrative, undefined) ?? '';

interface Near extends Record<string, string | number | Uint8Array<ArrayBuffer> | null> {
  id: number;
  case_id: string;
  received_at: string;
  sketch: Uint8Array<ArrayBuffer> | null;
}

/**
 * The cases whose narrative is nearly that of a known case: found by their bands, told apart by their sketches, and
 * measured on the texts themselves. The likest first.
 * @param atLeast 0 to 1
 */
export function duplicatesOf(db: ReadConnection, id: number, atLeast: number): Duplicate[] {
  const own = db.get<Near>('SELECT id, case_id, received_at, sketch FROM known_cases WHERE id = ?', [id]);
  if (own === undefined || own.sketch === null) return [];
  const sketch = sketchFrom(own.sketch);
  const near = db.all<Near>(
    `SELECT k.id, k.case_id, k.received_at, k.sketch FROM (
       SELECT b.id FROM json_each(?) wanted CROSS JOIN known_bands b ON b.band = wanted.value
       WHERE b.id <> ? GROUP BY b.id ORDER BY count(*) DESC, b.id DESC LIMIT ${ESTIMATED}) found
     CROSS JOIN known_cases k ON k.id = found.id`,
    [JSON.stringify(bandsOf(sketch)), id],
  );
  const likely = near
    .flatMap((other) => {
      const guess = other.sketch === null ? 0 : estimate(sketch, sketchFrom(other.sketch));
      return guess >= atLeast - SLACK ? [{ other, guess }] : [];
    })
    .sort((a, b) => b.guess - a.guess || a.other.id - b.other.id)
    .slice(0, COMPARED);
  if (likely.length === 0) return [];
  const rows = shingles(narrativeOf(db, own.case_id));
  return likely
    .map(({ other }) => ({
      id: other.id,
      receivedAt: other.received_at,
      likeness: likeness(rows, shingles(narrativeOf(db, other.case_id))),
    }))
    .filter((found) => found.likeness >= atLeast)
    .sort((a, b) => b.likeness - a.likeness || a.id - b.id);
}
