import { z } from 'zod';
import { interestsDeclared, Membership, onCallSet, UnitKind } from '../../../shared/domain/events/directory.ts';
import { Sealed } from '../../../shared/domain/keys.ts';
import type { TrustedDirectory } from '../../../shared/protocol/trusted-directory.ts';

const Key = z.string();

/** The folded directory as this version keeps it. What does not fit, an older version's among it, is folded again. */
export const StoredDirectory: z.ZodType<TrustedDirectory> = z.strictObject({
  keyring: Key.nullable(),
  witness: z.string().optional(),
  directory: z.strictObject({
    units: z.record(
      z.string(),
      z.strictObject({
        unit: z.string(),
        name: z.string(),
        kind: UnitKind,
        force: z.string().optional(),
        key: z.strictObject({ id: z.string(), publicKey: Key }).nullable(),
      }),
    ),
    users: z.record(
      z.string(),
      z.strictObject({
        user: z.string(),
        name: z.string(),
        memberships: z.array(Membership),
        collarNumber: z.string().optional(),
      }),
    ),
    devices: z.record(
      z.string(),
      z.strictObject({
        device: z.string(),
        user: z.string(),
        signingKey: Key,
        sealingKey: Key,
        withdrawn: z.boolean(),
        vouchedFor: z.array(Membership).nullable(),
        vouchedIn: z.string().optional(),
      }),
    ),
    grants: z.record(
      z.string(),
      z.strictObject({ unit: z.string(), key: z.string(), device: z.string(), sealed: Sealed }),
    ),
    unitKeys: z.record(z.string(), z.strictObject({ unit: z.string(), publicKey: Key })),
    onCall: z.record(z.string(), onCallSet.facets.shape.officers).optional(),
    absences: z
      .record(
        z.string(),
        z.strictObject({
          user: z.string(),
          unit: z.string(),
          from: z.string(),
          until: z.string().nullable(),
          cover: z.string().nullable(),
          by: z.string(),
          event: z.string(),
        }),
      )
      .optional(),
    heads: z.record(z.string(), z.string()).optional(),
    interests: z.record(z.string(), interestsDeclared.facets).optional(),
    recovery: z.strictObject({ recipient: z.string(), event: z.string() }).optional(),
  }),
});
