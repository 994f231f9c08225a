import type { OwnTemplate } from '../../../shared/domain/templates.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done } from './failure.ts';

/** What assessing asks for beyond the case itself: own templates, and who holds how much. */
export const assessHandlers = ({ reader, writer }: OpenVault) => ({
  'templates.read': async () => done(await reader.call('templates.read', undefined)),
  'templates.keep': async (template: OwnTemplate) => writer.call('templates.keep', template),
  'templates.drop': async ({ id }: { id: string }) => {
    await writer.call('templates.drop', id);
    return done({});
  },
  'reference.find': async ({ begins }: { begins: string }) => done(await reader.call('reference.find', begins)),
  'holdings.read': async () => done(await reader.call('holdings.read', undefined)),
});
