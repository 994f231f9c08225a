import { useState } from 'react';
import { Button } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { useAttachments } from '../attachments/use-attachment.ts';
import { newEntryId } from '../new-entry-id.ts';
import type { Drafted } from '../use-draft.ts';
import { canBeDrawn } from './drawable.ts';
import { FileCover } from './FileCover.tsx';
import own from './files.module.css';
import type { SendForm } from './pack.ts';
import { RedactBar } from './RedactBar.tsx';

/** Which files of the report go along: drawn anew, page by page, with what is covered burnt in; never the file itself. */
export function FilesStep({ draft }: { readonly draft: Drafted<SendForm> }) {
  const { attached } = useAttachments();
  const { value, change } = draft;
  const [reason, setReason] = useState('REPORTER');
  const [shown, setShown] = useState<string | null>(null);
  if (attached.length === 0) return <p className={styles.muted}>{t('The report came without files.')}</p>;
  return (
    <div className={own.files}>
      <p className={styles.muted}>
        {t(
          'A file never goes along itself: its pages are drawn anew, without its name and whatever was written into it.',
        )}
      </p>
      <RedactBar draft={draft} reason={reason} onReason={setReason} />
      <ul>
        {attached.map(({ file, state }) => {
          const chosen = value.files[file.id];
          const can = canBeDrawn(state);
          const toggle = () => {
            const { [file.id]: was, ...others } = value.files;
            change({ files: was === undefined ? { ...others, [file.id]: { id: newEntryId(), leftOut: [] } } : others });
            setShown(was === undefined ? file.id : null);
          };
          return (
            <li key={file.id} className={own.file}>
              <p className={own.bar}>
                <label className={own.check}>
                  <input type="checkbox" checked={chosen !== undefined} disabled={!can} onChange={toggle} />
                  <span dir="auto">{file.filename}</span>
                </label>
                {!can && <span className={styles.muted}>{t('It is not here, or cannot be drawn.')}</span>}
                {chosen !== undefined && can && (
                  <Button
                    variant="quiet"
                    aria-expanded={shown === file.id}
                    onClick={() => setShown(shown === file.id ? null : file.id)}
                  >
                    {t('Look at it and cover parts')}
                  </Button>
                )}
              </p>
              {chosen !== undefined && can && shown === file.id && state?.kind && (
                <FileCover file={file} kind={state.kind} draft={draft} reason={reason} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
