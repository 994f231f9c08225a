import { z } from 'zod';
import { AnnotationKind } from '../../../shared/domain/annotation.ts';
import { GroundAnswer, Outcome, Route } from '../../../shared/domain/events/assessment.ts';
import { reportReceived } from '../../../shared/domain/events/report.ts';
import type { Facts } from '../../../shared/domain/facts.ts';

const common = {
  caseId: z.string(),
  slots: z.record(z.string(), z.string()),
  needsUpdate: z.boolean(),
};

const CaseFacts = z.strictObject({
  ...common,
  kind: z.literal('case'),
  received: reportReceived.facets.omit({ caseKey: true }),
  screened: z.record(z.string(), z.enum(['none', 'declared'])),
  allocatedTo: z.string().nullable(),
  annotations: z.record(
    z.string(),
    z.strictObject({ kind: AnnotationKind, author: z.string(), withdrawn: z.boolean() }),
  ),
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
