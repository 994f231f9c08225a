import { z } from 'zod';
import { Id, Sha256 } from '../../../../shared/domain/primitives.ts';
import { ProblemCode, PushVerdict } from '../../../../shared/protocol/calls.ts';
import { WantedChunk } from '../../../../shared/protocol/bundle/format.ts';

/** The administrator's two calls for bundles; paths are under `/v1/admin`. */
export const BundleOutRequest = z.strictObject({
  device: Id,
  chunks: z.array(WantedChunk).max(10_000).default([]),
  whole: z.boolean().default(false),
});

export const BundleInAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    taken: z.strictObject({
      kind: z.enum(['to_hub', 'request']),
      device: Id,
      verdicts: z.array(PushVerdict),
      chunks: z.int(),
      wants: z.array(z.strictObject({ compartment: z.string(), sha256: Sha256 })),
      halted: z.strictObject({ code: ProblemCode, expected: z.int().nullable() }).nullable(),
      withdrawn: z.boolean(),
      fingerprint: z.string().nullable(),
    }),
  }),
  z.strictObject({ ok: z.literal(false), code: z.string().max(60) }),
]);
export type BundleInAnswer = z.infer<typeof BundleInAnswer>;
