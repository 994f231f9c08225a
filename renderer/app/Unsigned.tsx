import { CircleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '../ui/index.ts';
import { errorWords } from '../words/errors.ts';
import { t } from '../words/t.ts';
import { onNotice } from './bridge.ts';
import classes from './Frame.module.css';
import { usePlace } from './place.ts';

/** What was held and could not be signed, the newest last; it stays until its case has been opened from here. */
export function Unsigned() {
  const go = usePlace((state) => state.go);
  const [cases, setCases] = useState<readonly { readonly caseId: string; readonly code: string }[]>([]);
  useEffect(
    () =>
      onNotice('unsigned', (told) => {
        setCases((before) => [...before.filter(({ caseId }) => caseId !== told.caseId), told]);
        announce(t('What you signed was not taken in. It is a draft again.'), true);
      }),
    [],
  );
  const last = cases.at(-1);
  if (last === undefined) return null;
  const { what, next } = errorWords({ code: last.code, message: '' });
  return (
    <button
      type="button"
      className={`${classes.cell} ${classes.danger}`}
      title={`${what} ${next}`}
      onClick={() => {
        setCases((before) => before.slice(0, -1));
        go({ screen: 'case', caseId: last.caseId });
      }}
    >
      <CircleAlert size={14} aria-hidden="true" />
      <span className={classes.cut}>
        {cases.length === 1
          ? t('Not signed, a draft again: {{why}}', { why: what })
          : t('Not signed, drafts again: {{n}} cases', { n: cases.length })}
      </span>
    </button>
  );
}
