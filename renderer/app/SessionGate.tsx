import { KeptAlerts } from '../features/danger/KeptAlerts.tsx';
import { RestoreScreen } from '../features/restore/RestoreScreen.tsx';
import { useWay } from '../features/restore/way.ts';
import { WaysScreen } from '../features/restore/WaysScreen.tsx';
import { ClosedScreen } from '../features/session/ClosedScreen.tsx';
import { SetUpScreen } from '../features/session/SetUpScreen.tsx';
import { UnlockScreen } from '../features/session/UnlockScreen.tsx';
import { Button, Empty, ErrorNotice, Late } from '../ui/index.ts';
import { useCall } from './calls.ts';
import { Frame } from './Frame.tsx';
import { MarkingStrip } from './MarkingStrip.tsx';
import { useSetUpOutcome } from './set-up-outcome.ts';
import { t } from '../words/t.ts';

/** What the session allows: set-up, the passphrase, or the workstation. */
export function SessionGate() {
  const session = useCall('session.state', {});
  const justSetUp = useSetUpOutcome((state) => state.outcome);
  const way = useWay((state) => state.way);
  if (session.error) {
    return (
      <Empty title={t('Candour cannot start.')}>
        <ErrorNotice error={session.error} action={<Button onClick={session.again}>{t('Try again')}</Button>} />
      </Empty>
    );
  }
  if (!session.value) {
    return (
      <Late>
        <Empty title={t('Starting the vault…')} />
      </Late>
    );
  }
  const { phase, closed } = session.value;
  if (phase === 'open' && closed !== null)
    return (
      <>
        <MarkingStrip />
        <ClosedScreen code={closed} />
      </>
    );
  if (phase === 'open' && justSetUp === null) return <Frame />;
  if (phase !== 'open' && way.screen !== 'unlock') {
    return (
      <>
        <MarkingStrip />
        {way.screen === 'ways' ? (
          <WaysScreen code={way.code} />
        ) : (
          <RestoreScreen session={session.value} from={way.from} />
        )}
      </>
    );
  }
  return (
    <>
      <MarkingStrip />
      {phase === 'locked' && <KeptAlerts />}
      {phase === 'locked' ? <UnlockScreen session={session.value} /> : <SetUpScreen session={session.value} />}
    </>
  );
}
