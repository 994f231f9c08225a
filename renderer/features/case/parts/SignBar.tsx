import { type ReactNode, useState } from 'react';
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
  readonly enabled?: boolean;
  readonly children?: ReactNode;
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
  useCommand('global.sign', () => void sign(), enabled);
  return (
    <div className={styles.signBar}>
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
