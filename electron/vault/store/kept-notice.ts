import { z } from 'zod';
import { GoneCases } from '../../../shared/bridge/session.ts';
import { Id, Instant } from '../../../shared/domain/primitives.ts';

/**
 * What the directory brought that a person must hear of, since a hub that adds a device by itself cannot also keep it
 * quiet: a device that came after this one, something that claims to be the keyring's and is not, or another directory
 * than the one that the keyring's officers were shown. And that the id of what was signed here is another event's, or that
 * cases are no longer here because access to them was withdrawn.
 */
export const KeptNotice = z.strictObject({
  event: Id,
  kind: z.enum(['device_added', 'foreign_keyring', 'directory_differs', 'id_taken', 'access_withdrawn']),
  device: Id,
  at: Instant,
  /** With `id_taken`: what was signed here, and whether it was signed again under an id of its own. */
  entry: z.strictObject({ type: z.string(), caseId: Id, signedAnew: z.boolean() }).optional(),
  /** With `access_withdrawn`: of what kind, of which desk, and how many cases. Never which. */
  gone: GoneCases.optional(),
});
export type KeptNotice = z.infer<typeof KeptNotice>;
