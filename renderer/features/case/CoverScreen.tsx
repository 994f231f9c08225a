import { Button, Chip } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { urgencyName } from '../../words/labels.ts';
import { coverLine } from '../desk/cover-line.ts';
import { useHold } from './assess/use-hold.ts';
import { BreakLine } from './BreakLine.tsx';
import { type JustSigned, uncover, useJustSigned } from './cover.ts';
import styles from './cover.module.css';
import type { CaseRead } from './open-case.ts';
import { HeldLine } from './HeldLine.tsx';

/** What awaits the reader, before any text: `Enter` shows it. The text itself is never blurred. */
export function CoverScreen({ caseId, read }: { readonly caseId: string; readonly read: CaseRead }) {
  const { row, file } = read;
  const { signed } = useJustSigned();
  return (
    <section className={styles.cover} aria-label={t('Cover line')}>
      {signed !== null && signed.caseId !== caseId && <Signed key={signed.caseId} signed={signed} />}
      <p className={styles.line}>{coverLine(row, file)}</p>
      <p className={styles.facts}>
        <Chip tone={row.danger === 'yes' || row.urgency === 'immediate' ? 'danger' : 'plain'}>
          {urgencyName(row.urgency)}
        </Chip>
        {row.roles !== '' && <span className="foreign">{row.roles}</span>}
      </p>
      <Button variant="main" keys="Enter" autoFocus onClick={() => uncover(caseId)}>
        {t('Show the text')}
      </Button>
    </section>
  );
}

/** What was signed a moment ago, and while it is held the way to take it back. */
function Signed({ signed }: { readonly signed: JustSigned }) {
  const hold = useHold(signed.caseId, 'decision', signed.heldUntil);
  return (
    <section className={styles.signed} aria-label={t('Signed')}>
      <p>
        <span translate="no" className="mono">
          {signed.reference}
        </span>{' '}
        {signed.words}
      </p>
      {hold !== null && hold.left > 0 && <HeldLine hold={hold} caseId={signed.caseId} />}
      {signed.breakDue && <BreakLine />}
    </section>
  );
}
