import { z } from 'zod';
import { call, nothing } from './call.ts';

/** What a look through the vault found; the codes are explained in `electron/vault/integrity/inspect.ts`. */
export const Inspection = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({ code: z.enum(['pages', 'structure', 'facts', 'rows', 'queue']), count: z.int().min(1) }),
  ),
});
export type Inspection = z.infer<typeof Inspection>;

export const vaultCalls = {
  /** Looks through every page and table, without writing. A damaged page sets the vault aside: it opens no more. */
  'vault.check': call(nothing, Inspection),
  /**
   * Writes an encrypted copy and its key slots into a folder that main's dialog chose, and opens the copy to check it.
   * Errors: `backup_folder` {reason}, `backup_damaged`, `disk_full`, `disk_read_only`, `disk_failed`, `export_not_allowed`.
   */
  'vault.backup': call(
    z.strictObject({ folder: z.string().min(1).max(4096) }),
    z.strictObject({ name: z.string(), cases: z.int(), waiting: z.int() }),
  ),
};
