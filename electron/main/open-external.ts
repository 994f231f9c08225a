/** The one way out to a browser: exact origins, of which there is none but that of the organisation's sign-in. */
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

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether the browser may be sent to sign in there: the address has the origin of the issuer that the hub named, by HTTPS,
 * or by HTTP on this machine. The vault asks, never a page. See docs/decisions/0015.
 */
export function maySignIn(address: string, issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { origin, protocol, hostname } = new URL(issuer);
  if (protocol === 'https:') return mayOpen(address, [origin]);
  if (protocol !== 'http:' || !loopback.test(hostname) || address.length > 2000 || !URL.canParse(address)) return false;
  const url = new URL(address);
  return url.origin === origin && url.username === '' && url.password === '';
}

/** As `openExternal`, to sign in. False as well where the system has no browser to open. */
export async function openSignIn(address: string, issuer: string): Promise<boolean> {
  if (!maySignIn(address, issuer)) {
    log('page_denied', { what: 'external' });
    return false;
  }
  try {
    await shell.openExternal(address);
    return true;
  } catch {
    return false;
  }
}
