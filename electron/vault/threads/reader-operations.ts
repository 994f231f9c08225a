import type { z } from 'zod';
import { Arrangement } from '../../../shared/bridge/arrangement.ts';
import type { DeskFilter, DeskQuery, View } from '../../../shared/bridge/desk.ts';
import type { Seal } from '../../../shared/bridge/taking-out.ts';
import { done } from '../calls/failure.ts';
import { readNotices } from '../audit/directory-notices.ts';
import { aheadMiB, attachmentsOf, casesWithFiles, fetchable, filesAhead } from '../attachments/promised.ts';
import type { FileName } from '../attachments/files.ts';
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
import { indexInDues, readDues } from '../dues/list.ts';
import { needsOf } from '../dues/needs.ts';
import { handOverPeople } from '../dues/recipients.ts';
import { readReferral, readReferrals } from '../referrals/read.ts';
import { recipientsOf } from '../referrals/recipients.ts';
import { changeKeys, type ReaderChange } from '../readers/change.ts';
import { ownInterests } from '../readers/interests.ts';
import { lateKeys } from '../readers/late-keys.ts';
import { people, readReaders } from '../readers/readers.ts';
import { hitsInFiles } from '../search/hits-in-files.ts';
import { me, units } from '../session/me.ts';
import { syncCounts } from '../session/sync-counts.ts';
import { standingOf } from '../store/standing.ts';
import { restoreState, salvage } from '../restore/salvage.ts';
import { type ReadConnection, VaultUnopenable } from '../store/connection.ts';
import { migrations } from '../store/migrations/index.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { inspect } from '../integrity/inspect.ts';
import { quarantine } from '../integrity/quarantine.ts';
import { caseExport, type ExportAbout } from '../taking-out/case-export.ts';
import { checkTaking } from '../taking-out/enter-taking.ts';
import { seal } from '../taking-out/seal-file.ts';
import { writeBackup } from '../backup/write-backup.ts';

/** What the reader thread works with: a connection that cannot write, and the lists that it keeps for the page. */
export interface ReadingVault {
  readonly db: ReadConnection;
  readonly lists: Lists;
  readonly counting: Counting;
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
  'case.read': ({ db }: ReadingVault, caseId: string) => readCase(db, caseId),
  'dues.read': ({ db }: ReadingVault, wanted: Parameters<typeof readDues>[1]) => readDues(db, wanted),
  'dues.indexOf': ({ db }: ReadingVault, wanted: Parameters<typeof indexInDues>[1]) => indexInDues(db, wanted),
  'dues.needs': ({ db }: ReadingVault, now: number) => needsOf(db, now),
  'dues.counts': ({ db }: ReadingVault, now: number) => countDues(db, now),
  'handover.read': ({ db }: ReadingVault, { until, now }: { until: string; now: number }) =>
    readHandOver(db, until, now),
  'handover.people': ({ db }: ReadingVault, caseIds: readonly string[]) => handOverPeople(db, caseIds),
  'danger.open': ({ db }: ReadingVault) => openAlerts(db),
  'danger.find': ({ db }: ReadingVault, reference: string) => findCase(db, reference),
  'danger.about': ({ db }: ReadingVault, caseId: string) => dangerAbout(db, caseId),
  'danger.read': ({ db }: ReadingVault, { caseId, alert }: { caseId: string; alert: string }) =>
    readAlert(db, caseId, alert),
  'refusals.read': ({ db }: ReadingVault) => refusals(db, null),
  'referrals.read': ({ db }: ReadingVault) => readReferrals(db),
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
  'readers.late': ({ db }: ReadingVault) => lateKeys(db),
  'readers.keys': ({ db }: ReadingVault, change: ReaderChange) => changeKeys(db, change),
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
  'taking.check': ({ db }: ReadingVault, caseId: string) => checkTaking(db, caseId),
  'taking.seal': (_vault: ReadingVault, { plain, seal: to }: { plain: Uint8Array; seal: Seal }) => seal(plain, to),
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
  'sync.counts': ({ db }: ReadingVault) => syncCounts(db),
};
export type ReaderOperations = typeof readerOperations;
