import type { KnownHeader } from './events/index.ts';
import type { DisposalGround, DisposalScope } from './events/records.ts';

/** A legal hold; `lifted` once somebody has lifted it. Times are the authors' clocks, days are `YYYY-MM-DD`. */
export interface Hold {
  readonly kind: string;
  readonly by: string;
  readonly at: string;
  readonly reviewOn: string | null;
  readonly lifted: { readonly by: string; readonly at: string } | null;
}

export interface DisposalProposal {
  readonly event: string;
  readonly by: string;
  readonly at: string;
  readonly what: DisposalScope;
}

/** That the contents of the whole case are gone: who proposed it, who approved it, and under what. */
export interface Erasure {
  readonly event: string;
  readonly by: string;
  readonly at: string;
  readonly proposedBy: string;
  readonly schedule: string;
  readonly group: string;
  readonly ground: DisposalGround;
  /** Under the schedule alone. */
  readonly due: string | null;
}

/** What facets tell of the keeping of a case: reviews, holds and disposal. */
export interface RecordFacts {
  readonly review: {
    readonly by: string;
    readonly at: string;
    readonly schedule: string;
    readonly group: string;
    readonly keepUntil: string;
  } | null;
  /** By the event that set it. */
  readonly holds: Readonly<Record<string, Hold>>;
  readonly proposal: DisposalProposal | null;
  /** Single entries whose contents are gone. */
  readonly erasedEntries: readonly string[];
  readonly erased: Erasure | null;
}

export const noRecords: RecordFacts = { review: null, holds: {}, proposal: null, erasedEntries: [], erased: null };

export const recordTypes = [
  'retention_reviewed',
  'hold_set',
  'hold_lifted',
  'disposal_proposed',
  'disposal_returned',
  'erased',
] as const;
export type RecordType = (typeof recordTypes)[number];
export type RecordEvent = Extract<KnownHeader, { type: RecordType }>;

export const isRecordEvent = (event: KnownHeader): event is RecordEvent =>
  recordTypes.includes(event.type as RecordType);

/** Folds one accepted header: pure and total. What names a hold or proposal that is not there changes nothing. */
export function foldRecords(before: RecordFacts, event: RecordEvent): RecordFacts {
  const { id, actor: by, at } = event;
  switch (event.type) {
    case 'retention_reviewed':
      return { ...before, review: { by, at, ...event.facets } };
    case 'hold_set': {
      const { kind, reviewOn = null } = event.facets;
      return { ...before, holds: { ...before.holds, [id]: { kind, by, at, reviewOn, lifted: null } } };
    }
    case 'hold_lifted': {
      const hold = before.holds[event.facets.hold];
      if (hold === undefined) return before;
      return { ...before, holds: { ...before.holds, [event.facets.hold]: { ...hold, lifted: { by, at } } } };
    }
    case 'disposal_proposed':
      return { ...before, proposal: { event: id, by, at, what: event.facets } };
    case 'disposal_returned':
      return before.proposal?.event === event.facets.proposal ? { ...before, proposal: null } : before;
    case 'erased': {
      const { what, proposal } = event.facets;
      const proposedBy = before.proposal?.event === proposal ? before.proposal.by : '';
      if (what.scope === 'entries') {
        const erasedEntries = [...new Set([...before.erasedEntries, ...what.entries])];
        return { ...before, proposal: null, erasedEntries };
      }
      const { schedule, group, ground, due = null } = what;
      return { ...before, proposal: null, erased: { event: id, by, at, proposedBy, schedule, group, ground, due } };
    }
  }
}

/** Holds that are in force, the oldest first. */
export const holdsInForce = ({ holds }: RecordFacts): readonly (Hold & { readonly event: string })[] =>
  Object.entries(holds)
    .filter(([, { lifted }]) => lifted === null)
    .map(([event, hold]) => ({ event, ...hold }))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
