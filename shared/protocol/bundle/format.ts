import { z } from 'zod';
import { base64, Id, Instant, Sha256 } from '../../domain/primitives.ts';
import {
  Compartment,
  EnrolAnswer,
  FeedAnswer,
  HelloAnswer,
  KeptAnswer,
  limits,
  PushVerdict,
  WireEvent,
} from '../calls.ts';
import { Receipt } from '../receipt.ts';

/**
 * A bundle: the exchange of vault and hub as a file for removable media. Inside the age encryption it is JSON Lines:
 * the opening, records, and the closing, which signs everything before it. No line is longer than `bundleLimits.line`.
 */
export const BUNDLE = 1;

export const bundleLimits = {
  /** Bytes of one line: a page of a megabyte, or one larger event, in base64. */
  line: 8 << 20,
  lines: 250_000,
  /** Bytes of the whole file. */
  file: 16 * 2 ** 30,
  /** Bytes of what comes to a hub, which takes it in memory. */
  toHub: 64 << 20,
  /** Bytes of events in it, before they are sealed; the rest is for receipts and for what is asked for. */
  eventsToHub: 48 << 20,
  /** How long what goes to a hub may be under way, ms. What comes from a hub lives as long as the leases in it. */
  toHubMs: 30 * 24 * 3600 * 1000,
} as const;

/**
 * - `to_device`: pages of the feed and answers, from the hub;
 * - `to_hub`: what a workstation has signed, and how far it has taken things in;
 * - `request`: a workstation that is to be enrolled. It is the only kind that is not encrypted: it holds public keys and
 *   a proof that its sender knows the code, and nothing that another could use.
 */
export const BundleKind = z.enum(['to_device', 'to_hub', 'request']);
export type BundleKind = z.infer<typeof BundleKind>;

/** The first line: for whom, from whom, and when. It is believed only with the closing. */
export const Opening = z.strictObject({
  candourBundle: z.literal(BUNDLE),
  kind: BundleKind,
  id: Id,
  /** Null in a request, whose sender does not know its hub yet. */
  hubId: Id.nullable(),
  hubEpoch: z.int().min(1).nullable(),
  /** The device that signs it; null: the hub. */
  from: Id.nullable(),
  /** Devices that it is meant for; empty: the hub. */
  recipients: z.array(Id).max(100),
  created: Instant,
  expires: Instant,
});
export type Opening = z.infer<typeof Opening>;

const Position = z.strictObject({ compartment: Compartment, epoch: z.int().min(1), seq: z.int().min(0) });
export const WantedChunk = z.strictObject({ compartment: Compartment, sha256: Sha256 });
export type WantedChunk = z.infer<typeof WantedChunk>;

/** What a device presents to be enrolled; see `enrolment-proof.ts`. */
export const EnrolmentRequest = z.strictObject({ device: Id, signingKey: base64(64), sealingKey: base64(64) });
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

export const BundleRecord = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('request'), request: EnrolmentRequest, proof: Sha256 }),
  z.strictObject({ is: z.literal('enrolment'), answer: EnrolAnswer, proof: Sha256 }),
  z.strictObject({ is: z.literal('hello'), hello: HelloAnswer }),
  /** In place of all else: the hub has shut this device out. */
  z.strictObject({ is: z.literal('shut'), code: z.enum(['device_revoked', 'device_forked']) }),
  z.strictObject({ is: z.literal('verdicts'), results: z.array(PushVerdict).max(limits.pushEvents) }),
  /** A page of the feed, the same that the wire brings, with its signed checkpoint. Those of the directory come first. */
  z.strictObject({ is: z.literal('page'), page: FeedAnswer }),
  /** Work that came too late for cases which the reader supervises, as `GET /v1/kept` has it; behind the pages. */
  z.strictObject({ is: z.literal('kept'), kept: KeptAnswer }),
  z.strictObject({ is: z.literal('chunk'), ...WantedChunk.shape, bytes: base64(2 * limits.chunkBytes) }),
  z.strictObject({ is: z.literal('events'), events: z.array(WireEvent).min(1).max(limits.pushEvents) }),
  z.strictObject({
    is: z.literal('receipts'),
    positions: z.array(Position).max(5000),
    /** Every event of this device up to this number has been answered, and the answer is here. */
    answered: z.int().min(0),
    /** What it no longer holds, as `POST /v1/receipts` has it. */
    gone: z.array(Receipt).max(limits.receipts).optional(),
  }),
  z.strictObject({ is: z.literal('wants'), chunks: z.array(WantedChunk).max(10_000) }),
]);
export type BundleRecord = z.infer<typeof BundleRecord>;

/** A stretch of one compartment's log: the events behind `after`, up to and with `to`. */
export const Range = z.strictObject({ compartment: Compartment, after: z.int().min(0), to: z.int().min(0) });
export type Range = z.infer<typeof Range>;

/** The last line. `signature` is Ed25519 over `signedBytes`: the opening's, the records' and this line's own words. */
export const Closing = z.strictObject({
  is: z.literal('closing'),
  /** Lines before this one. */
  lines: z.int().min(1).max(bundleLimits.lines),
  /** SHA-256 over all bytes before this line. */
  sha256: Sha256,
  ranges: z.array(Range).max(10_000),
  signature: base64(128),
});
export type Closing = z.infer<typeof Closing>;

/** Why a bundle is not taken in; the screen and the command line have words for each. */
export type BundleFault =
  /** No bundle at all, or of a version that is not known here. */
  | 'bundle_unknown'
  /** Cut short, or changed. */
  | 'bundle_damaged'
  | 'bundle_signature_invalid'
  | 'bundle_not_for_you'
  | 'bundle_expired'
  | 'bundle_too_large'
  | 'bundle_cancelled';
