import type { z } from 'zod';
import { Arrangement } from '../../../shared/bridge/arrangement.ts';
import type { DeskFilter, DeskQuery, View } from '../../../shared/bridge/desk.ts';
import type { Seal } from '../../../shared/bridge/taking-out.ts';
import { done } from '../calls/failure.ts';
import { readNotices } from '../audit/directory-notices.ts';
import { auditDepth, checkAudit } from '../audit/audit-depth.ts';
import { auditFile } from '../audit/audit-export.ts';
import type { AuditLists } from '../audit/audit-lists.ts';
import { auditNames } from '../audit/audit-names.ts';
import { checkFile, type FileTaking } from '../audit/enter-export.ts';
import type { SubjectLists } from '../subjects/subject-lists.ts';
import type { SubjectWanted } from '../../../shared/bridge/subjects.ts';
import { isOutside } from '../audit/outside.ts';
import type { LogTrees } from '../audit/log-trees.ts';
import type { AuditExportWanted, AuditFilter } from '../../../shared/bridge/audit.ts';
import { aheadMiB, attachmentsOf, casesWithFiles, fetchable, filesAhead } from '../attachments/promised.ts';
import type { FileName } from '../attachments/files.ts';
import { forgottenWork } from '../cases/forgotten-work.ts';
import { keptCases } from '../cases/kept-work.ts';
import { readCase } from '../cases/read-case.ts';
import { refusals } from '../cases/refusals.ts';
import { screenNames, screenRoles } from '../cases/screening.ts';
import { findCase } from '../danger/find-case.ts';
import { openAlerts } from '../danger/open-alerts.ts';
import { dangerAbout, readAlert } from '../danger/read-alert.ts';
import { ownTemplates } from '../cases/templates.ts';
import { byReference } from '../desk/by-reference.ts';
import type { Counting } from '../desk/counts.ts';
import { holdings } from '../desk/holdings.ts';
import type { Lists } from '../desk/lists.ts';
import { alertRules, kindsToRetune } from '../knowing/alerts.ts';
import { candidatesFor, type Typed } from '../knowing/candidates.ts';
import { readChart } from '../knowing/chart.ts';
import { findByReference } from '../knowing/lines.ts';
import { readOfficer, searchPeople } from '../knowing/read-people.ts';
import { readRelated } from '../knowing/related.ts';
import { countDues } from '../dues/counts.ts';
import { readHandOver } from '../dues/hand-over.ts';
import { countRecipients, readRecipients } from '../recipients/list.ts';
import { indexInDues, readDues } from '../dues/list.ts';
import { needsOf } from '../dues/needs.ts';
import { handOverPeople } from '../dues/recipients.ts';
import { absencesDue, draftsBetween, readAbsences } from '../supervision/absence.ts';
import { readApprovals } from '../supervision/approvals.ts';
import { countSupervision } from '../supervision/counts.ts';
import { readOverdue } from '../supervision/overdue.ts';
import { readReviews } from '../supervision/reviews.ts';
import { readUnheld } from '../supervision/unheld.ts';
import { readReferral, readReferralPage, readReferrals } from '../referrals/read.ts';
import { recipientsOf } from '../referrals/recipients.ts';
import { moveKeys, type Move } from '../moving/move-case.ts';
import { readDepartures } from '../moving/read-departures.ts';
import { readMoving } from '../moving/read-moving.ts';
import { entriesOf } from '../records/entries.ts';
import { listRecords, readRecords } from '../records/read-records.ts';
import type { RecordView } from '../../../shared/bridge/records.ts';
import { changeKeys, type ReaderChange } from '../readers/change.ts';
import { ownInterests } from '../readers/interests.ts';
import { lateKeys } from '../readers/late-keys.ts';
import { staleKeys } from '../readers/stale-keys.ts';
import { lateReferrals, staleReferrals } from '../referrals/recipients-keys.ts';
import { people, readReaders } from '../readers/readers.ts';
import { hitsInFiles } from '../search/hits-in-files.ts';
import { me, units } from '../session/me.ts';
import { directoryHead } from '../audit/directory-head.ts';
import { directoryOf } from '../store/meta.ts';
import { syncCounts } from '../session/sync-counts.ts';
import { readBehind, readStatistics } from '../statistics/read.ts';
import type { MeasuresHeld } from '../statistics/measures-held.ts';
import { standingOf } from '../store/standing.ts';
import { restoreState, salvage } from '../restore/salvage.ts';
import { type ReadConnection, VaultUnopenable } from '../store/connection.ts';
import { migrations } from '../store/migrations/index.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { inspect } from '../integrity/inspect.ts';
import { quarantine } from '../integrity/quarantine.ts';
import { packDocument, type PackAbout } from '../taking-out/pack-document.ts';
import { caseExport, type ExportAbout } from '../taking-out/case-export.ts';
import { checkTaking } from '../taking-out/enter-taking.ts';
import { seal } from '../taking-out/seal-file.ts';
import { writeBackup } from '../backup/write-backup.ts';

/** What the reader thread works with: a connection that cannot write, and the lists that it keeps for the page. */
export interface ReadingVault {
  readonly db: ReadConnection;
  readonly lists: Lists;
  readonly counting: Counting;
  readonly measures: MeasuresHeld;
  readonly audits: AuditLists;
  readonly trees: LogTrees;
  readonly subjects: SubjectLists;
  /** The database itself, for what needs a connection of its own. The key is the file's. */
  readonly file: string;
  readonly key: Uint8Array;
  /** Set by `vault.checkCancel`; the look through the vault asks it between two steps. */
  cancelled: boolean;
  readonly progress: (done: number, total: number) => void;
}

interface Counted {
  readonly view: View;
  readonly filter: z.output<typeof DeskFilter> | undefined;
}

/** Everything that is read for the page. Long ones go in slices, so that a short one is never kept waiting. */
export const readerOperations = {
  'desk.open': ({ lists }: ReadingVault, query: z.output<typeof DeskQuery>) => lists.open(query),
  'desk.slice': ({ lists }: ReadingVault, { list, from, to }: { list: string; from: number; to: number }) =>
    lists.slice(list, from, to),
  'desk.indexOf': ({ lists }: ReadingVault, { list, caseId }: { list: string; caseId: string }) =>
    lists.indexOf(list, caseId),
  'desk.total': ({ lists }: ReadingVault, list: string) => lists.total(list),
  'desk.ids': ({ lists }: ReadingVault, { list, from, to }: { list: string; from: number; to: number }) =>
    lists.ids(list, from, to),
  'desk.counts': ({ counting }: ReadingVault, { view, filter }: Counted) => counting.count(view, filter),
  'desk.arrangement': ({ db }: ReadingVault) => readMeta(db, 'desk') ?? Arrangement.parse({}),
  'screen.roles': ({ db }: ReadingVault, { limit, caseId }: { limit: number; caseId: string | undefined }) =>
    screenRoles(db, limit, caseId),
  'screen.names': ({ db }: ReadingVault, caseIds: readonly string[]) => screenNames(db, caseIds),
  'case.outside': ({ db }: ReadingVault, caseId: string) => isOutside(db, caseId),
  'case.read': ({ db }: ReadingVault, caseId: string) => readCase(db, caseId),
  'recipients.read': ({ db }: ReadingVault, wanted: Parameters<typeof readRecipients>[1]) => readRecipients(db, wanted),
  'recipients.counts': ({ db }: ReadingVault, now: string) => countRecipients(db, now),
  'dues.read': ({ db }: ReadingVault, wanted: Parameters<typeof readDues>[1]) => readDues(db, wanted),
  'dues.indexOf': ({ db }: ReadingVault, wanted: Parameters<typeof indexInDues>[1]) => indexInDues(db, wanted),
  'dues.needs': ({ db }: ReadingVault, now: number) => needsOf(db, now),
  'statistics.read': ({ measures }: ReadingVault, wanted: Parameters<typeof readStatistics>[1]) =>
    readStatistics(measures, wanted),
  'statistics.behind': ({ db, measures }: ReadingVault, wanted: Parameters<typeof readBehind>[2]) =>
    readBehind(db, measures, wanted),
  'dues.counts': ({ db }: ReadingVault, now: number) => countDues(db, now),
  'handover.read': ({ db }: ReadingVault, { until, now }: { until: string; now: number }) =>
    readHandOver(db, until, now),
  'handover.people': ({ db }: ReadingVault, caseIds: readonly string[]) => handOverPeople(db, caseIds),
  'absence.due': ({ db }: ReadingVault, now: number) => absencesDue(db, now),
  'supervision.counts': ({ db }: ReadingVault, now: number) => countSupervision(db, now),
  'supervision.approvals': ({ db }: ReadingVault) => readApprovals(db),
  'supervision.overdue': ({ db }: ReadingVault, now: number) => readOverdue(db, now),
  'supervision.unheld': ({ db }: ReadingVault, now: number) => readUnheld(db, now),
  'supervision.reviews': ({ db }: ReadingVault, now: number) => readReviews(db, now),
  'absence.read': ({ db }: ReadingVault, now: number) => readAbsences(db, now),
  'absence.drafts': ({ db }: ReadingVault, to: string) => draftsBetween(db, to),
  'danger.open': ({ db }: ReadingVault) => openAlerts(db),
  'danger.find': ({ db }: ReadingVault, reference: string) => findCase(db, reference),
  'danger.about': ({ db }: ReadingVault, caseId: string) => dangerAbout(db, caseId),
  'danger.read': ({ db }: ReadingVault, { caseId, alert }: { caseId: string; alert: string }) =>
    readAlert(db, caseId, alert),
  'records.list': ({ db }: ReadingVault, { view, now }: { view: RecordView | null; now: number }) =>
    listRecords(db, view, now),
  'records.entries': ({ db }: ReadingVault, caseId: string) => entriesOf(db, caseId),
  'records.read': ({ db }: ReadingVault, caseId: string) => readRecords(db, caseId),
  'refusals.read': ({ db }: ReadingVault) => refusals(db, null),
  'referrals.read': ({ db }: ReadingVault) => readReferrals(db),
  'referral.page': ({ db }: ReadingVault, wanted: Parameters<typeof readReferralPage>[1]) =>
    readReferralPage(db, wanted),
  'referral.read': ({ db }: ReadingVault, caseId: string) => readReferral(db, caseId),
  'referral.recipients': ({ db }: ReadingVault, { unit, caseId }: { unit: string; caseId: string }) =>
    recipientsOf(db, unit, caseId),
  'templates.read': ({ db }: ReadingVault) => ownTemplates(db),
  'reference.find': ({ db }: ReadingVault, begins: string) => byReference(db, begins),
  'holdings.read': ({ db }: ReadingVault) => holdings(db),
  'session.standing': ({ db }: ReadingVault) => standingOf(db),
  'session.me': ({ db }: ReadingVault) => me(db),
  'session.place': ({ db }: ReadingVault) => readMeta(db, 'place'),
  'directory.units': ({ db }: ReadingVault) => units(db),
  'directory.people': ({ db }: ReadingVault, { unit, caseIds }: { unit: string; caseIds: readonly string[] }) =>
    people(db, unit, caseIds),
  'readers.read': ({ db }: ReadingVault, caseId: string) => readReaders(db, caseId),
  'referrals.late': ({ db }: ReadingVault) => lateReferrals(db),
  'referrals.stale': ({ db }: ReadingVault) => staleReferrals(db),
  'readers.late': ({ db }: ReadingVault) => lateKeys(db),
  'readers.stale': ({ db }: ReadingVault) => staleKeys(db),
  'readers.keys': ({ db }: ReadingVault, change: ReaderChange) => changeKeys(db, change),
  'moving.read': ({ db }: ReadingVault, caseId: string) => readMoving(db, caseId),
  'moving.keys': ({ db }: ReadingVault, move: Move) => moveKeys(db, move),
  'departures.read': ({ db }: ReadingVault, now: string) => readDepartures(db, now),
  'kept.list': ({ db }: ReadingVault) => keptCases(db),
  'forgotten.read': ({ db }: ReadingVault) => forgottenWork(db),
  'interests.own': ({ db }: ReadingVault) => ownInterests(db),
  'directory.notices': ({ db }: ReadingVault) => readNotices(db),
  'attachment.promised': ({ db }: ReadingVault, caseId: string) => attachmentsOf(db, caseId),
  'attachment.fetchable': ({ db }: ReadingVault, name: FileName) => fetchable(db, name),
  'attachment.filesAhead': ({ db }: ReadingVault) => filesAhead(db),
  'attachment.ahead': ({ db }: ReadingVault) => aheadMiB(db),
  'attachment.cases': ({ db }: ReadingVault) => casesWithFiles(db),
  'attachment.hits': ({ db }: ReadingVault, wanted: Parameters<typeof hitsInFiles>[1]) => hitsInFiles(db, wanted),
  'attachment.identity': ({ db }: ReadingVault) => identityOf(db),
  /** Null when it was cancelled. */
  'vault.check': async (vault: ReadingVault) => {
    const { db, file } = vault;
    vault.cancelled = false;
    const inspection = await inspect(db, (done, total) => {
      vault.progress(done, total);
      return !vault.cancelled;
    });
    if (vault.cancelled) return null;
    if (inspection.findings.some(({ code }) => code === 'pages')) quarantine(file, new Date().toISOString());
    return inspection;
  },
  'people.search': ({ db }: ReadingVault, wanted: { words: string; typing: boolean }) => searchPeople(db, wanted),
  'people.officer': ({ db }: ReadingVault, officer: string) => readOfficer(db, officer),
  'people.candidates': ({ db }: ReadingVault, typed: Typed) => candidatesFor(db, typed),
  'related.read': ({ db }: ReadingVault, caseId: string) => readRelated(db, caseId),
  'related.find': ({ db }: ReadingVault, wanted: { caseId: string; reference: string }) => findByReference(db, wanted),
  'related.chart': ({ db }: ReadingVault, caseId: string) => readChart(db, caseId),
  'alerts.rules': ({ db }: ReadingVault) => ({ rules: alertRules(db), retune: kindsToRetune(db) }),
  'audit.open': ({ audits }: ReadingVault, filter: AuditFilter) => audits.open(filter),
  'audit.slice': ({ audits }: ReadingVault, { list, from, to }: { list: string; from: number; to: number }) =>
    audits.slice(list, from, to),
  'audit.entry': ({ db, trees }: ReadingVault, event: string) => auditDepth(db, trees, event),
  'audit.check': ({ db, audits, trees, progress }: ReadingVault, list: string) => {
    const entries = audits.entries(list);
    return entries === null ? null : checkAudit(db, trees, entries, progress);
  },
  'audit.names': ({ db }: ReadingVault) => auditNames(db),
  'audit.file': async ({ db }: ReadingVault, { wanted, at }: { wanted: AuditExportWanted; at: string }) => {
    const made = await auditFile(db, { ...wanted, at });
    return made.ok ? done({ ...(await seal(made.value.text, wanted.seal)), entries: made.value.entries }) : made;
  },
  'subject.search': ({ subjects }: ReadingVault, wanted: SubjectWanted) => subjects.search(wanted),
  'subject.slice': ({ subjects }: ReadingVault, { list, from, to }: { list: string; from: number; to: number }) =>
    subjects.slice(list, from, to),
  'subject.uncover': ({ subjects }: ReadingVault, { list, n }: { list: string; n: number }) =>
    subjects.uncover(list, n),
  'subject.cancel': ({ subjects }: ReadingVault) => subjects.cancel(),
  'subject.file': ({ subjects }: ReadingVault, list: string) => subjects.file(list),
  'file.check': ({ db }: ReadingVault, type: FileTaking['type']) => checkFile(db, type),
  'taking.check': ({ db }: ReadingVault, caseId: string) => checkTaking(db, caseId),
  'pack.check': ({ db }: ReadingVault, caseId: string) => checkTaking(db, caseId, true),
  'pack.document': ({ db }: ReadingVault, about: PackAbout) => packDocument(db, about),
  'taking.seal': (_vault: ReadingVault, { plain, seal: to }: { plain: Uint8Array | string; seal: Seal }) =>
    seal(plain, to),
  'taking.export': async ({ db }: ReadingVault, { about, seal: to }: { about: ExportAbout; seal: Seal }) => {
    const made = caseExport(db, about);
    return made.ok ? done(await seal(JSON.stringify(made.value), to)) : made;
  },
  'vault.checkCancel': (vault: ReadingVault) => void (vault.cancelled = true),
  'vault.backup': (vault: ReadingVault, { backup, own }: { backup: string; own: { key: Uint8Array; slots: string } }) =>
    writeBackup(vault, backup, own, (done, total) => {
      vault.progress(done, total);
      return true;
    }),
  /** That a vault which is open for reading alone can be read by this version. */
  'vault.readable': ({ db }: ReadingVault) => {
    if (db.column<number>('PRAGMA user_version')[0]! > migrations.length) throw new VaultUnopenable('vault_newer');
  },
  'backup.last': ({ db }: ReadingVault) => readMeta(db, 'last_backup'),
  'restore.state': ({ db }: ReadingVault) => restoreState(db),
  'salvage.read': ({ db }: ReadingVault) => salvage(db),
  /** The organisation's recovery key (`age1…`) by the keyring's word, or null. */
  'recovery.signed': ({ db }: ReadingVault): string | null => directoryOf(db).recovery?.recipient ?? null,
  'directory.head': ({ db }: ReadingVault) => directoryHead(db),
  'sync.counts': ({ db }: ReadingVault, { said }: { said: Readonly<Record<string, number>> }) => syncCounts(db, said),
};
export type ReaderOperations = typeof readerOperations;
