import { type DecisionFacets, versionOf } from '../../shared/domain/approval.ts';
import fc from 'fast-check';
import { codeList } from '../../shared/domain/codes.ts';
import { kindRules, recipientSteps } from '../../shared/domain/recipients.ts';
import type { EventHeader } from '../../shared/domain/header.ts';
import { HUB_DEVICE, NO_PAYLOAD_HASH } from '../../shared/domain/header.ts';
import { known } from '../../shared/domain/events/index.ts';
import { foldFacts, type CaseFacts, type Facts } from '../../shared/domain/facts.ts';
import { permits } from '../../shared/domain/permits.ts';
import { type WorkType, workTypes } from '../../shared/domain/permits-work.ts';
import { slotOf } from '../../shared/domain/slots.ts';
import type { Actor } from '../../shared/domain/verdict.ts';

/** A readable id: `id('c', 3)` is always the same. */
export const id = (letter: string, n: number) => `0000000${letter}-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const CASE = id('c', 0);
const bytes = Buffer.alloc(32).toString('base64');
const sealed = { enc: bytes, ct: bytes };

const person = (n: number, ...memberships: Actor['memberships']): Actor => ({
  user: id('a', n),
  device: id('d', n),
  memberships,
});

/** Those who try their hand at the case: some of its desk, some of another, investigators, a gateway. */
export const actors: readonly Actor[] = [
  person(0, { unit: 'AUDIT', role: 'gateway' }),
  person(1, { unit: 'MPS', role: 'assessor' }),
  person(2, { unit: 'MPS', role: 'supervisor' }),
  person(3, { unit: 'MPS', role: 'assessor' }, { unit: 'MPS-INV', role: 'investigator' }),
  person(4, { unit: 'GMP', role: 'assessor' }),
  person(5, { unit: 'MPS-INV', role: 'investigator' }),
  person(6, { unit: 'GMP-INV', role: 'investigator' }),
  person(7, { unit: 'MPS', role: 'supervisor' }),
  person(8, { unit: 'MPS', role: 'supervisor' }),
];

export const received = {
  unit: 'MPS',
  force: 'MPS',
  channel: 'web',
  urgency: 'routine',
  reporterMode: 'anonymous',
  keepInContact: false,
  categories: ['OTHER'],
  reference: 'R-1',
  receivedAt: '2026-03-01T07:00:00.000Z',
  disseminatedAt: '2026-03-01T07:00:00.000Z',
  contentMac: '0'.repeat(64),
  caseKey: { batch: id('b', 0), desk: id('b', 1), sealed, wrapped: bytes },
} as const;

/** What somebody tries: the numbers pick among what is there by then. */
export interface Move {
  readonly actor: number;
  readonly type: string;
  readonly pick: number;
  readonly choice: number;
  /** Whether the author has seen the latest event of the slot. */
  readonly upToDate: boolean;
}

const types = [
  'report_received',
  'screened',
  'allocated',
  'annotated',
  'annotation_revised',
  'annotation_withdrawn',
  'graded',
  'assessed',
  'decided',
  'referred',
  'referral_issued',
  'acknowledged',
  'levitated',
] as const;

export const move: fc.Arbitrary<Move> = fc.record({
  actor: fc.nat(actors.length - 1),
  // What has to happen first happens often, so that long stories come about.
  type: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('screened', 'annotated', 'graded', 'decided') },
    { weight: 3, arbitrary: fc.constantFrom(...types.slice(0, -1)) },
    { weight: 2, arbitrary: fc.constantFrom('referred', 'referral_issued', 'acknowledged') },
    { weight: 1, arbitrary: fc.constantFrom(...workTypes) },
  ),
  pick: fc.nat(5),
  choice: fc.nat(5),
  upToDate: fc.boolean(),
});
export const moveOrUnknown = fc.oneof(
  { weight: 12, arbitrary: move },
  { weight: 1, arbitrary: move.map((one) => ({ ...one, type: 'levitated' })) },
);

/** The log of a case and of the referrals that came out of it. */
export interface World {
  readonly facts: ReadonlyMap<string, Facts>;
  readonly log: readonly EventHeader[];
}
export const emptyWorld: World = { facts: new Map(), log: [] };

const outcomes = [
  ['investigate'],
  ['safeguard'],
  ['record'],
  ['investigate', 'safeguard'],
  [],
  ['record', 'investigate'],
];
const referralId = (n: number) => id('e', n % 2);

function facetsOf({ type, pick, choice }: Move, world: World): EventHeader['facets'] {
  const own = world.log.filter((header) => header.caseId === CASE);
  const target = own[own.length === 0 ? 0 : pick % own.length]?.id ?? id('f', 99);
  switch (type) {
    case 'report_received':
      return received as unknown as EventHeader['facets'];
    case 'screened':
      return { result: choice === 5 ? 'declared' : 'none' };
    case 'allocated':
      return { to: choice === 0 ? null : actors[pick % actors.length]!.user };
    case 'annotated':
      return { kind: choice < 4 ? 'statement' : 'note' };
    case 'annotation_revised':
    case 'annotation_withdrawn':
      return { annotation: target };
    case 'graded':
      return { statement: target };
    case 'assessed':
      return choice < 3
        ? { stage: 'risk', round: 1, danger: (['yes', 'no', 'unclear'] as const)[choice]! }
        : choice === 3
          ? { stage: 'referral_test', round: 1, grounds: [{ ground: 'DSI', answer: pick < 3 ? 'yes' : 'no' }] }
          : { stage: 'codes', round: 1, categories: ['OTHER'], corruption: [], standards: [] };
    case 'decided':
      if (choice === 4) return { outcomes: outcomes[pick]!, route: 'professional_standards' };
      if (choice === 3) return { outcomes: outcomes[pick]!, route: 'other_force', force: 'GMP' };
      return { outcomes: outcomes[pick]!, route: choice === 5 ? 'out_of_scope' : 'here' };
    case 'referred':
      return { referral: referralId(pick), unit: 'MPS-INV', outcome: choice < 4 ? 'investigate' : 'safeguard' };
    case 'referral_issued':
      return {
        origin: CASE,
        unit: 'MPS-INV',
        caseKey: { publicKey: bytes, devices: [{ device: id('d', 5), sealed }], caseKey: sealed },
      };
    default:
      return workTypes.includes(type as WorkType) ? workFacets(type as WorkType, pick, choice, world, target) : {};
  }
}

/** The last event of a type in the case, so that stories about one question or check come about. */
const lastOf = (world: World, type: WorkType) =>
  world.log.findLast((header) => header.caseId === CASE && header.type === type)?.id ?? id('f', 99);
const lastOffer = (world: World) => caseOf(world)?.work.handOver?.to;
const time = '2026-03-02T09:00:00.000Z';

function workFacets(type: WorkType, pick: number, choice: number, world: World, target: string): EventHeader['facets'] {
  const to = actors[1 + (pick % 3)]!.user;
  const question = lastOf(world, 'question_proposed');
  const decision = world.log.findLast(({ type: of }) => of === 'decided')?.id ?? id('f', 99);
  switch (type) {
    case 'danger_acknowledged':
      return { alert: lastOf(world, 'danger_raised'), how: choice < 3 ? 'here' : 'telephone' };
    case 'person_identified':
      return { person: id('b', pick), role: 'reported', identification: choice < 3 ? 'possible' : 'confirmed' };
    case 'check_requested':
      return { check: 'HR', authority: 'LINE_SUPERVISOR' };
    case 'check_answered':
      return { check: lastOf(world, 'check_requested'), result: 'found' };
    case 'tasking_met':
      return { heldAt: time, attendees: [] };
    case 'question_proposed':
      return choice === 5 ? { replaces: question } : {};
    case 'question_reviewed':
      return { question, verdict: choice < 4 ? 'approved' : 'returned' };
    case 'question_passed':
      return { question, passedAt: time };
    case 'question_answered':
      return { question, result: 'answered' };
    case 'labelled':
      return { label: choice < 3 ? 'MEDIA' : 'REPEAT', on: pick < 4 };
    case 'task_set':
      return { kind: choice === 1 ? 'urgent' : 'task', holder: pick === 0 ? null : to };
    case 'task_settled':
      return { task: lastOf(world, 'task_set'), result: 'done' };
    case 'clock_moved':
      return { clock: choice < 2 ? 'mandatory_referral' : 'case_review', due: time };
    case 'clock_settled':
      return { clock: choice < 2 ? 'mandatory_referral' : 'case_review', result: 'done', at: time };
    case 'reminded':
      return { clock: 'case_review', to };
    case 'authority_notified':
      return { toldAt: time, ...(choice < 3 && { becameClearAt: time }) };
    case 'linked':
      return { other: choice === 0 ? CASE : id('c', 1 + pick), kind: 'see_also', on: choice < 4 };
    case 'alert_quieted':
      return { other: target, kind: 'SAME_SUBJECT' };
    case 'apart_requested':
      return { readers: [to, actors[2]!.user] };
    case 'apart_answered':
      return { request: lastOf(world, 'apart_requested'), verdict: choice < 3 ? 'returned' : 'withdrawn' };
    case 'concern_raised':
      return { kind: 'malicious' };
    case 'concern_reviewed':
      return { concern: lastOf(world, 'concern_raised'), verdict: choice < 4 ? 'approved' : 'returned' };
    case 'handed_over':
      return { to };
    case 'hand_over_accepted':
      return { offer: choice === 0 ? target : lastOf(world, 'handed_over') };
    case 'draft_shared':
      return { stage: choice < 3 ? 'decision' : 'elsewhere', to: pick === 5 ? to : (lastOffer(world) ?? to) };
    case 'draft_answered':
      return { draft: lastOf(world, 'draft_shared'), result: choice < 3 ? 'taken' : 'left' };
    case 'decision_reviewed':
      return { decision: pick === 5 ? target : decision, verdict: choice < 4 ? 'approved' : 'returned' };
    case 'second_review_drawn':
      return { decision, month: '2026-03', share: 10, seed: 'a'.repeat(64), of: 1 };
    case 'second_review_found':
      return { decision, finding: choice < 3 ? 'agrees' : 'differs' };
    case 'second_review_settled':
      return { decision, result: choice < 3 ? 'stands' : 'reopened' };
    case 'escalation_acknowledged':
      return { what: 'case_review', due: time, level: choice < 3 ? 'supervisor' : 'head' };
    case 'covered':
      return { absent: caseOf(world)?.allocatedTo ?? to, to };
    case 'cover_ended':
      return { cover: lastOf(world, 'covered') };
    case 'recipient_told':
      return toldFacets(pick, choice);
    case 'recipient_answered':
      return answerFacets(pick, choice, world, target);
    case 'recipient_chased':
      return { recipient: choice === 5 ? target : recipientIn(world, pick), at: TOLD, means: 'TELEPHONE' };
    case 'charity_told':
      return { feedback: feedbacks[(pick + choice) % feedbacks.length]!, toldAt: TOLD };
    case 'danger_raised':
    case 'safe_contact_set':
    case 'apart_seen':
    case 'swap_asked':
      return {};
  }
}

export const TOLD = '2026-03-01T07:30:00.000Z';
const feedbacks = ['RECEIVED', 'ASSESSING', 'USED', 'KEPT', 'PASSED_ON', 'NOT_USED', 'OUT_OF_SCOPE', 'GOSSIP'];
const means = { toldAt: TOLD, means: 'SECURE_EMAIL' };

function toldFacets(pick: number, choice: number): EventHeader['facets'] {
  switch (pick % 5) {
    case 0:
      return { kind: 'safeguarding', ...means, asks: choice === 5 ? ['GOSSIP'] : ['SAFETY_PLAN'] };
    case 1:
      return { kind: 'other_force', ...means, body: choice < 4 ? 'GMP' : 'WMP', reason: 'SERVES_THERE' };
    case 2:
      return {
        kind: 'oversight',
        ...means,
        body: 'IOPC',
        grounds: ['IOPC_CORRUPTION'],
        ...(choice < 3 && { late: 'OTHER' }),
      };
    case 3:
      return { kind: 'professional_standards', ...means, matter: 'COMPLAINT' };
    default:
      return { kind: 'vetting', ...means, purpose: choice < 5 ? 'AFTERCARE' : 'GOSSIP' };
  }
}

/** One of those who were told by hand, or nobody. */
const recipientIn = (world: World, pick: number) => {
  const told = Object.keys(caseOf(world)?.work.recipients ?? {});
  return told[pick % Math.max(1, told.length)] ?? id('f', 99);
};

/** A step that fits its kind by its code, mostly; whether it fits by its order is the rules' to say. */
function answerFacets(pick: number, choice: number, world: World, target: string): EventHeader['facets'] {
  const recipient = choice === 5 && pick === 5 ? target : recipientIn(world, pick);
  const kind = caseOf(world)?.work.recipients[recipient]?.kind ?? 'vetting';
  const step = recipientSteps[(pick + choice) % recipientSteps.length]!;
  const list = kindRules[kind].steps[step]?.list;
  const code =
    list === undefined || (choice === 4 && pick === 4) ? undefined : codeList(list).entries[choice % 4]?.code;
  return { recipient, step, at: TOLD, ...(code !== undefined && { code }) };
}

/** Who moves. A referral is mostly issued by who referred, so that some are. */
export function actorOf(given: Move, world: World): Actor {
  const by =
    given.type === 'referral_issued' && given.choice > 0
      ? caseOf(world)?.referrals[referralId(given.pick)]?.by
      : undefined;
  return actors.find((actor) => actor.user === by) ?? actors[given.actor]!;
}

/** The header that this move amounts to in this world. */
export function headerOf(given: Move, world: World): EventHeader {
  const actor = actorOf(given, world);
  const { length } = world.log;
  const referral = given.type === 'referral_issued' || given.type === 'acknowledged';
  const caseId = referral ? referralId(given.pick) : CASE;
  const header: EventHeader = {
    id: id('f', length),
    caseId,
    type: given.type,
    v: 1,
    actor: actor.user,
    device: actor.device,
    deviceSeq: length + 1,
    at: '2026-03-01T08:00:00.000Z',
    facets: facetsOf(given, world),
    payloadHash: NO_PAYLOAD_HASH,
    ...(given.type === 'referral_issued' && { after: [id('f', 0)] }),
  };
  // As a workstation signs it: what waits for an approval says so by its version.
  if (given.type === 'decided' && given.choice > 0) header.v = versionOf(header.facets as unknown as DecisionFacets);
  const event = known(header);
  const slot = event === null ? null : slotOf(event);
  const current = slot === null ? undefined : world.facts.get(caseId)?.slots[slot];
  return given.upToDate && current !== undefined ? { ...header, basedOn: current } : header;
}

/** Whether the move is allowed, and the world after it. Unknown events come from a newer version, so they are stored. */
export function play(
  world: World,
  given: Move,
): { readonly accepted: boolean; readonly header: EventHeader; readonly world: World } {
  const header = headerOf(given, world);
  const facts = world.facts.get(header.caseId) ?? null;
  const accepted =
    given.type === 'levitated'
      ? facts !== null
      : permits(actorOf(given, world), facts, header).ok && issuable(world, header);
  if (!accepted) return { accepted, header, world };
  const after = add(world, header);
  return { accepted, header, world: header.type === 'acknowledged' ? add(after, mirrorOf(header)) : after };
}

function add(world: World, header: EventHeader): World {
  const facts = foldFacts(world.facts.get(header.caseId) ?? null, header)!;
  return { facts: new Map(world.facts).set(header.caseId, facts), log: [...world.log, header] };
}

/** What the hub adds to the case when its referral is acknowledged. */
const mirrorOf = (header: EventHeader): EventHeader => ({
  id: header.id.replace('f', '1'),
  caseId: CASE,
  type: 'referral_progressed',
  v: 1,
  actor: HUB_DEVICE,
  device: HUB_DEVICE,
  deviceSeq: 0,
  at: header.at,
  facets: { referral: header.caseId, event: header.id, type: header.type, by: header.actor, facets: header.facets },
  payloadHash: NO_PAYLOAD_HASH,
});

/** What the hub asks beyond `permits`: a referral is issued by who referred, once it was referred. */
function issuable(world: World, header: EventHeader): boolean {
  if (header.type !== 'referral_issued') return true;
  const origin = world.facts.get(CASE);
  return origin?.kind === 'case' && origin.referrals[header.caseId]?.by === header.actor;
}

export const caseOf = (world: World): CaseFacts | null => {
  const facts = world.facts.get(CASE);
  return facts?.kind === 'case' ? facts : null;
};

/** A case that was received, and then whatever people tried. */
export const opening: Move = { actor: 0, type: 'report_received', pick: 0, choice: 0, upToDate: false };
/** The usual beginning, so that stories also come to the end of the job. */
export const decidedCase: readonly Move[] = [
  opening,
  { actor: 1, type: 'screened', pick: 0, choice: 0, upToDate: false },
  { actor: 1, type: 'decided', pick: 3, choice: 0, upToDate: false },
];
export const story = (from: fc.Arbitrary<Move> = move) => fc.array(from, { maxLength: 60, size: 'max' });
