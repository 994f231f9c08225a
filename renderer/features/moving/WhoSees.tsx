import { Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './moving.module.css';

type People = readonly { readonly user: string; readonly name: string }[];

/** Before it is done: who will see the case, and who sees it now and will not. */
export function WhoSees({ now, then }: { readonly now: People; readonly then: People }) {
  const staying = new Set(then.map(({ user }) => user));
  return (
    <div className={classes.preview}>
      <Names label={t('Will see it')} people={then} none={t('Nobody yet')} />
      <Names
        label={t('Will no longer see it')}
        people={now.filter(({ user }) => !staying.has(user))}
        none={t('Everybody who sees it now still will')}
      />
    </div>
  );
}

function Names({ label, people, none }: { readonly label: string; readonly people: People; readonly none: string }) {
  return (
    <section aria-label={label}>
      <h3 className={classes.heading}>{label}</h3>
      {people.length === 0 ? (
        <p className={classes.none}>{none}</p>
      ) : (
        <ul className={classes.names}>
          {people.map(({ user, name }) => (
            <li key={user}>
              <Foreign text={name} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
