/** The one door for calls from a page to main. */
import { ipcMain, type WebContents } from 'electron';
import { type ShellAnswer, type ShellCallName, shellCalls, type ShellRequest } from '../../shared/bridge/shell.ts';
import { answerShellCall } from './shell-answer.ts';

export type ShellHandlers = {
  readonly [N in ShellCallName]: (
    request: ShellRequest<N>,
    page: WebContents,
  ) => ShellAnswer<N> | Promise<ShellAnswer<N>>;
};

/**
 * Opens the calls of the table, and no other.
 * @param allowed whether this page may ask for this at all
 */
export function openShellCalls(
  handlers: ShellHandlers,
  allowed: (name: ShellCallName, page: WebContents) => boolean,
): void {
  for (const name of Object.keys(shellCalls) as ShellCallName[]) {
    // What comes in has been parsed by the schema of its own name; the compiler cannot follow that through the table.
    const handler = handlers[name] as (request: unknown, page: WebContents) => unknown;
    ipcMain.handle(name, (event, request: unknown) =>
      answerShellCall(name, (parsed) => handler(parsed, event.sender), event, request, allowed(name, event.sender)),
    );
  }
}
