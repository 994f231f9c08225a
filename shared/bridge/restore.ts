import { z } from 'zod';
import { Id, Instant } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

const Path = z.string().min(1).max(4096);
const Passphrase = z.string().max(1000);

/** From where work is carried over: a backup that main's dialog chose, or the vault that lies here, damaged or not. */
export const RestoreSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('backup'), path: Path }),
  z.strictObject({ kind: z.literal('own') }),
]);
export type RestoreSource = z.infer<typeof RestoreSource>;

/** What a restore would bring. `unreadable`: on damaged pages, at most so many. */
export const FoundWork = z.strictObject({
  /** Whose; null where that cannot be read. */
  name: z.string().nullable(),
  hub: z.string().nullable(),
  /** Signed, and not known to be at the hub. */
  unsent: z.int(),
  drafts: z.int(),
  refused: z.int(),
  unreadable: z.int(),
});
export type FoundWork = z.infer<typeof FoundWork>;

/** How a restore went or goes. */
export const RestoreState = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('none') }),
  /** Waits until the vault has caught up with its hub. */
  z.strictObject({ phase: z.literal('catching_up'), from: z.enum(['backup', 'own']), setAside: z.string().nullable() }),
  z.strictObject({
    /** `keys`: some of it waits for a key that is still to be granted. */
    phase: z.enum(['keys', 'done']),
    from: z.enum(['backup', 'own']),
    /** Signed anew by this workstation. */
    signed: z.int(),
    drafts: z.int(),
    /** How many stay behind, by the code of why. */
    left: z.record(z.string(), z.int()),
    unreadable: z.int(),
    /** Refused by the hub before: they stay in the old vault. */
    refused: z.int(),
    /** The folder in which the vault that was here before lies. */
    setAside: z.string().nullable(),
  }),
]);
export type RestoreState = z.infer<typeof RestoreState>;

/** One's own work that the hub does not have, as far as it can be read. */
export const Salvage = z.strictObject({
  unsent: z.array(
    z.strictObject({
      event: z.string(),
      type: z.string(),
      caseId: z.string(),
      reference: z.string(),
      at: z.string(),
      refused: z.boolean(),
      words: z.array(z.string()),
    }),
  ),
  drafts: z.array(
    z.strictObject({
      caseId: z.string(),
      reference: z.string(),
      part: z.string(),
      savedAt: z.string(),
      words: z.array(z.string()),
    }),
  ),
  /** More that could not be read. */
  lost: z.strictObject({ unsent: z.int(), drafts: z.int() }),
});
export type Salvage = z.infer<typeof Salvage>;

export const restoreCalls = {
  /** Whether a file is a backup, before its passphrase is known. Errors: `not_a_backup` {reason}. */
  'restore.look': call(
    z.strictObject({ path: Path }),
    z.strictObject({ name: z.string(), madeAt: Instant, bytes: z.int() }),
  ),
  /** What it holds, told before a code is spent. Errors: `not_a_backup` {reason}, `wrong_backup_passphrase`, those of an unlock. */
  'restore.find': call(z.strictObject({ source: RestoreSource, passphrase: Passphrase }), FoundWork),
  /**
   * Enrols this workstation anew and makes a vault that will carry the work over once it has caught up. The vault that
   * was here is set aside, never deleted. Errors: those of `restore.find` and `session.setUp`, `another_person`.
   */
  'restore.begin': call(
    z.strictObject({ source: RestoreSource, passphrase: Passphrase, hub: z.url(), code: z.string().max(100) }),
    z.strictObject({ name: z.string(), device: Id, fingerprint: z.string() }),
  ),
  'restore.state': call(nothing, RestoreState),
  /** The person has read the outcome. */
  'restore.settle': call(nothing, nothing),
  /** Opens a vault that does not open for writing, to read what can be read; nothing in it changes. Errors: those of an unlock. */
  'vault.openReadOnly': call(z.strictObject({ passphrase: Passphrase }), nothing),
  'salvage.read': call(nothing, Salvage),
};
