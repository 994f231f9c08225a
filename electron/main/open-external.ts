/** The one way out to a browser: exact origins, of which there is none today. */
import { shell } from 'electron';
import { log } from './log.ts';

/** Origins such as `https://guidance.example`, each decided in `docs/decisions/`. */
export const externalOrigins: readonly string[] = [];

/** Whether an address may be handed to the system's browser: https, one of these very origins, and no user in it. */
export function mayOpen(address: unknown, origins: readonly string[] = externalOrigins): address is string {
  if (typeof address !== 'string' || address.length > 2000 || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return origins.includes(url.origin);
}

/** Opens it, or says in the log that it did not. Answers whether it was handed on. */
export async function openExternal(address: unknown): Promise<boolean> {
  if (!mayOpen(address)) {
    log('page_denied', { what: 'external' });
    return false;
  }
  await shell.openExternal(address);
  return true;
}
