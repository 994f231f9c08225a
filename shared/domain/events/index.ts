import type { z } from 'zod';
import type { EventHeader } from '../header.ts';
import * as assessment from './assessment.ts';
import * as attachment from './attachment.ts';
import * as audit from './audit.ts';
import * as directory from './directory.ts';
import type { EventDefinition } from './definition.ts';
import * as investigation from './investigation.ts';
import * as journal from './journal.ts';
import * as keptWork from './kept-work.ts';
import * as moving from './moving.ts';
import * as recipients from './recipients.ts';
import * as readers from './readers.ts';
import * as referral from './referral.ts';
import * as referralKeys from './referral-keys.ts';
import * as records from './records.ts';
import * as report from './report.ts';
import * as takingOut from './taking-out.ts';
import * as casework from './casework.ts';
import * as pack from './pack.ts';
import * as people from './people.ts';
import * as research from './research.ts';
import * as safeguarding from './safeguarding.ts';
import * as settingApart from './setting-apart.ts';
import * as sharing from './sharing.ts';
import * as supervision from './supervision.ts';

/** Every event type this version knows. A new version of a type is a new row; old rows are never edited. */
export const definitions = [
  report.reportReceived,
  report.reportSetApart,
  readers.readerAdded,
  readers.readerRemoved,
  readers.readerKeyPassed,
  readers.readerKeyRenewed,
  moving.moved,
  moving.caseLeft,
  moving.departureProgressed,
  settingApart.apartRequested,
  settingApart.apartAnswered,
  settingApart.apartSeen,
  keptWork.workKept,
  keptWork.keptWorkSettled,
  records.retentionReviewed,
  records.holdSet,
  records.holdLifted,
  records.disposalProposed,
  records.disposalReturned,
  records.erased,
  records.disposalRefused,
  assessment.screened,
  assessment.allocated,
  assessment.annotated,
  assessment.annotationRevised,
  assessment.annotationWithdrawn,
  assessment.graded,
  assessment.assessed,
  assessment.decided,
  assessment.decidedForApproval,
  assessment.referred,
  attachment.attachmentDescribed,
  attachment.attachmentNoted,
  attachment.attachmentNoteWithdrawn,
  safeguarding.dangerRaised,
  safeguarding.dangerAcknowledged,
  safeguarding.safeContactSet,
  people.personIdentified,
  research.checkRequested,
  research.checkAnswered,
  research.taskingMet,
  research.questionProposed,
  research.questionReviewed,
  research.questionPassed,
  research.questionAnswered,
  casework.labelled,
  casework.taskSet,
  casework.taskSettled,
  casework.clockMoved,
  casework.clockSettled,
  casework.reminded,
  casework.authorityNotified,
  casework.linked,
  casework.alertQuieted,
  casework.concernRaised,
  casework.concernReviewed,
  casework.handedOver,
  casework.handOverAccepted,
  casework.swapAsked,
  sharing.draftShared,
  sharing.draftAnswered,
  supervision.decisionReviewed,
  supervision.secondReviewDrawn,
  supervision.secondReviewFound,
  supervision.secondReviewSettled,
  supervision.escalationAcknowledged,
  supervision.covered,
  supervision.coverEnded,
  supervision.absenceSet,
  supervision.unitHeadSet,
  recipients.recipientTold,
  recipients.recipientAnswered,
  recipients.recipientChased,
  recipients.charityTold,
  referral.referralIssued,
  referralKeys.referralIssuedRecoverable,
  referral.acknowledged,
  referralKeys.referralKeyRenewed,
  referralKeys.referralKeyPassed,
  referral.referralProgressed,
  pack.referralPage,
  pack.packRefused,
  investigation.referralAccepted,
  investigation.referralReturned,
  investigation.investigationLogged,
  investigation.interimMeasure,
  investigation.severityAssessed,
  investigation.outcomeRecorded,
  investigation.investigationClosed,
  investigation.outcomeRefused,
  journal.journalOpened,
  journal.caseConsulted,
  journal.attachmentViewed,
  journal.searched,
  journal.unlocked,
  journal.vaultRecovered,
  takingOut.printed,
  takingOut.exported,
  journal.noticeSeen,
  journal.eventIdTaken,
  audit.auditRead,
  audit.auditExported,
  audit.subjectSearched,
  audit.subjectExported,
  directory.unitAdded,
  directory.userSet,
  directory.onCallSet,
  directory.deviceEnrolled,
  directory.deviceWithdrawn,
  directory.unitKeyPublished,
  directory.keyGranted,
  directory.interestsDeclared,
  directory.deviceVouched,
  directory.officersPresent,
  directory.recoveryKeySet,
  directory.keyringSucceeded,
] as const;

type Definitions = (typeof definitions)[number];
export type EventType = Definitions['type'];
type DefinitionOf<T extends EventType> = Extract<Definitions, { type: T; v: 1 }>;
/** The facets of a report that was set apart as it came in: `report_received` in its second version. */
export type SetApartFacets = z.infer<(typeof report.reportSetApart)['facets']>;
export type FacetsOf<T extends EventType> = z.infer<DefinitionOf<T>['facets']>;
export type PayloadOf<T extends EventType> = DefinitionOf<T>['payload'] extends z.ZodType
  ? z.infer<DefinitionOf<T>['payload']>
  : null;

/** A header whose facets were parsed by their own schema: a union by type, so that switches over it are exhaustive. */
export type KnownHeader =
  | { [T in EventType]: Omit<EventHeader, 'type' | 'facets'> & { type: T; facets: FacetsOf<T> } }[EventType]
  | (Omit<EventHeader, 'type' | 'facets'> & { type: 'report_received'; facets: SetApartFacets });

const byName = new Map<string, EventDefinition>(definitions.map((d) => [`${d.type} ${d.v}`, d]));

/** The definition of `(type, v)`, or null when this version does not know it. */
export const definitionOf = (type: string, v: number): EventDefinition | null => byName.get(`${type} ${v}`) ?? null;

/** Parses the facets by their type; null when `(type, v)` is not known or the facets do not fit. */
export function known(header: EventHeader): KnownHeader | null {
  const definition = definitionOf(header.type, header.v);
  const facets = definition?.facets.safeParse(header.facets);
  return facets?.success ? ({ ...header, facets: facets.data } as KnownHeader) : null;
}
