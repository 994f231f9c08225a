import { Decrypter } from 'age-encryption';

export type IdentityRead =
  | { readonly ok: true; readonly identity: string }
  | { readonly ok: false; readonly reason: 'identity_not_protected' | 'identity_not_opened' | 'identity_unreadable' };

/**
 * The private recovery key out of an age file that a passphrase opens. One that lies open is refused: a recovery takes
 * two people, one with the file and another with its passphrase.
 */
export async function readIdentityFile(bytes: Uint8Array, passphrase: string): Promise<IdentityRead> {
  if (/^AGE-SECRET-KEY-1/m.test(Buffer.from(bytes).toString('latin1')))
    return { ok: false, reason: 'identity_not_protected' };
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let text: string;
  try {
    text = await decrypter.decrypt(bytes, 'text');
  } catch {
    return { ok: false, reason: 'identity_not_opened' };
  }
  const identity = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(text)?.[0];
  return identity === undefined ? { ok: false, reason: 'identity_unreadable' } : { ok: true, identity };
}
