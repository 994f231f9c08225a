import { z } from 'zod';
import { compartmentPattern } from '../domain/compartment.ts';
import { Reference } from '../domain/events/report.ts';
import { EventHeader } from '../domain/header.ts';
import { base64, Id, Instant, Sha256 } from '../domain/primitives.ts';
import { RecoveryRecipient } from './recovery-recipient.ts';
import { Receipt } from './receipt.ts';
import { SignedIn, SignInNeeded, SignInProof, SignInRefusal } from './sign-in.ts';
import { spoken, VersionRange } from './versions.ts';

/** The contract between vault and hub: one schema a message, version 1. Paths are under `/v1`. */
export const PROTOCOL = spoken.protocol.max;
export const limits = {
  /** Events in a page of the feed, and bytes of its JSON (a single larger event travels alone). */
  pageEvents: 500,
  pageBytes: 1 << 20,
  pushEvents: 200,
  pushBytes: 1 << 20,
  /** Characters of one sealed payload in base64. */
  sealedChars: 1 << 20,
  chunkBytes: (1 << 20) + 64,
  /** Bytes of one part of a chunk, where the line does not last for all of it; the last part is shorter. */
  partBytes: 128 << 10,
  /** How long `GET /v1/wake` waits for something to happen, ms: below what proxies and clients wait for an answer. */
  wakeMs: 20_000,
  leaseMs: 14 * 24 * 3600 * 1000,
  /** Logs that one device may hold. */
  compartments: 5000,
  /** Receipts of one call. */
  receipts: 200,
} as const;

export const Compartment = z.string().regex(compartmentPattern);
const Seq = z.int().min(0);

/** An envelope in JSON: sealed bytes in base64. */
export const WireEvent = z.strictObject({
  header: EventHeader,
  signature: base64(128).nullable(),
  sealed: base64(limits.sealedChars).nullable(),
});
export type WireEvent = z.infer<typeof WireEvent>;

/** A signed checkpoint of a compartment's log, in the text form of C2SP tlog-checkpoint; see `checkpoint.ts`. */
export const SignedCheckpoint = z.string().max(2000);

/**
 * What a device knows of a former answer in the same session: the digest of its whole list, and the heads in the order of the
 * names; see `hello-list.ts`.
 */
export const KnownList = z.strictObject({ digest: Sha256, heads: z.array(Seq).max(limits.compartments) });
export type KnownList = z.infer<typeof KnownList>;

export const HelloRequest = z.strictObject({
  protocol: z.strictObject({ min: z.int().min(1), max: z.int().min(1) }),
  device: Id,
  /** The event schemas that it speaks; who says so is told the hub's, and its limits. A workstation from before does not. */
  schemas: VersionRange.optional(),
  /** Left out by who asks for the whole list. */
  known: KnownList.optional(),
});
/** What a hub takes at the most: counts, and bytes of JSON. Who sends more is refused (`too_large`). */
export const HubLimits = z.strictObject({
  pushEvents: z.int().min(1),
  pushBytes: z.int().min(1),
  sealedChars: z.int().min(1),
  chunkBytes: z.int().min(1),
  partBytes: z.int().min(1),
  pageEvents: z.int().min(1),
  pageBytes: z.int().min(1),
  /** Logs that one device may hold. */
  compartments: z.int().min(1),
});
export type HubLimits = z.infer<typeof HubLimits>;
export type HelloRequest = z.infer<typeof HelloRequest>;
export const HelloCompartment = z.strictObject({ compartment: Compartment, head: Seq, leaseUntil: Instant });
/** Every compartment that the device may hold: what is not named is purged. So it stands in a bundle, too. */
export const HelloAnswer = z.strictObject({
  hubId: Id,
  hubEpoch: z.int().min(1),
  hubKey: base64(64),
  serverTime: Instant,
  protocol: z.int().min(1),
  lastDeviceSeq: Seq,
  grantsVersion: Seq,
  compartments: z.array(HelloCompartment).max(limits.compartments),
  schemas: VersionRange.optional(),
  limits: HubLimits.optional(),
});
export type HelloAnswer = z.infer<typeof HelloAnswer>;
/**
 * To who said what they know: of the list only what has changed since, under a name of its own, so that it is never taken for
 * the whole.
 */
export const HelloChanges = HelloAnswer.omit({ compartments: true }).extend({
  changed: z.strictObject({
    compartments: z.array(HelloCompartment).max(limits.compartments),
    /** For all others that the device may hold. */
    leaseUntil: Instant,
    /** Of the whole list as it is now: what the device makes of this can be no other. */
    digest: Sha256,
  }),
});
export const HelloReply = z.union([HelloAnswer, HelloChanges]);
export type HelloReply = z.infer<typeof HelloReply>;

/** Query of `GET /v1/feed`: events of one compartment after `seq`. */
export const FeedRequest = z.strictObject({
  compartment: Compartment,
  epoch: z.coerce.number().int().min(1),
  seq: z.coerce.number().int().min(0),
});
export const FeedEvent = WireEvent.extend({ seq: z.int().min(1), hubTime: Instant });
export type FeedEvent = z.infer<typeof FeedEvent>;
/**
 * A place in a log whose case has moved to another compartment: what the tree needs, and nothing of the case. `leafHash` is
 * the RFC 6962 hash of its leaf.
 */
export const LeafOnly = z.strictObject({ seq: z.int().min(1), leafHash: Sha256 });
export type LeafOnly = z.infer<typeof LeafOnly>;
export const FeedAnswer = z.strictObject({
  hubEpoch: z.int().min(1),
  grantsVersion: Seq,
  compartment: Compartment,
  events: z.array(FeedEvent).max(limits.pageEvents),
  /** Places between those of `events` whose case has moved away; absent where there are none. */
  leaves: z.array(LeafOnly).max(limits.pageEvents).optional(),
  hasMore: z.boolean(),
  /** Of the log's head as this page was read; compared by the vault when it reaches that size. */
  checkpoint: SignedCheckpoint,
});
export type FeedAnswer = z.infer<typeof FeedAnswer>;

/** Query of `GET /v1/cases`: whole histories of open cases, most urgent and newest first; provisional until the feed. */
export const CasesRequest = z.strictObject({
  compartment: Compartment,
  after: z.string().max(200).optional(),
});
export const CasesAnswer = z.strictObject({
  hubEpoch: z.int().min(1),
  grantsVersion: Seq,
  compartment: Compartment,
  cases: z.array(z.strictObject({ caseId: Id, events: z.array(FeedEvent) })).max(limits.pageEvents),
  next: z.string().max(200).nullable(),
  /** How many cases the compartment holds in all, open or not; a hub from before this does not say. */
  total: Seq.optional(),
});
export type CasesAnswer = z.infer<typeof CasesAnswer>;

/**
 * Query of `GET /v1/wake`: what the device knows. The answer comes when there is something else, or after a while; it says
 * that there is, and not what.
 */
export const WakeRequest = z.strictObject({ mark: z.string().min(1).max(80) });
export const WakeAnswer = z.strictObject({ news: z.boolean() });
export type WakeAnswer = z.infer<typeof WakeAnswer>;

export const PushRequest = z.strictObject({
  hubEpoch: z.int().min(1),
  events: z.array(WireEvent).min(1).max(limits.pushEvents),
});
export type PushRequest = z.infer<typeof PushRequest>;

/** Statuses only; data comes through the feed alone. `duplicate` repeats the first verdict of the same event. */
export const PushVerdict = z.strictObject({
  id: Id,
  status: z.enum(['accepted', 'refused']),
  code: z.string().max(60).optional(),
  reason: z.string().max(60).optional(),
  who: z.string().max(40).optional(),
  /** For a conflict: the event that stands in the slot now. */
  current: Id.nullable().optional(),
});
export type PushVerdict = z.infer<typeof PushVerdict>;
export const PushAnswer = z.strictObject({
  hubEpoch: z.int().min(1),
  lastDeviceSeq: Seq,
  results: z.array(PushVerdict),
});
export type PushAnswer = z.infer<typeof PushAnswer>;

/**
 * Query of `GET /v1/kept`: work that came too late for the cases of a compartment, for those who supervise there. `after` is
 * the id of the last event of the page before.
 */
export const KeptRequest = z.strictObject({ compartment: Compartment, after: Id.optional() });
export const KeptAnswer = z.strictObject({
  hubEpoch: z.int().min(1),
  compartment: Compartment,
  events: z.array(WireEvent.extend({ keptAt: Instant })).max(limits.pageEvents),
  next: Id.nullable(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** `POST /v1/receipts`: what a workstation no longer holds, each signed for itself. The same again changes nothing. */
export const ReceiptsRequest = z.strictObject({ receipts: z.array(Receipt).min(1).max(limits.receipts) });
export type ReceiptsRequest = z.infer<typeof ReceiptsRequest>;
export const ReceiptsAnswer = z.strictObject({ kept: z.int().min(0) });
export type ReceiptsAnswer = z.infer<typeof ReceiptsAnswer>;

/** `POST /v1/enrolments`: the device presents its one-time code and its two public keys, signed by the new device key. */
export const EnrolRequest = z.strictObject({
  code: z.string().min(8).max(100),
  device: Id,
  signingKey: base64(64),
  sealingKey: base64(64),
  /** Where the organisation asks people to sign in before their code is taken. */
  signIn: SignInProof.optional(),
});
export const EnrolAnswer = z.strictObject({
  hubId: Id,
  hubEpoch: z.int().min(1),
  hubKey: base64(64),
  user: Id,
  name: z.string(),
  /** The signing key of the organisation's keyring, which the device pins; none where there is no keyring yet. */
  keyringKey: base64(64).optional(),
  /** The organisation's recovery key, to which the vault seals its data key. */
  recoveryRecipient: RecoveryRecipient.optional(),
  /** The keyring's word that it is that (`recovery_key_set`), as it stands in the directory; none where it has not said so. */
  recoveryProof: z.strictObject({ header: EventHeader, signature: base64(128) }).optional(),
  /** The sign-in that the request proved goes on. */
  signIn: SignedIn.optional(),
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

/**
 * `POST /v1/references`: which references the hub knows, with the gateway's HMAC of their content, and who reads those
 * that were set apart, since their follow-ups go to the same readers. Gateways only.
 */
export const ReferencesRequest = z.strictObject({ references: z.array(Reference).max(1000) });
export const ReferencesAnswer = z.strictObject({
  known: z.array(z.strictObject({ reference: z.string(), contentMac: Sha256 })),
  apart: z.array(z.strictObject({ reference: z.string(), readers: z.array(Id), closedTo: z.array(Id) })),
});

/** Query of `PUT …/uploads/{sha256}/{n}`: of how many parts part `n` is one. Without it `0` is the whole chunk. */
export const UploadQuery = z.strictObject({
  of: z.coerce
    .number()
    .int()
    .min(1)
    .max(Math.ceil(limits.chunkBytes / limits.partBytes))
    .optional(),
});
/** Answer header of `HEAD …/uploads/{sha256}`: `whole`, or the numbers of the parts that are there, with commas. */
export const UPLOADED_PARTS = 'candour-parts';

/** Query of `GET …/blobs/{sha256}`: from which byte on, after a line that was cut. */
export const BlobQuery = z.strictObject({ from: z.coerce.number().int().min(0).max(limits.chunkBytes).default(0) });

/** RFC 9457 problem; `code` tells the client what to do. */
export const ProblemCode = z.enum([
  'protocol_unsupported',
  'schema_unsupported',
  'upgrade_required',
  'epoch_changed',
  'cursor_invalid',
  'cursor_ahead',
  'checkpoint_inconsistent',
  'device_seq_gap',
  'device_forked',
  'device_revoked',
  'event_id_reuse',
  'invalid_event',
  'access_withdrawn',
  'auth_required',
  'clock_skew',
  'signature_invalid',
  'enrolment_refused',
  'sign_in_refused',
  'blob_missing',
  'blob_hash_mismatch',
  'quota',
  'too_large',
  'rate_limited',
  'unavailable',
  'not_found',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ProblemCode,
  detail: z.string().optional(),
  expected: z.int().optional(),
  serverTime: Instant.optional(),
  hubEpoch: z.int().optional(),
  /** With `auth_required`: the person has to sign in, and where. */
  signIn: SignInNeeded.optional(),
  /** With `sign_in_refused`. */
  reason: SignInRefusal.optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The last place that a page reaches; 0 for an empty one. Places go on without a gap, events and leaves together. */
export const endOfPage = ({ events, leaves = [] }: Pick<FeedAnswer, 'events' | 'leaves'>): number =>
  Math.max(events.at(-1)?.seq ?? 0, leaves.at(-1)?.seq ?? 0);
/** Its first place; 0 for an empty one. */
export const startOfPage = ({ events, leaves = [] }: Pick<FeedAnswer, 'events' | 'leaves'>): number => {
  const firsts = [events[0]?.seq, leaves[0]?.seq].filter((seq) => seq !== undefined);
  return firsts.length === 0 ? 0 : Math.min(...firsts);
};
