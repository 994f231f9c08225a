import type { Refusal, RefusalReason } from '../../shared/domain/permits.ts';
import type { Role } from '../../shared/domain/events/directory.ts';
import { t } from './t.ts';

/** Why an event was refused, as a sentence. The compiler sees to it that none is left out. */
export const refusalReasons: Record<RefusalReason, string> = {
  unknown_event_type: t('This version of Candour wrote something that the other end does not know yet.'),
  case_unknown: t('The case is not known there.'),
  case_exists: t('The case was already opened.'),
  wrong_compartment: t('This does not belong in that part of the log.'),
  wrong_unit: t('The case belongs to another unit.'),
  role_missing: t('Your role in this unit does not allow it.'),
  conflict_not_screened: t('The conflict screen of this case has not been passed.'),
  conflict_declared: t('You have declared a conflict in this case.'),
  cannot_receive: t('This person cannot receive the case.'),
  not_set_apart: t('The case was not set apart: the whole unit reads it.'),
  reader_exists: t('This person is among the readers already.'),
  reader_unknown: t('This person is not among the readers.'),
  last_reader: t('Somebody must be left who can read the case.'),
  annotation_unknown: t('The annotation it speaks of is not there.'),
  annotation_withdrawn: t('The annotation it speaks of was withdrawn.'),
  not_the_author: t('Only the author of an annotation may change it.'),
  not_a_statement: t('Only a statement can be graded.'),
  decision_missing: t('There is no decision yet.'),
  decision_does_not_refer: t('The decision that stands does not include this outcome.'),
  case_needs_update: t('The case holds something that this version of Candour does not understand yet.'),
  alert_unknown: t('The danger it speaks of is not there.'),
  already_acknowledged: t('Somebody has acknowledged it already.'),
  own_alert: t('An alert is acknowledged by somebody else than its author; ring, and write down who was told.'),
  check_unknown: t('The check it speaks of is not there.'),
  already_answered: t('The check has its answer already.'),
  question_unknown: t('The question it speaks of is not there.'),
  question_not_in_that_state: t('The question has moved on: somebody reviewed, passed or answered it before.'),
  own_question: t('Nobody reviews their own question.'),
  task_unknown: t('The task it speaks of is not there.'),
  task_settled: t('The task is settled already.'),
  statutory_clock: t('The law sets this clock: it can be settled, not moved.'),
  same_case: t('A case cannot be linked with itself.'),
  concern_unknown: t('The concern it speaks of is not there.'),
  concern_reviewed: t('A supervisor has answered this concern already.'),
  own_concern: t('Nobody approves their own concern.'),
  hand_over_unknown: t('This hand-over was taken back, or accepted already.'),
  not_the_recipient: t('It was handed to somebody else.'),
  draft_unknown: t('The draft it speaks of is not there.'),
  draft_not_open: t('The draft was taken over, left or withdrawn before, or the case is not accepted yet.'),
  not_the_holder: t('Only the holder of a case may ask for a swap.'),
  made_by_hub_only: t('Only the hub writes this.'),
  journal_of_another_device: t('This journal belongs to another workstation.'),
};

/** Who may do it instead, or what may be done, where no role says so. The compiler sees to it that none is left out. */
const whoInstead: Record<RefusalReason, string> = {
  unknown_event_type: t('Anybody may once both ends have the same version: tell your administrator.'),
  case_unknown: t('Its readers may. If you should be one of them, ask your supervisor.'),
  case_exists: t('Nobody has to: it is there.'),
  wrong_compartment: t('Nobody may do it from here. Tell your administrator.'),
  wrong_unit: t('The unit that holds the case may.'),
  role_missing: t('Ask your supervisor who has the role.'),
  conflict_not_screened: t('You may, once you have passed its conflict screen: press C on the Desk.'),
  conflict_declared: t('A colleague of the unit who has declared none may.'),
  cannot_receive: t('Choose another colleague.'),
  not_set_apart: t('Nothing has to be done: everybody of the unit reads it.'),
  reader_exists: t('Nothing has to be done.'),
  reader_unknown: t('A supervisor among the readers may let them in first.'),
  last_reader: t('Let somebody else in first.'),
  annotation_unknown: t('Mark it again.'),
  annotation_withdrawn: t('Its author may mark it again; so may you.'),
  not_the_author: t('Its author may. You may add a mark of your own.'),
  not_a_statement: t('Mark the words as a statement first.'),
  decision_missing: t('You may, once a decision is signed.'),
  decision_does_not_refer: t('You may, once a decision with this outcome is signed.'),
  case_needs_update: t('A colleague with the newer version may; so may you once yours is updated.'),
  alert_unknown: t('Read the case again.'),
  already_acknowledged: t('Nothing has to be done: the case says who.'),
  own_alert: t('A colleague may take it on; you may ring somebody and write down their name.'),
  check_unknown: t('Ask for the check first.'),
  already_answered: t('Nothing has to be done; what is new needs a check of its own.'),
  question_unknown: t('Read the case again.'),
  question_not_in_that_state: t('Read the case again: it says whose turn it is.'),
  own_question: t('Another supervisor of the unit may.'),
  task_unknown: t('Read the case again.'),
  task_settled: t('Nothing has to be done; set a new task if something is left.'),
  statutory_clock: t('Nobody may move it. You may settle it as done, or as not required with the reason.'),
  same_case: t('Choose another case.'),
  concern_unknown: t('Read the case again.'),
  concern_reviewed: t('Nothing has to be done: a supervisor has answered it.'),
  own_concern: t('Another supervisor of the unit may.'),
  hand_over_unknown: t('Whoever holds the case now may hand it over again.'),
  not_the_recipient: t('The colleague to whom it was handed may.'),
  draft_unknown: t('Read the case again.'),
  draft_not_open: t('Accept the case first; its giver may hand over the draft once more.'),
  not_the_holder: t('The holder of the case may.'),
  made_by_hub_only: t('The hub does it by itself.'),
  journal_of_another_device: t('That workstation does it by itself.'),
};

export const refusalCodes: Record<Refusal['code'], string> = {
  conflict: t('A colleague’s version was accepted first.'),
  illegal_transition: t('The case has moved on, and this no longer fits.'),
  not_permitted: t('This is not permitted to you.'),
  invalid_event: t('The hub could not accept this as it was written.'),
  schema_unsupported: t('The hub does not know this kind of entry yet.'),
};

export const roleNames: Record<Role, string> = {
  assessor: t('an assessor of the unit'),
  supervisor: t('a supervisor of the unit'),
  investigator: t('an investigator of the receiving unit'),
  auditor: t('an auditor'),
  appropriate_authority: t('the appropriate authority'),
  administrator: t('an administrator'),
  gateway: t('the gateway'),
  keyring: t('the keyring’s officers'),
};

/** Where it stands by itself, behind the unit. */
export const roleInShort: Record<Role, string> = {
  assessor: t('assessor'),
  supervisor: t('supervisor'),
  investigator: t('investigator'),
  auditor: t('auditor'),
  appropriate_authority: t('appropriate authority'),
  administrator: t('administrator'),
  gateway: t('gateway'),
  keyring: t('keyring’s officers'),
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
    what: has(refusalCodes, code) ? refusalCodes[code] : t('The hub refused this.'),
    why: reason !== null && has(refusalReasons, reason) ? refusalReasons[reason] : '',
    who:
      who !== null
        ? t('It may be done by {{role}}.', { role: has(roleNames, who) ? roleNames[who] : who })
        : reason !== null && has(whoInstead, reason)
          ? whoInstead[reason]
          : t('You may decide anew, or keep what stands.'),
  };
}
