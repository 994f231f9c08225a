const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The origin of a hub out of what a person typed or a policy says, or null. HTTPS; plain HTTP only on this machine,
 * where a demonstration's hub runs. No path, no user name, no query: signatures cover the path as it is sent.
 */
export function hubOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  const plain =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return safe && plain ? url.origin : null;
}

/** Whether the administrator's policy leaves a vault to this hub: any, or exactly the one that it names. */
export const hubAllowed = (address: string, policy: { readonly hubAddress: string | null } | undefined): boolean => {
  const allowed = policy?.hubAddress ?? null;
  return allowed === null || hubOrigin(address) === allowed;
};
