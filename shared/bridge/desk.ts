import { z } from 'zod';
import { Channel, ReporterMode, Urgency } from '../domain/events/report.ts';
import { Id, Instant, UnitCode } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { Person } from './session.ts';

/** In the order in which they are offered; the first seven answer to `Ctrl+1` to `Ctrl+7`. */
export const View = z.enum([
  'today',
  'mine',
  'unallocated',
  'immediate',
  'due',
  'overdue',
  'answered',
  'waiting',
  'refused',
  'decided',
  'all',
]);
export type View = z.infer<typeof View>;

/** What stands together in the view Today, in the order of the day. */
export const TodayGroup = z.enum(['now', 'due_today', 'new', 'answered', 'in_hand', 'waiting']);
export type TodayGroup = z.infer<typeof TodayGroup>;

/** Where a group of rows begins in a list. */
export const GroupStart = z.strictObject({ group: TodayGroup, from: z.int().min(0) });
export type GroupStart = z.infer<typeof GroupStart>;

export const NextAct = z.enum([
  'answer_refusal',
  'screen',
  'assess_risk',
  'grade',
  'decide',
  'refer',
  'await_acknowledgement',
  'nothing',
  'await_approval',
]);
export type NextAct = z.infer<typeof NextAct>;

export const CaseState = z.enum(['received', 'in_assessment', 'decided', 'referred', 'acknowledged']);

/** Where in a case the words of a search stand. */
export const HitPlace = z.enum([
  'report',
  'statement',
  'note',
  'attachment',
  'person',
  'safeguarding',
  'research',
  'question',
  'assessment',
  'decision',
  'task',
  'clock',
  'link',
  'recipient',
]);
export type HitPlace = z.infer<typeof HitPlace>;

/** One row of the Desk. Until the conflict screen of the case is passed, `subject` is null and `roles` are all there is. */
export const DeskRow = z.strictObject({
  caseId: Id,
  reference: z.string(),
  parentReference: z.string().nullable(),
  unit: UnitCode,
  force: z.string(),
  urgency: Urgency,
  channel: Channel,
  reporterMode: ReporterMode,
  keepInContact: z.boolean(),
  categories: z.array(z.string()),
  state: CaseState,
  nextAct: NextAct,
  receivedAt: Instant,
  disseminatedAt: Instant,
  /** Rank and station of those reported, e.g. `Sergeant · custody`. */
  roles: z.string(),
  /** Names of those reported; null until screened. */
  subject: z.string().nullable(),
  wordCount: z.int(),
  attachments: z.int(),
  danger: z.enum(['yes', 'no', 'unclear']).nullable(),
  allocatedTo: Person.nullable(),
  screened: z.enum(['none', 'declared']).nullable(),
  unread: z.boolean(),
  /** Something typed here is not yet signed. */
  draft: z.boolean(),
  waiting: z.int(),
  refused: z.int(),
  /** When the nearest thing is due on the case. */
  nextDue: Instant.nullable(),
  nextDueStatutory: z.boolean(),
  labels: z.array(z.string()),
  /** A question or a check of this case waits for somebody else's answer. */
  waitingOnOthers: z.boolean(),
  /** An answer came that nobody has worked on yet. */
  answered: z.boolean(),
  needsUpdate: z.boolean(),
  /** False until the authors' signatures of the case were checked. */
  verified: z.boolean(),
  /** In a named-readers case, how many people can see it; absent in an ordinary one. */
  readers: z.int().optional(),
  /** True while the key of a named-readers case has not come here: a colleague's workstation passes it on. */
  sealed: z.boolean().optional(),
  /** Only in search results: an excerpt, hits between U+E000 and U+E001. */
  excerpt: z.string().nullable(),
  /** Where the excerpt stands. */
  hitPlace: HitPlace.nullable(),
});
export type DeskRow = z.infer<typeof DeskRow>;

export const SortColumn = z.enum([
  'urgency',
  'nextAct',
  'reference',
  'receivedAt',
  'force',
  'state',
  'category',
  'allocatedTo',
  'nextDue',
  'channel',
]);
export const Sort = z.strictObject({ column: SortColumn, descending: z.boolean() });
export type Sort = z.infer<typeof Sort>;

/** Empty arrays, absent fields and null filter nothing. */
export const DeskFilter = z.strictObject({
  forces: z.array(z.string().max(40)).max(200).default([]),
  categories: z.array(z.string().max(40)).max(40).default([]),
  urgencies: z.array(Urgency).default([]),
  channels: z.array(Channel).default([]),
  states: z.array(CaseState).default([]),
  /** Named-readers cases, or those that the whole unit reads. */
  readers: z.array(z.enum(['named', 'unit'])).default([]),
  labels: z.array(z.string().max(40)).max(60).default([]),
  /** Who holds the case: users, or `nobody`. */
  holders: z
    .array(z.union([Id, z.literal('nobody')]))
    .max(200)
    .default([]),
  /** Received at this instant or later, and before that one. */
  receivedFrom: Instant.nullable().default(null),
  receivedBefore: Instant.nullable().default(null),
});
export type DeskFilter = z.infer<typeof DeskFilter>;

export const DeskQuery = z.strictObject({
  view: View,
  /** Whole words, without regard to case and accents; the last one also as a prefix while `typing`. */
  search: z.string().max(400).default(''),
  typing: z.boolean().default(false),
  filter: DeskFilter,
  sort: z.array(Sort).max(4).default([]),
});
export type DeskQuery = z.infer<typeof DeskQuery>;

export const deskCalls = {
  /**
   * The first rows at once; `list` names the sorted list of ids from which `desk.slice` reads. While it is not
   * `counted` it holds at least `total`: ask `desk.total`. Errors: `search_unreadable` {at}, `superseded`.
   */
  'desk.open': call(
    DeskQuery,
    z.strictObject({
      list: z.string(),
      total: z.int(),
      counted: z.boolean(),
      /** Of those of the groups that are known; without headings where the list is not the day's own. */
      groups: z.array(GroupStart),
      rows: z.array(DeskRow),
      completeAsOf: Instant.nullable(),
    }),
  ),
  /** How many cases an opened list holds and where its groups begin, as soon as they are counted. Error `list_gone`. */
  'desk.total': call(
    z.strictObject({ list: z.string() }),
    z.strictObject({ total: z.int(), groups: z.array(GroupStart) }),
  ),
  /** The cases `[from, to)` of an opened list by their ids, at most 10,000: for what is done to many. Error `list_gone`. */
  'desk.ids': call(z.strictObject({ list: z.string(), from: z.int().min(0), to: z.int().min(0) }), z.array(Id)),
  /** Rows `[from, to)` of an opened list, at most 200. Error `list_gone`: open it again. */
  'desk.slice': call(z.strictObject({ list: z.string(), from: z.int().min(0), to: z.int().min(0) }), z.array(DeskRow)),
  /** The position of a case in an opened list, or null. */
  'desk.indexOf': call(z.strictObject({ list: z.string(), caseId: Id }), z.int().nullable()),
  /**
   * How many cases each view holds, and how many each value of a filter would show while every other filter stays as
   * it is. A newer question ends it: `superseded`.
   */
  'desk.counts': call(
    z.strictObject({ view: View, filter: DeskFilter.optional() }),
    z.strictObject({
      views: z.record(z.string(), z.int()),
      facets: z.record(z.string(), z.record(z.string(), z.int())),
      /** Names of the holders that are counted. */
      people: z.record(z.string(), z.string()),
      newSince: z.strictObject({ since: Instant.nullable(), count: z.int(), immediate: z.int() }),
    }),
  ),
  'desk.unread': call(z.strictObject({ caseIds: z.array(Id).max(10_000), unread: z.boolean() }), nothing),
  /** The conflict pass, sheet 1: cases of the view not yet screened by this person, without names. */
  'screen.roles': call(
    z.strictObject({ limit: z.int().min(1).max(1000), caseId: Id.optional() }),
    z.strictObject({
      total: z.int(),
      cases: z.array(
        z.strictObject({
          caseId: Id,
          reference: z.string(),
          force: z.string(),
          urgency: Urgency,
          stations: z.array(z.string()),
          ranks: z.array(z.string()),
          period: z.string(),
        }),
      ),
    }),
  ),
  /** Sheet 2: names only, for the rest, in an order that does not tell which case they belong to. */
  'screen.names': call(
    z.strictObject({ caseIds: z.array(Id).max(1000) }),
    z.array(z.strictObject({ key: z.string(), name: z.string(), caseIds: z.array(Id) })),
  ),
  'screen.sign': call(
    z.strictObject({ none: z.array(Id).max(1000), declared: z.array(Id).max(1000) }),
    z.strictObject({ signed: z.int() }),
  ),
};
