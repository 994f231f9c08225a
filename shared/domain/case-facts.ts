import type { z } from 'zod';
import type { FacetsOf, KnownHeader, SetApartFacets } from './events/index.ts';
import type { WhyKept } from './events/kept-work.ts';
import type { ReceivedFacets, SetApart } from './events/report.ts';
import type { GroundAnswer, Outcome, Route } from './events/assessment.ts';
import { awaitsApproval, type PendingDecision } from './approval.ts';
import type { AnnotationKind } from './annotation.ts';
import { deskOf, readersOf } from './compartment.ts';
import { distinct } from './distinct.ts';
import { never } from './never.ts';
import { foldRecords, isRecordEvent, noRecords, type RecordFacts } from './record-keeping.ts';
import { progressed, type SentReferral } from './referral-facts.ts';
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
  /** The compartments in which it lay before, in no order; absent while it has never moved. */
  readonly places?: readonly string[] | undefined;
  /** By user: the result of their own conflict screen. A declared conflict stays. */
  readonly screened: Readonly<Record<string, 'none' | 'declared'>>;
  readonly allocatedTo: string | null;
  readonly annotations: Readonly<Record<string, { kind: AnnotationKind; author: string; withdrawn: boolean }>>;
  /** Notes on files, by their event; absent until there is one, as in cases folded before there were any. */
  readonly attachmentNotes?: Readonly<Record<string, { author: string; withdrawn: boolean }>>;
  readonly graded: readonly string[];
  readonly danger: z.infer<typeof GroundAnswer> | null;
  readonly categories: readonly string[];
  /** The decision that has effect. */
  readonly decision: { id: string; by: string; outcomes: readonly Outcome[]; route: Route; force?: string } | null;
  /** One that has none: it waits for its approval, or was returned. Absent while there never was one. */
  readonly pending?: PendingDecision | null;
  readonly referrals: Readonly<Record<string, SentReferral>>;
  /** Work that the hub keeps, by its event; absent while there never was any. */
  readonly kept?: Readonly<Record<string, KeptFact>> | undefined;
  /** Reviews, holds and disposal; absent while there was none. */
  readonly records?: RecordFacts | undefined;
  readonly work: WorkFacts;
  readonly state: CaseState;
  /** The last accepted event of each slot; `basedOn` is compared with it. */
  readonly slots: Readonly<Record<string, string>>;
  /** True once an event was seen that this version does not understand: no decision until it is updated. */
  readonly needsUpdate: boolean;
}

/** Work that came too late: whose, of which type, by their clock, and whether a supervisor has settled it. */
export interface KeptFact {
  readonly by: string;
  readonly type: string;
  readonly at: string;
  readonly why: WhyKept;
  readonly settled: boolean;
}

/** Who may read a named-readers case, all by id. `devices` are the workstations that were given its newest key. */
export interface Apart extends Omit<SetApart, 'why'> {
  /** `by_hand`: a supervisor set it apart, and nobody is shut out for good. */
  readonly why: SetApart['why'] | 'by_hand';
  readonly devices: readonly string[];
}

type OpensCase = Extract<KnownHeader, { type: 'report_received' }>;

export function openCaseFacts({ caseId, at, facets }: OpensCase): CaseFacts {
  const { received, apart } = receivedIn(facets);
  return {
    kind: 'case',
    caseId,
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
    work: { ...noWork, arrivedAt: at },
    state: 'received',
    slots: {},
    needsUpdate: false,
  };
}

/** Folds one accepted event of a case. */
export const foldCaseFacts = (facts: CaseFacts, event: KnownHeader): CaseFacts =>
  withState(foldByType({ ...facts, work: foldWork(facts.work, event) }, event));

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

function foldReaders(facts: CaseFacts, event: Extract<KnownHeader, { type: `reader_${string}` }>): CaseFacts {
  const { apart } = facts;
  if (apart === null || apart === undefined) return facts;
  if (event.type === 'reader_key_renewed')
    return { ...facts, apart: { ...apart, devices: event.facets.caseKey.devices.map(({ device }) => device) } };
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

/** The compartment in which a case lies by what was accepted of it. */
export const placeOf = ({ caseId, received, apart }: Pick<CaseFacts, 'caseId' | 'received' | 'apart'>) =>
  apart === null || apart === undefined ? deskOf(received.unit) : readersOf(caseId);

/** Who had the case has it no longer; whoever may read it where it lies now has it as it was. */
function foldMove(facts: CaseFacts, { id, facets }: Extract<KnownHeader, { type: 'moved' }>): CaseFacts {
  const moved = { ...facts, places: distinct([...(facts.places ?? []), placeOf(facts)]) };
  // An allocation that was signed before meets the slot as the move has left it.
  const slots = { ...facts.slots, allocation: id };
  if (facets.to === 'desk')
    return { ...moved, slots, allocatedTo: null, apart: null, received: { ...facts.received, unit: facets.unit } };
  const devices = facets.caseKey.devices.map(({ device }) => device);
  const apart: Apart = { why: 'by_hand', readers: facets.readers, closedTo: [], devices };
  const stays = facts.allocatedTo === null || facets.readers.includes(facts.allocatedTo);
  return stays ? { ...moved, apart } : { ...moved, apart, slots, allocatedTo: null };
}

function foldByType(facts: CaseFacts, event: KnownHeader): CaseFacts {
  if (isRecordEvent(event)) return { ...facts, records: foldRecords(facts.records ?? noRecords, event) };
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
    case 'covered':
      return { ...facts, allocatedTo: event.facets.to };
    case 'cover_ended': {
      // A case that went to somebody else meanwhile stays there.
      const { cover } = facts.work;
      const ends = cover !== null && cover.event === event.facets.cover && facts.allocatedTo === cover.to;
      return ends ? { ...facts, allocatedTo: cover.of } : facts;
    }
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
      // What stands goes on standing until the new one is approved.
      if (awaitsApproval(event.facets, event.v))
        return { ...facts, pending: { ...decision, at: event.at, state: 'waiting' } };
      return { ...facts, decision, ...(facts.pending !== undefined && { pending: null }) };
    }
    case 'decision_reviewed': {
      const { pending } = facts;
      const { decision, verdict } = event.facets;
      if (pending?.id !== decision || pending.state !== 'waiting') return facts;
      if (verdict === 'returned') return { ...facts, pending: { ...pending, state: 'returned' } };
      const { at: _, state: __, ...approved } = pending;
      const approvals = {
        ...facts.work.approvals,
        [decision]: { event: event.id, by: event.actor, at: event.at, author: pending.by },
      };
      const work = { ...facts.work, approvals, decidedAt: event.at, swapAskedBy: null };
      return { ...facts, decision: approved, pending: null, work };
    }
    case 'second_review_settled': {
      const { decision } = facts;
      const { decision: id, result } = event.facets;
      if (result === 'stands' || decision === null || decision.id !== id) return facts;
      const pending = { ...decision, at: facts.work.decidedAt ?? event.at, state: 'returned' as const };
      return { ...facts, decision: null, pending, work: { ...facts.work, decidedAt: null } };
    }
    case 'referred': {
      const { referral, unit } = event.facets;
      const sent = { unit, by: event.actor, at: event.at, acknowledgedBy: null };
      return { ...facts, referrals: { ...facts.referrals, [referral]: sent } };
    }
    case 'referral_progressed': {
      const { referral } = event.facets;
      const sent = facts.referrals[referral];
      if (sent === undefined) return facts;
      return { ...facts, referrals: { ...facts.referrals, [referral]: progressed(sent, event) } };
    }
    case 'reader_added':
    case 'reader_removed':
    case 'reader_key_passed':
    case 'reader_key_renewed':
      return foldReaders(facts, event);
    case 'moved':
      return foldMove(facts, event);
    case 'work_kept': {
      const { event: id, ...kept } = event.facets;
      return { ...facts, kept: { ...facts.kept, [id]: { ...kept, settled: false } } };
    }
    case 'kept_work_settled': {
      const kept = facts.kept?.[event.facets.kept];
      if (kept === undefined) return facts;
      return { ...facts, kept: { ...facts.kept, [event.facets.kept]: { ...kept, settled: true } } };
    }
    case 'case_left':
    case 'departure_progressed':
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
    case 'apart_requested':
    case 'apart_answered':
    case 'apart_seen':
    case 'concern_raised':
    case 'concern_reviewed':
    case 'handed_over':
    case 'swap_asked':
    case 'draft_shared':
    case 'draft_answered':
    case 'second_review_drawn':
    case 'second_review_found':
    case 'escalation_acknowledged':
    case 'recipient_told':
    case 'recipient_answered':
    case 'recipient_chased':
    case 'charity_told':
    case 'absence_set':
    case 'unit_head_set':
    case 'report_received':
    case 'referral_issued':
    case 'referral_page':
    case 'referral_key_renewed':
    case 'referral_key_passed':
    case 'acknowledged':
    case 'referral_accepted':
    case 'referral_returned':
    case 'investigation_logged':
    case 'interim_measure':
    case 'severity_assessed':
    case 'outcome_recorded':
    case 'investigation_closed':
    case 'journal_opened':
    case 'case_consulted':
    case 'attachment_viewed':
    case 'searched':
    case 'unlocked':
    case 'vault_recovered':
    case 'printed':
    case 'exported':
    case 'pack_refused':
    case 'notice_seen':
    case 'event_id_taken':
    case 'disposal_refused':
    case 'outcome_refused':
    case 'audit_read':
    case 'audit_exported':
    case 'subject_searched':
    case 'subject_exported':
    case 'unit_added':
    case 'user_set':
    case 'on_call_set':
    case 'device_enrolled':
    case 'device_withdrawn':
    case 'unit_key_published':
    case 'key_granted':
    case 'interests_declared':
    case 'device_vouched':
    case 'officers_present':
    case 'recovery_key_set':
    case 'keyring_succeeded':
      return facts;
    default:
      return never(event);
  }
}

function withState(facts: CaseFacts): CaseFacts {
  const referrals = Object.values(facts.referrals);
  // Who decided what waits for its approval may have declared a conflict since.
  const decidedOnce = (facts.pending ?? null) !== null;
  const assessing =
    decidedOnce || facts.graded.length > 0 || facts.danger !== null || Object.values(facts.screened).includes('none');
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
