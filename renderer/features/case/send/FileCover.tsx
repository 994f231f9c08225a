import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { SealedAttachment } from '../../../../shared/domain/events/report.ts';
import type { FileKind } from '../../../../shared/domain/file-kind.ts';
import { coverRegion, lift, regionsOf } from '../../../../shared/domain/redacting.ts';
import { announce, Button, ErrorNotice, Skeleton } from '../../../ui/index.ts';
import { labelOf } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';
import { type Box, nudged } from '../attachments/image/region.ts';
import { newEntryId } from '../new-entry-id.ts';
import { useOpenCase } from '../open-case.ts';
import type { Drafted } from '../use-draft.ts';
import type { SendForm } from './pack.ts';
import styles from './files.module.css';
import { useFilePages } from './use-file-pages.ts';

interface Props {
  readonly file: SealedAttachment;
  readonly kind: FileKind;
  readonly draft: Drafted<SendForm>;
  readonly reason: string;
}

const percent = (share: number) => `${share * 100}%`;
const placed = ({ x, y, width, height }: Box) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
});
const middle: Box = { x: 0.35, y: 0.4, width: 0.3, height: 0.1 };

/** A page of a file with what is covered on it: dragged with the mouse, or moved and sized with the arrows. */
export function FileCover({ file, kind, draft, reason }: Props) {
  const { caseId, me } = useOpenCase();
  const { open, error } = useFilePages(caseId, file, kind);
  const [page, setPage] = useState(1);
  const [box, setBox] = useState<Box | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);
  const { value, change } = draft;
  const chosen = value.files[file.id];
  const here = regionsOf(value.redacting, file.id).filter((region) => region.page === page);

  useEffect(() => {
    if (open === null) return undefined;
    let gone = false;
    const aside = document.createElement('canvas');
    void open.draw(aside, page).then(() => {
      if (gone || canvas.current === null) return;
      canvas.current.width = aside.width;
      canvas.current.height = aside.height;
      canvas.current.getContext('2d')?.drawImage(aside, 0, 0);
      canvas.current.dataset['page'] = String(page);
    });
    return () => {
      gone = true;
    };
  }, [open, page]);

  const keep = (drawn: Box) => {
    const region = { ...drawn, id: newEntryId(), page, reason, by: me.user, at: new Date().toISOString() };
    change({ redacting: coverRegion(value.redacting, file.id, region) });
    announce(t('Redacted: {{reasons}}', { reasons: labelOf('redaction_reason', reason) }));
    setBox(null);
  };
  const at = (event: PointerEvent) => {
    const rect = stage.current!.getBoundingClientRect();
    return { x: (event.clientX - rect.left) / rect.width, y: (event.clientY - rect.top) / rect.height };
  };
  const move = (event: PointerEvent) => {
    if (drag.current === null) return;
    const now = at(event);
    const from = drag.current;
    setBox(
      nudged(
        {
          x: Math.min(from.x, now.x),
          y: Math.min(from.y, now.y),
          width: Math.abs(now.x - from.x),
          height: Math.abs(now.y - from.y),
        },
        {},
      ),
    );
  };
  const hear = (event: KeyboardEvent) => {
    const step = event.ctrlKey ? 0.005 : 0.03;
    const dx = { ArrowLeft: -step, ArrowRight: step }[event.key] ?? 0;
    const dy = { ArrowUp: -step, ArrowDown: step }[event.key] ?? 0;
    if (event.key === 'Enter' && box !== null) keep(box);
    else if (event.key === 'Escape') {
      setBox(null);
      event.stopPropagation();
    } else if (dx === 0 && dy === 0) return;
    else setBox((now) => now && nudged(now, event.shiftKey ? { width: dx, height: dy } : { x: dx, y: dy }));
    event.preventDefault();
  };
  if (error !== null) return <ErrorNotice error={error} />;
  if (open === null || chosen === undefined) return <Skeleton rows={8} />;
  const leftOut = chosen.leftOut.includes(page);
  return (
    <div className={styles.cover}>
      <p className={styles.bar}>
        {open.pages > 1 && (
          <>
            <Button
              variant="quiet"
              aria-label={t('Previous page')}
              disabled={page <= 1}
              onClick={() => setPage(page - 1)}
            >
              ‹
            </Button>
            <span>{t('Page {{page}} of {{pages}}', { page, pages: open.pages })}</span>
            <Button
              variant="quiet"
              aria-label={t('Next page')}
              disabled={page >= open.pages}
              onClick={() => setPage(page + 1)}
            >
              ›
            </Button>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={!leftOut}
                onChange={() =>
                  change({
                    files: {
                      ...value.files,
                      [file.id]: {
                        ...chosen,
                        leftOut: leftOut ? chosen.leftOut.filter((n) => n !== page) : [...chosen.leftOut, page],
                      },
                    },
                  })
                }
              />
              {t('This page goes along')}
            </label>
          </>
        )}
        <Button
          variant="quiet"
          onClick={() => {
            setBox(middle);
            announce(t('A frame stands in the middle. Arrows move it, Shift and arrows size it, Enter covers.'));
            requestAnimationFrame(() => stage.current?.querySelector<HTMLElement>('[data-frame]')?.focus());
          }}
        >
          {t('Cover a part')}
        </Button>
        {here.map((region, index) => (
          <Button
            key={region.id}
            variant="quiet"
            title={labelOf('redaction_reason', region.reason)}
            onClick={() => change({ redacting: lift(value.redacting, region.id) })}
          >
            {t('Uncover part {{number}}', { number: index + 1 })}
          </Button>
        ))}
      </p>
      <div
        ref={stage}
        className={styles.stage}
        data-out={leftOut}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          drag.current = at(event);
          setBox(null);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={move}
        onPointerUp={() => {
          drag.current = null;
          if (box !== null && box.width > 0.01) keep(box);
        }}
      >
        <canvas ref={canvas} role="img" aria-label={t('Page {{page}} of the file, as it came', { page })} />
        {here.map((region, index) => (
          <span key={region.id} className={styles.covered} style={placed(region)} aria-hidden="true">
            {index + 1}
          </span>
        ))}
        {box !== null && (
          <div
            role="application"
            aria-label={t('Frame of the cover: arrows move it, Shift and arrows size it, Enter covers')}
            tabIndex={0}
            data-frame
            className={styles.frame}
            style={placed(box)}
            onKeyDown={hear}
          />
        )}
      </div>
    </div>
  );
}
