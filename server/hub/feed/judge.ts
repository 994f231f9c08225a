import { DIRECTORY, deskOf, journalOf, readersOf, referralOf } from '../../../shared/domain/compartment.ts';
import { departureNews } from '../../../shared/domain/departure-progress.ts';
import { permitsDirectory } from '../../../shared/domain/directory.ts';
import type { WhyKept } from '../../../shared/domain/events/kept-work.ts';
import { known, definitionOf, type KnownHeader } from '../../../shared/domain/events/index.ts';
import { foldFacts, type CaseFacts, type Facts } from '../../../shared/domain/facts.ts';
import { DIRECTORY_CASE, LEFT_CASE } from '../../../shared/domain/header.ts';
import { givesBack, permits } from '../../../shared/domain/permits.ts';
import type { PushVerdict } from '../../../shared/protocol/calls.ts';
import type { Arrival } from './arrival.ts';
import { whyKept } from './kept-work.ts';
import type { Docket, DocketCase } from './docket.ts';
import type { Refusal } from '../../../shared/domain/verdict.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

type Ruling =
  | {
      readonly ok: true;
      readonly compartment: string;
      readonly unit: string | null;
      readonly closedTo?: readonly string[];
      /** The compartment that the case leaves by this event. */
      readonly from?: string;
    }
  | {
      readonly ok: false;
      readonly refusal: Omit<PushVerdict, 'id' | 'status'>;
      /** It is kept for a supervisor of the case. */
      readonly kept?: WhyKept;
    };

const no = (code: string, reason?: string): Ruling => ({
  ok: false,
  refusal: { code, ...(reason !== undefined && { reason }) },
});

function fromRefusal(refusal: Refusal): Ruling {
  if (refusal.code === 'conflict')
    return { ok: false, refusal: { code: 'conflict', reason: refusal.slot.slice(0, 60), current: refusal.current } };
  const who = refusal.code === 'not_permitted' && refusal.who !== undefined ? { who: refusal.who } : {};
  return { ok: false, refusal: { code: refusal.code, reason: refusal.reason, ...who } };
}

/** Judges one event and, when it is accepted, enters its effects into the docket. Events arrive in the author's order. */
export function judge(docket: Docket, arrival: Arrival): PushVerdict {
  const { header } = arrival;
  const ruling = rule(docket, arrival);
  docket.accepted.set(header.id, ruling.ok);
  if (!ruling.ok) {
    if (ruling.kept !== undefined) {
      docket.kept.push({ arrival, why: ruling.kept });
      docket.former.room--;
    }
    return { id: header.id, status: 'refused', ...ruling.refusal };
  }
  const { compartment, unit, closedTo, from } = ruling;
  if (header.supersedes !== undefined) docket.superseded.add(header.supersedes);
  const { signature, sealed } = arrival;
  docket.entries.push({ compartment, unit, header, signature, sealed, ...(from !== undefined && { from }) });
  if (compartment !== DIRECTORY) {
    const before = docket.cases.get(header.caseId);
    const facts = foldFacts(before?.facts ?? null, header);
    // `permits` accepts a first event only of a type that opens a case, so there are facts.
    docket.cases.set(header.caseId, {
      compartment,
      unit,
      facts: facts!,
      isNew: before?.isNew ?? true,
      ...(closedTo && { closedTo }),
    });
    const { caseId, id: event } = header;
    for (const news of departureNews(before?.facts ?? null, facts!, header))
      docket.departures.push({ ...news, caseId, event });
    docket.changed.add(header.caseId);
  }
  return { id: header.id, status: 'accepted' };
}

function rule(docket: Docket, arrival: Arrival): Ruling {
  const { header, flaw } = arrival;
  if (flaw !== null) return no(flaw.code, flaw.reason);
  // What replaces an event that was accepted after all is already there.
  const { supersedes } = header;
  if (supersedes !== undefined && docket.accepted.get(supersedes) === true && !docket.ofOthers.has(supersedes))
    return no('illegal_transition', 'superseded_was_accepted');
  // And the other way round: what a vault that was since restored had sent, and came late, was signed anew meanwhile.
  if (docket.superseded.has(header.id)) return no('illegal_transition', 'superseded');
  const event = known(header)!;
  const inDirectory = definitionOf(header.type, header.v)!.home === 'directory';
  if (inDirectory !== (header.caseId === DIRECTORY_CASE) || header.caseId === LEFT_CASE)
    return no('invalid_event', 'wrong_compartment');
  const existing = docket.cases.get(header.caseId) ?? null;
  // What builds on work that is kept is kept with it.
  if (header.after?.some((id) => docket.accepted.get(id) !== true))
    return keptOr(docket, existing, () => no('dependency_refused'));
  if (docket.withdrawn) return keptOr(docket, existing, () => no('not_permitted', 'device_withdrawn'));
  if (inDirectory) return ruleDirectory(docket, event);
  const current = isClosed(docket, existing) && !givesBack(docket.actor, event.type) ? null : existing;
  const verdict = permits(docket.actor, judgedBy(current?.facts ?? null, arrival), header);
  if (!verdict.ok) return keptOr(docket, existing, () => fromRefusal(verdict.refusal));
  if (current === null) {
    const placed = place(docket, event);
    return placed.ok && existing !== null ? no('illegal_transition', 'case_exists') : placed;
  }
  if (current.facts.kind === 'case' && !keysFit(docket, current.facts, event))
    return no('illegal_transition', 'reader_unknown');
  if (current.facts.kind === 'referral' && !keysOfRecipients(docket, event))
    return no('illegal_transition', 'reader_unknown');
  if (event.type === 'moved') return ruleMove(docket, current, event);
  return { ok: true, compartment: current.compartment, unit: current.unit };
}

type Moved = Extract<KnownHeader, { type: 'moved' }>;

/** Where a case goes by a move: to a desk whose own key its keys are sealed to, or to readers and none but them. */
function ruleMove(docket: Docket, { compartment: from, unit }: DocketCase, { caseId, facets }: Moved): Ruling {
  if (facets.to === 'desk') {
    const { unit: to, caseKey } = facets;
    if (docket.units.get(to) !== 'desk' || docket.unitKeys.get(caseKey.desk)?.unit !== to)
      return no('illegal_transition', 'wrong_unit');
    return { ok: true, compartment: deskOf(to), unit: to, from };
  }
  const { readers, caseKey } = facets;
  const known = readers.every((user) => docket.mayBeReaders.has(user));
  const sealed = caseKey.devices.every(({ device }) => readers.includes(docket.devices.get(device) ?? ''));
  if (!known || !sealed) return no('illegal_transition', 'reader_unknown');
  return { ok: true, compartment: readersOf(caseId), unit, from };
}

/** The refusal of work whose author may read its case no longer: it is kept. */
function keptOr(docket: Docket, found: DocketCase | null, otherwise: () => Ruling): Ruling {
  const kept = whyKept(docket, found);
  return kept === null ? otherwise() : { ok: false, refusal: { code: 'not_permitted', reason: kept }, kept };
}

/** An event that a restored hub had forgotten comes back to a case that is erased already: its contents are gone as well. */
const judgedBy = (facts: Facts | null, { sealed }: Arrival): Facts | null =>
  sealed === null && facts?.kind === 'case' && facts.records?.erased
    ? { ...facts, records: { ...facts.records, erased: null } }
    : facts;

/** A named-readers case of others is judged as one that does not exist. */
const isClosed = (docket: Docket, found: DocketCase | null) =>
  found?.facts.kind === 'case' && !mayRead(found.facts, docket.actor.user);

/** Whether keys of a named-readers case go to workstations of its readers alone, as they are after the event. */
function keysFit(docket: Docket, { apart }: CaseFacts, event: KnownHeader): boolean {
  const belong = (keys: readonly { device: string }[], users: readonly string[]) =>
    keys.every(({ device }) => users.includes(docket.devices.get(device) ?? ''));
  switch (event.type) {
    case 'reader_added':
    case 'reader_key_passed':
      return docket.mayBeReaders.has(event.facets.user) && belong(event.facets.keys, [event.facets.user]);
    case 'reader_removed':
      return belong(
        event.facets.caseKey.devices,
        (apart?.readers ?? []).filter((user) => user !== event.facets.user),
      );
    case 'reader_key_renewed':
      return belong(event.facets.caseKey.devices, apart?.readers ?? []);
    default:
      return true;
  }
}

/** Whether keys of a referral go to workstations of its recipients alone. */
function keysOfRecipients({ recipients, devices }: Docket, event: KnownHeader): boolean {
  const belong = (keys: readonly { device: string }[]) =>
    keys.every(({ device }) => recipients.has(`${device} ${event.caseId}`));
  if (event.type === 'referral_key_renewed') return belong(event.facets.caseKey.devices);
  if (event.type !== 'referral_key_passed') return true;
  const { user, keys } = event.facets;
  return belong(keys) && keys.every(({ device }) => devices.get(device) === user);
}

function ruleDirectory(docket: Docket, event: KnownHeader): Ruling {
  const verdict = permitsDirectory(docket.actor, event as Parameters<typeof permitsDirectory>[1]);
  if (!verdict.ok) return fromRefusal(verdict.refusal);
  if (event.type === 'unit_key_published') {
    const { unit, key, publicKey } = event.facets;
    const there = docket.unitKeys.get(key);
    // The same again is what a new keyring says of its predecessor's keys.
    const other = there !== undefined && (there.unit !== unit || there.publicKey !== publicKey);
    if (!docket.units.has(unit) || other) return no('illegal_transition', 'wrong_unit');
    docket.unitKeys.set(key, { unit, publicKey });
  }
  if (event.type === 'key_granted') {
    const { unit, key, device } = event.facets;
    if (docket.unitKeys.get(key)?.unit !== unit || !docket.devices.has(device))
      return no('illegal_transition', 'wrong_unit');
  }
  if (event.type === 'device_vouched' && !docket.devices.has(event.facets.device))
    return no('illegal_transition', 'device_unknown');
  return { ok: true, compartment: DIRECTORY, unit: null };
}

/** Where a new case opens. */
function place(docket: Docket, event: KnownHeader): Ruling {
  switch (event.type) {
    case 'report_received': {
      const { unit, reference, contentMac } = event.facets;
      if (docket.units.get(unit) !== 'desk') return no('illegal_transition', 'wrong_unit');
      const there = docket.references.get(reference);
      if (there !== undefined) return no(there === contentMac ? 'duplicate_report' : 'reference_reused');
      if ('apart' in event.facets) {
        const { apart, caseKey } = event.facets;
        const known = apart.readers.every((user) => docket.mayBeReaders.has(user));
        const sealed = caseKey.devices.every(({ device }) => apart.readers.includes(docket.devices.get(device) ?? ''));
        if (!known || !sealed) return no('illegal_transition', 'reader_unknown');
        docket.references.set(reference, contentMac);
        return { ok: true, compartment: readersOf(event.caseId), unit };
      }
      docket.references.set(reference, contentMac);
      return { ok: true, compartment: deskOf(unit), unit };
    }
    case 'journal_opened':
      return { ok: true, compartment: journalOf(event.device), unit: null };
    case 'referral_issued': {
      const { origin, unit } = event.facets;
      const facts = docket.cases.get(origin)?.facts;
      const closedTo = facts?.kind === 'case' ? (facts.apart?.closedTo ?? []) : [];
      const sent = facts?.kind === 'case' ? facts.referrals[event.caseId] : undefined;
      if (sent === undefined || sent.by !== event.actor) return no('illegal_transition', 'decision_missing');
      if (sent.unit !== unit || !docket.units.has(unit)) return no('illegal_transition', 'wrong_unit');
      return { ok: true, compartment: referralOf(event.caseId), unit, closedTo };
    }
    default:
      return no('illegal_transition', 'case_unknown');
  }
}
