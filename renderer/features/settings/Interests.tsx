import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { Button, ErrorNotice, TextArea } from '../../ui/index.ts';
import classes from './Settings.module.css';
import forms from './VaultKeys.module.css';
import { t } from '../../words/t.ts';

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const most = 40;
const longest = 200;
const flawOf = (lines: readonly string[]) => {
  if (lines.length > most) return t('At most {{most}} lines.', { most });
  return lines.some((line) => line.length > longest)
    ? t('A line has at most {{longest}} characters.', { longest })
    : null;
};

/** One's entry in the register of interests: reports about these people and places go to colleagues instead. */
export function Interests() {
  const kept = useCall('interests.read', {});
  return (
    <section className={classes.about} aria-label={t('Register of interests')}>
      <h2 className={classes.heading}>{t('Register of interests')}</h2>
      <p>
        {t(
          'Reports that speak of these people or places never come to you; they are set apart for your colleagues. Only the gateway that takes reports in can read what you enter. Your colleagues and the hub see that you saved it, and nothing else: every entry has the same length.',
        )}
      </p>
      {kept.error && <ErrorNotice error={kept.error} />}
      {kept.value && <Entry key={JSON.stringify(kept.value)} names={kept.value.names} stations={kept.value.stations} />}
    </section>
  );
}

function Entry({ names, stations }: { readonly names: readonly string[]; readonly stations: readonly string[] }) {
  const [people, setPeople] = useState(names.join('\n'));
  const [places, setPlaces] = useState(stations.join('\n'));
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const entered = { names: linesOf(people), stations: linesOf(places) };
  const flaws = { names: flawOf(entered.names), stations: flawOf(entered.stations) };
  const ready = !busy && flaws.names === null && flaws.stations === null;
  const save = async () => {
    setBusy(true);
    setError(null);
    const answer = await call('interests.save', entered);
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setSaved(true);
    askAgain('sync.state');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void save();
  };
  return (
    <form onSubmit={submit} className={forms.form} aria-label={t('Enter interests')}>
      <TextArea
        label={t('People, one a line')}
        hint={t('Family, friends, people you work closely with or have worked for')}
        value={people}
        problem={flaws.names}
        disabled={busy}
        onChange={(text) => {
          setSaved(false);
          setPeople(text);
        }}
      />
      <TextArea
        label={t('Stations and places, one a line')}
        value={places}
        problem={flaws.stations}
        disabled={busy}
        onChange={(text) => {
          setSaved(false);
          setPlaces(text);
        }}
      />
      <Button submit disabled={!ready}>
        {busy ? t('Sealing…') : t('Save in the register')}
      </Button>
      <p role="status">
        {saved && t('Sealed for the gateway. It counts for reports that come in from the next sync on.')}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
