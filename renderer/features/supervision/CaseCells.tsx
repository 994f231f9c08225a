import { Foreign } from '../../ui/index.ts';
import { categoryShort } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import classes from './supervision.module.css';

interface OfCase {
  readonly reference: string;
  readonly force: string;
  readonly categories: readonly string[];
  readonly roles: string;
  readonly subject: string | null;
  readonly screened: 'none' | 'declared' | null;
}

/** Which case it is; the name of whom it reports stands there once this person has passed its conflict screen. */
export function CaseCells({ of }: { readonly of: OfCase }) {
  return (
    <>
      <span className={classes.reference}>{of.reference}</span> <span>{of.force}</span>{' '}
      <span>{of.categories.map(categoryShort).join(', ')}</span>{' '}
      <Foreign text={of.subject ?? of.roles} className={classes.muted ?? ''} />{' '}
      {of.screened === null && <span className={classes.muted}>{t('Conflict screen not passed')}</span>}
    </>
  );
}
