import type { Refusal, RefusalReason } from '../../shared/domain/permits.ts';
import type { Role } from '../../shared/domain/events/directory.ts';

/** Why an event was refused, as a sentence. The compiler sees to it that none is left out. */
export const refusalReasons: Record<RefusalReason, string> = {
  unknown_event_type: 'This version of Candour wrote something that the other end does not know yet.',
  case_unknown: 'The case is not known there.',
  case_exists: 'The case was already opened.',
  wrong_compartment: 'This does not belong in that part of the log.',
  wrong_unit: 'The case belongs to another unit.',
  role_missing: 'Your role in this unit does not allow it.',
  conflict_not_screened: 'The conflict screen of this case has not been passed.',
  conflict_declared: 'You have declared a conflict in this case.',
  cannot_receive: 'This person cannot receive the case.',
  not_set_apart: 'The case was not set apart: the whole unit reads it.',
  reader_exists: 'This person is among the readers already.',
  reader_unknown: 'This person is not among the readers.',
  last_reader: 'Somebody must be left who can read the case.',
  annotation_unknown: 'The annotation it speaks of is not there.',
  annotation_withdrawn: 'The annotation it speaks of was withdrawn.',
  not_the_author: 'Only the author of an annotation may change it.',
  not_a_statement: 'Only a statement can be graded.',
  decision_missing: 'There is no decision yet.',
  decision_does_not_refer: 'The decision that stands does not include this outcome.',
  case_needs_update: 'The case holds something that this version of Candour does not understand yet.',
  alert_unknown: 'The danger it speaks of is not there.',
  already_acknowledged: 'Somebody has acknowledged it already.',
  own_alert: 'An alert is acknowledged by somebody else than its author; ring, and write down who was told.',
  check_unknown: 'The check it speaks of is not there.',
  already_answered: 'The check has its answer already.',
  question_unknown: 'The question it speaks of is not there.',
  question_not_in_that_state: 'The question has moved on: somebody reviewed, passed or answered it before.',
  own_question: 'Nobody reviews their own question.',
  task_unknown: 'The task it speaks of is not there.',
  task_settled: 'The task is settled already.',
  statutory_clock: 'The law sets this clock: it can be settled, not moved.',
  same_case: 'A case cannot be linked with itself.',
  concern_unknown: 'The concern it speaks of is not there.',
  concern_reviewed: 'A supervisor has answered this concern already.',
  own_concern: 'Nobody approves their own concern.',
  hand_over_unknown: 'This hand-over was taken back, or accepted already.',
  not_the_recipient: 'It was handed to somebody else.',
  not_the_holder: 'Only the holder of a case may ask for a swap.',
  made_by_hub_only: 'Only the hub writes this.',
  journal_of_another_device: 'This journal belongs to another workstation.',
};

/** Who may do it instead, or what may be done, where no role says so. The compiler sees to it that none is left out. */
const whoInstead: Record<RefusalReason, string> = {
  unknown_event_type: 'Anybody may once both ends have the same version: tell your administrator.',
  case_unknown: 'Its readers may. If you should be one of them, ask your supervisor.',
  case_exists: 'Nobody has to: it is there.',
  wrong_compartment: 'Nobody may do it from here. Tell your administrator.',
  wrong_unit: 'The unit that holds the case may.',
  role_missing: 'Ask your supervisor who has the role.',
  conflict_not_screened: 'You may, once you have passed its conflict screen: press C on the Desk.',
  conflict_declared: 'A colleague of the unit who has declared none may.',
  cannot_receive: 'Choose another colleague.',
  not_set_apart: 'Nothing has to be done: everybody of the unit reads it.',
  reader_exists: 'Nothing has to be done.',
  reader_unknown: 'A supervisor among the readers may let them in first.',
  last_reader: 'Let somebody else in first.',
  annotation_unknown: 'Mark it again.',
  annotation_withdrawn: 'Its author may mark it again; so may you.',
  not_the_author: 'Its author may. You may add a mark of your own.',
  not_a_statement: 'Mark the words as a statement first.',
  decision_missing: 'You may, once a decision is signed.',
  decision_does_not_refer: 'You may, once a decision with this outcome is signed.',
  case_needs_update: 'A colleague with the newer version may; so may you once yours is updated.',
  alert_unknown: 'Read the case again.',
  already_acknowledged: 'Nothing has to be done: the case says who.',
  own_alert: 'A colleague may take it on; you may ring somebody and write down their name.',
  check_unknown: 'Ask for the check first.',
  already_answered: 'Nothing has to be done; what is new needs a check of its own.',
  question_unknown: 'Read the case again.',
  question_not_in_that_state: 'Read the case again: it says whose turn it is.',
  own_question: 'Another supervisor of the unit may.',
  task_unknown: 'Read the case again.',
  task_settled: 'Nothing has to be done; set a new task if something is left.',
  statutory_clock: 'Nobody may move it. You may settle it as done, or as not required with the reason.',
  same_case: 'Choose another case.',
  concern_unknown: 'Read the case again.',
  concern_reviewed: 'Nothing has to be done: a supervisor has answered it.',
  own_concern: 'Another supervisor of the unit may.',
  hand_over_unknown: 'Whoever holds the case now may hand it over again.',
  not_the_recipient: 'The colleague to whom it was handed may.',
  not_the_holder: 'The holder of the case may.',
  made_by_hub_only: 'The hub does it by itself.',
  journal_of_another_device: 'That workstation does it by itself.',
};

export const refusalCodes: Record<Refusal['code'], string> = {
  conflict: 'A colleague’s version was accepted first.',
  illegal_transition: 'The case has moved on, and this no longer fits.',
  not_permitted: 'This is not permitted to you.',
  invalid_event: 'The hub could not accept this as it was written.',
  schema_unsupported: 'The hub does not know this kind of entry yet.',
};

export const roleNames: Record<Role, string> = {
  assessor: 'an assessor of the unit',
  supervisor: 'a supervisor of the unit',
  investigator: 'an investigator of the receiving unit',
  auditor: 'an auditor',
  appropriate_authority: 'the appropriate authority',
  administrator: 'an administrator',
  gateway: 'the gateway',
  keyring: 'the keyring’s officers',
};

const has = <T extends object>(table: T, key: string): key is string & keyof T => Object.hasOwn(table, key);

export interface RefusalWords {
  readonly what: string;
  readonly why: string;
  readonly who: string;
}

/** What was refused, why, and who may act. `who` may be a role or a person's name. */
export function refusalWords(code: string, reason: string | null, who: string | null): RefusalWords {
  return {
    what: has(refusalCodes, code) ? refusalCodes[code] : 'The hub refused this.',
    why: reason !== null && has(refusalReasons, reason) ? refusalReasons[reason] : '',
    who:
      who !== null
        ? `It may be done by ${has(roleNames, who) ? roleNames[who] : who}.`
        : reason !== null && has(whoInstead, reason)
          ? whoInstead[reason]
          : 'You may decide anew, or keep what stands.',
  };
}
