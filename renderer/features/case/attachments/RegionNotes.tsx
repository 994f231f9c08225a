import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { AttachmentWords, RegionNote } from '../../../../shared/domain/case-file.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce, Button, ErrorNotice, Foreign, TextArea } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import styles from './attachments.module.css';
import { type Box, nudged, turned, type Turns, upright } from './image/region.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly attachment: string;
  readonly words: AttachmentWords;
  readonly turns: Turns;
  /** Of a file with pages. */
  readonly page?: number;
  /** The picture or page itself; notes lie over it. */
  readonly children: ReactNode;
}

const percent = (share: number) => `${share * 100}%`;
const placed = (box: Box) => ({
  left: percent(box.x),
  top: percent(box.y),
  width: percent(box.width),
  height: percent(box.height),
});
const middle: Box = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 };

/** Notes on parts of a picture or page: drawn over it with their numbers, listed beneath, added with `N`. */
export function RegionNotes({ attachment, words, turns, page, children }: Props) {
  const { sign, me } = useOpenCase();
  const [box, setBox] = useState<Box | null>(null);
  const [text, setText] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);
  const here = words.notes.filter((note) => note.withdrawn === null && note.region.page === page);
  useCommand('attachment.note', () => {
    setBox(middle);
    announce(t('A frame stands in the middle. Arrows move it, Shift and arrows size it, Enter writes the note.'));
    requestAnimationFrame(() => stage.current?.querySelector<HTMLElement>('[data-frame]')?.focus());
  });

  const at = (event: PointerEvent) => {
    const rect = stage.current!.getBoundingClientRect();
    return { x: (event.clientX - rect.left) / rect.width, y: (event.clientY - rect.top) / rect.height };
  };
  const move = (event: PointerEvent) => {
    if (drag.current === null) return;
    const now = at(event);
    const from = drag.current;
    const x = Math.min(from.x, now.x);
    const y = Math.min(from.y, now.y);
    setBox(nudged({ x, y, width: Math.abs(now.x - from.x), height: Math.abs(now.y - from.y) }, {}));
  };
  const hear = (event: KeyboardEvent) => {
    const step = event.ctrlKey ? 0.005 : 0.03;
    const dx = { ArrowLeft: -step, ArrowRight: step }[event.key] ?? 0;
    const dy = { ArrowUp: -step, ArrowDown: step }[event.key] ?? 0;
    if (event.key === 'Escape') setBox(null);
    else if (event.key === 'Enter') stage.current?.parentElement?.querySelector('textarea')?.focus();
    else if (dx === 0 && dy === 0) return;
    else setBox((now) => now && nudged(now, event.shiftKey ? { width: dx, height: dy } : { x: dx, y: dy }));
    event.preventDefault();
  };
  const done = async (command: Parameters<typeof sign>[0], said: string) => {
    const answer = await sign(command);
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return false;
    announce(said);
    return true;
  };
  const keep = async () => {
    if (box === null || text.trim() === '') return;
    const region = { ...upright(box, turns), ...(page !== undefined && { page }) };
    const payload = { region, text: text.trim() };
    if (!(await done({ type: 'attachment_noted', facets: { attachment }, payload }, t('Note signed')))) return;
    setBox(null);
    setText('');
  };
  const withdraw = (note: RegionNote) =>
    void done({ type: 'attachment_note_withdrawn', facets: { note: note.event }, payload: {} }, t('Withdrawn'));

  return (
    <>
      <div ref={stage} className={styles.regions}>
        {children}
        {here.map((note, index) => (
          <span
            key={note.event}
            className={styles.region}
            style={placed(turned(note.region, turns))}
            aria-hidden="true"
          >
            <b>{index + 1}</b>
          </span>
        ))}
        {box !== null && (
          <>
            <div
              className={styles.picking}
              onPointerDown={(event) => {
                drag.current = at(event);
                event.currentTarget.setPointerCapture(event.pointerId);
              }}
              onPointerMove={move}
              onPointerUp={() => (drag.current = null)}
            />
            <div
              role="application"
              aria-label={t('Frame of the note: arrows move it, Shift and arrows size it, Enter writes')}
              tabIndex={0}
              data-frame
              className={styles.frame}
              style={placed(box)}
              onKeyDown={hear}
            />
          </>
        )}
      </div>
      {box !== null && (
        <form
          className={styles.noteForm}
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void keep();
            }
          }}
        >
          <TextArea label={t('Note on this part')} rows={2} value={text} onChange={setText} maxLength={8000} />
          <span className={styles.foot}>
            <Button variant="quiet" onClick={() => setBox(null)}>
              {t('Close')}
            </Button>
            <Button variant="main" submit keys="Ctrl+Enter" disabled={text.trim() === ''}>
              {t('Sign note')}
            </Button>
          </span>
        </form>
      )}
      {error !== null && <ErrorNotice error={error} />}
      {here.length > 0 && (
        <ol className={styles.notes} aria-label={t('Notes on parts')}>
          {here.map((note) => (
            <li key={note.event}>
              <Foreign text={note.text} />{' '}
              <span className={styles.muted}>
                <Signature signed={note} />
              </span>
              {note.by === me.user && (
                <Button variant="quiet" onClick={() => withdraw(note)}>
                  {t('Withdraw')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
