import { z } from 'zod';
import { Id, Instant } from '../../../shared/domain/primitives.ts';

/**
 * What the directory brought that a person must hear of, since a hub that adds a device by itself cannot also keep it
 * quiet: a device that came after this one, something that claims to be the keyring's and is not, or another directory
 * than the one that the keyring's officers were shown.
 */
export const KeptNotice = z.strictObject({
  event: Id,
  kind: z.enum(['device_added', 'foreign_keyring', 'directory_differs']),
  device: Id,
  at: Instant,
});
export type KeptNotice = z.infer<typeof KeptNotice>;
