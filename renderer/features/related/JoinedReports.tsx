import { useEffect, useRef } from 'react';
import { useCall } from '../../app/calls.ts';
import { useLayer } from '../../app/layers.tsx';
import { usePlace } from '../../app/place.ts';
import { Button, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { absolute } from '../../words/time.ts';
import { useOpenCase } from '../case/open-case.ts';
import styles from './related.module.css';

/** In Reading's place: the first report and its follow-ups, one below the other in the order of receipt. */
export function JoinedReports({ onClose }: { readonly onClose: () => void }) {
  const { caseId, read, now } = useOpenCase();
  const { row, related } = read;
  const region = useRef<HTMLElement>(null);
  useLayer(true, onClose, false);
  useEffect(() => region.current?.focus(), []);
  const own = { caseId, reference: row.reference, receivedAt: row.receivedAt, relation: null };
  const reports = [own, ...related].toSorted(
    (a, b) => a.receivedAt.localeCompare(b.receivedAt) || a.caseId.localeCompare(b.caseId),
  );
  const first = row.parentReference ?? row.reference;
  return (
    <section
      ref={region}
      className={styles.joined}
      data-pane="reading"
      aria-label={t('Reports read together')}
      tabIndex={0}
      data-joined
    >
      <p className={styles.joinedHead}>
        <strong>{t('{{count}} reports in the order of receipt', { count: reports.length })}</strong>
        <Button variant="quiet" keys="Escape" onClick={onClose}>
          {t('Read this one alone')}
        </Button>
      </p>
      {reports.map((report) => (
        <article key={report.caseId} className={styles.report} aria-label={report.reference}>
          <h2 className={styles.heading}>
            <span translate="no" className="mono">
              {report.reference}
            </span>
            <span>{report.reference === first ? t('first report') : t('follow-up')}</span>
            <span className={styles.muted}>{absolute(report.receivedAt, now)}</span>
            {report.caseId === caseId && <strong>{t('this case')}</strong>}
          </h2>
          {report.caseId === caseId ? <OwnText /> : <OtherText caseId={report.caseId} />}
        </article>
      ))}
    </section>
  );
}

function OwnText() {
  const { file } = useOpenCase();
  return (
    <Foreign as="p" className={styles.narrative} text={file.report?.narrative ?? t('Its contents were erased.')} />
  );
}

/** Another report of the same matter: read in this way it counts as consulted, and is in the journal. */
function OtherText({ caseId }: { readonly caseId: string }) {
  const read = useCall('case.read', { caseId, peek: true });
  const go = usePlace((place) => place.go);
  if (read.error !== null) return <ErrorNotice error={read.error} />;
  if (read.value === undefined) return <Skeleton rows={3} />;
  const { row, file } = read.value;
  if (file === null)
    return (
      <p className={styles.acts}>
        {row.sealed === true ? t('Its key is not here yet.') : t('Its conflict screen comes before its words.')}
        {row.sealed !== true && row.screened === null && (
          <Button onClick={() => go({ screen: 'conflict', caseId })}>{t('Screen it')}</Button>
        )}
      </p>
    );
  return (
    <>
      <Foreign as="p" className={styles.narrative} text={file.report?.narrative ?? t('Its contents were erased.')} />
      <p>
        <Button variant="quiet" onClick={() => go({ screen: 'case', caseId })}>
          {t('Open this case')}
        </Button>
      </p>
    </>
  );
}
