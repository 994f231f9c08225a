import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Encrypter } from 'age-encryption';
import { RecoveryRecipient } from '../../shared/protocol/recovery-recipient.ts';
import { readBytes, writePrivate } from '../files.ts';
import { makeRecoveryKey } from '../keyring/recovery-key.ts';
import type { DataFolder } from './data-folder.ts';
import { Stop } from './stop.ts';

/** The organisation's recovery key as this hub tells it to vaults that enrol, or null where none was set. */
export function readRecoveryRecipient(data: DataFolder): string | null {
  const bytes = readBytes(data.recoveryRecipient);
  if (!bytes.ok) {
    if (bytes.code === 'missing') return null;
    throw new Stop(bytes.reason);
  }
  return parseRecipient(bytes.value.toString('utf8').trim(), data.recoveryRecipient);
}

/** Sets it for vaults that enrol from now on; those that are there keep theirs. */
export const keepRecoveryRecipient = (data: DataFolder, recipient: string): void =>
  writePrivate(data.recoveryRecipient, `${parseRecipient(recipient, '--recovery-recipient')}\n`);

/** An age recipient with a good checksum. */
export function parseRecipient(text: string, where: string): string {
  const recipient = RecoveryRecipient.safeParse(text);
  try {
    // The pattern does not know the checksum: a vault that was told a wrong key could not seal to it.
    if (recipient.success) new Encrypter().addRecipient(recipient.data);
  } catch {
    return parseRecipient('', where);
  }
  if (!recipient.success) throw new Stop(`${where} holds no age recipient: it is written age1… (age-keygen -y)`);
  return recipient.data;
}

/** A recovery key with its passphrase beside it: for a demonstration only. What is there already stays. Answers its public half. */
export async function demonstrationRecoveryKey(data: DataFolder, workFactor: number): Promise<string | null> {
  if (existsSync(data.recoveryIdentity)) return readRecoveryRecipient(data);
  const passphrase = randomBytes(18).toString('base64url');
  writePrivate(data.recoveryPassphrase, `${passphrase}\n`);
  const recipient = await makeRecoveryKey(data.recoveryIdentity, passphrase, workFactor);
  keepRecoveryRecipient(data, recipient);
  return recipient;
}
