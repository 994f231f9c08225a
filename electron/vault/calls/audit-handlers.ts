import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, failed, type Done } from './failure.ts';

/** How long an opening of the audit writes lines before it shows what there is, ms. */
const WRITES_FOR_MS = 400;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** The audit view. */
export const auditHandlers = ({ reader, writer, consultations, takingOut }: OpenVault) => {
  let writing: Promise<unknown> | null = null;
  /** Goes on by itself; a second question does not start it twice. */
  const catchUp = () => {
    writing ??= writer
      .call('audit.catchUp', undefined)
      .catch(() => undefined)
      .finally(() => (writing = null));
    return writing;
  };
  return {
    'audit.open': async (filter: ParsedInput<'audit.open'>): Promise<Done<CallOutput<'audit.open'>>> => {
      await Promise.race([catchUp(), wait(WRITES_FOR_MS)]);
      const opened = await reader.call('audit.open', filter);
      if (opened.ok && opened.value.behind === 0) consultations.readAudit(filter, opened.value.total);
      return opened;
    },
    'audit.slice': (wanted: ParsedInput<'audit.slice'>): Promise<Done<CallOutput<'audit.slice'>>> =>
      reader.call('audit.slice', wanted),
    'audit.entry': ({ event }: ParsedInput<'audit.entry'>): Promise<Done<CallOutput<'audit.entry'>>> =>
      reader.call('audit.entry', event),
    'audit.check': async ({ list }: ParsedInput<'audit.check'>): Promise<Done<CallOutput<'audit.check'>>> => {
      const checked = await reader.call('audit.check', list);
      return checked === null ? failed('list_gone') : done(checked);
    },
    'audit.names': async (): Promise<Done<CallOutput<'audit.names'>>> =>
      done(await reader.call('audit.names', undefined)),
    'audit.export': (wanted: ParsedInput<'audit.export'>) => takingOut.askFile({ kind: 'audit', wanted }),
  };
};
