import { worksAtDesk } from './roles.ts';
import { known, type KnownHeader } from './events/index.ts';
import type { CaseFacts, Facts } from './facts.ts';
import type { EventHeader } from './header.ts';
import { isInvestigation } from './investigation.ts';
import { permitsInvestigation } from './permits-investigation.ts';
import { versionOf } from './approval.ts';
import { permitsRecords } from './permits-records.ts';
import { isRecordEvent } from './record-keeping.ts';
import { never } from './never.ts';
import { needsScreening, permitsWork, workTypes, type WorkEvent, type WorkType } from './permits-work.ts';
import { sameReaders } from './setting-apart.ts';
import { slotOf } from './slots.ts';
import { type Actor, type Verdict, yes, no, illegal, denied } from './verdict.ts';
import { holds, mayRead, supervises } from './standing.ts';

/**
 * Whether this actor may add this event to a case with these facts: pure, the same code on workstation and hub. The
 * workstation asks to show the result at once, the hub to decide. `facts` are null for a case that does not exist.
 * Directory events are judged by `permitsDirectory`.
 */
export function permits(actor: Actor, facts: Facts | null, header: EventHeader): Verdict {
  const event = known(header);
  if (event === null) return no({ code: 'schema_unsupported', reason: 'unknown_event_type' });
  const lawful = lawfulness(actor, facts, event);
  if (!lawful.ok) return lawful;
  const slot = slotOf(event);
  if (slot === null) return yes;
  const current = facts?.slots[slot] ?? null;
  return (event.basedOn ?? null) === current ? yes : no({ code: 'conflict', slot, current });
}

const isWork = (event: KnownHeader): event is WorkEvent => workTypes.includes(event.type as WorkType);

function lawfulness(actor: Actor, facts: Facts | null, event: KnownHeader): Verdict {
  // To somebody to whom it is closed, an erased case is one that does not exist, as it was before.
  if (facts?.kind === 'case' && facts.records?.erased && mayRead(facts, actor.user)) return illegal('case_erased');
  if (isRecordEvent(event)) {
    if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
    if (!supervises(actor, facts) && !keepsRecords(actor, facts)) return denied('role_missing', 'information_officer');
    if (facts.screened[actor.user] === 'declared') return denied('conflict_declared', 'supervisor');
    if (facts.screened[actor.user] === undefined) return denied('conflict_not_screened');
    return permitsRecords(actor, facts, event);
  }
  if (isWork(event)) {
    if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
    return deskWork(actor, facts, event);
  }
  if (isInvestigation(event)) {
    if (facts?.kind !== 'referral') return illegal('case_unknown');
    if (!holds(actor, facts.unit, 'investigator', 'supervisor')) return denied('role_missing', 'investigator');
    const reason = permitsInvestigation(facts, event);
    return reason === null ? yes : illegal(reason);
  }
  switch (event.type) {
    case 'report_received':
      if (facts !== null) return illegal('case_exists');
      return actor.memberships.some((m) => m.role === 'gateway') ? yes : denied('role_missing', 'gateway');
    case 'journal_opened':
      if (facts !== null) return illegal('case_exists');
      return event.caseId === actor.device ? yes : denied('journal_of_another_device');
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
      if (facts?.kind !== 'journal') return illegal('case_unknown');
      return facts.device === actor.device ? yes : denied('journal_of_another_device');
    case 'referral_issued':
      if (facts !== null) return illegal('case_exists');
      return event.after !== undefined && event.after.length > 0 ? yes : illegal('decision_missing');
    case 'acknowledged':
      if (facts?.kind !== 'referral') return illegal('case_unknown');
      return holds(actor, facts.unit, 'investigator', 'supervisor') ? yes : denied('role_missing', 'investigator');
    case 'referral_page':
      if (facts?.kind !== 'referral') return illegal('case_unknown');
      return facts.issuedBy === actor.user ? yes : denied('not_the_author');
    case 'referral_key_renewed':
    case 'referral_key_passed':
      if (facts?.kind !== 'referral') return illegal('case_unknown');
      if (givesBack(actor, event.type)) return yes;
      return holds(actor, facts.unit, 'investigator') ? yes : denied('role_missing', 'investigator');
    case 'referral_progressed':
    case 'case_left':
    case 'departure_progressed':
    case 'work_kept':
      return no({ code: 'invalid_event', reason: 'made_by_hub_only' });
    case 'reader_added':
    case 'reader_removed':
    case 'reader_key_passed':
    case 'reader_key_renewed':
      if (facts?.kind !== 'case') return illegal('case_unknown');
      if (!mayRead(facts, actor.user) && !givesBack(actor, event.type)) return illegal('case_unknown');
      return readersWork(actor, facts, event);
    case 'moved':
      if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
      return permitsMove(actor, facts, event.facets);
    case 'kept_work_settled': {
      if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (facts.screened[actor.user] === 'declared') return denied('conflict_declared', 'supervisor');
      if (facts.screened[actor.user] === undefined) return denied('conflict_not_screened');
      const kept = facts.kept?.[event.facets.kept];
      if (kept === undefined) return illegal('kept_unknown');
      return kept.settled ? illegal('kept_settled') : yes;
    }
    case 'screened':
    case 'allocated':
    case 'annotated':
    case 'annotation_revised':
    case 'annotation_withdrawn':
    case 'graded':
    case 'assessed':
    case 'decided':
    case 'referred':
    case 'attachment_described':
    case 'attachment_noted':
    case 'attachment_note_withdrawn':
      // To whoever is not among its readers, a named-readers case is one that does not exist.
      if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
      return deskWork(actor, facts, event);
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
    case 'absence_set':
    case 'unit_head_set':
      return no({ code: 'invalid_event', reason: 'wrong_compartment' });
    default:
      return never(event);
  }
}

type DeskEvent =
  | WorkEvent
  | Extract<
      KnownHeader,
      {
        type:
          | 'screened'
          | 'allocated'
          | 'annotated'
          | 'annotation_revised'
          | 'annotation_withdrawn'
          | 'graded'
          | 'assessed'
          | 'decided'
          | 'referred'
          | 'attachment_described'
          | 'attachment_noted'
          | 'attachment_note_withdrawn';
      }
    >;

type ReadersEvent = Extract<KnownHeader, { type: `reader_${string}` }>;

/** The keyring gives a referral or a named-readers case back to somebody by the organisation's recovery key. */
export const givesBack = ({ memberships }: Pick<Actor, 'memberships'>, type: string): boolean =>
  ['referral_key_passed', 'reader_key_passed', 'reader_added'].includes(type) &&
  memberships.some(({ role }) => role === 'keyring');

/** Who lets readers in and out. Nobody who is named in the case, or has an interest in it, is ever let in. */
function readersWork(actor: Actor, { apart, screened }: CaseFacts, event: ReadersEvent): Verdict {
  const back = givesBack(actor, event.type);
  if (!back && !worksAtDesk(actor.memberships)) return denied('role_missing', 'assessor');
  if (apart === null || apart === undefined) return illegal('not_set_apart');
  if (event.type === 'reader_key_renewed') return yes;
  const { user } = event.facets;
  if (event.type === 'reader_key_passed') return apart.readers.includes(user) ? yes : illegal('reader_unknown');
  if (back && event.type === 'reader_added') return mayBeAdded(apart, screened, user);
  if (!actor.memberships.some((m) => m.role === 'supervisor')) return denied('role_missing', 'supervisor');
  if (screened[actor.user] === 'declared') return denied('conflict_declared', 'supervisor');
  if (event.type === 'reader_added') return mayBeAdded(apart, screened, user);
  if (!apart.readers.includes(user)) return illegal('reader_unknown');
  return apart.readers.length > 1 ? yes : illegal('last_reader');
}

function mayBeAdded(apart: NonNullable<CaseFacts['apart']>, screened: CaseFacts['screened'], user: string): Verdict {
  if (apart.closedTo.includes(user) || screened[user] === 'declared') return denied('cannot_receive');
  return apart.readers.includes(user) ? illegal('reader_exists') : yes;
}

/** An information officer of where the case lies; one that is set apart is kept by those of its readers who supervise. */
const keepsRecords = (actor: Actor, { apart, received }: CaseFacts) =>
  !apart && holds(actor, received.unit, 'information_officer');

/** A supervisor of where the case lies sends it on; like an allocation, that needs no look at its names. */
export function permitsMove(
  actor: Actor,
  facts: CaseFacts,
  facets:
    { readonly to: 'desk'; readonly unit: string } | { readonly to: 'readers'; readonly readers: readonly string[] },
): Verdict {
  const { apart, received, screened } = facts;
  if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
  if (screened[actor.user] === 'declared') return denied('conflict_declared', 'supervisor');
  if (facets.to === 'readers') {
    if (apart) return illegal('already_set_apart');
    const { request } = facts.work.apart;
    if (request?.state !== 'waiting') return illegal('apart_not_asked');
    if (request.by === actor.user) return denied('own_request', 'supervisor');
    if (!sameReaders(facets.readers, request.readers)) return illegal('apart_not_as_asked');
    return facets.readers.some((user) => screened[user] === 'declared') ? denied('cannot_receive') : yes;
  }
  // A desk is open to all its members: nobody can be shut out of it.
  if (apart && apart.closedTo.length > 0) return denied('closed_to_somebody');
  return !apart && facets.unit === received.unit ? illegal('same_unit') : yes;
}

function deskWork(actor: Actor, facts: CaseFacts, event: DeskEvent): Verdict {
  // The readers of a case that was set apart may come from another unit.
  const works = facts.apart
    ? worksAtDesk(actor.memberships)
    : holds(actor, facts.received.unit, 'assessor', 'supervisor') ||
      // Whoever keeps the records says whom they know, and, like everybody who reads, that somebody is in danger.
      ((event.type === 'screened' || event.type === 'danger_raised') && keepsRecords(actor, facts));
  if (!works) return denied('role_missing', 'assessor');
  const own = facts.screened[actor.user];
  if (own === 'declared') return event.type === 'screened' ? yes : denied('conflict_declared', 'assessor');
  if (event.type === 'allocated' && event.facets.to !== null && facts.screened[event.facets.to] === 'declared')
    return denied('cannot_receive');
  if (event.type === 'allocated' && event.facets.to !== null && !mayRead(facts, event.facets.to))
    return denied('cannot_receive');
  // Triage hands a case on before anyone has read a name; everything else comes after the conflict screen.
  if (event.type === 'screened' || event.type === 'allocated') return yes;
  if (isWork(event))
    return own === undefined && needsScreening(event.type)
      ? denied('conflict_not_screened')
      : permitsWork(actor, facts, event);
  if (own === undefined) return denied('conflict_not_screened');
  switch (event.type) {
    case 'annotated':
    case 'assessed':
    case 'attachment_described':
    case 'attachment_noted':
      return yes;
    case 'attachment_note_withdrawn': {
      const note = facts.attachmentNotes?.[event.facets.note];
      if (note === undefined) return illegal('annotation_unknown');
      if (note.author !== actor.user) return denied('not_the_author');
      return note.withdrawn ? illegal('annotation_withdrawn') : yes;
    }
    case 'annotation_revised':
    case 'annotation_withdrawn': {
      const annotation = facts.annotations[event.facets.annotation];
      if (annotation === undefined) return illegal('annotation_unknown');
      if (annotation.author !== actor.user) return denied('not_the_author');
      return annotation.withdrawn ? illegal('annotation_withdrawn') : yes;
    }
    case 'graded': {
      // What a check brought is graded like a statement, under the check's own answer.
      if (facts.work.answers.includes(event.facets.statement)) return yes;
      const statement = facts.annotations[event.facets.statement];
      if (statement === undefined) return illegal('annotation_unknown');
      if (statement.kind !== 'statement') return illegal('not_a_statement');
      return statement.withdrawn ? illegal('annotation_withdrawn') : yes;
    }
    case 'decided':
      if (facts.needsUpdate) return illegal('case_needs_update');
      return event.v < versionOf(event.facets) ? illegal('approval_missing') : yes;
    case 'referred': {
      if (facts.needsUpdate) return illegal('case_needs_update');
      if (facts.decision === null) return illegal('decision_missing');
      return facts.decision.outcomes.includes(event.facets.outcome) ? yes : illegal('decision_does_not_refer');
    }
    default:
      return never(event);
  }
}
