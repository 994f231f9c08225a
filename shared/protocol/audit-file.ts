import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { auditKinds } from '../domain/audit/kind.ts';
import { EventHeader } from '../domain/header.ts';
import { TakingReason } from '../domain/events/taking-out.ts';
import { base64, Id, Instant, Sha256 } from '../domain/primitives.ts';

/**
 * The signed export of an audit: JSON Lines. The first line says who exports what, then come the logs with the hub's
 * checkpoints, the devices by whose keys the entries are signed, and the entries. The last line holds the SHA-256 of every
 * byte before it and the exporting device's Ed25519 signature over that. It can be checked without Candour:
 * `npm run audit -- verify FILE`.
 */
const Path = z.array(Sha256).max(64);
const Placed = {
  header: EventHeader,
  signature: base64(200).nullable(),
  hubTime: Instant.nullable(),
  compartment: z.string().max(80),
  seq: z.int().min(1).nullable(),
  /** The hashes beside the way from its leaf to the signed root; null where it is not, or not provably, in the log. */
  path: Path.nullable(),
};

export const AuditOpening = z.strictObject({
  is: z.literal('audit'),
  version: z.literal(1),
  marking: z.string(),
  hubId: Id,
  /** Raw Ed25519, base64: by it the checkpoints are checked. */
  hubKey: base64(64),
  device: Id,
  signingKey: base64(64),
  user: Id,
  name: z.string(),
  at: Instant,
  reason: TakingReason,
  takenTo: z.string(),
  /** As they were asked for. */
  filter: z.record(z.string(), z.json()),
  entries: z.int().min(0),
});
export type AuditOpening = z.infer<typeof AuditOpening>;

export const AuditLog = z.strictObject({
  is: z.literal('log'),
  compartment: z.string().max(80),
  /** A C2SP tlog-checkpoint signed by the hub; null where none has come. */
  checkpoint: z.string().max(2000).nullable(),
});

/** A device of the directory, by the event with which it was enrolled. */
export const AuditAuthor = z.strictObject({ is: z.literal('author'), name: z.string(), ...Placed });

export const AuditFileEntry = z.strictObject({
  is: z.literal('entry'),
  kind: z.enum(auditKinds),
  caseId: Id.nullable(),
  reference: z.string().nullable(),
  justification: z.string().nullable(),
  recipient: z.string().nullable(),
  ...Placed,
  /** Of a journal's entry what the audit says of its contents is in the fields above: the contents themselves stay sealed. */
  contents: z
    .strictObject({
      caseId: Id.optional(),
      reason: z.string().optional(),
      takenTo: z.string().optional(),
    })
    .nullable(),
});
export type AuditFileEntry = z.infer<typeof AuditFileEntry>;

export const AuditEnd = z.strictObject({
  is: z.literal('end'),
  lines: z.int(),
  sha256: Sha256,
  signature: base64(200),
});

export const AuditFileLine = z.discriminatedUnion('is', [
  AuditOpening,
  AuditLog,
  AuditAuthor,
  AuditFileEntry,
  AuditEnd,
]);
export type AuditFileLine = z.infer<typeof AuditFileLine>;

const context = 'candour-audit-v1\0';

/** Puts the lines together and signs them. The last line is added here. */
export function signAuditFile(
  lines: readonly Exclude<AuditFileLine, z.infer<typeof AuditEnd>>[],
  key: KeyObject,
): string {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const signature = sign(null, Buffer.from(context + sha256), key).toString('base64');
  return `${body}${JSON.stringify({ is: 'end', lines: lines.length, sha256, signature })}\n`;
}

/** Whether the signature is over these bytes. */
export const auditFileSigned = (sha256: string, signature: string, key: KeyObject): boolean =>
  verify(null, Buffer.from(context + sha256), key, Buffer.from(signature, 'base64'));
