import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { PackFile, PackPage } from '../../../shared/domain/pack.ts';
import { ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import styles from './pack.module.css';
import { reasonsInWords } from './Redacted.tsx';

export type ReadPage = (
  file: string,
  page: number,
) => Promise<
  { readonly ok: true; readonly jpeg: Uint8Array<ArrayBuffer> } | { readonly ok: false; readonly error: CallError }
>;

/** Every file of a pack, page by page, as it was drawn for its recipient. */
export function PackFiles({ files, read }: { readonly files: readonly PackFile[]; readonly read: ReadPage }) {
  return (
    <section>
      <h3>{t('Files')}</h3>
      {files.map(({ file, pages }, at) => (
        <figure key={file} className={styles.file}>
          <figcaption>{t('File {{number}}', { number: at + 1 })}</figcaption>
          {pages.map((page, index) => (
            <Page key={page.sha256 + index} file={file} number={index + 1} of={pages.length} page={page} read={read} />
          ))}
        </figure>
      ))}
    </section>
  );
}

interface PageProps {
  readonly file: string;
  readonly number: number;
  readonly of: number;
  readonly page: PackPage;
  readonly read: ReadPage;
}

/** Drawn when it comes near the view: a long file is not read at once. */
function Page({ file, number, of, page, read }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [error, setError] = useState<CallError | null>(null);
  const { width, height, reasons = [] } = page;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    let gone = false;
    const draw = async () => {
      const answer = await read(file, number);
      if (gone) return;
      if (!answer.ok) return setError(answer.error);
      const bitmap = await createImageBitmap(new Blob([answer.jpeg], { type: 'image/jpeg' }));
      if (!gone) element.getContext('2d')?.drawImage(bitmap, 0, 0);
      bitmap.close();
      element.dataset['drawn'] = 'true';
    };
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      void draw();
    });
    watch.observe(element);
    return () => {
      gone = true;
      watch.disconnect();
    };
  }, [file, number, read]);
  const covered = reasons.length === 0 ? '' : t('Redacted: {{reasons}}', { reasons: reasonsInWords(reasons) });
  return (
    <>
      <canvas
        ref={canvas}
        className={styles.page}
        width={width}
        height={height}
        role="img"
        aria-label={[t('Page {{n}} of {{all}}', { n: number, all: of }), covered].filter(Boolean).join('. ')}
      />
      {covered !== '' && <p className={styles.meaning}>{covered}</p>}
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
