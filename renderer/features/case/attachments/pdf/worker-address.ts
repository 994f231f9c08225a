/** The Trusted Types policy through which the PDF worker, and nothing else, may be started. */
interface Policy {
  createScriptURL(address: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): Policy;
}

/** Answers exactly one address; throws a TypeError for any other. */
export const onlyAddress =
  (allowed: string) =>
  (address: string): string => {
    if (address !== allowed) throw new TypeError('Only the PDF worker may be started.');
    return address;
  };

let policy: Policy | undefined;

/** The worker's address as the page's policy wants it. A policy can be made once in a page. */
export function trustedWorker(address: string): URL {
  const { trustedTypes } = globalThis as unknown as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('candour-pdf', { createScriptURL: onlyAddress(address) });
  // The type of `Worker` knows no trusted address yet.
  return (policy?.createScriptURL(address) ?? address) as URL;
}
