import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { writePrivate } from '../files.ts';
import { WORK_FACTOR } from './file.ts';

/**
 * Makes the organisation's recovery key. The private half is written only as an age file that a passphrase opens: one
 * person keeps the file and another the passphrase. Any age tool can open it in an emergency.
 * @returns the public half, `age1…`, which the hub hands to every vault that enrols
 */
export async function makeRecoveryKey(
  file: string,
  passphrase: string,
  workFactor: number = WORK_FACTOR,
): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  writePrivate(file, await encrypter.encrypt(`# public key: ${recipient}\n${identity}\n`));
  return recipient;
}
