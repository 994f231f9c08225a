import { useMemo, useRef } from 'react';
import { z } from 'zod';
import { Foreign, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import entries from '../parts/entries.module.css';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { Revealing, revealingGaps } from './Revealing.tsx';
import { useSignDraft } from '../use-sign-draft.ts';
import own from './safeguarding.module.css';

const PART = 'safe contact';
const CardForm = z.object({
  who: z.string(),
  how: z.string(),
  when: z.string(),
  never: z.string(),
  /** What could reveal a report is told to nobody outside the unit. */
  inside: z.boolean().default(false),
});
type CardForm = z.infer<typeof CardForm>;
const nothing: CardForm = { who: '', how: '', when: '', never: '', inside: false };

/** The one card of the case: how a person at risk may be reached. Every version stays. */
export function SafeContactForm() {
  const { file } = useOpenCase();
  // A new version begins with the words of the one in force.
  return <Form key={file.work.safeContact.at(-1)?.event ?? 'none'} />;
}

function Form() {
  const { caseId, read, file } = useOpenCase();
  const versions = file.work.safeContact;
  const current = versions.at(-1)?.contents ?? null;
  const empty = useMemo(() => () => ({ ...nothing, ...current }), [current]);
  const draft = useDraft(caseId, PART, read.drafts, CardForm, empty);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const same =
    current !== null && (['who', 'how', 'when', 'never'] as const).every((key) => value[key] === current[key]);
  const lacks = [
    ...(value.how.trim() === '' && value.never.trim() === '' ? [t('Say how, or what never.')] : []),
    ...revealingGaps(value.how, value.inside),
    ...(same ? [t('The card says that already.')] : []),
  ];
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <p className={styles.muted}>
        {t('How a person at risk may be reached without harm to them. Never how to reach the reporter.')}
      </p>
      <TextArea
        label={t('Who')}
        name="who"
        rows={1}
        maxLength={400}
        value={value.who}
        onChange={(who) => change({ who })}
      />
      <TextArea
        label={t('How')}
        name="how"
        rows={2}
        maxLength={2000}
        value={value.how}
        onChange={(how) => change({ how })}
      />
      <Revealing text={value.how} inside={value.inside} onInside={(inside) => change({ inside })} />
      <TextArea
        label={t('When')}
        name="when"
        rows={1}
        maxLength={1000}
        value={value.when}
        onChange={(when) => change({ when })}
      />
      <TextArea
        label={t('Never')}
        name="never"
        rows={2}
        maxLength={2000}
        value={value.never}
        onChange={(never) => change({ never })}
      />
      <SignBar
        words={t('Sign the card')}
        draft={draft}
        lacks={lacks}
        onSign={() =>
          signDraft(draft, PART, {
            type: 'safe_contact_set',
            facets: {},
            payload: {
              who: value.who.trim(),
              how: value.how.trim(),
              when: value.when.trim(),
              never: value.never.trim(),
            },
            basedOn: read.slots['safe contact'] ?? null,
          })
        }
      />
      {versions.length > 0 && (
        <ol className={entries.entries} aria-label={t('Versions of the card')}>
          {versions.toReversed().map((version, index) => (
            <li key={version.event} className={entries.entry} data-current={index === 0}>
              <p className={entries.entryHead}>
                <strong>{index === 0 ? t('In force') : t('Earlier')}</strong>
                <Signature signed={version} />
              </p>
              {version.contents === null ? (
                <p>{t('Erased')}</p>
              ) : (
                <p className={own.version}>
                  <Foreign
                    text={[version.contents.who, version.contents.how, version.contents.when]
                      .filter((part) => part !== '')
                      .join('. ')}
                  />
                  {version.contents.never !== '' && (
                    <>
                      {' '}
                      <strong>{t('Never')}:</strong> <Foreign text={version.contents.never} />
                    </>
                  )}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
