import type { CallOutput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { startThread, type Thread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import { done, failed, type Done } from './failure.ts';

/** A look through the vault, on a thread of its own: the pages go in one, and lists must not wait for that. */
export function lookThrough(session: Session, { file, key }: OpenVault['copying']) {
  let running: Thread<ReaderOperations> | null = null;
  return {
    async begin(): Promise<Done<CallOutput<'vault.check'>>> {
      if (running !== null) return failed('check_running');
      const thread = await startThread<ReaderOperations>(session.threads.reader, { file, key }, undefined, (step) =>
        session.tell('progress', { work: 'check', step: 'checking', ...step }),
      );
      running = thread;
      try {
        const found = await thread.call('vault.check', undefined);
        if (found === null) return failed('cancelled');
        return done({
          ok: found.ok,
          findings: found.findings.map(({ code, count, pages }) => ({
            code,
            count,
            ...(pages && { pages: [...pages] }),
          })),
        });
      } finally {
        running = null;
        await thread.end();
      }
    },
    cancel(): void {
      running?.call('vault.checkCancel', undefined).catch(() => undefined);
    },
  };
}
