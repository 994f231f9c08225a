import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { useCommand } from '../../../app/commands.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import type { Drafted } from '../use-draft.ts';
import { DraftLine } from './DraftLine.tsx';
import styles from './parts.module.css';

interface Props {
  readonly words: string;
  readonly draft: Drafted<object>;
  /** Why it cannot be signed yet, as sentences; empty when it can. */
  readonly lacks?: readonly string[];
  /** Asked last before signing: false stops, since the person is first to see something. */
  readonly ready?: () => boolean;
  /** Signs; answers the error to show, or null. The words stay on an error. */
  readonly onSign: () => Promise<CallError | null>;
  /** False while another form of the screen comes first when neither holds the focus. */
  readonly enabled?: boolean;
  readonly children?: ReactNode;
}

interface Bar {
  readonly element: () => HTMLElement | null;
  readonly sign: () => void;
  readonly enabled: () => boolean;
}

/** The bars on the page: where two forms stand side by side, `Ctrl+Enter` is for the one that holds the focus. */
const bars: Bar[] = [];

function barToSign(): Bar | undefined {
  const holdsFocus = ({ element }: Bar) =>
    element()?.closest('[data-draft], [data-form]')?.contains(document.activeElement) === true;
  // The innermost form is the last one declared around the focus.
  return bars.findLast(holdsFocus) ?? bars.findLast((bar) => bar.enabled());
}

/** The foot of a form that is signed: the button, the draft's line, what is missing, and what went wrong. */
export function SignBar({ words, draft, lacks = [], ready, onSign, enabled = true, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(false);
  const sign = async () => {
    if (busy) return;
    setError(null);
    setAsked(lacks.length > 0);
    if (lacks.length > 0 || ready?.() === false) return;
    setBusy(true);
    await draft.lock();
    const failed = await onSign();
    if (failed !== null) draft.unlock();
    setError(failed);
    setBusy(false);
  };
  const own = useRef<HTMLDivElement>(null);
  const latest = useRef({ sign, enabled });
  useEffect(() => {
    latest.current = { sign, enabled };
  });
  useEffect(() => {
    const bar: Bar = {
      element: () => own.current,
      sign: () => void latest.current.sign(),
      enabled: () => latest.current.enabled,
    };
    bars.push(bar);
    return () => void bars.splice(bars.indexOf(bar), 1);
  }, []);
  useCommand('global.sign', () => barToSign()?.sign());
  return (
    <div ref={own} className={styles.signBar}>
      {asked && lacks.length > 0 && (
        <div role="alert">
          <ul className={styles.lacks}>
            {lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </div>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.signRow}>
        <DraftLine draft={draft} />
        {children}
        <Button variant="main" keys="Ctrl+Enter" onClick={() => void sign()} disabled={busy} data-sign>
          {words}
        </Button>
      </div>
    </div>
  );
}
