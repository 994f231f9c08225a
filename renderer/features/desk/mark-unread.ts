import { call } from '../../app/bridge.ts';
import { announce } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { errorLine } from '../../words/errors.ts';
import { t } from '../../words/t.ts';

/** Marks cases as unread or read, and says so, or why not. */
export async function markUnread(caseIds: readonly string[], unread: boolean): Promise<void> {
  const answer = await call('desk.unread', { caseIds: [...caseIds], unread });
  const words = unread ? t('Marked as unread.') : t('Marked as read.');
  const many = caseIds.length > 1 ? ` ${counted(caseIds.length, 'case')}.` : '';
  announce(answer.ok ? `${words}${many}` : errorLine(answer.error));
}
