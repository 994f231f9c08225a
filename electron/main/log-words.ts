/**
 * The words that the log may hold. Everything else that is text is withheld: a name or a report's word cannot be told
 * from an identifier by its form, so what may be written is listed rather than what may not.
 */
import { shellCalls } from '../../shared/bridge/shell.ts';
import { DeviceSecret, DeviceSecretRefusal } from '../../shared/bridge/vault-start.ts';
import { lockReasons } from './locking.ts';
import { policyFlaws } from './policy-flaws.ts';

const words: ReadonlySet<string> = new Set([
  ...lockReasons,
  ...DeviceSecretRefusal.options,
  ...DeviceSecret.options.map(({ shape }) => shape.mode.value),
  ...Object.keys(shellCalls),
  ...policyFlaws,
  // Keystores, as Chromium names them, and the systems that have one each.
  ...['basic_text', 'gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6', 'unknown', 'darwin', 'win32', 'linux'],
  // What a page was denied.
  ...['navigation', 'frame_navigation', 'redirect', 'webview', 'window', 'external', 'request', 'download', 'print'],
  // What was taken out.
  'export',
  // Why a page's process has gone, as Chromium says it.
  ...['clean-exit', 'abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed', 'integrity-failure'],
  // Kinds of errors, and of what is thrown besides.
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['ThreadFailure', 'internal', 'disk_full', 'disk_read_only', 'disk_failed', 'vault_damaged', 'vault_newer'],
  ...['ZodError', 'SqliteError', 'AbortError', 'TimeoutError', 'string', 'number', 'object', 'undefined', 'function'],
  ...['no_systemd_inhibit', 'no_gdbus', 'not_started', 'ended', 'defaults', 'file', 'flush', ''],
]);

const forms: readonly RegExp[] = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  // A version, such as 33.2.1.
  /^\d{1,4}(?:\.\d{1,5}){1,3}$/,
  /^(?:SQLITE|ERR)_[A-Z0-9_]{2,40}$|^E(?:ACCES|EXIST|IO|MFILE|NOENT|NOSPC|PERM|PIPE|ROFS)$/,
];

/** Fields whose values have a form of their own. */
const fieldForms: Readonly<Record<string, RegExp>> = {
  operation: /^[a-z]{1,20}\.[A-Za-z]{1,20}$/,
  place: /^[\w-]{1,40}\.[jt]s:\d{1,6}$/,
};

/** Whether the log may hold this text in this field. */
export function mayBeLogged(field: string, text: string): boolean {
  return words.has(text) || forms.some((form) => form.test(text)) || (fieldForms[field]?.test(text) ?? false);
}

/** What can happen; `vault.` stands before what happens in the vault. */
const events: ReadonlySet<string> = new Set([
  ...['started', 'quit', 'locking', 'locked', 'unforeseen_error', 'core_dumps', 'policy', 'policy_refused'],
  ...['device_secret', 'set_up_unreadable', 'preferences_damaged', 'logind_heard', 'logind_unheard'],
  ...['page_denied', 'page_gone', 'shell_call_refused', 'shell_call_failed', 'taken_out'],
  ...['vault_started', 'vault_fell', 'vault_ended', 'vault_printed', 'vault.operation_failed', 'vault.sync_fault'],
  ...['sleep_delayed', 'sleep_undelayed'],
]);

export const isEvent = (event: string): boolean => events.has(event);
