import { definitionOf } from '../events/index.ts';
import type { EventHeader } from '../header.ts';

/**
 * What Data Protection Act 2018 s.62(1) has logged, and besides it `administration`: how the system itself is worked
 * (unlocks, devices, keys, what the hub repeats in a log), which the section does not ask for and an auditor does.
 */
export const auditKinds = [
  'collection',
  'alteration',
  'consultation',
  'disclosure',
  'combination',
  'erasure',
  'administration',
] as const;
export type AuditKind = (typeof auditKinds)[number];

const kinds: Readonly<Record<Exclude<AuditKind, 'alteration'>, ReadonlySet<string>>> = {
  collection: new Set(['report_received', 'check_answered', 'question_answered', 'referral_issued', 'referral_page']),
  consultation: new Set(['case_consulted', 'attachment_viewed', 'searched', 'audit_read', 'subject_searched']),
  // A transfer is `moved`; what the hub says of it where the case was (`case_left`) would count it twice.
  disclosure: new Set([
    'referred',
    'moved',
    'printed',
    'exported',
    'audit_exported',
    'subject_exported',
    'question_passed',
    'recipient_told',
    'recipient_chased',
    'charity_told',
    'authority_notified',
    'reader_added',
  ]),
  combination: new Set(['linked']),
  erasure: new Set(),
  administration: new Set([
    'case_left',
    'departure_progressed',
    'work_kept',
    'referral_progressed',
    'reader_key_passed',
    'reader_key_renewed',
    'referral_key_passed',
    'referral_key_renewed',
    'pack_refused',
    'disposal_refused',
    'outcome_refused',
    'journal_opened',
    'unlocked',
    'vault_recovered',
    'notice_seen',
    'event_id_taken',
  ]),
};

/**
 * The one kind of an event. A type that is in none of the sets changes its case: that is the safe side, since an
 * alteration is always shown; types of erasing and disposing are known by their names.
 */
export function auditKindOf({ type, v }: Pick<EventHeader, 'type' | 'v'>): AuditKind {
  for (const [kind, types] of Object.entries(kinds)) if (types.has(type)) return kind as AuditKind;
  if (/^(erased|disposed)|_(erased|disposed)$/.test(type)) return 'erasure';
  return definitionOf(type, v)?.home === 'directory' ? 'administration' : 'alteration';
}
