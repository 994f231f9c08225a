import { useState } from 'react';
import { Drawer } from '../../../../ui/index.ts';
import { t } from '../../../../words/t.ts';
import { useOpenCase } from '../../open-case.ts';
import { dayAndTime } from '../../when.ts';
import { compared } from './stage-versions.ts';
import { wordDiff } from './word-diff.ts';
import styles from './versions.module.css';
import type { Version, Versioned } from './version.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  /** What of the stage was signed more than once. */
  readonly all: readonly Versioned[];
}

/** Two versions of what was signed, with the changed words marked: struck through or underlined, and named to a reader. */
export function VersionsDrawer({ open, onClose, all }: Props) {
  const [chosen, setChosen] = useState('');
  const versioned = all.find(({ key }) => key === chosen) ?? all[0];
  return (
    <Drawer open={open && versioned !== undefined} onClose={onClose} title={t('Versions')}>
      {all.length > 1 && (
        <label className={styles.choice}>
          <span>{t('Of')}</span>
          <select value={versioned?.key ?? ''} onChange={(event) => setChosen(event.target.value)}>
            {all.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {versioned !== undefined && <Two key={versioned.key} versioned={versioned} />}
    </Drawer>
  );
}

function Two({ versioned: { title, versions } }: { readonly versioned: Versioned }) {
  const { nameOf, now } = useOpenCase();
  const last = versions.length - 1;
  const [older, setOlder] = useState(last - 1);
  const [newer, setNewer] = useState(last);
  const nameOfVersion = ({ signed }: Version, index: number) =>
    t('{{number}}: {{who}}, {{when}}', {
      number: index + 1,
      who: nameOf(signed.by),
      when: dayAndTime(signed.at, now),
    });
  const choice = (label: string, value: number, choose: (index: number) => void) => (
    <label className={styles.choice}>
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(Number(event.target.value))}>
        {versions.map((version, index) => (
          <option key={version.signed.event} value={index}>
            {nameOfVersion(version, index)}
          </option>
        ))}
      </select>
    </label>
  );
  // A version may have arrived while the drawer was open: what was chosen stays.
  const [from, to] = [versions[older] ?? versions[0]!, versions[newer] ?? versions[last]!];
  const parts = compared(from, to);
  const changed = parts.filter((part) => part.older !== part.newer).length;
  return (
    <section className={styles.two} aria-label={title}>
      <h3>{title}</h3>
      {choice(t('From'), older, setOlder)}
      {choice(t('To'), newer, setNewer)}
      <p className={styles.key}>
        {changed === 0 ? (
          t('Nothing differs.')
        ) : (
          <>
            {t('Differs in {{count}} of {{total}}', { count: changed, total: parts.length })} · <del>{t('gone')}</del> ·{' '}
            <ins>{t('new')}</ins>
          </>
        )}
      </p>
      <dl className={styles.parts}>
        {parts.map((part) => (
          <div key={part.label} data-changed={part.older !== part.newer}>
            <dt>{part.label}</dt>
            <dd dir="auto" className="foreign">
              {wordDiff(part.older, part.newer).map(({ kind, text }, index) =>
                kind === 'same' ? (
                  <span key={index}>{text}</span>
                ) : kind === 'gone' ? (
                  <del key={index}>
                    <span className="sr-only">{t('gone:')} </span>
                    {text}
                  </del>
                ) : (
                  <ins key={index}>
                    <span className="sr-only">{t('new:')} </span>
                    {text}
                  </ins>
                ),
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
