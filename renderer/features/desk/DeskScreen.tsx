import { useEffect } from 'react';
import { isAuditor } from '../../../shared/domain/roles.ts';
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
  const auditorOnly =
    me.value?.desks.length === 0 && me.value.investigates.length === 0 && isAuditor(me.value.memberships);
  const keeps = me.value?.desks.length === 0 && me.value.investigates.length === 0 ? me.value.keeps : [];
  const keepsOnly = keeps.some(({ open }) => open);
  useEffect(() => {
    if (investigatorOnly) usePlace.setState({ route: { screen: 'referrals' } });
    else if (keepsOnly) usePlace.setState({ route: { screen: 'records' } });
    else if (auditorOnly && keeps.length === 0) usePlace.setState({ route: { screen: 'audit' } });
  }, [investigatorOnly, auditorOnly, keepsOnly, keeps.length]);
  if (me.error) {
    return (
      <Empty title={t('The Desk cannot be shown.')}>
        <ErrorNotice error={me.error} action={<Button onClick={me.again}>{t('Try again')}</Button>} />
      </Empty>
    );
  }
  if (!me.value || investigatorOnly || (auditorOnly && keeps.length === 0) || keepsOnly) return <Skeleton rows={16} />;
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
