import { z } from 'zod';
import { AlertKind, AlertRules, LinkKind } from '../domain/alerts.ts';
import { Identification } from '../domain/events/people.ts';
import { Id, Instant } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

const Counts = z.strictObject({
  confirmed: z.int(),
  probable: z.int(),
  possible: z.int(),
  described: z.int(),
  unknown: z.int(),
});

/**
 * One line of the index of people: entries that give the same collar number, else the same name, in one force. They are
 * listed together and not merged.
 */
export const Officer = z.strictObject({
  officer: z.string(),
  force: z.string(),
  names: z.array(z.string()),
  collarNumbers: z.array(z.string()),
  ranks: z.array(z.string()),
  stations: z.array(z.string()),
  /** Of somebody who is only described. */
  description: z.string().nullable(),
  /** Cases by the surest identification that each gives; never added up. */
  cases: Counts,
  lastReceived: Instant,
});
export type Officer = z.infer<typeof Officer>;

/** Another case, as far as it may be shown beside this one: its conflict screen is passed. */
export const KnownCaseLine = z.strictObject({
  caseId: Id,
  reference: z.string(),
  force: z.string(),
  category: z.string().nullable(),
  roles: z.string(),
  subject: z.string().nullable(),
  receivedAt: Instant,
});
export type KnownCaseLine = z.infer<typeof KnownCaseLine>;

export const OfficerCase = z.strictObject({
  ...KnownCaseLine.shape,
  identification: Identification,
  /** As this case gives them. */
  name: z.string().nullable(),
  collarNumber: z.string().nullable(),
  rank: z.string().nullable(),
  station: z.string().nullable(),
  description: z.string().nullable(),
});
export type OfficerCase = z.infer<typeof OfficerCase>;

const Identifier = z.enum(['collarNumber', 'name', 'rank', 'station', 'force']);
/** Somebody of other cases who may be the person that is typed: nothing merges by itself. */
export const Candidate = z.strictObject({
  ...Officer.shape,
  agrees: z.array(Identifier),
  differs: z.array(Identifier),
  /** References of the newest cases, three at most. */
  references: z.array(z.string()),
});
export type Candidate = z.infer<typeof Candidate>;

export const AlertMatch = z.strictObject({
  case: KnownCaseLine,
  /** What both have, in the words of the other case: a number, a name, a station. Empty for near-duplicates. */
  what: z.string(),
  /** 0 to 1; near-duplicates only. */
  likeness: z.number().nullable(),
});
export const CaseAlert = z.strictObject({ kind: AlertKind, matches: z.array(AlertMatch) });
export type CaseAlert = z.infer<typeof CaseAlert>;

export const CaseLink = z.strictObject({
  case: KnownCaseLine,
  kind: LinkKind,
  why: z.string(),
  /** Of which case's log the event is. */
  signedIn: z.enum(['here', 'there']),
  event: Id,
});
export type CaseLink = z.infer<typeof CaseLink>;

export const Related = z.strictObject({
  /** False for a case that is not compared: not screened yet, erased, or set apart for named readers. */
  compared: z.boolean(),
  alerts: z.array(CaseAlert),
  /** Put aside; `signedIn` are the cases in whose logs that stands, and where it is brought back. */
  quieted: z.array(z.strictObject({ kind: AlertKind, case: KnownCaseLine, signedIn: z.array(Id) })),
  /** Every case whose words are nearly these, put aside or not, the likest first. */
  duplicates: z.array(z.strictObject({ case: KnownCaseLine, likeness: z.number() })),
  links: z.array(CaseLink),
});
export type Related = z.infer<typeof Related>;

export const ChartEdge = z.strictObject({
  from: Id,
  to: Id,
  kind: z.enum([...LinkKind.options, 'follow_up']),
});
export const Chart = z.strictObject({
  /** The case itself first, then by distance. */
  nodes: z.array(z.strictObject({ ...KnownCaseLine.shape, distance: z.int() })),
  edges: z.array(ChartEdge),
  /** Cases that are linked and left out, since a chart of more is read by nobody. */
  left: z.int(),
});
export type Chart = z.infer<typeof Chart>;

export const knowingCalls = {
  /** Officers by collar number, name, station or force, the last reported first; at most 200. */
  'people.search': call(
    z.strictObject({ words: z.string().max(200), typing: z.boolean().default(false) }),
    z.strictObject({ officers: z.array(Officer), more: z.boolean() }),
  ),
  /** The cases of one line, newest first; at most 500. Null when the line is gone. */
  'people.officer': call(
    z.strictObject({ officer: z.string().max(500) }),
    z.strictObject({ officer: Officer, cases: z.array(OfficerCase) }).nullable(),
  ),
  /** Who of other cases may be this person, what agrees first. */
  'people.candidates': call(
    z.strictObject({
      caseId: Id,
      name: z.string().max(200),
      collarNumber: z.string().max(40),
      rank: z.string().max(100),
      station: z.string().max(200),
    }),
    z.array(Candidate),
  ),
  /** Alerts, near-duplicates and links of a case. */
  'related.read': call(z.strictObject({ caseId: Id }), Related),
  /** Another known case by its reference, to link it; null for one that is not known here. */
  'related.find': call(
    z.strictObject({ caseId: Id, reference: z.string().max(64) }),
    z.strictObject({ case: KnownCaseLine.nullable() }),
  ),
  /** The cases that links and follow-ups lead to, over any number of steps; sixty at most. */
  'related.chart': call(z.strictObject({ caseId: Id }), Chart),
  /** Thresholds of the alerts, and which kinds want a supervisor's eye. */
  'alerts.rules': call(
    nothing,
    z.strictObject({
      rules: AlertRules,
      /** Kinds that were put aside more than four times in five. */
      retune: z.array(AlertKind),
    }),
  ),
  /** Null goes back to the dated defaults. */
  'alerts.setRules': call(z.strictObject({ rules: AlertRules.nullable() }), nothing),
};
