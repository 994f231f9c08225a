import { z } from 'zod';
import { Id, Instant, Sha256 } from './primitives.ts';

/**
 * What the author's device signs. `facets` are the few codes and dates that the hub may know; the sealed payload
 * hangs on the header by `payloadHash` (SHA-256 of the sealed bytes), so that contents can be erased and the proof
 * stays. `at` is the author's clock: evidence, never the order. `basedOn` is the last event that the author had seen
 * in the same slot. `after` lists the author's own events that must be accepted first; `supersedes` names a refused
 * event that this one replaces. Strict: an unknown field of the envelope is an error.
 */
export const EventHeader = z.strictObject({
  id: Id,
  caseId: Id,
  type: z.string().regex(/^[a-z][a-z_]{2,39}$/),
  v: z.int().min(1).max(999),
  actor: Id,
  device: Id,
  deviceSeq: z.int().min(0),
  at: Instant,
  basedOn: Id.optional(),
  after: z.array(Id).max(16).optional(),
  supersedes: Id.optional(),
  facets: z.record(z.string(), z.json()),
  payloadHash: Sha256,
});
export type EventHeader = z.infer<typeof EventHeader>;

/** The hub as an author: its events carry no signature of their own, the checkpoint covers them. */
export const HUB_DEVICE = '00000000-0000-7000-8000-000000000001';
/** The directory is one log about the organisation itself; all its events share this case id. */
export const DIRECTORY_CASE = '00000000-0000-7000-8000-000000000000';
/** What the hub says in a desk's log of cases that have gone from it: they have no case there any more. */
export const LEFT_CASE = '00000000-0000-7000-8000-000000000002';
/** SHA-256 of no bytes: the payload hash of events that have no contents. */
export const NO_PAYLOAD_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
