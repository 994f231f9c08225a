/** Linking, parting and quieting: signed at once, and taken back by `Ctrl+Z`. */
import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallInput } from '../../../shared/bridge/contract.ts';
import type { AlertKind, LinkKind } from '../../../shared/domain/alerts.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, knowing } from '../../app/calls.ts';
import { announce } from '../../ui/index.ts';
import { t } from '../../words/t.ts';

type Signed = Pick<CallInput<'case.sign'>, 'type' | 'facets' | 'payload' | 'draft'>;

export interface Joining {
  readonly error: CallError | null;
  readonly link: (other: string, kind: LinkKind, why: string, draft?: string) => Promise<CallError | null>;
  /** Parts two cases in the log that says they belong together. */
  readonly part: (signedIn: string, other: string, kind: LinkKind) => Promise<void>;
  readonly quiet: (other: string, kind: AlertKind) => Promise<void>;
  /** Brings an alert back in every log that quiets it. */
  readonly bringBack: (signedIn: readonly string[], other: string, kind: AlertKind) => Promise<void>;
  /** Takes the last of these back; null when there is nothing to take back. */
  readonly undo: (() => void) | null;
}

const linking = (other: string, kind: LinkKind, on: boolean, why: string): Signed => ({
  type: 'linked',
  facets: { other, kind, on },
  payload: { why },
});
const quieting = (other: string, kind: AlertKind, on: boolean): Signed => ({
  type: 'alert_quieted',
  facets: { other, kind, ...(!on && { on: false }) },
  payload: {},
});

export function useJoining(caseId: string): Joining {
  const [error, setError] = useState<CallError | null>(null);
  const [undos, setUndos] = useState<readonly (() => Promise<unknown>)[]>([]);

  const sign = async (of: string, command: Signed, done: string): Promise<CallError | null> => {
    setError(null);
    const answer = await call('case.sign', { caseId: of, ...command });
    if (!answer.ok) return answer.error;
    askAgain('case.read', ...knowing);
    announce(done);
    return null;
  };
  const shown = async (signing: Promise<CallError | null>) => {
    const failed = await signing;
    setError(failed);
    return failed === null;
  };
  const undoable = (undo: () => Promise<unknown>) => setUndos((before) => [...before, undo]);
  const part = async (signedIn: string, other: string, kind: LinkKind) => {
    await shown(sign(signedIn, linking(other, kind, false, t('Taken back.')), t('Link taken back')));
  };
  const bringBack = async (signedIn: readonly string[], other: string, kind: AlertKind) => {
    for (const of of signedIn)
      await shown(sign(of, quieting(of === caseId ? other : caseId, kind, false), t('Alert brought back')));
  };

  return {
    error,
    part,
    bringBack,
    link: async (other, kind, why, draft) => {
      const failed = await sign(
        caseId,
        { ...linking(other, kind, true, why), ...(draft !== undefined && { draft }) },
        t('Linked'),
      );
      if (failed === null) undoable(() => part(caseId, other, kind));
      return failed;
    },
    quiet: async (other, kind) => {
      if (await shown(sign(caseId, quieting(other, kind, true), t('Alert put aside'))))
        undoable(() => bringBack([caseId], other, kind));
    },
    undo:
      undos.length === 0
        ? null
        : () => {
            void undos.at(-1)!();
            setUndos((before) => before.slice(0, -1));
          },
  };
}
