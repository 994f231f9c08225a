import { create } from 'zustand';
import type { CallError } from '../../shared/bridge/call.ts';
import type { BundleOutcome, BundleWritten } from '../../shared/bridge/bundles.ts';
import { announce } from '../ui/index.ts';
import { outcomeLines, writtenSentence } from '../words/bundles.ts';
import { errorLine } from '../words/errors.ts';
import { bridge, call } from './bridge.ts';
import { askAgain, useCall } from './calls.ts';
import { useCommand } from './commands.ts';

interface BundleWork {
  readonly busy: 'writing' | 'reading' | null;
  readonly written: BundleWritten | null;
  readonly outcome: BundleOutcome | null;
  readonly error: CallError | null;
}
const nothing: BundleWork = { busy: null, written: null, outcome: null, error: null };

/** The bundle that is being written or read, and how the last one went: told in the sync drawer, from wherever it was asked. */
export const useBundleWork = create<BundleWork>(() => nothing);

const busy = () => useBundleWork.getState().busy !== null;

export async function writeBundle(): Promise<void> {
  if (busy()) return;
  const chosen = await bridge()?.shell.choose.bundleOut({ what: 'bundle' });
  if (!chosen?.ok || chosen.value === null) return;
  useBundleWork.setState({ ...nothing, busy: 'writing' });
  const answer = await call('bundle.write', { file: chosen.value });
  useBundleWork.setState({ ...nothing, ...(answer.ok ? { written: answer.value } : { error: answer.error }) });
  announce(answer.ok ? writtenSentence(answer.value) : errorLine(answer.error));
}

export async function readBundle(): Promise<void> {
  if (busy()) return;
  const chosen = await bridge()?.shell.choose.bundleIn();
  if (!chosen?.ok || chosen.value === null) return;
  useBundleWork.setState({ ...nothing, busy: 'reading' });
  const answer = await call('bundle.read', { file: chosen.value });
  useBundleWork.setState({ ...nothing, ...(answer.ok ? { outcome: answer.value } : { error: answer.error }) });
  announce(answer.ok ? outcomeLines(answer.value).join(' ') : errorLine(answer.error));
  askAgain('sync.state', 'session.me', 'refusals.read');
}

/** @param show opens the drawer in which the work is told */
export function useBundleCommands(show: () => void): void {
  const enabled = useCall('bundle.allowed', {}).value?.allowed === true;
  const shown = (work: () => Promise<void>) => () => {
    show();
    void work();
  };
  useCommand('global.bundleWrite', shown(writeBundle), enabled);
  useCommand('global.bundleRead', shown(readBundle), enabled);
}
