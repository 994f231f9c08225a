/** Only a demonstration build reads this file's one switch; in any other, none of this is in the bundle. */
import { readFileSync } from 'node:fs';
import type { VaultProcess } from './vault-process.ts';
import { DemonstrationSetUp, type VaultReply } from '../../shared/bridge/vault-start.ts';
import { log } from './log.ts';

/** @param file JSON, from the `demonstration` switch; null where absent or not understood */
export function readDemonstrationSetUp(file: string | undefined): DemonstrationSetUp | null {
  if (!__DEMONSTRATION__ || file === undefined) return null;
  try {
    return DemonstrationSetUp.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    log('demonstration_unreadable');
    return null;
  }
}

/** Milliseconds for the vault to be made and the hub to answer. */
const setUpLimit = 60_000;

/**
 * Enrols without a window, and prints one line `{"device":…,"fingerprint":…}` for the officer who grants the keys.
 * @param start starts the vault
 * @param leave ends the program: 0 when enrolled, 1 when that took too long
 */
export function setUpOnly(
  start: (hear: (reply: VaultReply) => void) => VaultProcess,
  leave: (code: number) => void,
): void {
  const end = (code: number) => void vault.end().then(() => leave(code));
  const late = setTimeout(() => end(1), setUpLimit);
  const vault = start((reply) => {
    if (reply.kind !== 'set_up') return;
    clearTimeout(late);
    const { device, fingerprint } = reply;
    process.stdout.write(`${JSON.stringify({ device, fingerprint })}\n`, () => end(0));
  });
}
