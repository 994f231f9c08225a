import { randomBytes } from 'node:crypto';
import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { sealForChange } from '../readers/change.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';
import { declare } from '../readers/declare.ts';

/** Named-readers cases, and the register of interests by which they come about. */
export const readersHandlers = (vault: OpenVault, recovery: () => string | null) => {
  const { reader, writer } = vault;
  return {
    'readers.read': async ({ caseId }: ParsedInput<'readers.read'>): Promise<Done<CallOutput<'readers.read'>>> =>
      done(await reader.call('readers.read', caseId)),
    'readers.change': async (change: ParsedInput<'readers.change'>): Promise<Done<CallOutput<'readers.change'>>> => {
      const keys = await reader.call('readers.keys', change);
      if (!keys.ok) return keys;
      const sealed = await sealForChange(change, keys.value, recovery(), randomBytes);
      return writer.call('readers.change', { change, sealed });
    },
    'interests.read': async (): Promise<Done<CallOutput<'interests.read'>>> => {
      const { interests, gateways } = await reader.call('interests.own', undefined);
      return done({ ...interests, gateways: gateways.length });
    },
    'interests.save': (interests: ParsedInput<'interests.save'>): Promise<Done<CallOutput<'interests.save'>>> =>
      declare(vault, interests),
  };
};
