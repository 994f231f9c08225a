import { Decrypter, Encrypter } from 'age-encryption';
import { readBytes, writePrivate } from '../files.ts';
import { KeyringContents } from './contents.ts';

/** log2 of scrypt's N: 18 takes about a second and is age's own default. Lower only for a demonstration. */
export const WORK_FACTOR = 18;
export const DEMONSTRATION_WORK_FACTOR = 12;

/** Writes the keyring as an age file that the passphrase opens; any age tool can open it in an emergency. */
export async function writeKeyring(
  file: string,
  contents: KeyringContents,
  passphrase: string,
  workFactor: number = WORK_FACTOR,
): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  writePrivate(file, await encrypter.encrypt(JSON.stringify(contents)));
}

export type KeyringOpened =
  | { readonly ok: true; readonly contents: KeyringContents }
  | { readonly ok: false; readonly code: 'missing' | 'unreadable' | 'wrong_passphrase'; readonly reason: string };

export async function readKeyring(file: string, passphrase: string): Promise<KeyringOpened> {
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let text: string;
  try {
    text = await decrypter.decrypt(bytes.value, 'text');
  } catch {
    // age does not tell a wrong passphrase from a damaged file.
    return {
      ok: false,
      code: 'wrong_passphrase',
      reason: 'the passphrase does not open the keyring, or it is damaged',
    };
  }
  try {
    return { ok: true, contents: KeyringContents.parse(JSON.parse(text)) };
  } catch {
    return { ok: false, code: 'unreadable', reason: `${file} is no keyring of this version` };
  }
}
