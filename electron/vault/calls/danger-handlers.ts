import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** What is asked about people in danger. Risk outranks the conflict screen; what was read before it, the journal tells. */
export const dangerHandlers = ({ reader, consultations }: OpenVault) => ({
  'danger.open': async (): Promise<Done<CallOutput<'danger.open'>>> =>
    done(await reader.call('danger.open', undefined)),
  'danger.find': async ({ reference }: ParsedInput<'danger.find'>): Promise<Done<CallOutput<'danger.find'>>> =>
    done(await reader.call('danger.find', reference)),
  'danger.about': ({ caseId }: ParsedInput<'danger.about'>): Promise<Done<CallOutput<'danger.about'>>> =>
    reader.call('danger.about', caseId),
  'danger.read': async (wanted: ParsedInput<'danger.read'>): Promise<Done<CallOutput<'danger.read'>>> => {
    const answer = await reader.call('danger.read', wanted);
    if (!answer.ok) return answer;
    const { screened, ...words } = answer.value;
    if (!screened) consultations.consulted(wanted.caseId, 'danger');
    return done(words);
  },
});
