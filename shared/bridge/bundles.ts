import { z } from 'zod';
import { Id, Instant } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

const Path = z.string().min(1).max(4096);
const Passphrase = z.string().max(1000);

export const BundleWritten = z.strictObject({
  /** Signed entries in it, which go on waiting for their answer. */
  events: z.int(),
  /** Pieces of files that it asks for. */
  chunks: z.int(),
  bytes: z.int(),
  /** More waits here than a hub takes in one file: what is left goes with the next. */
  more: z.boolean(),
});
export type BundleWritten = z.infer<typeof BundleWritten>;

export const BundleOutcome = z.strictObject({
  /** Entries of others in the cases that were new here. */
  events: z.int(),
  /** Of one's own entries: how many the hub accepted, and why it refused others. */
  accepted: z.int(),
  refused: z.array(z.string().max(60)),
  chunks: z.int(),
  /** What has to come before the rest can be taken in. */
  gaps: z.array(z.strictObject({ compartment: z.string(), from: z.int(), to: z.int() })).max(100),
  /** The rest was more than could be kept until then: this file has to be read again after that. */
  toReadAgain: z.boolean(),
  /** Older than what was known: it brought at most what was missing. */
  older: z.boolean(),
  contradicted: z.boolean(),
});
export type BundleOutcome = z.infer<typeof BundleOutcome>;

/** Errors of a reading: `bundle_unknown`, `bundle_damaged`, `bundle_signature_invalid`, `bundle_not_for_you`, `bundle_expired`, `bundle_superseded`, `bundle_too_large`, `bundle_cancelled`, `vault_restored`, `device_revoked`, `device_forked`. */
export const bundleCalls = {
  /** Whether the administrator allows bundles. */
  'bundle.allowed': call(nothing, z.strictObject({ allowed: z.boolean() })),
  /** Writes what waits here into a file that main's dialog chose. Errors: `file_not_chosen`, `bundles_not_allowed`, `bundle_busy`, `bundle_unwritten`, `bundle_not_written` (stopped), `disk_full`, `disk_read_only`. */
  'bundle.write': call(z.strictObject({ file: Path }), BundleWritten),
  /** Takes in a file of the hub. Also `bundles_not_allowed`, `bundle_busy`. Safe to repeat. */
  'bundle.read': call(z.strictObject({ file: Path }), BundleOutcome),
  /** Ends what is under way: of a reading, what was taken in stays; of a writing, nothing does. */
  'bundle.cancel': call(nothing, nothing),
  /**
   * Without a network: makes this workstation's keys, keeps them under the passphrase, and writes the request that is
   * carried to the hub. Errors: `vault_exists`, `weak_passphrase`, `bundles_not_allowed`, `keystore_refused`, disk.
   */
  'enrolment.request': call(
    z.strictObject({ code: z.string().min(8).max(100), passphrase: Passphrase, file: Path }),
    nothing,
  ),
  /** When a request was written that has not been answered; null when there is none. */
  'enrolment.pending': call(nothing, z.strictObject({ since: Instant.nullable(), allowed: z.boolean() })),
  /**
   * Reads the hub's answer, makes the vault, and takes the rest of the bundle in. Errors: `wrong_passphrase`,
   * `enrolment_missing`, `enrolment_unproven`, `recovery_key_refused`, and those of a reading.
   */
  'enrolment.answer': call(
    z.strictObject({ file: Path, passphrase: Passphrase }),
    z.strictObject({ name: z.string(), device: Id, fingerprint: z.string() }),
  ),
  /** Gives the request up. Its answer can then never be read. */
  'enrolment.forget': call(nothing, nothing),
};
