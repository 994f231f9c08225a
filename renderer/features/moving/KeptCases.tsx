import { useKeptCases } from '../../app/kept-cases.ts';
import { Button } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import classes from './moving.module.css';

/** Each is a line of its own; the others follow as these are settled. */
const SHOWN = 3;

/** On the Desk of a supervisor: the cases in which work waits that came too late to be added. */
export function KeptCases() {
  const { cases, open } = useKeptCases();
  if (cases.length === 0) return null;
  return (
    <ul className={classes.departures} aria-label={t('Work that could not be added')}>
      {cases.slice(0, SHOWN).map(({ caseId, reference, entries }) => (
        <li key={caseId}>
          <span>
            {t('{{reference}}: {{entries}} came too late to be added. You decide what becomes of it.', {
              reference,
              entries: counted(entries, 'entry', 'entries'),
            })}
          </span>
          <Button aria-label={t('Read it: {{reference}}', { reference })} onClick={() => open(caseId)}>
            {t('Read it')}
          </Button>
        </li>
      ))}
      {cases.length > SHOWN && <li>{t('And {{cases}} more.', { cases: counted(cases.length - SHOWN, 'case') })}</li>}
    </ul>
  );
}
