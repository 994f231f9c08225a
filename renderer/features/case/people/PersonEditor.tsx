import { useRef } from 'react';
import { Button, Field, RadioKeys, TextArea } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import { identificationWord } from '../assess/identification-words.ts';
import { useOpenCase } from '../open-case.ts';
import { CodeSelect } from '../parts/CodeSelect.tsx';
import entries from '../parts/entries.module.css';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { Candidates } from './Candidates.tsx';
import { PersonForm, personGaps, signedPerson } from './person-form.ts';
import { t } from '../../../words/t.ts';

const identifications = (['confirmed', 'probable', 'possible', 'described', 'unknown'] as const).map(
  (value, index) => ({ value, label: identificationWord[value], key: String(index + 1) }),
);

/** What a person may be to a case. There is no choice for who reported. */
export const roleWord = {
  reported: t('Reported'),
  at_risk: t('At risk'),
  witness: t('Witness'),
  associate: t('Associate'),
  child: t('Child'),
} as const;
const roles = (Object.keys(roleWord) as (keyof typeof roleWord)[]).map((value) => ({ value, label: roleWord[value] }));

interface Props {
  readonly start: PersonForm;
  readonly onClose: () => void;
}

/** Who somebody is, how surely and why. Every signature is a new version; the earlier ones stay. */
export function PersonEditor({ start, onClose }: Props) {
  const { caseId, read, now } = useOpenCase();
  const part = `person ${start.person}`;
  const draft = useDraft(caseId, part, read.drafts, PersonForm, () => start);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const text = (name: 'name' | 'rank' | 'collarNumber' | 'station', label: string, mono = false) => (
    <Field
      label={label}
      name={name}
      mono={mono}
      dir="auto"
      value={value[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null} role="group" aria-label={t('Person')}>
      <RadioKeys
        label={t('Is to this case')}
        choices={roles}
        value={value.role}
        onChange={(role) => change({ role })}
      />
      <RadioKeys
        label={t('Identified')}
        choices={identifications}
        value={value.identification}
        onChange={(identification) => change({ identification })}
        focusFirst
      />
      <div className={entries.twoFields}>
        {text('name', t('Name'))}
        {text('collarNumber', t('Collar number'), true)}
        {text('rank', t('Rank'))}
        {text('station', t('Station or unit'))}
      </div>
      <Candidates caseId={caseId} form={value} onChoose={change} />
      <CodeSelect
        label={t('Kind')}
        list="subject_class"
        on={new Date(now).toISOString()}
        value={value.subjectClass}
        onChange={(subjectClass) => change({ subjectClass })}
      />
      <TextArea
        label={t('Description')}
        name="description"
        rows={1}
        value={value.description}
        onChange={(description) => change({ description })}
      />
      <TextArea
        label={t('Basis: what makes you say so')}
        name="basis"
        rows={2}
        value={value.basis}
        onChange={(basis) => change({ basis })}
      />
      <SignBar
        words={t('Sign person')}
        draft={draft}
        lacks={personGaps(value)}
        onSign={async () => {
          const error = await signDraft(draft, part, {
            type: 'person_identified',
            ...signedPerson(value),
            basedOn: read.slots[`person ${start.person}`] ?? null,
          });
          if (error === null) onClose();
          return error;
        }}
      >
        <Button variant="quiet" onClick={onClose}>
          {t('Close')}
        </Button>
      </SignBar>
    </div>
  );
}
