import type { z } from 'zod';
import { known, type FacetsOf, type KnownHeader, type SetApartFacets } from './events/index.ts';
import type { ReceivedFacets, SetApart } from './events/report.ts';
import type { EventHeader } from './header.ts';
import type { AnnotationKind } from './annotation.ts';
import type { GroundAnswer, Outcome, Route } from './events/assessment.ts';
import { never } from './never.ts';
import { slotOf } from './slots.ts';
import { foldWork, noWork, type WorkFacts } from './work-facts.ts';

/** How far a case has come. Derived from what happened, never set by hand. */
export type CaseState = 'received' | 'in_assessment' | 'decided' | 'referred' | 'acknowledged';

/**
 * What facets alone tell of a case: enough for order, permission, clocks and counts. The hub and every workstation
 * fold the same headers to the same facts.
 */
export interface CaseFacts {
  readonly kind: 'case';
  readonly caseId: string;
  readonly received: ReceivedFacets;
  /** Set when it is a named-readers case; absent in facts that an earlier version folded. */
  readonly apart?: Apart | null | undefined;
  /** By user: the result of their own conflict screen. A declared conflict stays. */
  readonly screened: Readonly<Record<string, 'none' | 'declared'>>;
  readonly allocatedTo: string | null;
  readonly annotations: Readonly<Record<string, { kind: AnnotationKind; author: string; withdrawn: boolean }>>;
  /** Notes on files, by their event; absent until there is one, as in cases folded before there were any. */
  readonly attachmentNotes?: Readonly<Record<string, { author: string; withdrawn: boolean }>>;
  readonly graded: readonly string[];
  readonly danger: z.infer<typeof GroundAnswer> | null;
  readonly categories: readonly string[];
  readonly decision: { id: string; by: string; outcomes: readonly Outcome[]; route: Route; force?: string } | null;
  readonly referrals: Readonly<Record<string, { unit: string; by: string; at: string; acknowledgedBy: string | null }>>;
  readonly work: WorkFacts;
  readonly state: CaseState;
  /** The last accepted event of each slot; `basedOn` is compared with it. */
  readonly slots: Readonly<Record<string, string>>;
  /** True once an event was seen that this version does not understand: no decision until it is updated. */
  readonly needsUpdate: boolean;
}

/** Who may read a named-readers case, all by id. `devices` are the workstations that were given its newest key. */
export interface Apart extends SetApart {
  readonly devices: readonly string[];
}

export interface ReferralFacts {
  readonly kind: 'referral';
  readonly caseId: string;
  readonly origin: string;
  readonly unit: string;
  readonly issuedBy: string;
  readonly acknowledgedBy: string | null;
  readonly slots: Readonly<Record<string, string>>;
  readonly needsUpdate: boolean;
}

export interface JournalFacts {
  readonly kind: 'journal';
  readonly caseId: string;
  readonly device: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly needsUpdate: boolean;
}

export type Facts = CaseFacts | ReferralFacts | JournalFacts;

/** Facts that an earlier version stored, completed with what that version did not know. */
export const wholeFacts = (stored: Facts): Facts =>
  stored.kind === 'case' ? { ...stored, work: { ...noWork, ...(stored.work as WorkFacts | undefined) } } : stored;

/**
 * Folds one accepted header into the facts of its case; pure and total: whatever arrives, it answers facts. The first
 * header of a case opens it; a stray first header (an unknown opening type) answers null.
 */
export function foldFacts(facts: Facts | null, header: EventHeader): Facts | null {
  const event = known(header);
  if (facts === null) return event === null ? null : opened(event);
  if (event === null) return { ...facts, needsUpdate: true };
  const slot = slotOf(event);
  const slots = slot === null ? facts.slots : { ...facts.slots, [slot]: event.id };
  if (facts.kind === 'case')
    return withState(foldCaseFacts({ ...facts, slots, work: foldWork(facts.work, event) }, event));
  if (facts.kind === 'referral' && event.type === 'acknowledged')
    return { ...facts, slots, acknowledgedBy: facts.acknowledgedBy ?? event.actor };
  return facts;
}

function opened(event: KnownHeader): Facts | null {
  const common = { caseId: event.caseId, slots: {}, needsUpdate: false };
  switch (event.type) {
    case 'report_received': {
      const { received, apart } = receivedIn(event.facets);
      return {
        ...common,
        kind: 'case',
        received,
        apart,
        screened: {},
        allocatedTo: null,
        annotations: {},
        graded: [],
        danger: null,
        categories: received.categories,
        decision: null,
        referrals: {},
        work: { ...noWork, arrivedAt: event.at },
        state: 'received',
      };
    }
    case 'referral_issued': {
      const { origin, unit } = event.facets;
      return { ...common, kind: 'referral', origin, unit, issuedBy: event.actor, acknowledgedBy: null };
    }
    case 'journal_opened':
      return { ...common, kind: 'journal', device: event.device };
    default:
      return null;
  }
}

/** The codes of a report, and who may read it when it was set apart; the key is for those who can open it. */
function receivedIn(facets: FacetsOf<'report_received'> | SetApartFacets): {
  received: ReceivedFacets;
  apart: Apart | null;
} {
  if (!('apart' in facets)) {
    const { caseKey: _, ...received } = facets;
    return { received, apart: null };
  }
  const { caseKey, apart, ...received } = facets;
  return { received, apart: { ...apart, devices: caseKey.devices.map(({ device }) => device) } };
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];

function foldReaders(
  facts: CaseFacts,
  event: Extract<KnownHeader, { type: 'reader_added' | 'reader_removed' | 'reader_key_passed' }>,
): CaseFacts {
  const { apart } = facts;
  if (apart === null || apart === undefined) return facts;
  if (event.type === 'reader_removed') {
    const { user, caseKey } = event.facets;
    const readers = apart.readers.filter((reader) => reader !== user);
    const devices = caseKey.devices.map(({ device }) => device);
    const allocatedTo = facts.allocatedTo === user ? null : facts.allocatedTo;
    return { ...facts, allocatedTo, apart: { ...apart, readers, devices } };
  }
  const readers = event.type === 'reader_added' ? distinct([...apart.readers, event.facets.user]) : apart.readers;
  const devices = distinct([...apart.devices, ...event.facets.keys.map(({ device }) => device)]);
  return { ...facts, apart: { ...apart, readers, devices } };
}

function foldCaseFacts(facts: CaseFacts, event: KnownHeader): CaseFacts {
  switch (event.type) {
    case 'screened': {
      const result = facts.screened[event.actor] === 'declared' ? 'declared' : event.facets.result;
      const screened = { ...facts.screened, [event.actor]: result };
      const allocatedTo = result === 'declared' && facts.allocatedTo === event.actor ? null : facts.allocatedTo;
      return { ...facts, screened, allocatedTo };
    }
    case 'allocated':
      return { ...facts, allocatedTo: event.facets.to };
    case 'hand_over_accepted':
      return { ...facts, allocatedTo: event.actor };
    case 'annotated': {
      const annotation = { kind: event.facets.kind, author: event.actor, withdrawn: false };
      return { ...facts, annotations: { ...facts.annotations, [event.id]: annotation } };
    }
    case 'annotation_revised':
      return facts;
    case 'annotation_withdrawn': {
      const annotation = facts.annotations[event.facets.annotation];
      if (annotation === undefined) return facts;
      const withdrawn = { ...annotation, withdrawn: true };
      return { ...facts, annotations: { ...facts.annotations, [event.facets.annotation]: withdrawn } };
    }
    case 'attachment_noted': {
      const note = { author: event.actor, withdrawn: false };
      return { ...facts, attachmentNotes: { ...facts.attachmentNotes, [event.id]: note } };
    }
    case 'attachment_note_withdrawn': {
      const note = facts.attachmentNotes?.[event.facets.note];
      if (note === undefined) return facts;
      const withdrawn = { ...note, withdrawn: true };
      return { ...facts, attachmentNotes: { ...facts.attachmentNotes, [event.facets.note]: withdrawn } };
    }
    case 'graded':
      return facts.graded.includes(event.facets.statement)
        ? facts
        : { ...facts, graded: [...facts.graded, event.facets.statement] };
    case 'assessed':
      if (event.facets.stage === 'risk') return { ...facts, danger: event.facets.danger };
      if (event.facets.stage === 'codes') return { ...facts, categories: event.facets.categories };
      return facts;
    case 'decided': {
      const { outcomes, route, force } = event.facets;
      const decision = { id: event.id, by: event.actor, outcomes, route, ...(force !== undefined && { force }) };
      return { ...facts, decision };
    }
    case 'referred': {
      const { referral, unit } = event.facets;
      const sent = { unit, by: event.actor, at: event.at, acknowledgedBy: null };
      return { ...facts, referrals: { ...facts.referrals, [referral]: sent } };
    }
    case 'referral_progressed': {
      const { referral, type, by } = event.facets;
      const sent = facts.referrals[referral];
      if (sent === undefined || type !== 'acknowledged') return facts;
      return { ...facts, referrals: { ...facts.referrals, [referral]: { ...sent, acknowledgedBy: by } } };
    }
    case 'reader_added':
    case 'reader_removed':
    case 'reader_key_passed':
      return foldReaders(facts, event);
    case 'attachment_described':
    case 'danger_raised':
    case 'danger_acknowledged':
    case 'safe_contact_set':
    case 'person_identified':
    case 'check_requested':
    case 'check_answered':
    case 'tasking_met':
    case 'question_proposed':
    case 'question_reviewed':
    case 'question_passed':
    case 'question_answered':
    case 'labelled':
    case 'task_set':
    case 'task_settled':
    case 'clock_moved':
    case 'clock_settled':
    case 'reminded':
    case 'authority_notified':
    case 'linked':
    case 'alert_quieted':
    case 'concern_raised':
    case 'concern_reviewed':
    case 'handed_over':
    case 'swap_asked':
    case 'draft_shared':
    case 'draft_answered':
    case 'report_received':
    case 'referral_issued':
    case 'acknowledged':
    case 'journal_opened':
    case 'case_consulted':
    case 'attachment_viewed':
    case 'searched':
    case 'unlocked':
    case 'vault_recovered':
    case 'printed':
    case 'exported':
    case 'notice_seen':
    case 'unit_added':
    case 'user_set':
    case 'on_call_set':
    case 'device_enrolled':
    case 'device_withdrawn':
    case 'unit_key_published':
    case 'key_granted':
    case 'interests_declared':
    case 'device_vouched':
      return facts;
    default:
      return never(event);
  }
}

function withState(facts: CaseFacts): CaseFacts {
  const referrals = Object.values(facts.referrals);
  const assessing = facts.graded.length > 0 || facts.danger !== null || Object.values(facts.screened).includes('none');
  const state: CaseState = referrals.some((r) => r.acknowledgedBy !== null)
    ? 'acknowledged'
    : referrals.length > 0
      ? 'referred'
      : facts.decision !== null
        ? 'decided'
        : assessing
          ? 'in_assessment'
          : 'received';
  return { ...facts, state };
}
