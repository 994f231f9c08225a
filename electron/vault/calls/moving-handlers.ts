import { randomBytes } from 'node:crypto';
import type { CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { sealForMove } from '../moving/move-case.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

/** Cases that are sent on: to the desk of another unit, or apart, to named readers. `now` is the session's clock, milliseconds. */
export const movingHandlers = ({ reader, writer }: OpenVault, recovery: () => string | null, now: () => number) => ({
  'moving.read': async ({ caseId }: ParsedInput<'moving.read'>): Promise<Done<CallOutput<'moving.read'>>> =>
    done(await reader.call('moving.read', caseId)),
  'moving.move': async (move: ParsedInput<'moving.move'>): Promise<Done<CallOutput<'moving.move'>>> => {
    const keys = await reader.call('moving.keys', move);
    if (!keys.ok) return keys;
    const made = await sealForMove(move, keys.value, recovery(), randomBytes);
    return writer.call('moving.move', { move, made });
  },
  'departures.read': async (): Promise<Done<CallOutput<'departures.read'>>> =>
    done(await reader.call('departures.read', new Date(now()).toISOString())),
  'kept.list': async (): Promise<Done<CallOutput<'kept.list'>>> => done(await reader.call('kept.list', undefined)),
  'forgotten.read': async (): Promise<Done<CallOutput<'forgotten.read'>>> =>
    done(await reader.call('forgotten.read', undefined)),
  'kept.settle': (settled: ParsedInput<'kept.settle'>): Promise<Done<CallOutput<'kept.settle'>>> =>
    writer.call('kept.settle', settled),
  'departures.seen': async ({ caseIds }: ParsedInput<'departures.seen'>) => {
    await writer.call('departures.seen', caseIds);
    return done({});
  },
});
