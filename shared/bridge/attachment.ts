import { z } from 'zod';
import { FileKind } from '../domain/file-kind.ts';
import { Id } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

/** The most that one call carries to the page, bytes. */
export const SLICE_BYTES = 1 << 20;

/** The most characters of a file's text that go into the search index. */
export const TEXT_CHARS = 500_000;

/**
 * How far a file of a report has come to this workstation.
 * - `absent`: nothing is under way; - `waiting`: its turn comes; - `fetching`;
 * - `stuck`: the line is down, it goes on by itself; - `refused`: `problem` says why; asking again tries again;
 * - `here`: every piece is there and the whole was checked; it opens offline.
 */
export const AttachmentState = z.strictObject({
  attachment: Id,
  state: z.enum(['absent', 'waiting', 'fetching', 'stuck', 'refused', 'here']),
  /** Bytes that are here. */
  received: z.int().min(0),
  /** A code for the screen's words; null when nothing is wrong. */
  problem: z.string().max(60).nullable(),
  /** By its first bytes; null until it is here. */
  kind: FileKind.nullable(),
  /** The page fell over while it was being opened: it is not opened again by itself. */
  closedPage: z.boolean(),
  /** How often it was opened on this workstation. */
  viewings: z.int().min(0),
});
export type AttachmentState = z.infer<typeof AttachmentState>;

/** A hit of a search in the text of a file: `[from, to)` in `text`, a few words around it. `page` counts from 1. */
export const HitInFile = z.strictObject({
  attachment: Id,
  page: z.int().min(1),
  text: z.string(),
  from: z.int().min(0),
  to: z.int().min(0),
});
export type HitInFile = z.infer<typeof HitInFile>;

const One = z.strictObject({ caseId: Id, attachment: Id });

/** Files up to this many MiB are fetched before they are asked for; 0 fetches none. */
export const AheadMiB = z.int().min(0).max(200);

/**
 * Errors of all: `case_unknown`, `not_screened`, `conflict_declared`, `attachment_unknown`. Bytes are given out only for
 * a file that is wholly here and whose SHA-256 is the one that the report promised.
 */
export const attachmentCalls = {
  'attachment.list': call(z.strictObject({ caseId: Id }), z.array(AttachmentState)),
  /** Fetches it before anything else; answers at once, notices tell how far it is. Errors: `offline_by_choice`, `case_sealed`. */
  'attachment.fetch': call(One, AttachmentState),
  /** Stops; what has come stays, and the next fetch goes on from there. */
  'attachment.cancel': call(One, AttachmentState),
  /** Errors: `attachment_not_here`, `too_far`. */
  'attachment.read': call(
    z.strictObject({
      caseId: Id,
      attachment: Id,
      from: z.int().min(0),
      length: z.int().min(1).max(SLICE_BYTES),
    }),
    z.strictObject({ bytes: z.instanceof(Uint8Array) }),
  ),
  /** Entered in the journal once a session, counted every time. */
  'attachment.viewed': call(One, nothing),
  /**
   * The page is about to decode something of it, or has come out of that alive. A page that never says so fell over: the
   * file is marked, see `closedPage`. `forget` takes the mark away.
   */
  'attachment.decoding': call(One.extend({ now: z.enum(['begins', 'ends', 'forget']) }), nothing),
  /** The plain text of it as the page has extracted it, for the search index; cut at `TEXT_CHARS`. */
  'attachment.text': call(One.extend({ text: z.string().max(TEXT_CHARS) }), nothing),
  /** Where the words of a search stand in the texts of a case's files, in their order; at most 500. */
  'attachment.hits': call(
    z.strictObject({ caseId: Id, search: z.string().max(400), typing: z.boolean() }),
    z.array(HitInFile).max(500),
  ),
  'attachment.ahead': call(nothing, z.strictObject({ mib: AheadMiB })),
  'attachment.setAhead': call(z.strictObject({ mib: AheadMiB }), nothing),
};
