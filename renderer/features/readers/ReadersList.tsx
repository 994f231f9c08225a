import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { Readers } from '../../../shared/bridge/readers.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useMe } from '../../app/me.ts';
import { announce, Button, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { keyState, setApartBecause } from '../../words/readers.ts';
import classes from './readers.module.css';
import { t } from '../../words/t.ts';

type Person = Readers['people'][number];
interface Change {
  readonly user: string;
  readonly name: string;
  readonly to: 'in' | 'out';
}

/** Everybody who reads the case; a supervisor among them lets others in, and out. */
export function ReadersList({ caseId }: { readonly caseId: string }) {
  const readers = useCall('readers.read', { caseId });
  const me = useMe();
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  if (readers.error) return <ErrorNotice error={readers.error} />;
  if (readers.value === undefined) return <Skeleton rows={4} />;
  if (readers.value === null) return <p>{t('The whole unit reads this case.')}</p>;
  const { people, others, why, mayChange } = readers.value;

  const change = async ({ user, name, to }: Change) => {
    setBusy(true);
    setError(null);
    const answer = await call('readers.change', { caseId, user, to });
    setBusy(false);
    setAsked(null);
    if (!answer.ok) return setError(answer.error);
    announce(
      to === 'in' ? t('{{name}} can see the case.', { name }) : t('{{name}} can no longer see the case.', { name }),
    );
    askAgain('readers.read', 'case.read', 'directory.people');
  };
  const leave = ({ user, name }: Person) =>
    asked === user ? (
      <span className={classes.acts}>
        <Button disabled={busy} onClick={() => void change({ user, name, to: 'out' })}>
          {t('Let out, for certain')}
        </Button>
        <Button variant="quiet" onClick={() => setAsked(null)}>
          {t('Keep')}
        </Button>
      </span>
    ) : (
      <Button
        variant="quiet"
        disabled={busy}
        aria-label={t('Let {{name}} out', { name })}
        onClick={() => setAsked(user)}
      >
        {t('Let out')}
      </Button>
    );

  return (
    <div className={classes.readers}>
      <p className={classes.why}>{setApartBecause[why]}</p>
      <ul className={classes.people} aria-label={t('Readers')}>
        {people.map((person) => (
          <li key={person.user} className={classes.person}>
            <span className={classes.name}>
              <span>
                <Foreign text={person.name} />
                {person.user === me?.user && ` ${t('(you)')}`}
              </span>
              <span className={classes.key}>{keyState(person)}</span>
            </span>
            {mayChange && people.length > 1 && leave(person)}
          </li>
        ))}
      </ul>
      {mayChange && others.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('Could be let in')}</h3>
          <ul className={classes.people} aria-label={t('Could be let in')}>
            {others.map(({ user, name }) => (
              <li key={user} className={classes.person}>
                <Foreign text={name} />
                <Button
                  disabled={busy}
                  aria-label={t('Let {{name}} in', { name })}
                  onClick={() => void change({ user, name, to: 'in' })}
                >
                  {t('Let in')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={classes.why}>
        {mayChange
          ? t(
              'Who is let out loses the case from every workstation at its next sync. What is written after that has a new key.',
            )
          : t('A supervisor among the readers can let others in.')}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
