import type { Directory } from '../../../shared/domain/directory.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { hpkeSeal, journalContext } from '../../../shared/protocol/keys.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, identityOf, readMeta } from '../store/meta.ts';
import type { JournalOpening } from './journal.ts';

/** The unit whose members read the journals. */
const AUDITORS = 'AUDIT';

/** What is needed to open the journal; null when it is open, or the auditors have no key yet. */
export interface AuditorsKey {
  readonly device: string;
  readonly key: Directory['units'][string]['key'] & object;
}

export function auditorsKey(db: ReadConnection): AuditorsKey | null {
  if (readMeta(db, 'journal') === 'opened') return null;
  const key = directoryOf(db).units[AUDITORS]?.key;
  return key ? { device: identityOf(db).device, key } : null;
}

/** A fresh journal key, sealed to the auditors. */
export async function makeJournalKey({ device, key }: AuditorsKey, random: Random): Promise<JournalOpening> {
  const secret = random(32);
  const sealed = await hpkeSeal(key.publicKey, secret, 'candour-journal-v1', journalContext(device));
  return { auditors: key.id, key: secret, sealed };
}
