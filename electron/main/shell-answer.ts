/** How main answers one call of a page: it looks who asks, and reads what is asked by its schema. Knows no Electron. */
import { type Answer, type ShellCallName, shellCalls } from '../../shared/bridge/shell.ts';
import { log } from './log.ts';
import { fromOurPage, type Sender } from './sender.ts';

function failure(code: string, message: string): Answer<never> {
  return { ok: false, error: { code, message } };
}

/** Never rejects. An error of the handler's goes no further than here: its words may hold anything. */
export async function answerShellCall(
  name: ShellCallName,
  handler: (request: unknown) => unknown,
  asker: Sender,
  request: unknown,
  allowed = true,
): Promise<Answer<unknown>> {
  if (!fromOurPage(asker) || !allowed) {
    log('shell_call_refused', { name });
    return failure('refused', 'This call did not come from our page.');
  }
  const parsed = shellCalls[name].request.safeParse(request);
  if (!parsed.success) return failure('invalid_request', `${name} was asked with something it does not understand.`);
  try {
    return { ok: true, value: await handler(parsed.data) };
  } catch {
    log('shell_call_failed', { name });
    return failure('failed', `${name} could not be done.`);
  }
}
