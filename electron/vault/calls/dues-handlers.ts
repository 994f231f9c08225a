import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** What is due, and handing it over. `now` is the session's clock, milliseconds. */
export const duesHandlers = ({ reader, writer }: OpenVault, now: () => number) => ({
  'dues.read': async (wanted: ParsedInput<'dues.read'>): Promise<Done<CallOutput<'dues.read'>>> =>
    done(await reader.call('dues.read', wanted)),
  'recipients.read': async (wanted: ParsedInput<'recipients.read'>): Promise<Done<CallOutput<'recipients.read'>>> =>
    done(await reader.call('recipients.read', wanted)),
  'recipients.counts': async (): Promise<Done<CallOutput<'recipients.counts'>>> =>
    done(await reader.call('recipients.counts', new Date(now()).toISOString())),
  'dues.indexOf': async (wanted: ParsedInput<'dues.indexOf'>): Promise<Done<CallOutput<'dues.indexOf'>>> =>
    done(await reader.call('dues.indexOf', wanted)),
  'dues.counts': async (): Promise<Done<CallOutput<'dues.counts'>>> => done(await reader.call('dues.counts', now())),
  'dues.needs': async (): Promise<Done<CallOutput<'dues.needs'>>> => done(await reader.call('dues.needs', now())),
  'dues.seen': async () => {
    await writer.call('dues.seen', undefined);
    return done({});
  },
  'handover.read': async ({ until }: ParsedInput<'handover.read'>): Promise<Done<CallOutput<'handover.read'>>> =>
    done(await reader.call('handover.read', { until, now: now() })),
  'handover.people': async ({
    caseIds,
  }: ParsedInput<'handover.people'>): Promise<Done<CallOutput<'handover.people'>>> =>
    done(await reader.call('handover.people', caseIds)),
});
