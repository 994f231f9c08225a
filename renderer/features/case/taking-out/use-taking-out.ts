import { useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { Answer, TakenOut } from '../../../../shared/bridge/shell.ts';
import { announce } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';

type Outcome = Exclude<TakenOut['outcome'], 'failed'>;

const words: Record<Outcome, string> = {
  printed: t('Sent to the printer, and entered in the journal.'),
  saved: t('Saved encrypted, and entered in the journal.'),
  cancelled: t('Nothing was taken out.'),
};

/** First the vault's leave, then main's work; what came of it, in words. */
export function useTakingOut() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [told, setTold] = useState('');

  async function run(
    ask: () => Promise<{ ok: true; value: { grant: string } } | { ok: false; error: CallError }>,
    take: (grant: string) => Promise<Answer<TakenOut>> | undefined,
  ): Promise<void> {
    setBusy(true);
    setError(null);
    setTold('');
    const leave = await ask();
    const taken = leave.ok ? await take(leave.value.grant) : undefined;
    setBusy(false);
    if (!leave.ok) return setError(leave.error);
    if (taken === undefined || !taken.ok) return setError({ code: taken?.error.code ?? 'no_bridge', message: '' });
    const { outcome, code } = taken.value;
    if (outcome === 'failed') return setError({ code: code ?? 'print_failed', message: '' });
    setTold(words[outcome]);
    announce(words[outcome]);
  }
  return { busy, error, told, run };
}
