import type { KeyObject } from 'node:crypto';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { verifyHeader } from '../../../shared/protocol/envelope.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';

/** A key of the directory as a key object, or null when the directory holds 32 bytes that are none. */
function keyObject(raw: string): KeyObject | null {
  try {
    return publicKeyObject('ed25519', raw);
  } catch {
    return null;
  }
}

/** Whose device it is and what it signs with, by device: as the directory has it, also of devices withdrawn since. */
export type Authors = Readonly<Record<string, { readonly user: string; readonly signingKey: string }>>;

/** Checks that each event was signed by its device, and that the device is its author's. 0.1 ms an event. */
export function verifySignatures(
  events: readonly { header: EventHeader; signature: string }[],
  authors: Authors,
): { id: string; good: boolean }[] {
  const keys = new Map(Object.entries(authors).map(([device, author]) => [device, keyObject(author.signingKey)]));
  return events.map(({ header, signature }) => {
    const key = keys.get(header.device) ?? null;
    const byAuthor = authors[header.device]?.user === header.actor;
    return { id: header.id, good: byAuthor && key !== null && verifyHeader(header, signature, key) };
  });
}
