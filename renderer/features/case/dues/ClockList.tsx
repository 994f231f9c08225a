import { clockDefinitions } from '../../../../shared/domain/clocks.ts';
import { clockLabel } from '../../../words/clocks.ts';
import { Button, ClockMark, Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { dueInWords, toneOf } from '../../dues/due-words.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import styles from './dues.module.css';

const toneClass = { danger: styles.passed, due: styles.due, plain: styles.muted } as const;
const kindWord = (kind: 'statutory' | 'service') => (kind === 'statutory' ? t('Statutory clock') : t('Service clock'));

/** Every clock that runs on the case, the nearest first, and what was done about clocks before, with the reasons. */
export function ClockList({ onAct }: { readonly onAct: (clock: string) => void }) {
  const { read, file, now, nameOf } = useOpenCase();
  const settled = file.work.clockMoves.toReversed();
  return (
    <section className={styles.part} aria-labelledby="dues-clocks">
      <div className={styles.head}>
        <h3 id="dues-clocks">{t('Clocks')}</h3>
      </div>
      {read.clocks.length === 0 && <p className={styles.none}>{t('No clock runs on this case.')}</p>}
      <ol className={styles.list} aria-labelledby="dues-clocks">
        {read.clocks.map((clock) => (
          <li key={clock.clock} className={styles.entry}>
            <p className={styles.what}>
              <ClockMark kind={clock.kind} label={kindWord(clock.kind)} />
              <strong>{clockLabel(clock.clock)}</strong>
              <span className={toneClass[toneOf(clock.due, clock.kind, now)]}>{dueInWords(clock.due, now)}</span>
              {clock.moved && <span className={styles.muted}>{t('moved')}</span>}
            </p>
            <p className={styles.muted}>
              {clock.holder === null ? t('Held by nobody') : t('Held by {{name}}', { name: nameOf(clock.holder) })}
              {clock.kind === 'statutory' && ` · ${sourceOf(clock.clock)}`}
            </p>
            <div className={styles.acts}>
              <Button variant="quiet" onClick={() => onAct(clock.clock)}>
                {clock.kind === 'statutory' ? t('Done, or not required…') : t('Move, done, or not required…')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      {settled.length > 0 && (
        <details>
          <summary>{t('What was done about clocks: {{times}}', { times: settled.length })}</summary>
          <ol className={styles.list}>
            {settled.map((entry) => (
              <li key={entry.event} className={styles.entry}>
                <p className={styles.what}>
                  <strong>{clockLabel(entry.facets.clock)}</strong>
                  {'due' in entry.facets
                    ? t('moved: {{due}}', { due: dueInWords(entry.facets.due, now) })
                    : entry.facets.result === 'done'
                      ? t('done')
                      : t('not required')}
                </p>
                <Foreign as="p" text={reasonOf(entry.contents) ?? t('Erased')} />
                <Signature signed={entry} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** The provision that sets a statutory clock. */
const sourceOf = (clock: string) => clockDefinitions.find(({ code }) => code === clock)?.source ?? '';

const reasonOf = (contents: { reason: string } | { because: string } | null) =>
  contents === null ? null : 'reason' in contents ? contents.reason : contents.because;
