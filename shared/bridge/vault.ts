import { z } from 'zod';
import { Instant } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

/** What a look through the vault found; the codes are explained in `electron/vault/integrity/inspect.ts`. */
export const Inspection = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      code: z.enum(['pages', 'structure', 'facts', 'rows', 'queue']),
      count: z.int().min(1),
      /** Which pages, the first twenty. */
      pages: z.array(z.int()).max(20).optional(),
    }),
  ),
});
export type Inspection = z.infer<typeof Inspection>;

/** How far something long has come; the notice `progress`. */
export const VaultProgress = z.strictObject({
  work: z.enum(['check', 'backup', 'bundle']),
  step: z.enum(['copying', 'checking', 'taking']),
  done: z.int(),
  total: z.int(),
});
export type VaultProgress = z.infer<typeof VaultProgress>;

export const vaultCalls = {
  /**
   * Looks through every page and table, without writing. A damaged page sets the vault aside: it opens no more.
   * Errors: `cancelled`.
   */
  'vault.check': call(nothing, Inspection),
  /** Ends a look through the vault that is under way. */
  'vault.checkCancel': call(nothing, nothing),
  /**
   * Writes an encrypted copy, with key slots of its own that the passphrase of today opens, into a folder that main's
   * dialog chose, and opens the copy to check it. Errors: `export_not_allowed` (policy), `backup_folder` {reason},
   * `wrong_passphrase` {nextTryAt}, `too_early` {nextTryAt}, `backup_damaged`, `disk_full`, `disk_read_only`,
   * `disk_failed`.
   */
  'vault.backup': call(
    z.strictObject({ folder: z.string().min(1).max(4096), passphrase: z.string().max(1000) }),
    z.strictObject({ name: z.string(), cases: z.int(), waiting: z.int() }),
  ),
  /** The last backup that came out whole, and whether the administrator allows any. */
  'vault.backups': call(
    nothing,
    z.strictObject({
      last: z.strictObject({ at: Instant, name: z.string(), folder: z.string() }).nullable(),
      allowed: z.boolean(),
    }),
  ),
};
