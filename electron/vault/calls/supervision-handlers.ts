import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** What supervising asks for. `now` is the session's clock, milliseconds. */
export const supervisionHandlers = ({ reader, writer }: OpenVault, now: () => number) => ({
  'supervision.counts': async (): Promise<Done<CallOutput<'supervision.counts'>>> =>
    done(await reader.call('supervision.counts', now())),
  'supervision.approvals': async (): Promise<Done<CallOutput<'supervision.approvals'>>> =>
    done(await reader.call('supervision.approvals', undefined)),
  'supervision.overdue': async (): Promise<Done<CallOutput<'supervision.overdue'>>> =>
    done(await reader.call('supervision.overdue', now())),
  'supervision.unheld': async (): Promise<Done<CallOutput<'supervision.unheld'>>> =>
    done(await reader.call('supervision.unheld', now())),
  'supervision.reviews': async (): Promise<Done<CallOutput<'supervision.reviews'>>> =>
    done(await reader.call('supervision.reviews', now())),
  'supervision.draw': (wanted: ParsedInput<'supervision.draw'>): Promise<Done<CallOutput<'supervision.draw'>>> =>
    writer.call('supervision.draw', wanted),
  'absence.read': async (): Promise<Done<CallOutput<'absence.read'>>> => done(await reader.call('absence.read', now())),
  'absence.due': async (): Promise<Done<CallOutput<'absence.due'>>> => done(await reader.call('absence.due', now())),
  'absence.drafts': async ({ to }: ParsedInput<'absence.drafts'>): Promise<Done<CallOutput<'absence.drafts'>>> =>
    done(await reader.call('absence.drafts', to)),
  'absence.set': (wanted: ParsedInput<'absence.set'>): Promise<Done<CallOutput<'absence.set'>>> =>
    writer.call('absence.set', wanted),
  'absence.give': ({ user }: ParsedInput<'absence.give'>): Promise<Done<CallOutput<'absence.give'>>> =>
    writer.call('absence.give', user),
  'absence.back': (wanted: ParsedInput<'absence.back'>): Promise<Done<CallOutput<'absence.back'>>> =>
    writer.call('absence.back', wanted),
});
