import { z } from 'zod';
import { Instant } from '../../../shared/domain/primitives.ts';
import { SignInNeeded } from '../../../shared/protocol/sign-in.ts';

/** A sign-in as the vault keeps it, sealed with everything else. Times by this machine's clock. */
export const KeptSignIn = z.strictObject({
  needed: SignInNeeded,
  /** The hub's, for its calls. */
  token: z.string(),
  /** The provider's, for asking it again; null where it gave none. */
  refreshToken: z.string().nullable(),
  /** ms since 1970: from when on it is renewed, and until when it holds. */
  renewAt: z.number(),
  until: z.number(),
  /** From then on the person signs in again. */
  endsAt: Instant,
});
export type KeptSignIn = z.infer<typeof KeptSignIn>;
