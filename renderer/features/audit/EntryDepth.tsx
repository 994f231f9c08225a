import { useEffect, useRef } from 'react';
import { useCall } from '../../app/calls.ts';
import { Button, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import {
  howWord,
  inclusionWord,
  justificationWord,
  kindWord,
  personWord,
  placeWord,
  signatureWord,
} from './audit-words.ts';
import styles from './audit.module.css';
import { toTheSecond } from './to-the-second.ts';

interface Props {
  readonly event: string;
  readonly logName: (compartment: string) => string;
  readonly onClose: () => void;
}

/** One entry: the event as it was signed, whose signature it is, and the proof of its place in the log. */
export function EntryDepth({ event, logName, onClose }: Props) {
  const read = useCall('audit.entry', { event });
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), [event]);
  const depth = read.value;
  return (
    <aside ref={pane} tabIndex={-1} className={styles.depth} aria-label={t('The entry in depth')} data-pane="depth">
      <header>
        <h2>{depth === undefined ? t('Entry') : eventName(depth.line.type)}</h2>
        <Button variant="quiet" onClick={onClose}>
          {t('Close')}
        </Button>
      </header>
      {read.error !== null && (
        <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read again')}</Button>} />
      )}
      {depth === undefined && read.error === null && <Skeleton rows={8} />}
      {depth !== undefined && (
        <>
          <dl className={styles.facts}>
            <Fact name={t('Kind')}>{kindWord[depth.line.kind]}</Fact>
            <Fact name={t('When, by the author’s clock')}>{toTheSecond(depth.line.at)}</Fact>
            <Fact name={t('When the hub numbered it')}>
              {depth.hubTime === null ? t('Not yet') : toTheSecond(depth.hubTime)}
            </Fact>
            <Fact name={t('Who')}>{personWord(depth.line)}</Fact>
            <Fact name={t('Workstation')} mono>
              {depth.line.device}
            </Fact>
            {depth.line.caseId !== null && (
              <Fact name={t('Case')} mono>
                {depth.line.reference ?? depth.line.caseId}
              </Fact>
            )}
            {howWord(depth.line) !== '' && <Fact name={t('How')}>{howWord(depth.line)}</Fact>}
            <Fact name={t('Justification')}>
              {depth.line.justification === null ? t('None given') : justificationWord(depth.line.justification)}
            </Fact>
            {depth.line.recipient !== null && (
              <Fact name={t('Recipient')}>
                <Foreign text={depth.line.recipient} />
              </Fact>
            )}
          </dl>
          <h3>{t('Signature')}</h3>
          <p className={depth.line.signature === 'bad' ? styles.danger : undefined}>
            {signatureWord[depth.line.signature]}
          </p>
          <h3>{t('Place in the log')}</h3>
          <p>
            {depth.seq === null
              ? placeWord[depth.line.place]
              : t('{{log}}, place {{seq}}', { log: logName(depth.compartment), seq: count(depth.seq) })}
          </p>
          <p className={depth.inclusion === 'contradicted' ? styles.danger : undefined} role="status">
            {inclusionWord[depth.inclusion]}
          </p>
          {depth.checkpoint !== null && depth.inclusion === 'proved' && (
            <p className={styles.muted}>
              {t('Hashes on the way to the checkpoint over {{places}}: {{n}}.', {
                places: counted(depth.checkpoint.size, 'place'),
                n: count(depth.checkpoint.hashes),
              })}
            </p>
          )}
          <details>
            <summary>{t('The event as it was signed')}</summary>
            <pre className={styles.event} tabIndex={0} translate="no" aria-label={t('The event as it was signed')}>
              {JSON.stringify({ header: depth.header, signature: depth.signature }, null, 1)}
            </pre>
          </details>
        </>
      )}
    </aside>
  );
}

function Fact({ name, mono = false, children }: { name: string; mono?: boolean; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : undefined}>{children}</dd>
    </div>
  );
}
