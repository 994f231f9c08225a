import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { Button } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './moving.module.css';

/** Cases that were here and have gone: where to, and who can say more. Each line stays until it is let go. */
export function Departures() {
  const gone = useCall('departures.read', {}).value ?? [];
  if (gone.length === 0) return null;
  const letGo = async (caseId: string) => {
    await call('departures.seen', { caseIds: [caseId] });
    askAgain('departures.read');
  };
  return (
    <ul className={classes.departures} aria-label={t('Cases that have gone')}>
      {gone.map(({ caseId, reference, by, unit }) => (
        <li key={caseId}>
          <span>
            {unit === null
              ? t('{{reference}} was set apart by {{name}}, who can say more.', { reference, name: by.name })
              : t('{{reference}} went to {{unit}}. {{name}} sent it there, and can say more.', {
                  reference,
                  unit: unit.name,
                  name: by.name,
                })}
          </span>
          <Button
            variant="quiet"
            aria-label={t('Seen: {{reference}}', { reference })}
            onClick={() => void letGo(caseId)}
          >
            {t('Seen')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
