/** The words for the codes that rows and cases carry. Lists with dated codes come from `shared/domain/codes.ts`. */
import type { z } from 'zod';
import type { CaseState, DeskFilter, NextAct, View } from '../../shared/bridge/desk.ts';
import { labelOf } from './codes.ts';
import type { EventType } from '../../shared/domain/events/index.ts';
import { definitions } from '../../shared/domain/events/index.ts';
import { t } from './t.ts';

export const viewNames: Record<View, string> = {
  today: t('Today'),
  mine: t('Mine'),
  unallocated: t('Unallocated'),
  immediate: t('Immediate'),
  due: t('Due'),
  overdue: t('Overdue'),
  answered: t('Answered'),
  waiting: t('Waiting'),
  refused: t('Refused'),
  decided: t('Decided'),
  all: t('All'),
};

export const nextActs: Record<NextAct, string> = {
  answer_refusal: t('Answer the refusal'),
  screen: t('Conflict screen'),
  assess_risk: t('Assess risk'),
  grade: t('Grade statements'),
  decide: t('Decide'),
  refer: t('Refer'),
  await_acknowledgement: t('Await receipt'),
  nothing: t('Nothing'),
};

export const stateNames: Record<z.infer<typeof CaseState>, string> = {
  received: t('Received'),
  in_assessment: t('In assessment'),
  decided: t('Decided'),
  referred: t('Referred'),
  acknowledged: t('Acknowledged'),
};

export const filterNames: Record<keyof z.infer<typeof DeskFilter>, string> = {
  urgencies: t('Urgency'),
  forces: t('Force'),
  categories: t('Category'),
  channels: t('Channel'),
  states: t('State'),
  readers: t('Readers'),
  labels: t('Label'),
  holders: t('Holder'),
  receivedFrom: t('Received from'),
  receivedBefore: t('Received until'),
};

export const readersNames: Record<'named' | 'unit', string> = { named: t('Named readers'), unit: t('The unit') };

/** Short names of the hotline's categories, for a row; the whole label stands in the case. */
const shortCategories: Readonly<Record<string, string>> = {
  INFO_FOR_GAIN: t('Information for gain'),
  POSITION_FOR_ADVANTAGE: t('Position for advantage'),
  SEXUAL_BOUNDARY: t('Sexual boundary'),
  PARTNER_ABUSE_CONTROL: t('Partner abuse'),
  HATE_PREJUDICE: t('Hate, prejudice'),
  VIOLENCE: t('Violence'),
  OTHER: t('Other'),
  OUT_OF_SCOPE: t('Out of scope'),
};

export const categoryShort = (code: string): string => shortCategories[code] ?? labelOf('hotline_category', code);
export const urgencyName = (code: string): string => labelOf('urgency', code);
export const channelName = (code: string): string => labelOf('channel', code);

const events: Record<EventType, string> = {
  report_received: t('Report received'),
  reader_added: t('Reader added'),
  reader_removed: t('Reader removed'),
  reader_key_passed: t('Key passed on to a workstation'),
  screened: t('Conflict screen'),
  allocated: t('Allocation'),
  annotated: t('Annotation'),
  annotation_revised: t('Revised annotation'),
  annotation_withdrawn: t('Withdrawn annotation'),
  graded: t('Grade'),
  assessed: t('Assessment'),
  decided: t('Decision'),
  referred: t('Referral'),
  attachment_described: t('Description of a file'),
  attachment_noted: t('Note on a file'),
  attachment_note_withdrawn: t('Withdrawn note on a file'),
  danger_raised: t('Danger'),
  danger_acknowledged: t('Danger acknowledged'),
  safe_contact_set: t('Safe contact'),
  person_identified: t('Person'),
  check_requested: t('Check'),
  check_answered: t('Answer of a check'),
  tasking_met: t('Tasking meeting'),
  question_proposed: t('Question to the charity'),
  question_reviewed: t('Review of a question'),
  question_passed: t('Question passed on'),
  question_answered: t('Answer through the charity'),
  labelled: t('Label'),
  task_set: t('Task'),
  task_settled: t('Task settled'),
  clock_moved: t('Clock moved'),
  clock_settled: t('Clock settled'),
  reminded: t('Reminder'),
  authority_notified: t('Notice to the appropriate authority'),
  linked: t('Link'),
  alert_quieted: t('Alert put aside'),
  concern_raised: t('Concern'),
  concern_reviewed: t('Answer to a concern'),
  handed_over: t('Hand-over'),
  hand_over_accepted: t('Hand-over accepted'),
  swap_asked: t('Swap asked for'),
  draft_shared: t('Draft passed on'),
  draft_answered: t('Answer to a draft'),
  referral_issued: t('Referral issued'),
  acknowledged: t('Acknowledgement'),
  referral_progressed: t('News of the referral'),
  journal_opened: t('Journal opened'),
  case_consulted: t('Case consulted'),
  attachment_viewed: t('File viewed'),
  searched: t('Search'),
  unlocked: t('Unlocked'),
  vault_recovered: t('Vault recovered'),
  printed: t('Print'),
  exported: t('Encrypted copy'),
  notice_seen: t('Notice seen'),
  unit_added: t('Unit'),
  user_set: t('Person and roles'),
  on_call_set: t('Who is on call'),
  device_enrolled: t('Workstation enrolled'),
  device_withdrawn: t('Workstation withdrawn'),
  unit_key_published: t('Key of a unit'),
  key_granted: t('Key granted'),
  interests_declared: t('Register of interests'),
  device_vouched: t('Workstation vouched for'),
};

const known = new Set<string>(definitions.map(({ type }) => type));

/** The name of an event's kind; an unknown one is shown as it is written. */
export const eventName = (type: string): string => (known.has(type) ? events[type as EventType] : type);
