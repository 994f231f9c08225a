import { type KeyboardEvent, useId, useState } from 'react';
import { forceByShort } from '../../../../shared/domain/codes.ts';
import styles from './assess.module.css';
import forceStyles from './force.module.css';
import { forceInWords, forcesMatching } from './force-search.ts';
import { t } from '../../../words/t.ts';

interface Props {
  /** Short name of the case's own force, which is not offered. */
  readonly own: string;
  readonly typed: string;
  /** Short name, or empty. */
  readonly chosen: string;
  readonly onType: (typed: string) => void;
  readonly onChoose: (short: string, words: string) => void;
}

/** The other force, by typing its name: never by its place in a list, where a neighbour is taken by mistake. */
export function ForceField({ own, typed, chosen, onType, onChoose }: Props) {
  const id = useId();
  const [at, setAt] = useState(0);
  const found = chosen === '' ? forcesMatching(typed, own).slice(0, 6) : [];
  const force = forceByShort(chosen);
  const choose = (index: number) => {
    const picked = found[index];
    if (picked !== undefined) onChoose(picked.short, picked.name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (found.length === 0 || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setAt((at + 1) % found.length);
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % found.length);
    else if (event.key === 'Enter') choose(at);
    else return;
    event.preventDefault();
  };
  return (
    <div className={forceStyles.force}>
      <label htmlFor={id} className={styles.small}>
        {t('Which force')}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        name="force"
        placeholder={t('Type its name')}
        value={typed}
        onChange={(event) => {
          setAt(0);
          onType(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {force !== undefined && (
        <p className={forceStyles.forceChosen} role="status">
          {forceInWords(force)}
        </p>
      )}
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t('Forces')}
        className={forceStyles.forceList}
        hidden={found.length === 0}
      >
        {found.map((match, index) => (
          <li
            key={match.short}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(index);
            }}
          >
            {match.name} <span className={styles.muted}>{match.region}</span>
          </li>
        ))}
      </ul>
      {chosen === '' && typed.trim() !== '' && found.length === 0 && (
        <p className={styles.muted}>{t('No force of that name.')}</p>
      )}
    </div>
  );
}
