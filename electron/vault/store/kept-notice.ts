import { z } from 'zod';
import { Id, Instant } from '../../../shared/domain/primitives.ts';

/**
 * What the directory brought that a person must hear of, since a hub that adds a device by itself cannot also keep it
 * quiet: a device that came after this one, or something that claims to be the keyring's and is not.
 */
export const KeptNotice = z.strictObject({
  event: Id,
  kind: z.enum(['device_added', 'foreign_keyring']),
  device: Id,
  at: Instant,
});
export type KeptNotice = z.infer<typeof KeptNotice>;
