import { Waypoints } from 'lucide-react';
import { useCall } from '../../app/calls.ts';
import { Button } from '../../ui/index.ts';
import { alertName } from '../../words/related.ts';
import { t } from '../../words/t.ts';
import { openRelated } from './related-place.ts';
import styles from './related.module.css';

/** At the top of Assess while an alert stands: what it is about, and the way to it. */
export function AlertLine({ caseId }: { readonly caseId: string }) {
  const related = useCall('related.read', { caseId });
  const alerts = related.value?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <p className={styles.alertLine}>
      <Waypoints size={16} aria-hidden="true" />
      <span>
        {alerts
          .map(({ kind, matches }) => t('{{alert}}: {{count}}', { alert: alertName(kind), count: matches.length }))
          .join(' · ')}
      </span>
      <Button keys="Ctrl+J" onClick={() => openRelated(caseId)}>
        {t('Look')}
      </Button>
    </p>
  );
}
