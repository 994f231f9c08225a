import { z } from 'zod';
import { AnnotationKind } from '../../../shared/domain/annotation.ts';
import { GroundAnswer, Outcome, Route } from '../../../shared/domain/events/assessment.ts';
import { Identification, PersonRole } from '../../../shared/domain/events/people.ts';
import { DisposalGround, DisposalScope } from '../../../shared/domain/events/records.ts';
import { DraftStage } from '../../../shared/domain/events/sharing.ts';
import { ReceivedFacets } from '../../../shared/domain/events/report.ts';
import { RecipientKind, RecipientState } from '../../../shared/domain/recipients.ts';
import type { Facts } from '../../../shared/domain/facts.ts';

const common = {
  caseId: z.string(),
  slots: z.record(z.string(), z.string()),
  needsUpdate: z.boolean(),
};

const byId = <T extends z.ZodType>(entry: T) => z.record(z.string(), entry);
const time = z.string().nullable();

const Work = z.strictObject({
  alerts: byId(
    z.strictObject({
      by: z.string(),
      at: z.string(),
      officer: z.string().nullable(),
      acknowledgedBy: z.string().nullable(),
    }),
  ),
  people: byId(z.strictObject({ role: PersonRole, identification: Identification, withdrawn: z.boolean() })),
  checks: byId(z.strictObject({ by: z.string(), at: z.string(), answered: z.boolean() })),
  answers: z.array(z.string()),
  questions: byId(
    z.strictObject({
      by: z.string(),
      at: z.string(),
      state: z.enum(['proposed', 'returned', 'approved', 'passed', 'answered']),
      passedAt: time,
    }),
  ),
  labels: z.array(z.string()),
  tasks: byId(
    z.strictObject({
      by: z.string(),
      kind: z.enum(['task', 'urgent']),
      holder: z.string().nullable(),
      due: time,
      settled: z.boolean(),
    }),
  ),
  clocks: byId(z.strictObject({ due: time, settledAt: time, by: z.string() })),
  reminders: byId(z.strictObject({ event: z.string(), to: z.string(), by: z.string(), at: z.string() })),
  links: z.array(z.string()),
  concerns: byId(z.strictObject({ by: z.string(), state: z.enum(['raised', 'approved', 'returned']) })),
  handOver: z.strictObject({ offer: z.string(), to: z.string(), by: z.string(), at: z.string() }).nullable(),
  sharedDrafts: byId(
    z.strictObject({
      by: z.string(),
      to: z.string(),
      stage: DraftStage,
      state: z.enum(['offered', 'passed', 'taken', 'left', 'withdrawn']),
    }),
  ),
  swapAskedBy: z.string().nullable(),
  approvals: byId(z.strictObject({ event: z.string(), by: z.string(), at: z.string(), author: z.string() })),
  secondReviews: byId(
    z.strictObject({
      drawnBy: z.string(),
      at: z.string(),
      month: z.string(),
      share: z.number(),
      seed: z.string(),
      of: z.number(),
      reviewer: z.string().nullable(),
      finding: z.enum(['agrees', 'differs']).nullable(),
      settled: z.enum(['stands', 'reopened']).nullable(),
    }),
  ),
  escalations: byId(
    z.strictObject({ due: z.string(), supervisor: z.string().nullable(), head: z.string().nullable() }),
  ),
  apart: z.strictObject({
    request: z
      .strictObject({
        request: z.string(),
        by: z.string(),
        at: z.string(),
        readers: z.array(z.string()),
        state: z.enum(['waiting', 'returned', 'withdrawn', 'approved']),
      })
      .nullable(),
    seenBy: z.string().nullable(),
  }),
  cover: z
    .strictObject({
      event: z.string(),
      of: z.string(),
      to: z.string(),
      by: z.string(),
      at: z.string(),
      ended: z.boolean(),
    })
    .nullable(),
  recipients: byId(
    z.strictObject({
      kind: RecipientKind,
      way: z.literal('hand'),
      body: z.string().nullable(),
      by: z.string(),
      toldAt: z.string(),
      state: RecipientState,
      since: z.string(),
      code: z.string().nullable(),
    }),
  ),
  chases: byId(z.strictObject({ at: z.string(), count: z.int() })),
  news: z.record(z.string(), z.string()),
  movesAcknowledged: byId(z.strictObject({ by: z.string(), at: z.string() })),
  charity: z.array(z.strictObject({ event: z.string(), feedback: z.string(), toldAt: z.string(), at: z.string() })),
  arrivedAt: time,
  openedAt: time,
  riskAt: time,
  taskedAt: time,
  decidedAt: time,
  referralClearAt: time,
  authorityClearAt: time,
  authorityToldAt: time,
});

const decided = {
  id: z.string(),
  by: z.string(),
  outcomes: z.array(Outcome),
  route: Route,
  force: z.string().optional(),
};
const by = { by: z.string(), at: z.string() };
const Records = z.strictObject({
  review: z.strictObject({ ...by, schedule: z.string(), group: z.string(), keepUntil: z.string() }).nullable(),
  holds: byId(z.strictObject({ ...by, kind: z.string(), reviewOn: time, lifted: z.strictObject(by).nullable() })),
  proposal: z.strictObject({ ...by, event: z.string(), what: DisposalScope }).nullable(),
  erasedEntries: z.array(z.string()),
  erased: z
    .strictObject({
      ...by,
      event: z.string(),
      proposedBy: z.string(),
      schedule: z.string(),
      group: z.string(),
      ground: DisposalGround,
      due: z.string().nullable(),
    })
    .nullable(),
});

const CaseFacts = z.strictObject({
  ...common,
  kind: z.literal('case'),
  received: ReceivedFacets,
  apart: z
    .strictObject({
      why: z.enum(['user_named', 'interest', 'by_hand']),
      readers: z.array(z.string()),
      closedTo: z.array(z.string()),
      devices: z.array(z.string()),
    })
    .nullish(),
  places: z.array(z.string()).optional(),
  screened: z.record(z.string(), z.enum(['none', 'declared'])),
  allocatedTo: z.string().nullable(),
  annotations: byId(z.strictObject({ kind: AnnotationKind, author: z.string(), withdrawn: z.boolean() })),
  attachmentNotes: byId(z.strictObject({ author: z.string(), withdrawn: z.boolean() })).optional(),
  graded: z.array(z.string()),
  danger: GroundAnswer.nullable(),
  categories: z.array(z.string()),
  decision: z.strictObject(decided).nullable(),
  pending: z
    .strictObject({ ...decided, at: z.string(), state: z.enum(['waiting', 'returned']) })
    .nullable()
    .optional(),
  referrals: z.record(
    z.string(),
    z.strictObject({ unit: z.string(), by: z.string(), at: z.string(), acknowledgedBy: z.string().nullable() }),
  ),
  // What is empty is left out, and so is what an earlier version knew nothing of: completed by `wholeFacts`.
  work: Work.partial().optional(),
  records: Records.optional(),
  state: z.enum(['received', 'in_assessment', 'decided', 'referred', 'acknowledged']),
});

const ReferralFacts = z.strictObject({
  ...common,
  kind: z.literal('referral'),
  origin: z.string(),
  unit: z.string(),
  issuedBy: z.string(),
  acknowledgedBy: z.string().nullable(),
  // Facts of a version that did not fold them are folded again from the log.
  keys: z.strictObject({ held: z.array(z.string()), ever: z.array(z.string()) }),
});

const JournalFacts = z.strictObject({ ...common, kind: z.literal('journal'), device: z.string() });

/** Folded facts as this version keeps them. */
export const StoredFacts = z.discriminatedUnion('kind', [
  CaseFacts,
  ReferralFacts,
  JournalFacts,
]) as unknown as z.ZodType<Facts>;
