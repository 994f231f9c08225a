import type { DueRow } from '../../../shared/bridge/dues.ts';
import { clockLabel } from '../../words/clocks.ts';
import type { DueKind } from '../../../shared/domain/dues.ts';
import { nextName, recipientName, stateName } from '../../words/recipients.ts';
import { nextActs } from '../../words/labels.ts';
import { t } from '../../words/t.ts';

export const kindName = (kind: DueKind): string =>
  ({
    alert: t('Danger not acknowledged'),
    urgent: t('Safeguarding action'),
    clock: t('Clock'),
    task: t('Task'),
    hand_over: t('Hand-over not accepted'),
    question: t('Question'),
    check: t('Check'),
    approval: t('Approval'),
    second_review: t('Second review'),
    recipient: t('Recipient'),
  })[kind];

/** What is due; the words of a task are a person's own and stand beside it. */
export const whatIsDue = ({
  kind,
  what,
  recipient = null,
}: Pick<DueRow, 'kind' | 'what'> & Partial<Pick<DueRow, 'recipient'>>): string =>
  kind === 'clock'
    ? clockLabel(what)
    : recipient === null
      ? kindName(kind)
      : t('{{recipient}}: {{state}}', { recipient: recipientName(recipient.kind), state: stateName(recipient) });

const clockActs = (): Readonly<Record<string, string>> => ({
  mandatory_referral: t('Refer it, or say why not'),
  risk_review: t('Assess risk'),
  acknowledge_charity: t('Write to the charity'),
  tasking: t('Hold the tasking meeting'),
  charity_answer: t('Enter the answer'),
  no_action_review: t('Supervisor looks at it'),
  case_review: t('Review or decide'),
  charity_feedback: t('Tell the charity'),
});

/** What the holder does next. Nothing can be signed on most things before the conflict screen. */
export function nextActOf(row: Pick<DueRow, 'kind' | 'what' | 'nextAct' | 'screened' | 'recipient'>): string {
  if (row.screened === null && row.kind !== 'hand_over' && row.kind !== 'alert') return nextActs.screen;
  switch (row.kind) {
    case 'clock':
      return clockActs()[row.what] ?? nextActs[row.nextAct];
    case 'alert':
      return t('Acknowledge it');
    case 'urgent':
    case 'task':
      return t('Do it, then settle');
    case 'hand_over':
      return t('Accept it');
    case 'question':
      return t('Review or pass on');
    case 'check':
      return t('Enter what it brought');
    case 'approval':
      return row.nextAct === 'decide' ? t('Decide anew') : t('A supervisor reads it');
    case 'second_review':
      return t('Read it a second time');
    case 'recipient':
      return row.recipient === null ? kindName(row.kind) : nextName(row.recipient);
  }
}
