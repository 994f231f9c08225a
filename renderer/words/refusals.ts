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
      who === null
        ? 'You may decide anew, or keep what stands.'
        : `It may be done by ${has(roleNames, who) ? roleNames[who] : who}.`,
  };
}
