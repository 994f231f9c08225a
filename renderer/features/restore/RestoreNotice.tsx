import type { RestoreState } from '../../../shared/bridge/restore.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { Button } from '../../ui/index.ts';
import classes from './Restore.module.css';
import { leftWords, restoreWords } from './words.ts';
import { t } from '../../words/t.ts';

/** How a restore goes and what it brought; stays until it was read. */
export function RestoreNotice() {
  const state = useCall('restore.state', {}).value;
  if (state === undefined || state.phase === 'none') return null;
  return (
    <aside className={classes.line} aria-label={t('Restore')} data-phase={state.phase}>
      <p role="status">{restoreWords(state)}</p>
      {state.phase !== 'catching_up' && <Left state={state} />}
      {state.phase === 'done' && (
        <Button
          onClick={() => {
            void call('restore.settle', {}).then(() => askAgain('restore.state'));
          }}
        >
          {t('Understood')}
        </Button>
      )}
    </aside>
  );
}

function Left({ state }: { state: Extract<RestoreState, { phase: 'keys' | 'done' }> }) {
  const lines = leftWords(state);
  if (lines.length === 0) return null;
  return <p>{lines.join(' ')}</p>;
}
