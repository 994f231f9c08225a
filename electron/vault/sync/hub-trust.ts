import { createHash, X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate, type SecureVersion } from 'node:tls';
import type { VaultPolicy } from '../../../shared/bridge/policy.ts';

/** Whom to believe that it is the hub, beyond what the operating system believes. Comes from the administrator's policy. */
export interface HubTrust {
  /** The only certificate authority, PEM. */
  readonly ca?: string;
  /** SHA-256 of the public keys (SubjectPublicKeyInfo) allowed, base64: the current one and the next. */
  readonly spki?: readonly string[];
}

/** What the administrator's policy says about it. */
export function trustOf(policy: Pick<VaultPolicy, 'hubAuthority' | 'hubKeys'> | undefined): HubTrust {
  const ca = policy?.hubAuthority ?? undefined;
  const spki = policy?.hubKeys ?? undefined;
  return { ...(ca !== undefined && { ca }), ...(spki !== undefined && { spki }) };
}

/** The certificate is good, and the key is not one of those that the administrator named. */
export const PIN_MISMATCH = 'PIN_MISMATCH';

/**
 * Whether a connection failed because whoever answered is not the hub that was asked for, rather than because nobody
 * answered: a pin, a certificate, or a version of TLS. Trying again helps nothing until a person has looked at it.
 */
export function isUntrusted(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return (
    code === PIN_MISMATCH ||
    /^(CERT_|ERR_TLS_CERT|ERR_SSL_|UNABLE_TO_(GET|VERIFY)|(DEPTH_ZERO_)?SELF_SIGNED)/.test(code)
  );
}

/** RFC 7469 section 2.4. */
export const spkiOf = (certificate: Uint8Array) =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

/**
 * TLS settings for connections to the hub. No session is kept for resumption, since a resumed one skips the check of the
 * certificate and with it the pin.
 */
export function tlsSettings({ ca, spki }: HubTrust) {
  const pinned = (host: string, certificate: PeerCertificate) => {
    const wrong = checkServerIdentity(host, certificate);
    if (wrong !== undefined || spki === undefined || spki.includes(spkiOf(certificate.raw))) return wrong;
    return Object.assign(new Error('the key of the hub is not one that is pinned'), { code: PIN_MISMATCH });
  };
  const minVersion: SecureVersion = 'TLSv1.3';
  return { minVersion, maxCachedSessions: 0, checkServerIdentity: pinned, ...(ca !== undefined && { ca }) };
}
