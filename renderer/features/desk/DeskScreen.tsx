import { useEffect } from 'react';
import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Empty, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { Desk } from './Desk.tsx';
import { ClosedDesk } from './EmptyDesk.tsx';
import { t } from '../../words/t.ts';

/** The Desk, once a desk's key is here; until then, what it waits for. */
export function DeskScreen() {
  const me = useCall('session.me', {});
  const investigatorOnly = me.value?.desks.length === 0 && me.value.investigates.length > 0;
  useEffect(() => {
    if (investigatorOnly) usePlace.setState({ route: { screen: 'referrals' } });
  }, [investigatorOnly]);
  if (me.error) {
    return (
      <Empty title={t('The Desk cannot be shown.')}>
        <ErrorNotice error={me.error} action={<Button onClick={me.again}>{t('Try again')}</Button>} />
      </Empty>
    );
  }
  if (!me.value || investigatorOnly) return <Skeleton rows={16} />;
  if (!me.value.desks.some((desk) => desk.open)) {
    return (
      <main aria-label={t('Desk')}>
        <h1 className="sr-only">{t('Desk')}</h1>
        <ClosedDesk me={me.value} />
      </main>
    );
  }
  return <Desk me={me.value} />;
}
