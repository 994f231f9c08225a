import { useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce, Button, ErrorNotice } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import styles from './assess.module.css';

const answers = new Set(['allocated', 'hand_over_accepted', 'decided']);

/** Whether somebody has asked to be spared this case, and nobody has answered yet. */
export const swapWanted = (file: CaseFile): boolean =>
  file.timeline.findLast(({ type }) => type === 'swap_asked' || answers.has(type))?.type === 'swap_asked';

/** The holder may ask for another case instead of this one. No reason is asked, and none can be given. */
export function Swap() {
  const { file, me, sign } = useOpenCase();
  const [error, setError] = useState<CallError | null>(null);
  const wanted = swapWanted(file);
  const may = file.allocatedTo === me.user && file.decisions.length === 0 && !wanted;
  const ask = async () => {
    const answer = await sign({ type: 'swap_asked', facets: {}, payload: {} });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) announce(t('Swap asked for. The case stays yours until it is given to somebody.'));
  };
  useCommand('assess.swap', () => void ask(), may);
  if (wanted) return <span className={styles.muted}>{t('Swap asked for')}</span>;
  if (error !== null) return <ErrorNotice error={error} />;
  return may ? (
    <Button variant="quiet" title={t('Ask for another case instead. No reason is needed.')} onClick={() => void ask()}>
      {t('Swap')}
    </Button>
  ) : null;
}
