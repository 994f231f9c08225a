import { Paperclip } from 'lucide-react';
import { shownName } from '../../../../shared/bridge/shown-name.ts';
import { useOpenCase } from '../open-case.ts';
import { sizeInWords } from '../reading/visible-text.ts';
import styles from './attachments.module.css';
import { FetchLine } from './FetchLine.tsx';
import { kindWords } from './file-words.ts';
import { useAttachments } from './use-attachment.ts';
import { t } from '../../../words/t.ts';

/** The files that came with the report, and whether they are here. A name is shown so that it deceives nobody. */
export function AttachmentList() {
  const { openAttachment } = useOpenCase();
  const { attached } = useAttachments();
  return (
    <ul className={styles.list} aria-label={t('Files of the report')}>
      {attached.map(({ file, state, words }) => {
        const described = words.descriptions.at(-1);
        return (
          <li key={file.id} className={styles.line} data-state={state?.state}>
            <div className={styles.name}>
              <Paperclip size={14} aria-hidden="true" />
              <button type="button" className={styles.open} onClick={() => openAttachment(file.id)}>
                <bdi>{shownName(file.filename)}</bdi>
              </button>
              <span className={styles.muted}>
                {state === undefined || state.kind === null ? shownName(file.mediaType) : kindWords(state.kind)},{' '}
                {sizeInWords(file.size)}
                {described !== undefined && `, ${t('described')}`}
              </span>
            </div>
            {state?.closedPage === true && (
              <p className={styles.warning}>{t('Closed the page; not opened again by itself.')}</p>
            )}
            {state !== undefined && <FetchLine file={file} state={state} />}
          </li>
        );
      })}
    </ul>
  );
}
