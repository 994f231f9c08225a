import { hasAnswer, waitsOnOthers } from '../../../shared/domain/dues.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { LocalMarks } from './local-marks.ts';

/** Undecided, and urgent by the charity's word or by this unit's own. */
export const isImmediate = ({ decision, received, danger }: CaseFacts): boolean =>
  decision === null && (received.urgency === 'immediate' || danger === 'yes');

/**
 * The band in which a case stands in the view Today, or null: 0 refused, 1 immediate or danger, 2 and 3 new (a priority
 * and the rest), 4 an answer came, 5 in hand, 6 waiting for somebody else. What of 2 to 6 is late, or due by midnight,
 * moves up when the day is read: a row knows no clock. `due`: something of it is due at some time.
 */
export function todayBand(
  facts: CaseFacts,
  local: Pick<LocalMarks, 'refused' | 'waiting' | 'held'>,
  due: boolean,
): number | null {
  const undecided = facts.decision === null;
  if (!undecided && local.refused + local.waiting + local.held === 0 && !due) return null;
  if (local.refused > 0) return 0;
  if (isImmediate(facts)) return 1;
  if (hasAnswer(facts)) return 4;
  if (waitsOnOthers(facts)) return 6;
  // Decided, and on its way to the hub.
  if (!undecided) return due ? 5 : 6;
  if (facts.state === 'received') return facts.received.urgency === 'priority' ? 2 : 3;
  return 5;
}
