import { useState } from 'react';
import type { RecordEntry } from '../../../shared/bridge/records.ts';
import { useCall } from '../../app/calls.ts';
import { Clock, ErrorNotice, Field, Foreign, Skeleton } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import styles from './records.module.css';

/** As many entries as one proposal names. */
export const MOST_ENTRIES = 50;

interface Props {
  readonly caseId: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly disabled: boolean;
}

const has = (entry: RecordEntry, asked: string) =>
  `${eventName(entry.type)} ${entry.by.name} ${entry.words}`.toLocaleLowerCase().includes(asked.toLocaleLowerCase());

/** Chooses entries of the case whose contents are to go: what each is, whose, and how its words begin. */
export function EntryChoice({ caseId, chosen, onChange, disabled }: Props) {
  const entries = useCall('records.entries', { caseId });
  const [asked, setAsked] = useState('');
  if (entries.error !== null) return <ErrorNotice error={entries.error} />;
  if (entries.value === undefined) return <Skeleton rows={4} />;
  const shown = entries.value.filter((entry) => chosen.includes(entry.entry) || has(entry, asked.trim()));
  const toggle = (entry: string) =>
    onChange(chosen.includes(entry) ? chosen.filter((one) => one !== entry) : [...chosen, entry]);
  return (
    <fieldset className={styles.entries} disabled={disabled}>
      <legend>
        {t('Entries to erase: {{chosen}} of {{entries}}', {
          chosen: chosen.length,
          entries: counted(entries.value.length, 'entry', 'entries'),
        })}
      </legend>
      <Field
        label={t('Find among them')}
        dir="auto"
        value={asked}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      {shown.length > 0 && (
        <ul>
          {shown.map((entry) => (
            <li key={entry.entry}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(entry.entry)}
                  disabled={!chosen.includes(entry.entry) && chosen.length >= MOST_ENTRIES}
                  onChange={() => toggle(entry.entry)}
                />
                <EntryLine entry={entry} />
              </label>
            </li>
          ))}
        </ul>
      )}
      {shown.length === 0 && <p className={styles.muted}>{t('No entry has these words.')}</p>}
      {chosen.length >= MOST_ENTRIES && (
        <p className={styles.muted}>{t('A proposal names 50 entries at the most; propose the others after it.')}</p>
      )}
    </fieldset>
  );
}

/** What stands for an entry, wherever it is chosen or looked at before it goes. */
function EntryLine({ entry }: { readonly entry: RecordEntry }) {
  return (
    <span className={styles.entry}>
      <span>
        <strong>{eventName(entry.type)}</strong> {t('by {{name}}', { name: entry.by.name })}{' '}
        <Clock at={entry.at} show="absolute" />
      </span>
      <Foreign text={entry.words} />
    </span>
  );
}

/** The entries that a proposal names, for whoever approves it: what they let go they have seen. */
export function EntriesToGo({ caseId, entries }: { readonly caseId: string; readonly entries: readonly string[] }) {
  const all = useCall('records.entries', { caseId });
  if (all.error !== null) return <ErrorNotice error={all.error} />;
  if (all.value === undefined) return <Skeleton rows={2} />;
  const going = all.value.filter(({ entry }) => entries.includes(entry));
  return (
    <ul className={styles.going} aria-label={t('Entries that go')}>
      {going.map((entry) => (
        <li key={entry.entry}>
          <EntryLine entry={entry} />
        </li>
      ))}
    </ul>
  );
}
