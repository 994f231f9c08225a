import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { Chart } from '../../../shared/bridge/knowing.ts';
import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { Button, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { categoryShort } from '../../words/labels.ts';
import { linkName } from '../../words/related.ts';
import { t } from '../../words/t.ts';
import { layOut, type Step, stepFrom } from './chart-layout.ts';
import { Over } from './Over.tsx';
import styles from './related.module.css';

interface Props {
  readonly caseId: string;
  readonly onClose: () => void;
}

/** Links and follow-ups as a drawing, and beside it the same as a list. */
export function LinkChart({ caseId, onClose }: Props) {
  const chart = useCall('related.chart', { caseId });
  return (
    <Over title={t('Chart of links')} onClose={onClose}>
      {chart.value !== undefined ? (
        chart.value.nodes.length < 2 ? (
          <p className={styles.none}>{t('This case is linked with none, and has no follow-up that you may see.')}</p>
        ) : (
          <Drawn caseId={caseId} chart={chart.value} />
        )
      ) : chart.error === null ? (
        <Skeleton rows={8} />
      ) : (
        <ErrorNotice error={chart.error} action={<Button onClick={chart.again}>{t('Read again')}</Button>} />
      )}
    </Over>
  );
}

const arrows: Readonly<Record<string, Step>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'nearer',
  ArrowDown: 'further',
};
/** Room for a reference beside its case, in units of the drawing. */
const LABEL = 110;

function Drawn({ caseId, chart }: { readonly caseId: string; readonly chart: Chart }) {
  const go = usePlace((place) => place.go);
  const { placed, radius } = useMemo(() => layOut(chart.nodes, chart.edges), [chart]);
  const [at, setAt] = useState(caseId);
  const nodes = new Map(chart.nodes.map((node) => [node.caseId, node]));
  const points = new Map(placed.map((point) => [point.caseId, point]));
  const half = radius + LABEL;
  const edgesAt = chart.edges.filter(({ from, to }) => from === at || to === at);
  const referenceOf = (id: string) => nodes.get(id)?.reference ?? '';
  const categoryOf = (id: string) => {
    const category = nodes.get(id)?.category ?? null;
    return category === null ? '' : categoryShort(category);
  };
  const saying = (id: string) =>
    chart.edges
      .filter(({ from, to }) => from === id || to === id)
      .map(({ from, to, kind }) => `${linkName(kind)}: ${referenceOf(from === id ? to : from)}`)
      .join('; ');
  // Never drawn so small that a reference could not be read: a small window scrolls to the case that is chosen.
  useEffect(() => {
    document.getElementById(`chart-${at}`)?.scrollIntoView({ block: 'center', inline: 'center' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const arrow = arrows[event.key];
    if (arrow !== undefined) setAt(stepFrom(placed, chart.nodes, chart.edges, at, arrow));
    else if (event.key === 'Home') setAt(caseId);
    else if (event.key === 'Enter') go({ screen: 'case', caseId: at });
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.chart}>
      <div
        className={styles.drawing}
        role="listbox"
        aria-label={t('Cases that links lead to: left and right go round, up and down along the links, Enter opens')}
        aria-activedescendant={`chart-${at}`}
        tabIndex={0}
        data-first
        onKeyDown={onKeyDown}
      >
        <svg
          role="presentation"
          style={{ minWidth: 2 * half, minHeight: 2 * half }}
          viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`}
        >
          {chart.edges.map(({ from, to, kind }) => {
            const [a, b] = [points.get(from), points.get(to)];
            if (a === undefined || b === undefined) return null;
            const here = from === at || to === at;
            return (
              <line
                key={`${from} ${to}`}
                className={styles.edge}
                data-kind={kind}
                data-here={here}
                x1={a.x}
                y1={a.y}
                x2={b.x}
                y2={b.y}
              />
            );
          })}
          {placed.map(({ caseId: id, x, y, angle }) => {
            const left = angle > 90 && angle < 270;
            return (
              <g
                key={id}
                id={`chart-${id}`}
                role="option"
                aria-selected={id === at}
                aria-label={`${referenceOf(id)}. ${saying(id)}`}
                className={styles.node}
                data-own={id === caseId}
                transform={`translate(${x} ${y})`}
                onClick={() => setAt(id)}
                onDoubleClick={() => go({ screen: 'case', caseId: id })}
              >
                <circle r={id === caseId ? 8 : 6} />
                {id === caseId ? (
                  <text y={-14} textAnchor="middle">
                    {referenceOf(id)}
                  </text>
                ) : (
                  <text
                    transform={`rotate(${left ? angle + 180 : angle})`}
                    x={left ? -12 : 12}
                    dy="0.35em"
                    textAnchor={left ? 'end' : 'start'}
                  >
                    {referenceOf(id)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <div className={styles.chartList} tabIndex={0} role="region" aria-label={t('The same as a list')}>
        {chart.left > 0 && (
          <p>
            {t(
              '{{count}} more linked cases are left out: the chart shows the {{shown}} nearest. Open one of them to go on from there.',
              {
                count: chart.left,
                shown: chart.nodes.length,
              },
            )}
          </p>
        )}
        <p aria-live="polite">
          <strong translate="no" className="mono">
            {referenceOf(at)}
          </strong>{' '}
          {categoryOf(at)}
        </p>
        <ul>
          {edgesAt.map(({ from, to, kind }) => (
            <li key={`${from} ${to}`}>
              {linkName(kind)}:{' '}
              <span translate="no" className="mono">
                {referenceOf(from === at ? to : from)}
              </span>
            </li>
          ))}
        </ul>
        <h3 className={styles.heading}>{t('Every case of the chart')}</h3>
        <ul className={styles.every}>
          {chart.nodes.map((node) => (
            <li key={node.caseId}>
              <button
                type="button"
                className={styles.reference}
                onClick={() => go({ screen: 'case', caseId: node.caseId })}
                onFocus={() => setAt(node.caseId)}
              >
                {node.reference}
              </button>{' '}
              <Foreign text={node.subject ?? node.roles} />
              <span className={styles.muted}> {saying(node.caseId)}</span>
            </li>
          ))}
        </ul>
        <p className={styles.muted}>
          {t(
            'Lines: the same matter thick, the same person plain, the same place dashed, see also dotted, a follow-up long dashes.',
          )}
        </p>
      </div>
    </div>
  );
}
