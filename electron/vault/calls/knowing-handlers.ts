import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** What is known across cases: people, alerts, near-duplicates and links. */
export const knowingHandlers = ({ reader, writer, consultations }: OpenVault) => ({
  'people.search': async (wanted: ParsedInput<'people.search'>): Promise<Done<CallOutput<'people.search'>>> => {
    const found = await reader.call('people.search', wanted);
    consultations.searchedPeople(wanted.words, wanted.typing, found.officers.length);
    return done(found);
  },
  'people.officer': async ({ officer }: ParsedInput<'people.officer'>): Promise<Done<CallOutput<'people.officer'>>> =>
    done(await reader.call('people.officer', officer)),
  'people.candidates': async (
    typed: ParsedInput<'people.candidates'>,
  ): Promise<Done<CallOutput<'people.candidates'>>> => done(await reader.call('people.candidates', typed)),
  'related.read': async ({ caseId }: ParsedInput<'related.read'>): Promise<Done<CallOutput<'related.read'>>> =>
    done(await reader.call('related.read', caseId)),
  'related.find': async (wanted: ParsedInput<'related.find'>): Promise<Done<CallOutput<'related.find'>>> =>
    done({ case: await reader.call('related.find', wanted) }),
  'related.chart': async ({ caseId }: ParsedInput<'related.chart'>): Promise<Done<CallOutput<'related.chart'>>> =>
    done(await reader.call('related.chart', caseId)),
  'alerts.rules': async (): Promise<Done<CallOutput<'alerts.rules'>>> =>
    done(await reader.call('alerts.rules', undefined)),
  'alerts.setRules': async ({
    rules,
  }: ParsedInput<'alerts.setRules'>): Promise<Done<CallOutput<'alerts.setRules'>>> => {
    await writer.call('alerts.setRules', rules);
    return done({});
  },
});
