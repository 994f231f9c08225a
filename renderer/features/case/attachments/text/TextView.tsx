import { useEffect, useRef, useState } from 'react';
import { TEXT_CHARS } from '../../../../../shared/bridge/attachment.ts';
import type { CallError } from '../../../../../shared/bridge/call.ts';
import { call } from '../../../../app/bridge.ts';
import { useCommand } from '../../../../app/commands.ts';
import { announce, Button, ErrorNotice, Foreign, Skeleton } from '../../../../ui/index.ts';
import { useHitInFile } from '../../hits/hit-place.ts';
import { useOpenCase } from '../../open-case.ts';
import { visibleName } from '../../reading/visible-text.ts';
import styles from '../attachments.module.css';
import type { ViewProps } from '../view-props.ts';
import { readBytes } from '../read-file.ts';
import { useView } from '../use-view.ts';
import { type Encoding, MARGIN, PAGE_BYTES, pageText, recognise, type Recognised } from './text-page.ts';
import { t } from '../../../../words/t.ts';

const encodings: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
};

/** A text, shown as text whatever it says: a page of it at a time. */
export function TextView({ file }: ViewProps) {
  const { caseId } = useOpenCase();
  const [view, change] = useView(file.id);
  const [shown, setShown] = useState<{ page: number; text: string; as: Recognised } | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const pages = Math.max(1, Math.ceil(file.size / PAGE_BYTES));
  const page = Math.min(view.page, pages);
  useEffect(() => {
    let gone = false;
    const open = async () => {
      const name = { caseId, attachment: file.id };
      const first = await readBytes(name, 0, Math.min(file.size, PAGE_BYTES));
      if (!first.ok) return gone ? undefined : setError(first.error);
      const as = recognise(first.bytes, file.size <= PAGE_BYTES);
      const from = (page - 1) * PAGE_BYTES;
      const own = Math.min(PAGE_BYTES, file.size - from);
      const bytes = await readBytes(name, from, Math.min(file.size, from + own + MARGIN));
      if (gone) return undefined;
      if (!bytes.ok) return setError(bytes.error);
      const text = pageText(bytes.bytes, 0, own, as.encoding);
      setShown({ page, text, as });
      // The first page is what a search should find; a longer text is searched where it lies.
      if (page === 1) void call('attachment.text', { ...name, text: text.slice(0, TEXT_CHARS) });
      return undefined;
    };
    void open();
    return () => {
      gone = true;
    };
  }, [caseId, file.id, file.size, page]);
  const hit = useHitInFile(file.id);
  const turn = useRef(change);
  useEffect(() => {
    turn.current = change;
  });
  useEffect(() => {
    // Only its first part stands in the index.
    if (hit !== null) turn.current({ page: 1 });
  }, [hit]);
  const turnTo = (next: number) => {
    if (next < 1 || next > pages) return;
    change({ page: next });
    announce(t('Part {{next}} of {{pages}}', { next, pages }));
  };
  useCommand('attachment.nextPage', () => turnTo(page + 1), pages > 1);
  useCommand('attachment.previousPage', () => turnTo(page - 1), pages > 1);

  if (error !== null) return <ErrorNotice error={error} />;
  if (shown === null) return <Skeleton rows={8} />;
  return (
    <div className={styles.view}>
      <div role="toolbar" aria-label={t('View')} className={styles.bar}>
        <span className={styles.muted}>
          {t('Read as {{encodings}}', { encodings: encodings[shown.as.encoding] })}
          {shown.as.guessed && `, ${t('a guess: nothing in the file says so')}`}
        </span>
        {pages > 1 && (
          <span className={styles.turnOver}>
            <Button
              variant="quiet"
              aria-label={t('Previous part')}
              disabled={page <= 1}
              onClick={() => turnTo(page - 1)}
            >
              ‹
            </Button>
            <span className={styles.muted}>{t('Part {{page}} of {{pages}}', { page, pages })}</span>
            <Button
              variant="quiet"
              aria-label={t('Next part')}
              disabled={page >= pages}
              onClick={() => turnTo(page + 1)}
            >
              ›
            </Button>
          </span>
        )}
      </div>
      <div className={styles.text} role="document" aria-label={t('Text of the file')}>
        {shown.text === '' ? (
          <p className={styles.muted}>{t('The file is empty.')}</p>
        ) : (
          shown.text.split(/\r\n|\r|\n/).map((line, index) => <Foreign key={index} as="p" text={readable(line)} />)
        )}
      </div>
    </div>
  );
}

/** Direction overrides and other unseen signs of a stranger's text stand as their codes; tabs stay tabs. */
const readable = (line: string) =>
  line
    .split('\t')
    .map((part) => part.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, visibleName))
    .join('\t');
