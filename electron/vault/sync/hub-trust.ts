import { createHash, X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate, type SecureVersion } from 'node:tls';

/** Whom to believe that it is the hub, beyond what the operating system believes. Comes from the administrator's policy. */
export interface HubTrust {
  /** The only certificate authority, PEM. */
  readonly ca?: string;
  /** SHA-256 of the public keys (SubjectPublicKeyInfo) allowed, base64: the current one and the next. */
  readonly spki?: readonly string[];
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
    return new Error('the key of the hub is not the one that is pinned');
  };
  const minVersion: SecureVersion = 'TLSv1.3';
  return { minVersion, maxCachedSessions: 0, checkServerIdentity: pinned, ...(ca !== undefined && { ca }) };
}
