import { useEffect, useRef, useState } from 'react';
import { ErrorNotice, Skeleton } from '../../../../ui/index.ts';
import type { CallError } from '../../../../../shared/bridge/call.ts';
import { useOpenCase } from '../../open-case.ts';
import styles from '../attachments.module.css';
import { Flaw } from '../Flaw.tsx';
import type { ViewProps } from '../view-props.ts';
import { decoding, readBytes } from '../read-file.ts';
import { RegionNotes } from '../RegionNotes.tsx';
import { useView } from '../use-view.ts';
import { useWidth } from '../use-width.ts';
import { ViewBar } from '../ViewBar.tsx';
import { type Decoded, decodeImage, drawTurned, MOST_BYTES } from './decode.ts';
import { t } from '../../../../words/t.ts';

/** A picture, blurred at first. Decoded once, in this sandboxed page, after its header was judged. */
export function ImageView({ file, kind, words }: ViewProps) {
  const { caseId } = useOpenCase();
  const [image, setImage] = useState<Decoded | null>(null);
  const [flaw, setFlaw] = useState<string | null>(file.size > MOST_BYTES ? 'too_large' : null);
  const [error, setError] = useState<CallError | null>(null);
  const [blurred, setBlurred] = useState(true);
  const [view, change] = useView(file.id);
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const room = useWidth(box);

  useEffect(() => {
    if (file.size > MOST_BYTES) return undefined;
    let gone = false;
    let made: ImageBitmap | null = null;
    const open = async () => {
      const name = { caseId, attachment: file.id };
      const read = await readBytes(name, 0, file.size);
      if (gone) return;
      if (!read.ok) return setError(read.error);
      const decoded = await decoding(name, () => decodeImage(read.bytes, kind));
      if (!decoded.ok) return setFlaw(decoded.flaw);
      made = decoded.image.bitmap;
      if (gone) made.close();
      else setImage(decoded.image);
    };
    void open();
    return () => {
      gone = true;
      made?.close();
    };
  }, [caseId, file.id, file.size, kind]);
  useEffect(() => {
    if (image !== null && canvas.current !== null) drawTurned(canvas.current, image.bitmap, view.turns);
  }, [image, view.turns]);

  if (error !== null) return <ErrorNotice error={error} />;
  if (flaw !== null) return <Flaw code={flaw} sha256={file.sha256} />;
  const across = image === null ? 1 : view.turns % 2 === 0 ? image.width : image.height;
  const scale = view.zoom ?? Math.min(1, room / across);
  const shown = Math.max(16, Math.round(across * scale));
  return (
    <div className={styles.view}>
      <ViewBar blurred={blurred} setBlurred={setBlurred} view={view} change={change} scale={scale} />
      <div ref={box} className={styles.stage}>
        {image === null ? (
          <Skeleton rows={8} />
        ) : (
          <RegionNotes attachment={file.id} words={words} turns={view.turns}>
            <canvas
              ref={canvas}
              className={styles.canvas}
              data-blurred={blurred}
              style={{ width: shown }}
              role="img"
              aria-label={
                blurred
                  ? t('Picture, blurred, {{width}} by {{height}} pixels; B shows it', {
                      width: String(image.width),
                      height: String(image.height),
                    })
                  : (words.descriptions.at(-1)?.text ??
                    t('Picture, {{width}} by {{height}} pixels, not described', {
                      width: String(image.width),
                      height: String(image.height),
                    }))
              }
            />
          </RegionNotes>
        )}
      </div>
    </div>
  );
}
