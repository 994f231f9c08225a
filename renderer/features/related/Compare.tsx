import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { linkOfAlert } from '../../../shared/domain/alerts.ts';
import { overlaps, type Passage } from '../../../shared/domain/overlap.ts';
import { likeness, shingles } from '../../../shared/domain/shingles.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { type Called, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { announce, Button, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { likenessWords } from '../../words/related.ts';
import { t } from '../../words/t.ts';
import { useOpenCase } from '../case/open-case.ts';
import { LinkForm } from './LinkForm.tsx';
import { markedRuns } from './marked-runs.ts';
import { Over } from './Over.tsx';
import { goRelated, useRelatedPlace } from './related-place.ts';
import styles from './related.module.css';
import type { Joining } from './use-joining.ts';

interface Props {
  readonly other: string;
  readonly joining: Joining;
  readonly onClose: () => void;
}

/** Two reports side by side: the passages that both have are numbered, underlined, and gone through by `N` and `P`. */
export function Compare(props: Props) {
  const { read } = useOpenCase();
  // A look at the other report is a consultation of it, and stands in the journal as one.
  const there = useCall('case.read', { caseId: props.other, peek: true });
  const reference = there.value?.row.reference ?? '…';
  return (
    <Over title={t('{{a}} and {{b}} side by side', { a: read.row.reference, b: reference })} onClose={props.onClose}>
      <SideBySide {...props} there={there} />
    </Over>
  );
}

/** Inside, so that its keys act and those beneath wait. */
function SideBySide({ other, joining, onClose, there }: Props & { readonly there: Called<CallOutput<'case.read'>> }) {
  const { caseId, file, read } = useOpenCase();
  const { linking } = useRelatedPlace(caseId);
  const related = useCall('related.read', { caseId });
  const own = file.report?.narrative ?? '';
  const others = there.value?.file?.report?.narrative ?? null;
  const found = useMemo(() => (others === null ? [] : overlaps(own, others)), [own, others]);
  const alike = useMemo(() => (others === null ? 0 : likeness(shingles(own), shingles(others))), [own, others]);
  const [at, setAt] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const reference = there.value?.row.reference ?? '…';
  const step = (by: 1 | -1) => {
    if (found.length === 0) return;
    const next = at === null ? (by === 1 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    setAt(next);
    const { words, a } = found[next]!;
    const values = { number: next + 1, count: found.length, words, text: own.slice(a.from, a.to).slice(0, 200) };
    announce(t('Passage {{number}} of {{count}}, {{words}} words: {{text}}', values));
  };
  useEffect(() => {
    for (const mark of area.current?.querySelectorAll('mark[data-here="true"]') ?? [])
      mark.scrollIntoView({ block: 'center' });
  }, [at]);
  useCommand('related.next', () => step(1), found.length > 0);
  useCommand('related.previous', () => step(-1), found.length > 0);
  const alert = related.value?.alerts.find(({ matches }) => matches.some((match) => match.case.caseId === other))?.kind;
  const linked = related.value?.links.some((link) => link.case.caseId === other) === true;

  return (
    <div ref={area} className={styles.compare} data-keys="related">
      <div className={styles.compareBar}>
        <span role="status">
          {others === null
            ? ''
            : found.length === 0
              ? t('No passage of four words or more stands in both.')
              : `${likenessWords(alike)} · ${
                  at === null
                    ? t('passages in both: {{count}}', { count: found.length })
                    : t('passage {{number}} of {{count}}', { number: at + 1, count: found.length })
                }`}
        </span>
        <Button keys="N" data-first onClick={() => step(1)} disabled={found.length === 0}>
          {t('Next passage')}
        </Button>
        <Button keys="P" onClick={() => step(-1)} disabled={found.length === 0}>
          {t('Previous')}
        </Button>
        <span className={styles.rest} />
        {linked && <span>{t('Linked')}</span>}
        <Button
          onClick={() =>
            goRelated(caseId, {
              linking: {
                other,
                kind: alert === undefined ? 'same_matter' : linkOfAlert[alert],
                alert: alert ?? null,
              },
            })
          }
        >
          {t('Link')}
        </Button>
        {alert !== undefined && (
          <Button variant="quiet" onClick={() => void joining.quiet(other, alert).then(onClose)}>
            {t('Put aside')}
          </Button>
        )}
      </div>
      {joining.error !== null && <ErrorNotice error={joining.error} />}
      {linking !== null && linking.other === other && (
        <LinkForm
          other={other}
          reference={reference}
          start={linking.kind}
          joining={joining}
          onClose={() => goRelated(caseId, { linking: null })}
        />
      )}
      <div className={styles.columns}>
        <Column title={t('This report, {{reference}}', { reference: read.row.reference })}>
          <Marked text={own} passages={found.map(({ a }) => a)} at={at} />
        </Column>
        <Column title={reference}>
          {there.error !== null ? (
            <ErrorNotice error={there.error} />
          ) : there.value === undefined ? (
            <Skeleton rows={8} />
          ) : others === null ? (
            <p>{t('Its words may not be shown: its conflict screen is not passed, or they were erased.')}</p>
          ) : (
            <Marked text={others} passages={found.map(({ b }) => b)} at={at} />
          )}
        </Column>
      </div>
    </div>
  );
}

function Column({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.column} aria-label={title} tabIndex={0}>
      <h3 className={styles.columnTitle}>{title}</h3>
      {children}
    </section>
  );
}

function Marked(props: { readonly text: string; readonly passages: readonly Passage[]; readonly at: number | null }) {
  return (
    <p dir="auto" className={`foreign ${styles.narrative}`}>
      {markedRuns(props.text, props.passages).map(({ text, passage }, index) =>
        passage === null ? (
          <span key={index}>{text}</span>
        ) : (
          <mark key={index} data-here={passage === props.at} className={styles.common}>
            <sup className={styles.number}>{passage + 1}</sup>
            {text}
          </mark>
        ),
      )}
    </p>
  );
}
