import { useRef, useState } from 'react';
import { z } from 'zod';
import { useCommand } from '../../../app/commands.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { announce, Button, ErrorNotice, Foreign, TextArea } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { DraftLine } from '../parts/DraftLine.tsx';
import { Signature } from '../parts/Signature.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import styles from './attachments.module.css';
import type { Attached } from './use-attachment.ts';
import { t } from '../../../words/t.ts';

const Form = z.object({ text: z.string() });

/** What the file shows, in words: written by the first who has seen it, so that others need not look. */
export function Description({ file, state, words }: Attached) {
  const { caseId, read, sign } = useOpenCase();
  const part = `file ${file.id}`;
  const draft = useDraft(caseId, part, read.drafts, Form, () => ({ text: '' }));
  const [writing, setWriting] = useState(() => draft.savedAt !== null);
  const [older, setOlder] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useCaret(form, draft);
  const described = words.descriptions.at(-1);
  const open = writing || (described === undefined && state?.state === 'here');
  useCommand('attachment.describe', () => {
    setWriting(true);
    requestAnimationFrame(() => form.current?.querySelector('textarea')?.focus());
  });

  const empty = draft.value.text.trim() === '';
  const keep = async () => {
    if (empty) return;
    await draft.lock();
    const answer = await sign({
      type: 'attachment_described',
      facets: { attachment: file.id },
      payload: { text: draft.value.text.trim() },
      ...(draft.savedAt !== null && { draft: part }),
    });
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return draft.unlock();
    draft.signed();
    setWriting(false);
    announce(t('Description signed'));
  };
  return (
    <section className={styles.description} aria-label={t('Description')}>
      {described !== undefined && (
        <>
          <h3 className={styles.heading}>{t('What it shows')}</h3>
          <Foreign as="p" text={described.text} className={styles.described ?? ''} />
          <p className={styles.muted}>
            <Signature signed={described} />
          </p>
          {older && (
            <ol className={styles.notes}>
              {words.descriptions.slice(0, -1).map((version) => (
                <li key={version.event}>
                  <Foreign text={version.text} /> <Signature signed={version} />
                </li>
              ))}
            </ol>
          )}
          <span className={styles.foot}>
            {words.descriptions.length > 1 && (
              <Button variant="quiet" aria-expanded={older} onClick={() => setOlder(!older)}>
                {t('{{descriptions}} versions', { descriptions: words.descriptions.length })}
              </Button>
            )}
            {!writing && (
              <Button keys="D" variant="quiet" onClick={() => setWriting(true)}>
                {t('Describe it anew')}
              </Button>
            )}
          </span>
        </>
      )}
      {open && (
        <form
          ref={form}
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void keep();
          }}
        >
          <TextArea
            label={t('Describe it, so that others need not look')}
            name="text"
            rows={3}
            maxLength={8000}
            value={draft.value.text}
            onChange={(text) => draft.change({ text: text })}
          />
          <span className={styles.foot}>
            <DraftLine draft={draft} />
            <Button submit keys="Ctrl+Enter" disabled={empty}>
              {t('Sign description')}
            </Button>
          </span>
        </form>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
