import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../../../shared/bridge/call.ts';
import { useCommand } from '../../../../app/commands.ts';
import { announce, Button, ErrorNotice, Foreign, Skeleton } from '../../../../ui/index.ts';
import { useOpenCase } from '../../open-case.ts';
import styles from '../attachments.module.css';
import { Flaw } from '../Flaw.tsx';
import type { ViewProps } from '../view-props.ts';
import { decoding, readBytes } from '../read-file.ts';
import { RegionNotes } from '../RegionNotes.tsx';
import { useView } from '../use-view.ts';
import { useWidth } from '../use-width.ts';
import { ViewBar } from '../ViewBar.tsx';
import { useHitInFile } from '../../hits/hit-place.ts';
import { keepText } from './keep-text.ts';
import { pageOfHit } from './page-of-hit.ts';
import { openPdf, type OpenPdf } from './pdf-document.ts';
import { type Undecoded, undecodedIn } from './undecoded.ts';
import { t } from '../../../../words/t.ts';

const MOST_BYTES = 128 * 2 ** 20;
/** CSS pixels that a page is wide at 100 %: A4 at 96 dots an inch. */
const NATURAL = 794;

/** A PDF, a page at a time, blurred at first. Its text stands beside the picture for those who do not see it. */
export function PdfView({ file, words }: ViewProps) {
  const { caseId } = useOpenCase();
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const [flaw, setFlaw] = useState<string | null>(file.size > MOST_BYTES ? 'too_large' : null);
  const [undecoded, setUndecoded] = useState<readonly Undecoded[]>([]);
  const [pageFlaw, setPageFlaw] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [blurred, setBlurred] = useState(true);
  const [text, setText] = useState('');
  const [withText, setWithText] = useState(false);
  const [view, change] = useView(file.id);
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const room = useWidth(box);
  const page = Math.min(view.page, pdf?.pages ?? view.page);
  const scale = view.zoom ?? Math.max(0.05, (room || NATURAL) / NATURAL);

  useEffect(() => {
    if (file.size > MOST_BYTES) return undefined;
    let gone = false;
    let made: OpenPdf | null = null;
    const open = async () => {
      const name = { caseId, attachment: file.id };
      const read = await readBytes(name, 0, file.size);
      if (gone) return;
      if (!read.ok) return setError(read.error);
      // Looked for now: the bytes go to the worker.
      setUndecoded(undecodedIn(read.bytes));
      const opened = await decoding(name, () => openPdf(read.bytes));
      if (!opened.ok) return gone ? undefined : setFlaw(opened.flaw);
      made = opened.pdf;
      if (gone) made.close();
      else setPdf(made);
    };
    void open();
    return () => {
      gone = true;
      made?.close();
    };
  }, [caseId, file.id, file.size]);

  useEffect(() => {
    if (pdf === null || room === 0) return undefined;
    let gone = false;
    const show = async () => {
      // Drawn aside and taken over whole: two drawings on one canvas would mix.
      const aside = document.createElement('canvas');
      const name = { caseId, attachment: file.id };
      const { flaw: found } = await decoding(name, () => pdf.draw(aside, page, NATURAL * scale, view.turns));
      const read = found === null ? await pdf.text(page) : '';
      if (gone || canvas.current === null) return;
      setPageFlaw(found);
      setText(read);
      canvas.current.width = aside.width;
      canvas.current.height = aside.height;
      if (found === null) canvas.current.getContext('2d')?.drawImage(aside, 0, 0);
      canvas.current.dataset['page'] = String(page);
      if (found === null) void keepText(name, pdf);
    };
    void show();
    return () => {
      gone = true;
    };
  }, [pdf, page, scale, view.turns, room, caseId, file.id]);

  const hit = useHitInFile(file.id);
  const turn = useRef(change);
  useEffect(() => {
    turn.current = change;
  });
  useEffect(() => {
    // Notes and descriptions have no page of their own.
    if (hit === null || hit.page === null || pdf === null) return undefined;
    let gone = false;
    void pageOfHit(pdf, hit).then((found) => {
      if (gone) return;
      turn.current({ page: found });
      setWithText(true);
    });
    return () => {
      gone = true;
    };
  }, [hit, pdf]);

  const turnTo = (next: number) => {
    if (pdf === null || next < 1 || next > pdf.pages) return;
    change({ page: next });
    announce(t('Page {{next}} of {{pages}}', { next, pages: pdf.pages }));
  };
  useCommand('attachment.nextPage', () => turnTo(page + 1));
  useCommand('attachment.previousPage', () => turnTo(page - 1));
  useCommand('attachment.text', () => setWithText(!withText));

  if (error !== null) return <ErrorNotice error={error} />;
  if (flaw !== null) return <Flaw code={flaw} sha256={file.sha256} />;
  return (
    <div className={styles.view}>
      <ViewBar blurred={blurred} setBlurred={setBlurred} view={view} change={change} scale={scale}>
        <span className={styles.turnOver}>
          <Button variant="quiet" aria-label={t('Previous page')} disabled={page <= 1} onClick={() => turnTo(page - 1)}>
            ‹
          </Button>
          <span className={styles.muted}>
            {pdf === null ? '…' : t('Page {{page}} of {{pages}}', { page, pages: pdf.pages })}
          </span>
          <Button
            variant="quiet"
            aria-label={t('Next page')}
            disabled={page >= (pdf?.pages ?? 1)}
            onClick={() => turnTo(page + 1)}
          >
            ›
          </Button>
        </span>
        <Button variant="quiet" keys="T" aria-pressed={withText} onClick={() => setWithText(!withText)}>
          {t('Text')}
        </Button>
      </ViewBar>
      {undecoded.length > 0 && (
        <p role="note" className={styles.warning}>
          {t(
            'This PDF holds pictures in {{formats}}, which are not opened here: their place stays empty. If it matters, ask your digital forensics unit for them.',
            { formats: undecoded.join(', ') },
          )}
        </p>
      )}
      {pageFlaw !== null && <Flaw code={pageFlaw} sha256={file.sha256} />}
      <div ref={box} className={styles.stage}>
        {pdf === null && <Skeleton rows={8} />}
        <div hidden={pdf === null || pageFlaw !== null}>
          <RegionNotes attachment={file.id} words={words} turns={view.turns} page={page}>
            <canvas
              ref={canvas}
              className={styles.canvas}
              data-blurred={blurred}
              style={
                view.turns % 2 === 0 ? { width: Math.round(NATURAL * scale) } : { height: Math.round(NATURAL * scale) }
              }
              role="img"
              aria-label={
                blurred
                  ? t('Page {{page}}, blurred; B shows it; its text follows', { page })
                  : t('Page {{page}}; its text follows', { page })
              }
            />
          </RegionNotes>
        </div>
      </div>
      {pdf !== null && (
        <section
          className={withText ? styles.pageText : styles.heard}
          aria-label={t('Text of page {{page}}', { page })}
        >
          {text.trim() === '' ? (
            <p>{t('This page holds no text; it may be a picture of one.')}</p>
          ) : (
            text.split('\n').map((line, index) => <Foreign key={index} as="p" text={line} />)
          )}
        </section>
      )}
      <p className={styles.small}>{t('Drawn only: no link, script, form or enclosure of the file works here.')}</p>
    </div>
  );
}
