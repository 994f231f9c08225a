import { useRef } from 'react';
import { z } from 'zod';
import { TextArea } from '../../../ui/index.ts';
import { CodeSelect } from '../parts/CodeSelect.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useOpenCase } from '../open-case.ts';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from '../assess/assess.module.css';
import entries from '../parts/entries.module.css';
import { CheckCard } from './CheckCard.tsx';
import { t } from '../../../words/t.ts';

const CheckForm = z.object({ check: z.string(), authority: z.string(), about: z.string(), purpose: z.string() });
type CheckForm = z.infer<typeof CheckForm>;
const emptyCheck = (): CheckForm => ({ check: '', authority: '', about: '', purpose: '' });
const PART = 'check new';

/** Checks in other records: asked for under an authority; what they bring is graded as a statement is. */
export function Checks() {
  const { caseId, read, file, now } = useOpenCase();
  const today = new Date(now).toISOString();
  const draft = useDraft(caseId, PART, read.drafts, CheckForm, emptyCheck);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const { checks } = file.work;
  const answering = checks.some(({ event }) => read.drafts.some(({ part }) => part === `check ${event}`));
  return (
    <div className={styles.form}>
      {checks.length === 0 && <p className={styles.muted}>{t('No check was asked for yet.')}</p>}
      {checks.length > 0 && (
        <ol className={entries.entries} aria-label={t('Checks')}>
          {checks.map((check) => (
            <CheckCard key={check.event} check={check} />
          ))}
        </ol>
      )}
      <div
        ref={form}
        className={styles.form}
        data-draft={draft.savedAt !== null}
        role="group"
        aria-label={t('New check')}
      >
        <div className={entries.twoFields}>
          <CodeSelect
            label={t('Check')}
            list="check"
            on={today}
            value={value.check}
            onChange={(check) => change({ check })}
          />
          <CodeSelect
            label={t('Under the authority of')}
            list="check_authority"
            on={today}
            value={value.authority}
            onChange={(authority) => change({ authority })}
          />
        </div>
        <TextArea
          label={t('About whom or what')}
          name="about"
          rows={1}
          value={value.about}
          onChange={(about) => change({ about })}
        />
        <TextArea
          label={t('What it is to show')}
          name="purpose"
          rows={2}
          value={value.purpose}
          onChange={(purpose) => change({ purpose })}
        />
        <SignBar
          words={t('Ask for the check')}
          draft={draft}
          enabled={!answering}
          lacks={[
            ...(value.check === '' ? [t('Choose the check.')] : []),
            ...(value.authority === '' ? [t('Choose the authority that permits it.')] : []),
            ...(value.about.trim() === '' ? [t('Say about whom or what.')] : []),
            ...(value.purpose.trim() === '' ? [t('Say what it is to show: a check needs a purpose.')] : []),
          ]}
          onSign={() =>
            signDraft(draft, PART, {
              type: 'check_requested',
              facets: { check: value.check, authority: value.authority },
              payload: { about: value.about.trim(), purpose: value.purpose.trim() },
            })
          }
        />
      </div>
    </div>
  );
}
