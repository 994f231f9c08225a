/** Where a thing that is due is owed: the stage of its case, and whether the drawer of tasks and clocks opens with it. */
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { duesPlace } from '../case/dues/DuesDrawer.tsx';
import { owingStage, type StageKey } from '../case/stages.ts';
import { usePlace } from '../../app/place.ts';

export interface Owing {
  readonly stage: StageKey;
  readonly drawer: boolean;
}

export function owingOf({ kind, what, nextAct }: Pick<DueRow, 'kind' | 'what' | 'nextAct'>): Owing {
  const next = owingStage(nextAct, []);
  if (kind === 'alert') return { stage: 'risk', drawer: false };
  if (kind === 'approval' || kind === 'second_review') return { stage: 'decision', drawer: false };
  if (kind === 'recipient') return { stage: 'send', drawer: false };
  if (kind === 'question' || kind === 'check') return { stage: 'research', drawer: false };
  if (kind !== 'clock') return { stage: next, drawer: kind !== 'hand_over' };
  switch (what) {
    case 'risk_review':
      return { stage: 'risk', drawer: false };
    case 'tasking':
    case 'charity_answer':
      return { stage: 'research', drawer: false };
    case 'acknowledge_charity':
    case 'charity_feedback':
      return { stage: 'research', drawer: false };
    case 'no_action_review':
      return { stage: 'decision', drawer: true };
    case 'mandatory_referral':
      return { stage: next === 'send' || next === 'decision' ? next : 'referral_test', drawer: false };
    default:
      return { stage: next, drawer: false };
  }
}

/** Opens the case of a row where it is owed; going back leads to the list. */
export function openOwing(row: DueRow): void {
  const { go, remember } = usePlace.getState();
  if (row.kind === 'hand_over') return go({ screen: 'handover' });
  const { stage, drawer } = owingOf(row);
  remember(`case ${row.caseId} stage`, { stage });
  remember(duesPlace(row.caseId), { open: drawer });
  go({ screen: 'case', caseId: row.caseId });
}
