import type { CallAnswer } from '../../../shared/bridge/call.ts';
import { calls, type CallName } from '../../../shared/bridge/contract.ts';
import { answeredWhileClosed } from '../session/closed.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { diskFailure } from '../threads/failure-code.ts';
import { ThreadFailure } from '../threads/operations.ts';
import { failed } from './failure.ts';
import { lockedHandlers, openHandlers } from './handlers.ts';

/** What a person has asked for with a key, and sees answered. */
const awaited: ReadonlySet<CallName> = new Set([
  'desk.open',
  'desk.slice',
  'desk.sign',
  'case.read',
  'case.sign',
  'people.search',
  'dues.read',
  'recipients.read',
]);

type Handle = (input: unknown) => Promise<CallAnswer>;

/**
 * Answers the page's calls: a known name, a payload that fits its schema, and before the vault is open only those
 * that open, make or restore one (`lockedHandlers`). A bad call is answered `invalid_call` without repeating what was in it. Never rejects.
 */
export function dispatcher(session: Session): (name: unknown, payload: unknown) => Promise<CallAnswer> {
  const locked = lockedHandlers(session) as unknown as Readonly<Record<string, Handle>>;
  let openedFor: OpenVault | null = null;
  let open: Readonly<Record<string, Handle>> = {};
  const handlerOf = (name: CallName): Handle | null => {
    if (Object.hasOwn(locked, name)) return locked[name]!;
    const { vault } = session;
    if (vault === null) return null;
    if (vault !== openedFor) {
      openedFor = vault;
      open = openHandlers(session, vault) as unknown as Readonly<Record<string, Handle>>;
    }
    return open[name] ?? null;
  };
  return async (name, payload) => {
    if (typeof name !== 'string' || !Object.hasOwn(calls, name)) return failed('invalid_call');
    const input = calls[name as CallName].input.safeParse(payload ?? {});
    const handle = handlerOf(name as CallName);
    if (handle === null) return failed('locked');
    if (!input.success) return failed('invalid_call', { call: name });
    const closed = answeredWhileClosed(name as CallName) ? null : (session.vault?.closed() ?? null);
    if (closed !== null && !Object.hasOwn(locked, name)) return failed(closed, { call: name });
    if (awaited.has(name as CallName)) session.vault?.awaited();
    try {
      return await handle(input.data);
    } catch (error) {
      const code = error instanceof ThreadFailure ? error.code : (diskFailure(error) ?? 'internal');
      const damaged = error instanceof ThreadFailure && error.caseId !== null ? { caseId: error.caseId } : {};
      return failed(code, { call: name, ...damaged });
    }
  };
}
