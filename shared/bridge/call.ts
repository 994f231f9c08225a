import { z } from 'zod';

/** One call of the page to the vault: what goes in and what comes out, both parsed by schema at the border. */
export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/** Why a call was not done. The page turns `code` into words; `detail` holds codes and numbers, never contents. */
export const CallError = z.strictObject({
  code: z.string().max(60),
  message: z.string().max(500),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type CallError = z.infer<typeof CallError>;

export const CallAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: CallError }),
]);
export type CallAnswer<T = unknown> = { ok: true; value: T } | { ok: false; error: CallError };

export const nothing = z.strictObject({});
