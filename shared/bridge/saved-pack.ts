import { z } from 'zod';
import { PAGE_CHARS } from '../domain/events/pack.ts';
import { ReferralPack } from '../domain/pack.ts';
import { base64, Id, Instant, Sha256 } from '../domain/primitives.ts';

/** The machine-readable pack, saved beside its PDF. Version 1; a later version adds fields and takes none away. */
export const SavedPack = z.strictObject({
  format: z.literal('candour-pack'),
  version: z.literal(1),
  /** Of the canonical JSON of `pack` (RFC 8785). */
  packSha256: Sha256,
  issuedTo: z.string(),
  issuedAt: Instant,
  savedBy: z.string(),
  savedAt: Instant,
  savedFor: z.string(),
  pack: ReferralPack,
  /** Every page that the pack promises by its hash, in its order. */
  pages: z.array(z.strictObject({ file: Id, page: z.int().min(1), jpeg: base64(PAGE_CHARS) })),
});
export type SavedPack = z.infer<typeof SavedPack>;
