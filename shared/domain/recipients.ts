import file from '../../resources/recipients.json' with { type: 'json' };
import { z } from 'zod';
import type { CodeListName } from './codes.ts';
import { addWorkingDays } from './working-days.ts';

/**
 * Who can be told of a case. The charity is one too, but is told by codes alone and has questions and answers instead of
 * states: see `charity.ts`.
 */
export const recipientKinds = [
  'detectives',
  'safeguarding',
  'other_force',
  'oversight',
  'professional_standards',
  'vetting',
] as const;
export const RecipientKind = z.enum(recipientKinds);
export type RecipientKind = z.infer<typeof RecipientKind>;

/**
 * - `pack`: a sanitised referral; its recipients act in Candour themselves, and the hub mirrors what they do;
 * - `moved`: the whole case, to another desk in Candour, which acknowledges it there or hands it back by moving it again;
 * - `hand`: by other means; a recipient without a workstation of their own is recorded by the unit on their behalf.
 */
export type RecipientWay = 'pack' | 'moved' | 'hand';

export const recipientStates = ['sent', 'acknowledged', 'accepted', 'closed', 'returned', 'withdrawn'] as const;
export const RecipientState = z.enum(recipientStates);
export type RecipientState = z.infer<typeof RecipientState>;

export const recipientSteps = ['acknowledged', 'accepted', 'news', 'returned', 'closed', 'withdrawn'] as const;
export const RecipientStep = z.enum(recipientSteps);
export type RecipientStep = z.infer<typeof RecipientStep>;

/** One allowed step of a recipient of a kind. */
export interface StepRule {
  readonly from: readonly RecipientState[];
  readonly to: RecipientState;
  /** The list out of which the step takes its code; a step without one takes none. */
  readonly list?: CodeListName;
  /** The recipient's own reference belongs to it. */
  readonly reference?: true;
}

type Steps = Readonly<Partial<Record<RecipientStep, StepRule>>>;

export interface KindRule {
  readonly ways: readonly RecipientWay[];
  /** What may be recorded by hand, step by step; empty where every step is the recipient's own. */
  readonly steps: Steps;
}

const acknowledged: StepRule = { from: ['sent'], to: 'acknowledged' };
const withReference: StepRule = { ...acknowledged, reference: true };
const news: StepRule = { from: ['accepted'], to: 'accepted' };
const returned: StepRule = { from: ['sent', 'acknowledged', 'accepted'], to: 'returned', list: 'return_reason' };
const closed: StepRule = { from: ['accepted'], to: 'closed', list: 'recipient_result' };
/** Nobody was told after all: it was entered by mistake. */
const withdrawn: StepRule = { from: ['sent'], to: 'withdrawn' };

/** Of each kind: by which ways it is told, and which steps follow one another. */
export const kindRules: Readonly<Record<RecipientKind, KindRule>> = {
  // Statements leave the unit for detectives as a pack and in no other way.
  detectives: { ways: ['pack'], steps: {} },
  safeguarding: {
    ways: ['pack', 'hand'],
    steps: { acknowledged, accepted: { from: ['acknowledged'], to: 'accepted' }, news, returned, closed, withdrawn },
  },
  other_force: {
    ways: ['moved', 'hand'],
    steps: {
      acknowledged: withReference,
      accepted: { from: ['acknowledged'], to: 'accepted' },
      ...{ news, returned, closed, withdrawn },
    },
  },
  oversight: {
    ways: ['hand'],
    steps: {
      acknowledged: withReference,
      // The mode may be determined anew (Police Reform Act 2002, Schedule 3, paragraph 15).
      accepted: { from: ['acknowledged', 'accepted'], to: 'accepted', list: 'oversight_mode' },
      ...{ news, closed, withdrawn },
    },
  },
  professional_standards: {
    ways: ['pack', 'hand'],
    steps: {
      acknowledged: withReference,
      accepted: { from: ['acknowledged'], to: 'accepted', list: 'matter_type' },
      ...{ news, returned, closed, withdrawn },
    },
  },
  vetting: {
    ways: ['hand'],
    steps: {
      acknowledged,
      returned: { ...returned, from: ['sent', 'acknowledged'] },
      closed: { from: ['acknowledged'], to: 'closed', list: 'vetting_result' },
      withdrawn,
    },
  },
};

/** What the desk that a case was moved to may answer. It accepts by allocating the case; handing back is another move. */
const movedSteps: Steps = { acknowledged };

/** The steps that this unit may record of a recipient who was told in this way. */
export const stepsOf = (kind: RecipientKind, way: RecipientWay): Steps =>
  way === 'hand' ? kindRules[kind].steps : way === 'moved' ? movedSteps : {};

/** Which of them may come next, in the order in which they are offered. */
export const nextSteps = ({ kind, way, state }: Pick<Recipient, 'kind' | 'way' | 'state'>): RecipientStep[] =>
  recipientSteps.filter((step) => stepsOf(kind, way)[step]?.from.includes(state) === true);

/** A recipient of a case as facets alone tell it. Times are ISO 8601. */
export interface Recipient {
  readonly kind: RecipientKind;
  readonly way: RecipientWay;
  /** A unit for `pack` and `moved`, a force, or an oversight body; null where the kind alone says who. */
  readonly body: string | null;
  readonly by: string;
  readonly toldAt: string;
  readonly state: RecipientState;
  /** When it came into this state, or had its last news there. */
  readonly since: string;
  /** The code of the last step that had one: mode, matter, reason or result. */
  readonly code: string | null;
  readonly chasedAt: string | null;
  readonly chases: number;
}

/** Nothing more is awaited from them. */
export const isOver = ({ state }: Pick<Recipient, 'state'>) => state === 'closed' || state === 'withdrawn';

const Runs = z.union([
  z.strictObject({ hours: z.int().min(1) }),
  z.strictObject({ days: z.int().min(1) }),
  z.strictObject({ workingDays: z.int().min(1) }),
]);
type Runs = z.infer<typeof Runs>;
const soonHours = z.int().min(1);
const rules = z
  .strictObject({
    version: z.string(),
    rules: z.array(
      z.strictObject({
        kind: RecipientKind,
        state: RecipientState,
        runs: Runs,
        soonHours,
        /** News, or asking for some, starts it anew. */
        news: z.literal(true).optional(),
        validFrom: z.iso.date(),
        source: z.string().min(1),
      }),
    ),
    returned: z.strictObject({ workingDays: z.int().min(1), soonHours, source: z.string().min(1) }),
  })
  .parse(file);

/** When the next word of a recipient is awaited, and when whoever holds the case is reminded of it. */
export interface AwaitedBy {
  readonly due: string;
  /** From here on it is due soon. */
  readonly soon: string;
}

const HOUR = 3_600_000;
const shifted = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
const after = (at: string, runs: Runs) =>
  'workingDays' in runs
    ? addWorkingDays(at, runs.workingDays)
    : shifted(at, ('hours' in runs ? runs.hours : runs.days * 24) * HOUR);

/** Null where nothing is awaited: it has ended, or a case that was moved is with its new desk for good. */
export function awaitedBy(recipient: Recipient): AwaitedBy | null {
  const { kind, way, state, since, chasedAt } = recipient;
  if (isOver(recipient) || (way === 'moved' && state === 'accepted')) return null;
  if (state === 'returned') {
    const due = addWorkingDays(since, rules.returned.workingDays);
    return { due, soon: shifted(due, -rules.returned.soonHours * HOUR) };
  }
  const rule = rules.rules.find((one) => one.kind === kind && one.state === state);
  if (rule === undefined) return null;
  const from = rule.news && chasedAt !== null && chasedAt > since ? chasedAt : since;
  const due = after(from, rule.runs);
  return { due, soon: shifted(due, -rule.soonHours * HOUR) };
}

/** How pressing what is awaited is at a time, ISO 8601. */
export type Pressing = 'none' | 'later' | 'soon' | 'overdue';
export const pressingAt = (awaited: AwaitedBy | null, now: string): Pressing =>
  awaited === null ? 'none' : awaited.due < now ? 'overdue' : awaited.soon <= now ? 'soon' : 'later';
