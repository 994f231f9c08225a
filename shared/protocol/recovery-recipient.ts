import { z } from 'zod';

/** The organisation's recovery public key as age writes an X25519 recipient: `age1` and 58 characters of bech32. */
export const RecoveryRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
