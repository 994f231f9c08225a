/** The first window's hold on the second, which shows files of the case that is open here. */
import { create } from 'zustand';
import type { FilesShown } from '../../../../shared/bridge/shell.ts';
import { bridge } from '../../../app/bridge.ts';
import { onShellNotice } from '../../../app/shell-notices.ts';

export const useSecondWindow = create<{ open: boolean }>(() => ({ open: false }));

let heard = false;

/** Shows a file there; `mayOpen` makes the window where there is none. Answers whether it is shown. */
export async function showInWindow(shown: FilesShown, mayOpen: boolean): Promise<boolean> {
  if (!heard) {
    heard = true;
    onShellNotice('files.closed', () => useSecondWindow.setState({ open: false }));
  }
  const answer = await bridge()?.shell.files.show({ shown, open: mayOpen });
  const open = answer?.ok === true && answer.value.open;
  useSecondWindow.setState({ open });
  return open;
}

/** A case has been opened here: the second window, where there is one, turns to it. Gives back how to leave it. */
export function followedBySecondWindow(caseId: string): () => void {
  if (useSecondWindow.getState().open) void showInWindow({ caseId, attachment: null }, false);
  return () => {
    if (useSecondWindow.getState().open) void showInWindow({ caseId: null, attachment: null }, false);
  };
}
