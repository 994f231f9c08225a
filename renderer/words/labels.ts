/** The words for the codes that rows and cases carry. Lists with dated codes come from `shared/domain/codes.ts`. */
import type { z } from 'zod';
import type { CaseState, DeskFilter, NextAct, View } from '../../shared/bridge/desk.ts';
import { labelOf } from '../../shared/domain/codes.ts';
import type { EventType } from '../../shared/domain/events/index.ts';
import { definitions } from '../../shared/domain/events/index.ts';

export const viewNames: Record<View, string> = {
  today: 'Today',
  mine: 'Mine',
  unallocated: 'Unallocated',
  immediate: 'Immediate',
  due: 'Due',
  overdue: 'Overdue',
  answered: 'Answered',
  waiting: 'Waiting',
  refused: 'Refused',
  decided: 'Decided',
  all: 'All',
};

export const nextActs: Record<NextAct, string> = {
  answer_refusal: 'Answer the refusal',
  screen: 'Conflict screen',
  assess_risk: 'Assess risk',
  grade: 'Grade statements',
  decide: 'Decide',
  refer: 'Refer',
  await_acknowledgement: 'Await receipt',
  nothing: 'Nothing',
};

export const stateNames: Record<z.infer<typeof CaseState>, string> = {
  received: 'Received',
  in_assessment: 'In assessment',
  decided: 'Decided',
  referred: 'Referred',
  acknowledged: 'Acknowledged',
};

export const filterNames: Record<keyof z.infer<typeof DeskFilter>, string> = {
  urgencies: 'Urgency',
  forces: 'Force',
  categories: 'Category',
  channels: 'Channel',
  states: 'State',
  readers: 'Readers',
  labels: 'Label',
  holders: 'Holder',
  receivedFrom: 'Received from',
  receivedBefore: 'Received until',
};

export const readersNames: Record<'named' | 'unit', string> = { named: 'Named readers', unit: 'The unit' };

/** Short names of the hotline's categories, for a row; the whole label stands in the case. */
const shortCategories: Readonly<Record<string, string>> = {
  INFO_FOR_GAIN: 'Information for gain',
  POSITION_FOR_ADVANTAGE: 'Position for advantage',
  SEXUAL_BOUNDARY: 'Sexual boundary',
  PARTNER_ABUSE_CONTROL: 'Partner abuse',
  HATE_PREJUDICE: 'Hate, prejudice',
  VIOLENCE: 'Violence',
  OTHER: 'Other',
  OUT_OF_SCOPE: 'Out of scope',
};

export const categoryShort = (code: string): string => shortCategories[code] ?? labelOf('hotline_category', code);
export const urgencyName = (code: string): string => labelOf('urgency', code);
export const channelName = (code: string): string => labelOf('channel', code);

const events: Record<EventType, string> = {
  report_received: 'Report received',
  reader_added: 'Reader added',
  reader_removed: 'Reader removed',
  reader_key_passed: 'Key passed on to a workstation',
  screened: 'Conflict screen',
  allocated: 'Allocation',
  annotated: 'Annotation',
  annotation_revised: 'Revised annotation',
  annotation_withdrawn: 'Withdrawn annotation',
  graded: 'Grade',
  assessed: 'Assessment',
  decided: 'Decision',
  referred: 'Referral',
  attachment_described: 'Description of a file',
  attachment_noted: 'Note on a file',
  attachment_note_withdrawn: 'Withdrawn note on a file',
  danger_raised: 'Danger',
  danger_acknowledged: 'Danger acknowledged',
  safe_contact_set: 'Safe contact',
  person_identified: 'Person',
  check_requested: 'Check',
  check_answered: 'Answer of a check',
  tasking_met: 'Tasking meeting',
  question_proposed: 'Question to the charity',
  question_reviewed: 'Review of a question',
  question_passed: 'Question passed on',
  question_answered: 'Answer through the charity',
  labelled: 'Label',
  task_set: 'Task',
  task_settled: 'Task settled',
  clock_moved: 'Clock moved',
  clock_settled: 'Clock settled',
  reminded: 'Reminder',
  authority_notified: 'Notice to the appropriate authority',
  linked: 'Link',
  alert_quieted: 'Alert put aside',
  concern_raised: 'Concern',
  concern_reviewed: 'Answer to a concern',
  handed_over: 'Hand-over',
  hand_over_accepted: 'Hand-over accepted',
  swap_asked: 'Swap asked for',
  referral_issued: 'Referral issued',
  acknowledged: 'Acknowledgement',
  referral_progressed: 'News of the referral',
  journal_opened: 'Journal opened',
  case_consulted: 'Case consulted',
  attachment_viewed: 'File viewed',
  searched: 'Search',
  unlocked: 'Unlocked',
  vault_recovered: 'Vault recovered',
  printed: 'Print',
  exported: 'Encrypted copy',
  notice_seen: 'Notice seen',
  unit_added: 'Unit',
  user_set: 'Person and roles',
  on_call_set: 'Who is on call',
  device_enrolled: 'Workstation enrolled',
  device_withdrawn: 'Workstation withdrawn',
  unit_key_published: 'Key of a unit',
  key_granted: 'Key granted',
  interests_declared: 'Register of interests',
  device_vouched: 'Workstation vouched for',
};

const known = new Set<string>(definitions.map(({ type }) => type));

/** The name of an event's kind; an unknown one is shown as it is written. */
export const eventName = (type: string): string => (known.has(type) ? events[type as EventType] : type);
