import { type KeyboardEvent, useId, useState } from 'react';
import { useCall } from '../../../../app/calls.ts';
import { descriptor } from '../../../desk/cover-line.ts';
import { t } from '../../../../words/t.ts';
import { useOpenCase } from '../../open-case.ts';
import { dayAndTime } from '../../when.ts';
import assess from '../assess.module.css';
import forceStyles from '../force.module.css';

interface Props {
  readonly typed: string;
  /** The case, or empty. */
  readonly chosen: string;
  readonly onType: (typed: string) => void;
  readonly onChoose: (caseId: string, reference: string) => void;
}

/** The earlier report, by its reference: what it is and when it came stands beside, so that the right one is taken. */
export function JoinField({ typed, chosen, onType, onChoose }: Props) {
  const { caseId, now } = useOpenCase();
  const id = useId();
  const [at, setAt] = useState(0);
  const begins = typed.trim();
  const answer = useCall('reference.find', { begins }, { enabled: begins.length >= 2 });
  const rows = (begins.length < 2 ? [] : (answer.value ?? [])).filter((row) => row.caseId !== caseId);
  const found = chosen === '' ? rows : [];
  const picked = rows.find((row) => row.caseId === chosen);
  const choose = (index: number) => {
    const row = found[index];
    if (row !== undefined) onChoose(row.caseId, row.reference);
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
      <label htmlFor={id} className={assess.small}>
        {t('Reference of the earlier report')}
      </label>
      <input
        translate="no"
        id={id}
        role="combobox"
        className="mono"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        name="reference"
        value={typed}
        onChange={(event) => {
          setAt(0);
          onType(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {picked !== undefined && (
        <p role="status">
          <span translate="no" className="mono">
            {picked.reference}
          </span>{' '}
          {descriptor(picked)}, {dayAndTime(picked.receivedAt, now)}
        </p>
      )}
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t('Reports')}
        className={forceStyles.forceList}
        hidden={found.length === 0}
      >
        {found.map((row, index) => (
          <li
            key={row.caseId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(index);
            }}
          >
            <span translate="no" className="mono">
              {row.reference}
            </span>{' '}
            {descriptor(row)} <span className={assess.muted}>{dayAndTime(row.receivedAt, now)}</span>
          </li>
        ))}
      </ul>
      {chosen === '' && begins.length >= 2 && answer.value !== undefined && found.length === 0 && (
        <p className={assess.muted}>{t('No report has a reference that begins so.')}</p>
      )}
    </div>
  );
}
