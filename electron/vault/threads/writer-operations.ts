import type { AlertRules } from '../../../shared/domain/alerts.ts';
import type { OwnTemplate } from '../../../shared/domain/templates.ts';
import { seeNotices } from '../audit/directory-notices.ts';
import { keepAttachmentText } from '../attachments/keep-text.ts';
import { enter, openJournal, type JournalEntry, type JournalOpening } from '../audit/journal.ts';
import { auditorsKey } from '../audit/journal-key.ts';
import { catchUpAudit } from '../audit/audit-rows.ts';
import { enterFile, type FileTaking } from '../audit/enter-export.ts';
import { signMany } from '../desk/sign-many.ts';
import type { Arrangement } from '../../../shared/bridge/arrangement.ts';
import type { BulkAct } from '../../../shared/bridge/bulk.ts';
import { dropDraft, saveDraft } from '../cases/drafts.ts';
import { comeBack, giveToCover, setAbsence } from '../supervision/absence.ts';
import { draw } from '../supervision/sampling.ts';
import { readHeld, takeBack } from '../cases/holds.ts';
import { settleKept } from '../cases/kept-work.ts';
import { reopen, settle } from '../cases/refusals.ts';
import { signScreening } from '../cases/screening.ts';
import { sign, signHeld } from '../cases/sign.ts';
import { dropTemplate, keepTemplate } from '../cases/templates.ts';
import { markUnread } from '../cases/unread.ts';
import { seeReminders } from '../dues/counts.ts';
import type { PackRefusal } from '../../../shared/domain/events/pack.ts';
import { noteRefusal } from '../referrals/note-refusal.ts';
import { dropPages, stagePage } from '../referrals/pack-pages.ts';
import { review } from '../referrals/review.ts';
import { acknowledge } from '../referrals/acknowledge.ts';
import { holdReferral, sendNow } from '../referrals/send.ts';
import type { ReferralKey } from '../referrals/referral-key.ts';
import { signMove, type Move, type SealedMove } from '../moving/move-case.ts';
import { approveDisposal, proposeDisposal } from '../records/dispose.ts';
import { changeReaders, type ReaderChange, type SealedChange } from '../readers/change.ts';
import { declareInterests } from '../readers/interests.ts';
import { passKeys, type PassedKeys } from '../readers/late-keys.ts';
import { renewKeys, type RenewedKey } from '../readers/stale-keys.ts';
import {
  passReferrals,
  renewReferrals,
  type PassedReferral,
  type RenewedReferral,
} from '../referrals/recipients-keys.ts';
import { carryRestored, settleRestore } from '../restore/carry.ts';
import { beginSession, noteHere, setUpVault } from '../session/begin.ts';
import type { KeptSignIn } from '../sign-in/kept.ts';
import { dropMeta, readMeta, writeMeta } from '../store/meta.ts';
import { refoldStale } from '../store/refold.ts';
import { syncOperations } from '../store/sync-operations.ts';
import { enterTaking, type Taking } from '../taking-out/enter-taking.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import type { ParsedSign } from '../cases/signing.ts';
import type { ParsedReferral } from '../referrals/parsed-referral.ts';

interface Part {
  readonly caseId: string;
  readonly part: string;
}

/** Everything that the writer thread does for the person. Each is one transaction, or steps of one each. */
export const ownOperations = {
  'session.setUp': (vault: WritingVault, identity: VaultIdentity) => setUpVault(vault, identity),
  'session.begin': (vault: WritingVault) => beginSession(vault),
  'session.here': (vault: WritingVault) => noteHere(vault),
  'place.save': (vault: WritingVault, place: unknown) =>
    vault.db.transaction(() => writeMeta(vault.db, 'place', place as Parameters<typeof writeMeta<'place'>>[2])),
  'templates.keep': (vault: WritingVault, template: OwnTemplate) => keepTemplate(vault, template),
  'templates.drop': (vault: WritingVault, id: string) => dropTemplate(vault, id),
  'case.sign': (vault: WritingVault, command: ParsedSign) => sign(vault, command),
  'held.read': (vault: WritingVault, { caseId, part }: Part) => readHeld(vault.db, caseId, part),
  'held.sign': (vault: WritingVault, { command, part }: { command: ParsedSign; part: string }) =>
    signHeld(vault, command, part),
  'held.takeBack': (vault: WritingVault, { caseId, part }: Part) => takeBack(vault, caseId, part),
  'draft.save': (vault: WritingVault, { caseId, part, content }: Part & { content: unknown }) =>
    saveDraft(vault, caseId, part, content),
  'draft.drop': (vault: WritingVault, { caseId, part }: Part) => dropDraft(vault, caseId, part),
  'records.propose': (vault: WritingVault, wanted: Parameters<typeof proposeDisposal>[1]) =>
    proposeDisposal(vault, wanted),
  'records.approve': (vault: WritingVault, wanted: Parameters<typeof approveDisposal>[1]) =>
    approveDisposal(vault, wanted),
  'refusals.settle': (vault: WritingVault, event: string) => settle(vault, event),
  'refusals.reopen': (vault: WritingVault, event: string) => reopen(vault, event),
  'dues.seen': (vault: WritingVault) => seeReminders(vault),
  'desk.unread': (vault: WritingVault, { caseIds, unread }: { caseIds: readonly string[]; unread: boolean }) =>
    markUnread(vault, caseIds, unread),
  'desk.arrange': (vault: WritingVault, arrangement: Arrangement) =>
    vault.db.transaction(() => writeMeta(vault.db, 'desk', arrangement)),
  'referral.hold': (vault: WritingVault, command: ParsedReferral) => holdReferral(vault, command),
  'referral.send': (
    vault: WritingVault,
    { command, made, held }: { command: ParsedReferral; made: ReferralKey; held: string | null },
  ) => {
    const reviewed = review(vault, command);
    return reviewed.ok ? sendNow(vault, command, made, held) : reviewed;
  },
  'referral.stage': (vault: WritingVault, page: { caseId: string; jpeg: string }) => stagePage(vault, page),
  'referral.dropPages': (vault: WritingVault, caseId: string) => dropPages(vault, caseId),
  'referral.refused': (
    vault: WritingVault,
    refused: { caseId: string; unit?: string | undefined; code: PackRefusal },
  ) => noteRefusal(vault, refused.caseId, refused.unit, refused.code),
  'referral.acknowledge': (vault: WritingVault, { caseId, note }: { caseId: string; note: string | undefined }) =>
    acknowledge(vault, caseId, note),
  'readers.change': (vault: WritingVault, wanted: { change: ReaderChange; sealed: SealedChange }) =>
    changeReaders(vault, wanted),
  'moving.move': (vault: WritingVault, wanted: { move: Move; made: SealedMove }) => signMove(vault, wanted),
  'kept.settle': (vault: WritingVault, settled: Parameters<typeof settleKept>[1]) => settleKept(vault, settled),
  'departures.seen': (vault: WritingVault, caseIds: readonly string[]) =>
    vault.db.transaction(() => {
      for (const caseId of caseIds) vault.db.run('UPDATE departures SET seen = 1 WHERE case_id = ?', [caseId]);
    }),
  'referrals.renew': (vault: WritingVault, renewed: readonly RenewedReferral[]) => renewReferrals(vault, renewed),
  'referrals.pass': (vault: WritingVault, passed: readonly PassedReferral[]) => passReferrals(vault, passed),
  'readers.renew': (vault: WritingVault, renewed: readonly RenewedKey[]) => renewKeys(vault, renewed),
  'supervision.draw': (vault: WritingVault, wanted: Parameters<typeof draw>[1]) => draw(vault, wanted),
  'absence.set': (vault: WritingVault, wanted: Parameters<typeof setAbsence>[1]) => setAbsence(vault, wanted),
  'absence.give': (vault: WritingVault, user: string) => giveToCover(vault, user),
  'absence.back': (vault: WritingVault, wanted: { user: string; unit: string }) => comeBack(vault, wanted),
  'readers.pass': (vault: WritingVault, passed: readonly PassedKeys[]) => passKeys(vault, passed),
  'interests.declare': (vault: WritingVault, declared: Parameters<typeof declareInterests>[1]) =>
    declareInterests(vault, declared),
  'attachment.text': (vault: WritingVault, text: Parameters<typeof keepAttachmentText>[1]) =>
    keepAttachmentText(vault, text),
  'attachment.setAhead': (vault: WritingVault, mib: number) =>
    vault.db.transaction(() => writeMeta(vault.db, 'attachments_ahead', mib)),
  'alerts.setRules': (vault: WritingVault, rules: AlertRules | null) =>
    vault.db.transaction(() =>
      rules === null ? dropMeta(vault.db, 'alert_rules') : writeMeta(vault.db, 'alert_rules', rules),
    ),
  'signIn.kept': (vault: WritingVault) => readMeta(vault.db, 'sign_in'),
  'signIn.keep': (vault: WritingVault, kept: KeptSignIn | null) =>
    vault.db.transaction(() => (kept === null ? dropMeta(vault.db, 'sign_in') : writeMeta(vault.db, 'sign_in', kept))),
  'journal.enter': (vault: WritingVault, entry: JournalEntry) => enter(vault, entry),
  'file.enter': (vault: WritingVault, taking: FileTaking) => enterFile(vault, taking),
  'taking.enter': (vault: WritingVault, taking: Taking) => enterTaking(vault, taking),
  'directory.seen': (vault: WritingVault, events: readonly string[]) => seeNotices(vault, events),
  'journal.auditorsKey': (vault: WritingVault) => auditorsKey(vault.db),
  'journal.open': (vault: WritingVault, opening: JournalOpening) => openJournal(vault, opening),
  'backup.noted': (vault: WritingVault, last: Parameters<typeof writeMeta<'last_backup'>>[2]) =>
    vault.db.transaction(() => writeMeta(vault.db, 'last_backup', last)),
  'restore.settle': (vault: WritingVault) => settleRestore(vault),
  /** Sync's work waits for so many ms. Done by the queue itself, when it hears of it. */
  'writer.rest': (_vault: WritingVault, _ms: number) => undefined,
  /** Answers when everything asked for before it is written. */
  flush: (vault: WritingVault) => noteHere(vault),
};

/** The person's own work that takes many steps: what they do meanwhile goes before it. */
export const longOperations = {
  'screen.sign': (vault: WritingVault, { none, declared }: { none: readonly string[]; declared: readonly string[] }) =>
    signScreening(vault, none, declared),
  'desk.sign': (vault: WritingVault, acts: readonly BulkAct[]) => signMany(vault, acts),
};

/** What may wait for the person's own writes. */
export const laterOperations = {
  ...syncOperations,
  'restore.carry': (vault: WritingVault, file: string) => carryRestored(vault, file),
  'audit.catchUp': (vault: WritingVault) => catchUpAudit(vault),
  'rows.refold': (vault: WritingVault) => refoldStale(vault),
};

export const writerOperations = { ...ownOperations, ...longOperations, ...laterOperations };
export type WriterOperations = typeof writerOperations;
