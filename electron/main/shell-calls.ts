/** The one door for calls from a page to main: it looks who asks, and reads what is asked by its schema. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import {
  type Answer,
  type ShellAnswer,
  type ShellCallName,
  shellCalls,
  type ShellRequest,
} from '../../shared/bridge/shell.ts';
import { log } from './log.ts';
import { fromOurPage } from './sender.ts';

export type ShellHandlers = {
  readonly [N in ShellCallName]: (
    request: ShellRequest<N>,
    page: WebContents,
  ) => ShellAnswer<N> | Promise<ShellAnswer<N>>;
};

function failure(code: string, message: string): Answer<never> {
  return { ok: false, error: { code, message } };
}

/** Opens the calls of the table, and no other. */
export function openShellCalls(handlers: ShellHandlers): void {
  for (const name of Object.keys(shellCalls) as ShellCallName[]) {
    ipcMain.handle(name, (event, request: unknown) => answer(name, handlers[name], event, request));
  }
}

async function answer<N extends ShellCallName>(
  name: N,
  handler: ShellHandlers[N],
  event: IpcMainInvokeEvent,
  request: unknown,
): Promise<Answer<unknown>> {
  if (!fromOurPage(event)) {
    log('shell_call_refused', { name });
    return failure('refused', 'This call did not come from our page.');
  }
  const parsed = shellCalls[name].request.safeParse(request);
  if (!parsed.success) return failure('invalid_request', `${name} was asked with something it does not understand.`);
  try {
    return { ok: true, value: await handler(parsed.data as ShellRequest<N>, event.sender) };
  } catch {
    log('shell_call_failed', { name });
    return failure('failed', `${name} could not be done.`);
  }
}
