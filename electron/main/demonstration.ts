/** Only a demonstration build reads this file's one switch; in any other, none of this is in the bundle. */
import { readFileSync } from 'node:fs';
import type { VaultProcess } from './vault-process.ts';
import { z } from 'zod';
import { DemonstrationSetUp } from '../../shared/bridge/vault-start.ts';
import { log } from './log.ts';

/** @param file JSON, from the `demonstration` switch; null where absent or not understood */
export function readDemonstrationSetUp(file: string | undefined): DemonstrationSetUp | null {
  if (!__DEMONSTRATION__ || file === undefined) return null;
  try {
    return DemonstrationSetUp.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    log('set_up_unreadable');
    return null;
  }
}

/** Milliseconds for the vault to be made and the hub to answer. */
const setUpLimit = 60_000;

/**
 * Enrols without a window, by the same call as the set-up screen, and prints one line
 * `{"device":…,"fingerprint":…}` for the officer who grants the keys.
 * @param leave ends the program: 0 when enrolled, 1 when that was refused or took too long
 */
export function setUpOnly(vault: VaultProcess, setUp: DemonstrationSetUp, leave: (code: number) => void): void {
  const end = (code: number) => void vault.end().then(() => leave(code));
  const late = setTimeout(() => end(1), setUpLimit);
  const port = vault.port();
  port.on('message', ({ data }: { data: unknown }) => {
    const answer = Answer.safeParse(data);
    if (!answer.success) return;
    clearTimeout(late);
    const { ok, value, error } = answer.data;
    process.stdout.write(`${JSON.stringify(ok ? value : error)}\n`, () => end(ok ? 0 : 1));
  });
  port.start();
  const payload = { hub: setUp.hub, code: setUp.code, passphrase: setUp.passphraseHint };
  port.postMessage({ id: 1, name: 'session.setUp', payload });
}

const Answer = z.object({
  id: z.literal(1),
  ok: z.boolean(),
  value: z.object({ device: z.string(), fingerprint: z.string() }).optional(),
  error: z.object({ code: z.string() }).optional(),
});
