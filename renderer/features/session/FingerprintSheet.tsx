import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { call } from '../../app/bridge.ts';
import { LettersChoice } from '../../app/LettersChoice.tsx';
import { useMe } from '../../app/me.ts';
import { placeText } from '../../app/place.ts';
import { useSetUpOutcome } from '../../app/set-up-outcome.ts';
import { Button, Fingerprint } from '../../ui/index.ts';
import { listedOr } from '../../words/count.ts';
import { Sheet } from './Sheet.tsx';
import classes from './Sheet.module.css';
import { t } from '../../words/t.ts';

/** After set-up: what the person reads out to the officer who holds the keyring. */
export function FingerprintSheet({ outcome }: { outcome: CallOutput<'session.setUp'> }) {
  const me = useMe();
  const closed = (me?.desks ?? []).filter((desk) => !desk.open).map((desk) => desk.name);
  return (
    <Sheet title={t('This workstation is set up for {{name}}', { name: outcome.name })}>
      <p>{t('Read this fingerprint to the officer who holds the keys:')}</p>
      <Fingerprint text={outcome.fingerprint} />
      <p className={classes.under}>
        {closed.length > 0
          ? closed.length === 1
            ? t('The officer compares it and grants the key of {{closed}}. Until then the Desk stays closed.', {
                closed: listedOr(closed, 'desk'),
              })
            : t('The officer compares it and grants the keys of {{closed}}. Until then the Desk stays closed.', {
                closed: listedOr(closed, 'desk'),
              })
          : t(
              'The officer compares it and vouches for this workstation. Until then nobody can send it anything. The fingerprint stays in the settings.',
            )}
      </p>
      <LettersChoice onChosen={() => void call('place.save', { place: placeText() })} />
      <Button variant="main" keys="Enter" autoFocus onClick={() => useSetUpOutcome.setState({ outcome: null })}>
        {t('Go on')}
      </Button>
    </Sheet>
  );
}
