import type { KnownCaseLine, Related } from '../../../shared/bridge/knowing.ts';
import { type AlertKind, linkOfAlert } from '../../../shared/domain/alerts.ts';
import { useCall } from '../../app/calls.ts';
import { Button, Drawer, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { alertName, likenessWords, linkName } from '../../words/related.ts';
import { t } from '../../words/t.ts';
import { CaseLine } from './CaseLine.tsx';
import { FindReport } from './FindReport.tsx';
import { LinkForm } from './LinkForm.tsx';
import { goRelated, useRelatedPlace } from './related-place.ts';
import styles from './related.module.css';
import type { Joining } from './use-joining.ts';

interface Props {
  readonly caseId: string;
  readonly joining: Joining;
  readonly onClose: () => void;
}

/** Beside Reading: what may belong to this case, what is linked with it, and how to join it to another report. */
export function RelatedDrawer({ caseId, joining, onClose }: Props) {
  const related = useCall('related.read', { caseId });
  return (
    <Drawer open onClose={onClose} title={t('Related reports')}>
      {related.value !== undefined ? (
        <Sections caseId={caseId} related={related.value} joining={joining} />
      ) : related.error === null ? (
        <Skeleton rows={6} />
      ) : (
        <ErrorNotice error={related.error} action={<Button onClick={related.again}>{t('Read again')}</Button>} />
      )}
    </Drawer>
  );
}

/** The reference of a case that one of the lists names. */
const referenceIn = (related: Related, caseId: string): string => {
  const lines: readonly KnownCaseLine[] = [
    ...related.alerts.flatMap(({ matches }) => matches.map((match) => match.case)),
    ...related.duplicates.map((duplicate) => duplicate.case),
    ...related.links.map((link) => link.case),
  ];
  return lines.find((line) => line.caseId === caseId)?.reference ?? t('the other report');
};

function Sections({ caseId, related, joining }: Omit<Props, 'onClose'> & { readonly related: Related }) {
  const { linking, over } = useRelatedPlace(caseId);
  if (!related.compared)
    return (
      <p>
        {t('This case is not compared with others: it is set apart for its named readers, or its report was erased.')}
      </p>
    );
  const { alerts, links, duplicates, quieted } = related;
  const alerted = new Set(
    alerts.filter(({ kind }) => kind === 'NEAR_DUPLICATE').flatMap(({ matches }) => matches.map((m) => m.case.caseId)),
  );
  const others = duplicates.filter((duplicate) => !alerted.has(duplicate.case.caseId));
  const compare = (line: KnownCaseLine) => (
    <Button onClick={() => goRelated(caseId, { over: { compare: line.caseId } })}>{t('Side by side')}</Button>
  );
  const link = (line: KnownCaseLine, alert: AlertKind | null) => (
    <Button
      onClick={() =>
        goRelated(caseId, {
          linking: { other: line.caseId, kind: alert === null ? 'same_matter' : linkOfAlert[alert], alert },
        })
      }
    >
      {t('Link')}
    </Button>
  );
  return (
    <div className={styles.sections} data-related>
      {joining.error !== null && <ErrorNotice error={joining.error} />}
      {linking !== null && over === null && (
        <LinkForm
          key={linking.other}
          other={linking.other}
          reference={referenceIn(related, linking.other)}
          start={linking.kind}
          joining={joining}
          onClose={() => goRelated(caseId, { linking: null })}
        />
      )}
      {alerts.length === 0 && <p>{t('No alert stands. New matches appear here by themselves, once for each.')}</p>}
      {alerts.map(({ kind, matches }) => (
        <section key={kind} className={styles.section} aria-label={alertName(kind)}>
          <h3 className={styles.heading}>
            {alertName(kind)} <span className={styles.muted}>{matches.length}</span>
          </h3>
          <ul className={styles.entries}>
            {matches.map(({ case: line, what, likeness }) => (
              <CaseLine key={line.caseId} line={line}>
                {(what !== '' || likeness !== null) && (
                  <p className={styles.muted}>
                    {likeness === null ? <Foreign text={what} /> : likenessWords(likeness)}
                  </p>
                )}
                <p className={styles.acts}>
                  {compare(line)}
                  {link(line, kind)}
                  <Button variant="quiet" onClick={() => void joining.quiet(line.caseId, kind)}>
                    {t('Put aside')}
                  </Button>
                </p>
              </CaseLine>
            ))}
          </ul>
        </section>
      ))}
      <section className={styles.section} aria-label={t('Links')}>
        <h3 className={styles.heading}>
          {t('Links')} <span className={styles.muted}>{links.length}</span>
          <Button variant="quiet" onClick={() => goRelated(caseId, { over: 'chart' })}>
            {t('Chart of links')}
          </Button>
        </h3>
        {links.length === 0 && <p className={styles.muted}>{t('This case is linked with none.')}</p>}
        <ul className={styles.entries}>
          {links.map((one) => (
            <CaseLine key={one.event} line={one.case}>
              <p>
                <strong>{linkName(one.kind)}</strong>
                {one.signedIn === 'there' && (
                  <span className={styles.muted}> {t('(said in the other case)')}</span>
                )}: <Foreign text={one.why} />
              </p>
              <p className={styles.acts}>
                {compare(one.case)}
                <Button
                  variant="quiet"
                  onClick={() =>
                    void joining.part(
                      one.signedIn === 'here' ? caseId : one.case.caseId,
                      one.signedIn === 'here' ? one.case.caseId : caseId,
                      one.kind,
                    )
                  }
                >
                  {t('Take the link back')}
                </Button>
              </p>
            </CaseLine>
          ))}
        </ul>
      </section>
      {others.length > 0 && (
        <section className={styles.section} aria-label={t('Nearly the same words')}>
          <h3 className={styles.heading}>{t('Nearly the same words, known already')}</h3>
          <ul className={styles.entries}>
            {others.map(({ case: line, likeness }) => (
              <CaseLine key={line.caseId} line={line}>
                <p className={styles.muted}>{likenessWords(likeness)}</p>
                <p className={styles.acts}>{compare(line)}</p>
              </CaseLine>
            ))}
          </ul>
        </section>
      )}
      <FindReport caseId={caseId} />
      {quieted.length > 0 && (
        <details>
          <summary>{t('Alerts put aside: {{count}}', { count: quieted.length })}</summary>
          <ul className={styles.entries}>
            {quieted.map(({ kind, case: line, signedIn }) => (
              <CaseLine key={`${line.caseId} ${kind}`} line={line}>
                <p className={styles.acts}>
                  <span>{alertName(kind)}</span>
                  <Button variant="quiet" onClick={() => void joining.bringBack(signedIn, line.caseId, kind)}>
                    {t('Bring back')}
                  </Button>
                </p>
              </CaseLine>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
