import { z } from 'zod';
import { definitionOf } from '../events/index.ts';
import { DIRECTORY_CASE, LEFT_CASE, type EventHeader } from '../header.ts';
import { Id } from '../primitives.ts';
import { auditKindOf, type AuditKind } from './kind.ts';

/** What the audit says of an event (DPA 2018 s.62(2) to (4)), besides who signed it, where and when. */
export interface AuditEntry {
  readonly kind: AuditKind;
  /** Null for what is about no case, and for a journal's entry that cannot be opened here. */
  readonly caseId: string | null;
  /** The code of the justification that was given, or null. */
  readonly justification: string | null;
  /** To whom it went, as they were named, or the unit; null where nothing was disclosed. */
  readonly recipient: string | null;
}

/** Of a journal's contents only what the audit is allowed to say. Everything else is not read. */
const JournalContents = z.object({
  caseId: Id.optional(),
  reason: z.string().max(400).optional(),
  takenTo: z.string().max(200).optional(),
});
const Facets = z.object({
  case: Id.optional(),
  reason: z.string().optional(),
  why: z.string().optional(),
  unit: z.string().optional(),
  user: z.string().optional(),
  readers: z.array(z.string()).optional(),
});

/**
 * Pure and total. Of cases only the header is read, never their contents: no word of a report can come into the audit.
 * @param contents of a journal's entry, opened; null for everything else
 */
export function auditEntry(header: EventHeader, contents: unknown): AuditEntry {
  const kind = auditKindOf(header);
  const facets = Facets.safeParse(header.facets).data ?? {};
  const home = definitionOf(header.type, header.v)?.home;
  if (home === 'journal') {
    const { caseId, reason, takenTo } = JournalContents.safeParse(contents).data ?? {};
    return {
      kind,
      caseId: caseId ?? null,
      justification: facets.reason ?? reason ?? null,
      recipient: takenTo ?? null,
    };
  }
  const about = header.caseId === LEFT_CASE ? facets.case : header.caseId === DIRECTORY_CASE ? null : header.caseId;
  const disclosed = kind === 'disclosure';
  return {
    kind,
    caseId: about ?? null,
    justification: disclosed ? (facets.reason ?? facets.why ?? null) : null,
    recipient: disclosed ? (facets.unit ?? facets.readers?.join(' ') ?? facets.user ?? null) : null,
  };
}
