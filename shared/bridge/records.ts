import { z } from 'zod';
import { DisposalGround, DisposalScope } from '../domain/events/records.ts';
import { Code, Id, Instant, words } from '../domain/primitives.ts';
import { call } from './call.ts';
import { Person } from './session.ts';

const Day = z.iso.date();
const Reason = words(4000).refine((text) => text.trim().length > 0, 'say why');

/** Lists of the record keeping: due for review, proposed for disposal, under a legal hold, coming within a year, erased. */
export const recordViews = ['due', 'proposed', 'held', 'coming', 'erased'] as const;
export const RecordView = z.enum(recordViews);
export type RecordView = z.infer<typeof RecordView>;

/** No name of a report stands here: it is read before the conflict screen of a case is passed. */
export const RecordRow = z.strictObject({
  caseId: Id,
  reference: z.string(),
  force: z.string(),
  group: Code.nullable(),
  due: Day.nullable(),
  holds: z.int().min(0),
  proposed: z.boolean(),
  erasedAt: Instant.nullable(),
});
export type RecordRow = z.infer<typeof RecordRow>;

const Said = z.strictObject({ by: Person, at: Instant, why: z.string().nullable() });

export const CaseRecords = z.strictObject({
  caseId: Id,
  reference: z.string(),
  /** Whether this person has passed its conflict screen: without that they keep no records of it. */
  screened: z.boolean(),
  /** Null while it is open, and once its contents are gone. */
  retention: z
    .strictObject({ schedule: Code, group: Code, clearFrom: Day, due: Day, mayBeDisposed: z.boolean() })
    .nullable(),
  open: z.boolean(),
  /** The group that it is in, or would be in once closed. */
  group: Code,
  review: Said.extend({ group: Code, keepUntil: Day }).nullable(),
  /** In force, the oldest first. */
  holds: z.array(Said.extend({ hold: Id, kind: Code, reviewOn: Day.nullable() })),
  proposal: Said.extend({ proposal: Id, own: z.boolean(), what: DisposalScope }).nullable(),
  erased: z
    .strictObject({
      by: Person,
      proposedBy: Person.nullable(),
      at: Instant,
      schedule: Code,
      group: Code,
      ground: DisposalGround,
      due: Day.nullable(),
    })
    .nullable(),
  /** Signed here, and not accepted by the hub yet. */
  waiting: z.boolean(),
  /** What stands in the slot of reviews and disposal. */
  slot: Id.nullable(),
});
export type CaseRecords = z.infer<typeof CaseRecords>;

/** An entry of a case as it is chosen for erasing: what it is, whose, and the beginning of its words. */
export const RecordEntry = z.strictObject({
  entry: Id,
  type: Code,
  at: Instant,
  by: Person,
  words: z.string(),
});
export type RecordEntry = z.infer<typeof RecordEntry>;

const ById = z.strictObject({ caseId: Id });
const Signed = z.strictObject({ event: Id });

/** Errors of signing: the codes and reasons of `shared/domain/permits.ts`; `case_sealed`, `too_large`. */
export const recordCalls = {
  'records.list': call(
    /** Null: only how many there are in each. */
    z.strictObject({ view: RecordView.nullable() }),
    z.strictObject({
      counts: z.record(RecordView, z.int().min(0)),
      /** At most 500, what is due longest first; of those that were erased the newest. */
      rows: z.array(RecordRow),
    }),
  ),
  'records.read': call(ById, CaseRecords),
  /** Every entry that has contents still, the newest first; none before the conflict screen is passed. */
  'records.entries': call(ById, z.array(RecordEntry)),
  /** Proposes to erase. A refusal is entered in this workstation's journal. */
  'records.propose': call(
    z.strictObject({ caseId: Id, what: DisposalScope, why: Reason, basedOn: Id.nullable() }),
    Signed,
  ),
  /** Approves what somebody else proposed: the contents are gone once the hub accepts it. A refusal is entered likewise. */
  'records.approve': call(z.strictObject({ caseId: Id, proposal: Id }), Signed),
};
