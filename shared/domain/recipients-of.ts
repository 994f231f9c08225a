import type { CaseFacts, SentReferral } from './facts.ts';
import { deskOf } from './compartment.ts';
import { awaitedBy, type AwaitedBy, type Recipient, type RecipientKind } from './recipients.ts';
import type { HeldRecipient } from './recipients-held.ts';
import { momentOf } from './primitives.ts';

function packState({ acknowledgedBy, investigation }: SentReferral): Pick<Recipient, 'state' | 'code'> {
  const { answer = null, closed = null } = investigation ?? {};
  if (closed !== null) return { state: 'closed', code: closed.result };
  if (answer !== null)
    return answer.result === 'returned'
      ? { state: 'returned', code: answer.reason }
      : { state: 'accepted', code: null };
  return { state: acknowledgedBy === null ? 'sent' : 'acknowledged', code: null };
}

/** Which kind of recipient a unit is; the directory knows. */
export type KindOfUnit = (unit: string) => RecipientKind;
const detectives: KindOfUnit = () => 'detectives';

const ofPack = (sent: SentReferral, news: string | undefined, kind: RecipientKind): HeldRecipient => ({
  kind,
  way: 'pack',
  body: sent.unit,
  by: sent.by,
  toldAt: sent.at,
  since: news ?? sent.investigation?.closed?.at ?? sent.investigation?.answer?.at ?? sent.at,
  ...packState(sent),
});

/** The desk that a case was moved to; `id` is the move. */
export type MovedTo = HeldRecipient & { readonly id: string };

/**
 * The desk to which a case has moved last. It has taken the case when it says so, or gives it to somebody: a move writes
 * the slot of the allocation too. Null for a case that has never come from another unit.
 */
export function ofMove({ slots, places = [], received, apart, work }: CaseFacts): MovedTo | null {
  const { place: id, allocation } = slots;
  const elsewhere = places.some((one) => one.startsWith('desk:') && one !== deskOf(received.unit));
  if (id === undefined || apart || !elsewhere) return null;
  const at = new Date(momentOf(id)).toISOString();
  const acknowledged = work.movesAcknowledged[id];
  const told = { id, kind: 'other_force', way: 'moved', body: received.unit, by: '', toldAt: at, code: null } as const;
  if (allocation !== id) return { ...told, state: 'accepted', since: acknowledged?.at ?? at };
  return acknowledged === undefined
    ? { ...told, state: 'sent', since: at }
    : { ...told, state: 'acknowledged', since: acknowledged.at };
}

/** A recipient with what is awaited of them. */
export interface AwaitedRecipient extends Recipient {
  readonly id: string;
  /** Null when nothing is: it has ended, or what came back was decided anew. */
  readonly awaited: AwaitedBy | null;
}

/** Every recipient of a case, in the order in which they were told. Pure: the same facts give the same list. */
export function recipientsOf(facts: CaseFacts, kindOf: KindOfUnit = detectives): AwaitedRecipient[] {
  const { referrals, work } = facts;
  const move = ofMove(facts);
  const held = [
    ...Object.entries(referrals).map(([id, sent]) => ({ id, ...ofPack(sent, work.news[id], kindOf(sent.unit)) })),
    ...Object.entries(work.recipients).map(([id, one]) => ({ id, ...one })),
    ...(move === null ? [] : [move]),
  ];
  const all = held.map((one) => {
    const chases = work.chases[one.id];
    return { ...one, chasedAt: chases?.at ?? null, chases: chases?.count ?? 0 };
  });
  return all
    .map((one) => ({ ...one, awaited: anew(one, all, work.decidedAt) ? null : awaitedBy(one) }))
    .toSorted((a, b) => a.toldAt.localeCompare(b.toldAt) || a.id.localeCompare(b.id));
}

/** Whether what came back has been decided, or told to somebody else, since. */
const anew = (
  one: Recipient & { id: string },
  all: readonly (Recipient & { id: string })[],
  decidedAt: string | null,
) =>
  one.state === 'returned' &&
  ((decidedAt ?? '') > one.since ||
    all.some(({ id, toldAt, state }) => id !== one.id && state !== 'withdrawn' && toldAt > one.since));
