import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** How long cases are kept: the review queue, and disposal by two people. */
export const recordsHandlers = ({ reader, writer }: OpenVault, now: () => number) => ({
  'records.list': async ({ view }: ParsedInput<'records.list'>): Promise<Done<CallOutput<'records.list'>>> =>
    done(await reader.call('records.list', { view, now: now() })),
  'records.read': ({ caseId }: ParsedInput<'records.read'>): Promise<Done<CallOutput<'records.read'>>> =>
    reader.call('records.read', caseId),
  'records.entries': ({ caseId }: ParsedInput<'records.entries'>): Promise<Done<CallOutput<'records.entries'>>> =>
    reader.call('records.entries', caseId),
  'records.propose': (wanted: ParsedInput<'records.propose'>): Promise<Done<CallOutput<'records.propose'>>> =>
    writer.call('records.propose', wanted),
  'records.approve': (wanted: ParsedInput<'records.approve'>): Promise<Done<CallOutput<'records.approve'>>> =>
    writer.call('records.approve', wanted),
});
