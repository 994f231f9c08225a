import { useRef } from 'react';
import { useCall } from '../../../../app/calls.ts';
import { lettersAreOn, useCommand } from '../../../../app/commands.ts';
import { Button, Foreign, RadioKeys, TextArea } from '../../../../ui/index.ts';
import { t } from '../../../../words/t.ts';
import { openRelated } from '../../../related/related-place.ts';
import { useOpenCase } from '../../open-case.ts';
import { useCaret } from '../../use-caret.ts';
import { ForceField } from '../ForceField.tsx';
import { DecisionLines } from './DecisionLines.tsx';
import { JoinField } from './JoinField.tsx';
import type { Disposition } from './triage-form.ts';
import styles from './triage.module.css';
import type { Triage } from './use-triage.ts';

const dispositions = [
  { value: 'mine', label: t('Mine'), key: '1' },
  { value: 'allocate', label: t('Allocate'), key: '2' },
  { value: 'other_force', label: t('Other force'), key: '3' },
  { value: 'join', label: t('Join to earlier'), key: '4' },
] as const satisfies readonly { value: Disposition; label: string; key: string }[];

const inDispositions = (target: EventTarget) =>
  target instanceof Element && target.closest('[role=radiogroup]') !== null;

/** Where a new case goes, by one digit after the answer about danger, and what that choice needs. */
export function TriageFields({ triage }: { readonly triage: Triage }) {
  const { caseId, read } = useOpenCase();
  const { draft, short, setShort, joined } = triage;
  const { value, change } = draft;
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  useCommand('assess.shortPath', () => setShort(!short));
  return (
    <div ref={form} className={styles.triage} data-triage data-draft={draft.savedAt !== null}>
      <div
        className={styles.line}
        // Not by an arrow, which only passes over it.
        onKeyDown={(event) => {
          if (event.key === '4' && lettersAreOn() && inDispositions(event.target)) openRelated(caseId);
        }}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('[data-value="join"]') !== null)
            openRelated(caseId);
        }}
      >
        <RadioKeys
          label={t('Then')}
          choices={dispositions}
          value={value.disposition}
          onChange={(disposition) => change({ disposition })}
        />
        <Button variant="quiet" aria-pressed={short} onClick={() => setShort(!short)}>
          {short ? t('Whole stage') : t('Short path')}
        </Button>
      </div>
      {value.disposition === 'allocate' && <HolderField triage={triage} />}
      {value.disposition === 'other_force' && (
        <ForceField
          own={read.row.force}
          typed={value.forceTyped}
          chosen={value.force}
          onType={(forceTyped) => change({ forceTyped, force: '' })}
          onChoose={(force, forceTyped) => change({ force, forceTyped })}
        />
      )}
      {value.disposition === 'other_force' && !short && <DecisionLines triage={triage} />}
      {value.disposition === 'join' && joined !== null && (
        <p role="status">
          {t('Joined to an earlier report:')} <Foreign text={joined} />
        </p>
      )}
      {value.disposition === 'join' && joined === null && (
        <>
          <JoinField
            typed={value.referenceTyped}
            chosen={value.joined}
            onType={(referenceTyped) => change({ referenceTyped, joined: '' })}
            onChoose={(joined, referenceTyped) => change({ joined, referenceTyped })}
          />
          <TextArea
            label={t('Why they belong together')}
            name="why"
            rows={1}
            value={value.why}
            onChange={(why) => change({ why })}
          />
        </>
      )}
    </div>
  );
}

/** Who is to hold it, with what each holds already; people who cannot receive it are not there. */
function HolderField({ triage: { draft } }: { readonly triage: Triage }) {
  const { caseId, read, me } = useOpenCase();
  const people = useCall('directory.people', { unit: read.row.unit, caseIds: [caseId] });
  const holdings = useCall('holdings.read', {});
  const heldBy = (user: string) => {
    const held = holdings.value?.find((each) => each.user === user);
    return t('holds {{held}}, {{heavy}} heavy', { held: held?.held ?? 0, heavy: held?.heavy ?? 0 });
  };
  return (
    <label className={styles.holder}>
      <span>{t('Who is to hold it')}</span>
      <select value={draft.value.holder} onChange={(event) => draft.change({ holder: event.target.value })}>
        <option value="">{t('Choose')}</option>
        {(people.value ?? [])
          .filter(({ user }) => user !== me.user)
          .map(({ user, name }) => (
            <option key={user} value={user}>
              {name}, {heldBy(user)}
            </option>
          ))}
      </select>
    </label>
  );
}
