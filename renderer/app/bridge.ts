/** The page's side of the contract with the vault: every answer is parsed by its schema, and errors are values. */
import { CallAnswer, type CallError } from '../../shared/bridge/call.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type Notice,
  type NoticeName,
  notices,
} from '../../shared/bridge/contract.ts';
import type { CandourBridge } from '../../shared/bridge/shell.ts';

/** The bridge that the preload laid, or undefined where the page was opened without one. */
export const bridge = (): CandourBridge | undefined => (globalThis as unknown as { candour?: CandourBridge }).candour;

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallError };

const refused = (code: string, message = ''): { ok: false; error: CallError } => ({
  ok: false,
  error: { code, message },
});

/** Calls the vault. Never rejects. Besides the vault's own codes: `locked`, `answer_unreadable`, `no_bridge`. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<Answered<CallOutput<N>>> {
  const vault = bridge();
  if (!vault) return refused('no_bridge');
  const said = await vault.call(name, input);
  const answer = CallAnswer.safeParse(said);
  // An error whose details do not fit is still an error with a code.
  if (!answer.success) return refused(said.ok ? 'answer_unreadable' : said.error.code, name);
  if (!answer.data.ok) return { ok: false, error: answer.data.error };
  const value = calls[name].output.safeParse(answer.data.value);
  if (value.success) return { ok: true, value: value.data as CallOutput<N> };
  // Paths of fields only: their contents never reach a log.
  console.error(name, value.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).slice(0, 5));
  return refused('answer_unreadable', name);
}

type Listener = (notice: never) => void;
const listeners = new Map<NoticeName, Set<Listener>>();
let heard: CandourBridge | undefined;

/** One ear for all: every listener on the bridge has each notice copied into the page once more. */
function hearNotices(): void {
  const vault = bridge();
  if (heard === vault) return;
  heard = vault;
  vault?.onNotice(({ notice, payload }) => {
    const all = listeners.get(notice as NoticeName);
    if (all === undefined || all.size === 0) return;
    const parsed = notices[notice as NoticeName].safeParse(payload ?? {});
    if (parsed.success) for (const listener of [...all]) listener(parsed.data as never);
  });
}

/** Hears one kind of the vault's notices; gives back how to stop. A notice that does not fit its schema is passed by. */
export function onNotice<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): () => void {
  hearNotices();
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(listener));
  return () => void all.delete(listener);
}

/** Hears that the vault went away or came back: in both cases it is locked now. */
export function onVaultGone(listener: () => void): () => void {
  const stop = bridge()?.onNotice(({ notice }) => {
    if (notice === 'vault.closed' || notice === 'vault.opened') listener();
  });
  return stop ?? (() => undefined);
}
