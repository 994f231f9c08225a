import type { ReactNode } from 'react';
import type { CallError } from '../../shared/bridge/call.ts';
import { errorWords } from '../words/errors.ts';
import classes from './Empty.module.css';

/** What went wrong, why, and the next step, in words. `action` is the button that takes it. */
export function ErrorNotice({ error, action }: { error: CallError; action?: ReactNode }) {
  const { what, why, next } = errorWords(error);
  return (
    <div role="alert" className={classes.notice} data-code={error.code}>
      <p className={classes.what}>{what}</p>
      {why !== '' && <p className={classes.why}>{why}</p>}
      <p>{next}</p>
      {action}
    </div>
  );
}
