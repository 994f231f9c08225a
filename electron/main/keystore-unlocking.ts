/** Has the system ask the person for the keystore's password. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keystoreWaits } from './device-secret.ts';
import { askKeystoreSwitch } from './switches.ts';

/** Milliseconds; whoever has gone away comes back to the same question. */
const patience = 120_000;

/**
 * Asks in a process of its own, this program with one switch, since whoever asks stands still until there is an answer.
 * Gives whether the keystore is open now.
 */
function ask(store: string | undefined): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'candour-keystore-'));
  const args = [`--${askKeystoreSwitch}`, `--profile=${folder}`];
  const child = spawn(process.execPath, store === undefined ? args : [...args, `--password-store=${store}`], {
    stdio: 'ignore',
  });
  const end = () => child.kill('SIGKILL');
  const late = setTimeout(end, patience);
  process.once('exit', end);
  return new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  }).finally(() => {
    clearTimeout(late);
    process.off('exit', end);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
}

/**
 * What a page may ask for: one question at a time, and none where the keystore is not what keeps the vault closed.
 * @param store the keystore that was chosen on the command line
 * @param opened begins anew, with the keystore open
 */
export function keystoreUnlocking(store: string | undefined, opened: () => void): () => Promise<{ opened: boolean }> {
  let asking: Promise<{ opened: boolean }> | undefined;
  return () => {
    if (!keystoreWaits()) return Promise.resolve({ opened: false });
    asking ??= ask(store)
      .then((open) => {
        if (open) opened();
        return { opened: open };
      })
      .finally(() => (asking = undefined));
    return asking;
  };
}
