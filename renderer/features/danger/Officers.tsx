import type { Officer } from '../../../shared/bridge/danger.ts';
import { Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './danger.module.css';

/** Who is rung, first to last, with the number; and what holds where the directory names nobody. */
export function Officers({ officers }: { readonly officers: readonly Officer[] }) {
  if (officers.length === 0)
    return (
      <p className={classes.officers}>
        {t('The directory names nobody on call and no supervisor for this unit. Use your force’s own list.')}
      </p>
    );
  return (
    <div className={classes.officers}>
      <h3 className={classes.small}>{officers[0]!.onCall ? t('On call') : t('Nobody is on call. Supervisors')}</h3>
      <ol>
        {officers.map(({ user, name, telephone }) => (
          <li key={user}>
            <Foreign text={name} />{' '}
            {telephone === null ? (
              <span className={classes.muted}>{t('no number in the directory')}</span>
            ) : (
              <strong translate="no" className="mono">
                {telephone}
              </strong>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
