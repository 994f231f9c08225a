import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** What is held about a named person. */
export const subjectHandlers = ({ reader, consultations, takingOut }: OpenVault) => ({
  'subject.search': async (wanted: ParsedInput<'subject.search'>): Promise<Done<CallOutput<'subject.search'>>> => {
    const found = await reader.call('subject.search', wanted);
    if (found.ok) consultations.searchedSubject(found.value.passages, found.value.cases);
    return found;
  },
  'subject.slice': (wanted: ParsedInput<'subject.slice'>): Promise<Done<CallOutput<'subject.slice'>>> =>
    reader.call('subject.slice', wanted),
  'subject.uncover': async (wanted: ParsedInput<'subject.uncover'>): Promise<Done<CallOutput<'subject.uncover'>>> => {
    const uncovered = await reader.call('subject.uncover', wanted);
    if (uncovered.ok) consultations.consulted(uncovered.value.caseId, 'peeked');
    return uncovered;
  },
  'subject.cancel': async (): Promise<Done<CallOutput<'subject.cancel'>>> => {
    await reader.call('subject.cancel', undefined);
    return done({});
  },
  'subject.export': (wanted: ParsedInput<'subject.export'>) => takingOut.askFile({ kind: 'subject', wanted }),
});
