/** The audit: who did what with which case, over the journals and the logs that this workstation holds. */
import { z } from 'zod';
import { auditKinds } from '../domain/audit/kind.ts';
import { EventHeader } from '../domain/header.ts';
import { Code, Id, Instant } from '../domain/primitives.ts';
import { TakenTo, TakingReason } from '../domain/events/taking-out.ts';
import { call, nothing } from './call.ts';
import { Seal } from './taking-out.ts';

/** Which entries; what is left out narrows nothing. Days of the author's clock, UTC, both inclusive. */
export const AuditFilter = z.strictObject({
  kinds: z.array(z.enum(auditKinds)).max(auditKinds.length).optional(),
  caseId: Id.optional(),
  /** The charity's reference of a case, whole. */
  reference: z.string().max(64).optional(),
  person: Id.optional(),
  device: Id.optional(),
  justification: z.union([Code, z.literal('none')]).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/**
 * Where an entry stands: `logged`: at a numbered place in the log; `shown_early`: the log is being read again and has not
 * come to it; `waiting`: signed on this workstation and not sent; `refused` by the hub.
 */
export const AuditPlace = z.enum(['logged', 'shown_early', 'waiting', 'refused']);

export const AuditLine = z.strictObject({
  n: z.int(),
  event: Id,
  at: Instant,
  kind: z.enum(auditKinds),
  type: z.string(),
  /** How it was consulted, and the like: a code of the facets, or null. */
  how: z.string().nullable(),
  caseId: Id.nullable(),
  reference: z.string().nullable(),
  person: Id,
  name: z.string().nullable(),
  device: Id,
  justification: z.string().nullable(),
  recipient: z.string().nullable(),
  /** The contents of a journal's entry cannot be opened here. */
  sealed: z.boolean(),
  place: AuditPlace,
  signature: z.enum(['good', 'bad', 'not_checked', 'by_hub']),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** Whether the entry is in the log that the hub has signed: proved by the path from its leaf to the signed root. */
export const Inclusion = z.enum([
  'proved',
  /** It is numbered, and the last signed checkpoint that is held here is older. */
  'beyond_checkpoint',
  'not_in_log',
  /** The path does not lead to the signed root: the log, or this copy of it, was changed. */
  'contradicted',
  /** Other places of the log are missing here. */
  'incomplete',
]);
export type Inclusion = z.infer<typeof Inclusion>;

export const AuditDepth = z.strictObject({
  line: AuditLine,
  header: EventHeader,
  signature: z.string().nullable(),
  hubTime: Instant.nullable(),
  compartment: z.string(),
  seq: z.int().nullable(),
  epoch: z.int().nullable(),
  /** Size of the signed checkpoint, and how many hashes prove the place; null without one. */
  checkpoint: z.strictObject({ size: z.int(), root: z.string(), hashes: z.int() }).nullable(),
  inclusion: Inclusion,
});
export type AuditDepth = z.infer<typeof AuditDepth>;

/** One log, checked whole: every place hashed again and compared with the root that the hub has signed. */
export const CheckedLog = z.strictObject({
  compartment: z.string(),
  places: z.int(),
  /** Of these, so many are known by their hashes alone: their cases are elsewhere now. */
  closed: z.int(),
  checkpointSize: z.int().nullable(),
  outcome: z.enum(['agrees', 'differs', 'incomplete', 'no_checkpoint', 'frozen']),
});
export const AuditCheck = z.strictObject({
  logs: z.array(CheckedLog),
  entries: z.int(),
  proved: z.int(),
  /** Entries of the list that are not, or not provably, in a signed log yet. */
  notYet: z.int(),
  badSignatures: z.int(),
  unchecked: z.int(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

export const AuditExportWanted = z.strictObject({
  filter: AuditFilter,
  reason: TakingReason,
  takenTo: TakenTo,
  seal: Seal,
});
export type AuditExportWanted = z.infer<typeof AuditExportWanted>;

const Listed = z.strictObject({ list: z.string(), total: z.int() });
const Named = z.strictObject({ user: Id, name: z.string() });

/** Errors of all: `not_permitted` for whoever neither audits nor supervises. */
export const auditCalls = {
  /**
   * Every entry that fits, the newest first. `behind`: events that have no entry yet, which are being written; the page
   * asks again.
   */
  'audit.open': call(AuditFilter, Listed.extend({ behind: z.int(), reach: z.enum(['all', 'units']) })),
  /** Error `list_gone`: a newer list took its place. */
  'audit.slice': call(
    z.strictObject({ list: z.string(), from: z.int().min(0), to: z.int().min(0) }),
    z.array(AuditLine).max(200),
  ),
  'audit.entry': call(z.strictObject({ event: Id }), AuditDepth),
  /** Every log that the list's entries stand in. Takes about a second for each 30,000 places. */
  'audit.check': call(z.strictObject({ list: z.string() }), AuditCheck),
  /** Who and what the filters can name. */
  'audit.names': call(
    nothing,
    z.strictObject({
      people: z.array(Named),
      devices: z.array(z.strictObject({ device: Id, user: Id, name: z.string(), withdrawn: z.boolean() })),
    }),
  ),
  /** Leave for a signed, encrypted export; errors as of `export.ask`. */
  'audit.export': call(AuditExportWanted, z.strictObject({ grant: Id })),
};
