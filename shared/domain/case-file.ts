import type { z } from 'zod';
import type { AnnotationKind, TextTarget } from './annotation.ts';
import type { Region } from './events/attachment.ts';
import type { GroundAnswer, Outcome, Route, Thrive } from './events/assessment.ts';
import type { ReferralPack } from './pack.ts';
import {
  definitionOf,
  known,
  type EventType,
  type FacetsOf,
  type KnownHeader,
  type PayloadOf,
} from './events/index.ts';
import { wordsOf, type InvestigationEntry } from './investigation-file.ts';
import {
  foldInvestigation,
  isInvestigation,
  noInvestigation,
  type Investigation,
  type InvestigationEvent,
} from './investigation.ts';
import type { ReceivedFacets } from './events/report.ts';
import type { Grade } from './grade.ts';
import { awaitsApproval } from './approval.ts';
import type { EventHeader } from './header.ts';
import { emptyWork, foldWorkFile, type WorkFile } from './work-file.ts';
import type { OpenedEvent, Signed } from './opened-event.ts';

export interface Annotation extends Signed {
  readonly kind: AnnotationKind;
  readonly target: TextTarget;
  readonly text: string;
  readonly withdrawn: Signed | null;
  readonly versions: readonly (Signed & { target: TextTarget; text: string })[];
}

export interface StageAssessment extends Signed {
  readonly facets: FacetsOf<'assessed'>;
  readonly note: string;
  readonly thrive: Thrive;
  /** By the code of an indicator. */
  readonly indicators: Readonly<Record<string, Danger>>;
  readonly indicatorWords?: Readonly<Record<string, string>>;
}

/** What was gathered, weighed and considered before a decision, stage by stage of the National Decision Model. */
export type DecisionModel = NonNullable<PayloadOf<'decided'>['model']>;

export interface Decision extends Signed {
  readonly outcomes: readonly Outcome[];
  readonly route: Route;
  readonly force?: string | undefined;
  readonly rationale: string;
  readonly optionsRejected: readonly { option: string; why: string }[];
  readonly model: DecisionModel;
  /** It has no effect before a supervisor has approved it; absent for all others. */
  readonly awaits?: true;
}

export interface Referral extends Signed {
  readonly referral: string;
  readonly unit: string;
  readonly outcome: Outcome;
  readonly pack: ReferralPack | null;
  readonly acknowledged: Signed | null;
  /** How far its recipients have gone, and what they did, oldest first. */
  readonly investigation: Investigation;
  readonly log: readonly InvestigationEntry[];
}

const justSent = { acknowledged: null, investigation: noInvestigation, log: [] } as const;

/** A note on a part of a picture or page. */
export interface RegionNote extends Signed {
  readonly region: Region;
  readonly text: string;
  readonly withdrawn: Signed | null;
}

/** What was written about a file: descriptions, oldest first, and notes on its parts. */
export interface AttachmentWords {
  readonly descriptions: readonly (Signed & { text: string })[];
  readonly notes: readonly RegionNote[];
}

export const noAttachmentWords: AttachmentWords = { descriptions: [], notes: [] };

/** One line of the timeline. `type` is the event's, kept raw when unknown. */
export interface TimelineEntry extends Signed {
  readonly type: string;
  readonly known: boolean;
  readonly erased: boolean;
  readonly seq: number | null;
  readonly facets: EventHeader['facets'];
}

/** Work that a supervisor settled, with what came as its author had signed it; null where that was erased. */
export interface SettledWork extends Signed {
  readonly how: 'added' | 'dismissed';
  readonly contents: PayloadOf<'kept_work_settled'> | null;
}

/** The whole case as its holder reads it: folded from the log, thrown away at will. */
export interface CaseFile {
  readonly caseId: string;
  readonly received: ReceivedFacets | null;
  /** Null when erased. */
  readonly report: PayloadOf<'report_received'> | null;
  readonly screened: Readonly<Record<string, Signed & { result: 'none' | 'declared' }>>;
  readonly allocatedTo: string | null;
  readonly annotations: readonly Annotation[];
  /** By attachment. */
  readonly attachmentWords: Readonly<Record<string, AttachmentWords>>;
  /** By statement: every grade ever signed, oldest first. */
  readonly grades: Readonly<Record<string, readonly (Signed & { grade: Grade })[]>>;
  readonly assessments: readonly StageAssessment[];
  readonly decisions: readonly Decision[];
  readonly referrals: readonly Referral[];
  /** Work that came too late, and what a supervisor made of it, by its event; absent while there is none. */
  readonly keptWork?: Readonly<Record<string, SettledWork>>;
  readonly work: WorkFile;
  readonly timeline: readonly TimelineEntry[];
  readonly needsUpdate: boolean;
}

export const emptyCase = (caseId: string): CaseFile => ({
  caseId,
  received: null,
  report: null,
  screened: {},
  allocatedTo: null,
  annotations: [],
  attachmentWords: {},
  grades: {},
  assessments: [],
  decisions: [],
  referrals: [],
  work: emptyWork,
  timeline: [],
  needsUpdate: false,
});

/** An erased payload folds as null; a payload that does not fit its schema is treated as erased and shown so. */
function payloadOf<T extends EventType>(type: T, event: OpenedEvent): PayloadOf<T> | null {
  if (event.payload === null || event.payload === undefined) return null;
  const parsed = definitionOf(type, event.header.v)?.payload?.safeParse(event.payload);
  return parsed?.success ? (parsed.data as PayloadOf<T>) : null;
}

/** Folds one event into the case; pure and total. Unknown types are kept raw in the timeline and mark the case. */
export function foldCase(file: CaseFile, event: OpenedEvent): CaseFile {
  const { header, seq } = event;
  const signed: Signed = { event: header.id, by: header.actor, at: header.at, accepted: seq !== null };
  const head = known(header);
  // A page of a pack is read by itself: it is no step of the case, and large.
  if (head?.type === 'referral_page') return file;
  const hasPayload = head !== null && definitionOf(header.type, header.v)?.payload !== null;
  const entry: TimelineEntry = {
    ...signed,
    type: header.type,
    known: head !== null,
    erased: hasPayload && payloadOf(head.type, event) === null,
    seq,
    facets: header.type === 'report_received' ? {} : header.facets,
  };
  const next: CaseFile = { ...file, timeline: [...file.timeline, entry] };
  if (head === null) return { ...next, needsUpdate: true };
  const worked = { ...next, work: foldWorkFile(next.work, head, event, signed, payloadOf) };
  return foldKnown(worked, head, event, signed, file);
}

function foldKnown(next: CaseFile, head: KnownHeader, event: OpenedEvent, signed: Signed, before: CaseFile): CaseFile {
  const { header } = event;
  switch (head.type) {
    case 'report_received':
      return { ...next, received: head.facets, report: payloadOf('report_received', event) };
    case 'screened': {
      // A declared conflict stays, and takes the case from who had it: as `foldFacts` has it.
      const declared = next.screened[header.actor]?.result === 'declared';
      const result = declared ? 'declared' : head.facets.result;
      const allocatedTo = result === 'declared' && next.allocatedTo === header.actor ? null : next.allocatedTo;
      return { ...next, allocatedTo, screened: { ...next.screened, [header.actor]: { ...signed, result } } };
    }
    case 'allocated':
      return { ...next, allocatedTo: head.facets.to };
    case 'moved': {
      const { received } = next;
      if (head.facets.to === 'desk')
        return { ...next, allocatedTo: null, received: received && { ...received, unit: head.facets.unit } };
      const stays = next.allocatedTo !== null && head.facets.readers.includes(next.allocatedTo);
      return stays ? next : { ...next, allocatedTo: null };
    }
    case 'kept_work_settled': {
      const { kept, how } = head.facets;
      const settled = { ...signed, how, contents: payloadOf('kept_work_settled', event) };
      return { ...next, keptWork: { ...next.keptWork, [kept]: settled } };
    }
    case 'hand_over_accepted':
      return { ...next, allocatedTo: header.actor };
    case 'covered':
      return { ...next, allocatedTo: head.facets.to };
    case 'cover_ended': {
      // The work is folded first, and the cover is gone from it.
      const ended = before.work.cover;
      if (ended?.event !== head.facets.cover || next.allocatedTo !== ended.facets.to) return next;
      return { ...next, allocatedTo: ended.facets.absent };
    }
    case 'annotated': {
      const payload = payloadOf('annotated', event);
      if (payload === null) return next;
      const version = { ...signed, target: payload.target, text: payload.text ?? '' };
      const annotation: Annotation = { ...version, kind: head.facets.kind, withdrawn: null, versions: [version] };
      return { ...next, annotations: [...next.annotations, annotation] };
    }
    case 'annotation_revised': {
      const payload = payloadOf('annotation_revised', event);
      if (payload === null) return next;
      const version = { ...signed, target: payload.target, text: payload.text ?? '' };
      return withAnnotation(next, head.facets.annotation, (a) => ({
        ...a,
        target: version.target,
        text: version.text,
        versions: [...a.versions, version],
      }));
    }
    case 'annotation_withdrawn':
      return withAnnotation(next, head.facets.annotation, (a) => ({ ...a, withdrawn: signed }));
    case 'attachment_described': {
      const text = payloadOf('attachment_described', event)?.text;
      if (text === undefined) return next;
      return withWords(next, head.facets.attachment, (of) => ({
        ...of,
        descriptions: [...of.descriptions, { ...signed, text }],
      }));
    }
    case 'attachment_noted': {
      const payload = payloadOf('attachment_noted', event);
      if (payload === null) return next;
      const note = { ...signed, ...payload, withdrawn: null };
      return withWords(next, head.facets.attachment, (of) => ({ ...of, notes: [...of.notes, note] }));
    }
    case 'attachment_note_withdrawn': {
      const { note } = head.facets;
      const [attachment] =
        Object.entries(next.attachmentWords).find(([, of]) => of.notes.some(({ event: id }) => id === note)) ?? [];
      if (attachment === undefined) return next;
      return withWords(next, attachment, (of) => ({
        ...of,
        notes: of.notes.map((one) => (one.event === note ? { ...one, withdrawn: signed } : one)),
      }));
    }
    case 'graded': {
      const grade = payloadOf('graded', event);
      if (grade === null) return next;
      const { statement } = head.facets;
      return {
        ...next,
        grades: { ...next.grades, [statement]: [...(next.grades[statement] ?? []), { ...signed, grade }] },
      };
    }
    case 'assessed': {
      const payload = payloadOf('assessed', event);
      const { note = '', thrive = {}, indicators = {}, indicatorWords = {} } = payload ?? {};
      const assessment: StageAssessment = { ...signed, facets: head.facets, note, thrive, indicators, indicatorWords };
      return { ...next, assessments: [...next.assessments, assessment] };
    }
    case 'decided': {
      const payload = payloadOf('decided', event);
      const decision: Decision = {
        ...signed,
        ...head.facets,
        rationale: payload?.rationale ?? '',
        optionsRejected: payload?.optionsRejected ?? [],
        model: payload?.model ?? {},
        ...(awaitsApproval(head.facets, header.v) && { awaits: true as const }),
      };
      return { ...next, decisions: [...next.decisions, decision] };
    }
    case 'referred': {
      const pack = payloadOf('referred', event)?.pack ?? null;
      return { ...next, referrals: [...next.referrals, { ...signed, ...head.facets, pack, ...justSent }] };
    }
    case 'referral_issued': {
      const pack = payloadOf('referral_issued', event)?.pack ?? null;
      const issued: Referral = {
        ...signed,
        referral: header.caseId,
        unit: head.facets.unit,
        outcome: 'investigate',
        pack,
        ...justSent,
      };
      return { ...next, referrals: [issued] };
    }
    case 'acknowledged':
      return withReferral(next, header.caseId, (r) => ({ ...r, acknowledged: r.acknowledged ?? signed }));
    case 'referral_progressed': {
      const { referral, type, by, facets, event: id } = head.facets;
      const theirs = { ...signed, by };
      if (type === 'acknowledged') return withReferral(next, referral, (r) => ({ ...r, acknowledged: theirs }));
      const did = known({ ...header, id, type, actor: by, facets });
      return did !== null && isInvestigation(did) ? withReferral(next, referral, progressed(did, theirs, '')) : next;
    }
    default:
      return isInvestigation(head)
        ? withReferral(next, header.caseId, progressed(head, signed, wordsOf(head.type, event.payload)))
        : next;
  }
}

function withWords(file: CaseFile, id: string, change: (of: AttachmentWords) => AttachmentWords): CaseFile {
  const words = { ...file.attachmentWords, [id]: change(file.attachmentWords[id] ?? noAttachmentWords) };
  return { ...file, attachmentWords: words };
}

function withAnnotation(file: CaseFile, id: string, change: (a: Annotation) => Annotation): CaseFile {
  return { ...file, annotations: file.annotations.map((a) => (a.event === id ? change(a) : a)) };
}

function withReferral(file: CaseFile, id: string, change: (r: Referral) => Referral): CaseFile {
  return { ...file, referrals: file.referrals.map((r) => (r.referral === id ? change(r) : r)) };
}

const progressed =
  (event: InvestigationEvent, signed: Signed, words: string) =>
  (referral: Referral): Referral => ({
    ...referral,
    investigation: foldInvestigation(referral.investigation, event),
    log: [...referral.log, { ...signed, facts: { type: event.type, facets: event.facets }, words }],
  });

/** The last signed answer of a stage, or null. */
export const latest = <S extends StageAssessment['facets']['stage']>(file: CaseFile, stage: S) =>
  (file.assessments.findLast((a) => a.facets.stage === stage) ?? null) as
    (StageAssessment & { facets: Extract<StageAssessment['facets'], { stage: S }> }) | null;

export type Danger = z.infer<typeof GroundAnswer>;
