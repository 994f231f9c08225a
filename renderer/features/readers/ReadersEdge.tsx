import { useState } from 'react';
import { Dialog } from '../../ui/index.ts';
import { whoSees } from '../../words/readers.ts';
import { ReadersList } from './ReadersList.tsx';
import classes from './readers.module.css';
import { t } from '../../words/t.ts';

/** The hatched edge over a case that was set apart, and how many people can see it. */
export function ReadersEdge({ caseId, readers }: { readonly caseId: string; readonly readers: number }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <section className={classes.edge} aria-label={t('Named-readers case')}>
      <span className={classes.line}>
        {t('Named-readers case ·')}{' '}
        <button type="button" className={classes.who} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {whoSees(readers)}
        </button>
      </span>
      <Dialog open={open} onClose={close} title={t('Who can see this case')}>
        <ReadersList caseId={caseId} />
      </Dialog>
    </section>
  );
}
