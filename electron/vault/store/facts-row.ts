import { z } from 'zod';
import { AnnotationKind } from '../../../shared/domain/annotation.ts';
import { GroundAnswer, Outcome, Route } from '../../../shared/domain/events/assessment.ts';
import { Identification, PersonRole } from '../../../shared/domain/events/people.ts';
import { DraftStage } from '../../../shared/domain/events/sharing.ts';
import { ReceivedFacets } from '../../../shared/domain/events/report.ts';
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
  arrivedAt: time,
  openedAt: time,
  riskAt: time,
  taskedAt: time,
  decidedAt: time,
  referralClearAt: time,
  authorityClearAt: time,
  authorityToldAt: time,
});

const CaseFacts = z.strictObject({
  ...common,
  kind: z.literal('case'),
  received: ReceivedFacets,
  apart: z
    .strictObject({
      why: z.enum(['user_named', 'interest']),
      readers: z.array(z.string()),
      closedTo: z.array(z.string()),
      devices: z.array(z.string()),
    })
    .nullish(),
  screened: z.record(z.string(), z.enum(['none', 'declared'])),
  allocatedTo: z.string().nullable(),
  annotations: byId(z.strictObject({ kind: AnnotationKind, author: z.string(), withdrawn: z.boolean() })),
  attachmentNotes: byId(z.strictObject({ author: z.string(), withdrawn: z.boolean() })).optional(),
  graded: z.array(z.string()),
  danger: GroundAnswer.nullable(),
  categories: z.array(z.string()),
  decision: z
    .strictObject({
      id: z.string(),
      by: z.string(),
      outcomes: z.array(Outcome),
      route: Route,
      force: z.string().optional(),
    })
    .nullable(),
  referrals: z.record(
    z.string(),
    z.strictObject({ unit: z.string(), by: z.string(), at: z.string(), acknowledgedBy: z.string().nullable() }),
  ),
  // Facts of a version that knew nothing of it are completed by `wholeFacts`.
  work: Work.partial().optional(),
  state: z.enum(['received', 'in_assessment', 'decided', 'referred', 'acknowledged']),
});

const ReferralFacts = z.strictObject({
  ...common,
  kind: z.literal('referral'),
  origin: z.string(),
  unit: z.string(),
  issuedBy: z.string(),
  acknowledgedBy: z.string().nullable(),
});

const JournalFacts = z.strictObject({ ...common, kind: z.literal('journal'), device: z.string() });

/** Folded facts as this version keeps them. */
export const StoredFacts = z.discriminatedUnion('kind', [
  CaseFacts,
  ReferralFacts,
  JournalFacts,
]) as unknown as z.ZodType<Facts>;
