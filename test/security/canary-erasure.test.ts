/** No word of an erased case is left: not in a vault's file, index or log, not at the hub; also where a workstation was off the line. */
import { createDecipheriv } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepAttachmentText } from '../../electron/vault/attachments/keep-text.ts';
import { casesWithFiles } from '../../electron/vault/attachments/promised.ts';
import { BESIDE_EVENTS } from '../../electron/vault/store/beside-events.ts';
import { saveDraft } from '../../electron/vault/cases/drafts.ts';
import { readCase } from '../../electron/vault/cases/read-case.ts';
import { foldsToTheSame } from '../../electron/vault/integrity/refold-all.ts';
import { approveDisposal, proposeDisposal } from '../../electron/vault/records/dispose.ts';
import { listRecords, readRecords } from '../../electron/vault/records/read-records.ts';
import { caseInView } from '../../electron/vault/store/facts.ts';
import { erasureProgress } from '../../server/hub/feed/receipts.ts';
import { measures } from '../../server/hub/store/statistics.ts';
import { retentionSchedule } from '../../shared/domain/retention.ts';
import { reportWith } from '../integration/attachments/office.ts';
import { hubReads, hubWrites, stationReads, stationWrites } from '../integration/bundles/by-hand.ts';
import { faultsOf, round, startOffice, type Office } from '../integration/moves/office.ts';
import type { Workstation } from '../integration/sync/support/workstation.ts';

/** Words of the case that goes, each from another place: the report, its people, a file's text, a note, a draft, what waits. */
const canaries = {
  narrative: 'heliotrope',
  subject: 'Quillfeather',
  station: 'Zanzibar Row',
  file: 'ultramarine',
  note: 'periwinkle',
  draft: 'chartreuse',
  waiting: 'vermilion',
  why: 'cinnabar',
} as const;
const words = Object.values(canaries);
/** Of the case that stays: what the search for words must find, to be believed when it finds none. */
const STAYS = 'marigold';

/** Every page of the vault's file in plain text, as SQLCipher 4 lays it out; free pages included. The log beside it is asked for whole. */
function decrypted(one: Workstation): Buffer {
  const file = readFileSync(one.file);
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; at += 4096) {
    const page = file.subarray(at, at + 4096);
    const decipher = createDecipheriv('aes-256-cbc', one.key, page.subarray(4016, 4032)).setAutoPadding(false);
    pages.push(decipher.update(page.subarray(at === 0 ? 16 : 0, 4016)), decipher.final());
  }
  return Buffer.concat(pages);
}
/** FTS5 keeps words in lower case, and the beginning of a word that follows another only by what differs. */
const found = (one: Workstation, sought: readonly string[] = words) => {
  const bytes = decrypted(one).toString('latin1').toLowerCase();
  return sought.filter((word) => bytes.includes(word.toLowerCase()));
};
const inIndex = (one: Workstation) =>
  words.filter(
    (word) =>
      one.count(`search WHERE search MATCH '"${word}"'`) +
        one.count(`search_subjects WHERE search_subjects MATCH '"${word}"'`) >
      0,
  );
const logBytes = (one: Workstation) => (existsSync(`${one.file}-wal`) ? statSync(`${one.file}-wal`).size : 0);
/** What was cut off the log is on the disk; before that the pages are in it, as they would be after a kill. */
const settleLog = (one: Workstation) => one.vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');

let office: Office;
let folder: string;
let [proposer, approver, assessor]: Workstation[] = [];
let [caseId, other]: string[] = [];

beforeEach(async () => {
  office = await startOffice();
  folder = mkdtempSync(join(tmpdir(), 'candour-erasure-'));
  const letter = { filename: 'letter.txt', mediaType: 'text/plain', bytes: Buffer.from('The ultramarine ledger.') };
  await office.organisation.importLines(
    [
      reportWith(folder, 'GOES/1', [letter], {
        narrative: 'She took the heliotrope envelope out of the drawer.',
        subjects: [{ name: 'Sgt A. Quillfeather', station: 'Zanzibar Row' }],
      }),
      reportWith(folder, 'STAYS/1', [letter], {
        narrative: 'He put the marigold envelope back.',
        receivedAt: '2026-02-02T10:00:00.000Z',
        disseminatedAt: '2026-02-02T11:00:00.000Z',
      }),
    ],
    folder,
  );
  [proposer, approver, assessor] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Bo Tan', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
  ];
  [caseId, other] = assessor!.caseIds();
  for (const one of [proposer!, approver!, assessor!])
    for (const id of [caseId!, other!]) one.sign(id, 'screened', { result: 'none' });
  const text = 'She was sure of it: periwinkle.';
  assessor!.sign(caseId!, 'task_set', { kind: 'task', holder: assessor!.identity.user }, { text });
  assessor!.sign(caseId!, 'decided', { outcomes: ['record'], route: 'here' }, { rationale: text, optionsRejected: [] });
  for (const one of [proposer!, approver!, assessor!]) {
    await round(one);
    const [file] = attachmentIds(one);
    keepAttachmentText(one.vault, { caseId: caseId!, attachment: file!, text: 'The ultramarine ledger.' });
    saveDraft(one.vault, caseId!, 'note new', { text: 'Perhaps chartreuse.' });
  }
  for (const one of [proposer!, approver!]) await round(one);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  expect(await office.close()).toEqual([]);
});

const attachmentIds = (one: Workstation) => {
  const read = readCase(one.vault.db, caseId!);
  return read.ok ? (read.value.file?.report?.attachments ?? []).map(({ id }) => id) : [];
};
const what = {
  scope: 'case',
  ground: 'unlawful',
  schedule: retentionSchedule.version,
  group: '4',
} as const;
const propose = (one: Workstation) =>
  proposeDisposal(one.vault, { caseId: caseId!, what, why: 'It should never have come: cinnabar.', basedOn: null });
const approve = (one: Workstation) => {
  const proposal = caseInView(one.vault.db, caseId!)!.facts.records?.proposal?.event ?? '';
  return approveDisposal(one.vault, { caseId: caseId!, proposal });
};
async function erase(): Promise<void> {
  expect(propose(proposer!)).toMatchObject({ ok: true });
  await round(proposer!);
  await round(approver!);
  expect(approve(approver!)).toMatchObject({ ok: true });
  await round(approver!);
  await round(proposer!);
}
const counted = async () => {
  const all = [];
  for await (const measure of measures(office.organisation.hub.db)) all.push(measure);
  return all;
};
const hubRows = () =>
  office.organisation.hub.db.selectFrom('events').selectAll().where('case_id', '=', caseId!).orderBy('seq').execute();

describe('once two people have erased a case', () => {
  it('not a word of it is left on the workstations that are in touch, nor a sealed byte at the hub, and the proof stays', async () => {
    for (const one of [proposer!, approver!]) {
      one.vault.db.run('INSERT INTO pack_pages (case_id, sha256, jpeg) VALUES (?, ?, ?)', [caseId!, 'a', 'drawn']);
      settleLog(one);
      expect(
        found(
          one,
          words.filter((word) => word !== canaries.waiting && word !== canaries.why),
        ),
      ).toHaveLength(6);
      expect(inIndex(one)).toContain(canaries.narrative);
    }
    const [before, statistics] = [await hubRows(), await counted()];
    expect(before.filter(({ sealed }) => sealed !== null && sealed.length > 0).length).toBeGreaterThan(3);
    const chunksBefore = await office.organisation.hub.db.selectFrom('chunks').selectAll().execute();
    expect(chunksBefore).toHaveLength(2);
    await erase();

    for (const one of [proposer!, approver!]) {
      // Nothing is asked of the log here: what is in it was cut when the contents went.
      expect(found(one)).toEqual([]);
      expect(found(one, [STAYS])).toEqual([STAYS]);
      expect(inIndex(one)).toEqual([]);
      settleLog(one);
      expect(logBytes(one)).toBe(0);
      expect(found(one)).toEqual([]);
      for (const table of BESIDE_EVENTS)
        expect([table, one.count(`${table} WHERE case_id = '${caseId}'`)]).toEqual([table, 0]);
      expect(one.count(`known_cases WHERE case_id = '${caseId}'`)).toBe(0);
      expect(one.count(`events WHERE case_id = '${caseId}' AND (payload IS NOT NULL OR length(sealed) > 0)`)).toBe(0);
      expect(casesWithFiles(one.vault.db)).toEqual([other]);
      expect(foldsToTheSame(one.vault)).toBe(true);
      const records = readRecords(one.vault.db, caseId!);
      expect(records).toMatchObject({
        ok: true,
        value: { erased: { by: { name: 'Bo Tan' }, proposedBy: { name: 'Sunita Vale' }, ground: 'unlawful' } },
      });
      expect(listRecords(one.vault.db, 'erased', Date.now()).rows).toMatchObject([{ caseId, reference: 'GOES/1' }]);
    }
    const after = await hubRows();
    expect(after.slice(0, before.length).map(({ header, signature, seq }) => ({ header, signature, seq }))).toEqual(
      before.map(({ header, signature, seq }) => ({ header, signature, seq })),
    );
    expect(after.every(({ sealed }) => sealed === null || sealed.length === 0)).toBe(true);
    const chunks = await office.organisation.hub.db.selectFrom('chunks').select('sha256').execute();
    expect(chunks).toHaveLength(1);
    expect(await faultsOf(office.organisation)).toEqual([]);
    expect(await counted()).toEqual(statistics);
  });

  it('a workstation that was off the line loses its own words too, and what it had signed is refused with the reason', async () => {
    await assessor!.stop();
    saveDraft(assessor!.vault, caseId!, 'note other', { text: 'Perhaps chartreuse again.' });
    const late = assessor!.sign(caseId!, 'task_set', { kind: 'task', holder: null }, { text: 'Ask about vermilion.' });
    await erase();
    settleLog(assessor!);
    expect(found(assessor!, [canaries.waiting, canaries.narrative])).toHaveLength(2);
    expect((await erasureProgress(office.organisation.hub))[0]!.waiting).toMatchObject([{ name: 'Sam Orrell' }]);
    await round(assessor!);
    const [row] = assessor!.rows<{ verdict: string; status: string }>(
      'SELECT verdict, status FROM events WHERE id = ?',
      [late],
    );
    expect([row!.status, JSON.parse(row!.verdict)]).toMatchObject([
      'settled',
      { code: 'illegal_transition', reason: 'case_erased' },
    ]);
    expect(found(assessor!)).toEqual([]);
    expect(inIndex(assessor!)).toEqual([]);
    expect(found(assessor!, [STAYS])).toEqual([STAYS]);
    // A page that was open goes on typing.
    saveDraft(assessor!.vault, caseId!, 'note new', { text: 'More chartreuse.' });
    expect(assessor!.count(`drafts WHERE case_id = '${caseId}'`)).toBe(0);
    const progress = await erasureProgress(office.organisation.hub);
    expect(progress).toMatchObject([{ caseId, confirmed: 3, waiting: [] }]);
    expect(await faultsOf(office.organisation)).toEqual([]);
  });

  it('a workstation without a network loses them by the next bundle, and confirms it by the one after', async () => {
    await assessor!.stop();
    Object.assign(assessor!.identity, { hub: 'http://127.0.0.1:9' });
    assessor!.start({ identity: () => Promise.resolve(assessor!.identity) });
    const late = assessor!.sign(caseId!, 'task_set', { kind: 'task', holder: null }, { text: 'Ask about vermilion.' });
    await erase();
    const { hub } = office.organisation;
    const { device } = assessor!.identity;
    expect(await stationReads(assessor!, await hubWrites(hub, device))).toMatchObject({ ok: true });
    // What it had signed goes on waiting for its verdict, by its number, and opens for nobody here.
    expect(found(assessor!)).toEqual([]);
    expect(assessor!.count(`case_keys WHERE case_id = '${caseId}'`)).toBe(0);
    const taken = await hubReads(hub, await stationWrites(assessor!));
    expect(taken.verdicts.find(({ id }) => id === late)).toMatchObject({ reason: 'case_erased' });
    expect((await erasureProgress(hub))[0]).toMatchObject({ confirmed: 3, waiting: [] });
    expect(await stationReads(assessor!, await hubWrites(hub, device))).toMatchObject({ ok: true });
    expect(assessor!.count(`events WHERE id = '${late}' AND status = 'settled' AND sealed IS NULL`)).toBe(1);
    expect(found(assessor!)).toEqual([]);
  });

  it('a workstation that is set up afterwards receives headers, and no word', async () => {
    await erase();
    const late = await office.workstation('Mo Finch', { unit: 'MPS', role: 'assessor' });
    expect(late.caseIds()).toContain(caseId);
    expect(found(late)).toEqual([]);
    expect(late.count(`case_keys WHERE case_id = '${caseId}'`)).toBe(0);
    expect(late.count(`events WHERE case_id = '${caseId}'`)).toBe((await hubRows()).length);
  });
});

it('a single entry goes with its words, and the rest of the case stays readable', async () => {
  const [entry] = assessor!.rows<{ id: string }>(`SELECT id FROM events WHERE case_id = ? AND type = 'task_set'`, [
    caseId!,
  ]);
  const [decision] = assessor!.rows<{ id: string }>(`SELECT id FROM events WHERE case_id = ? AND type = 'decided'`, [
    caseId!,
  ]);
  const entries = [entry!.id, decision!.id];
  const scope = { scope: 'entries', ground: 'ordered', entries } as const;
  expect(
    proposeDisposal(proposer!.vault, { caseId: caseId!, what: scope, why: 'The court says so.', basedOn: null }),
  ).toMatchObject({ ok: true });
  await round(proposer!);
  await round(approver!);
  expect(approve(approver!)).toMatchObject({ ok: true });
  for (const one of [approver!, proposer!, assessor!]) {
    await round(one);
    expect(found(one, [canaries.note])).toEqual([]);
    expect(found(one, [canaries.narrative, canaries.draft])).toHaveLength(2);
    expect(one.count(`case_keys WHERE case_id = '${caseId}'`)).toBe(1);
  }
  const rows = await hubRows();
  expect(
    rows
      .filter(({ sealed }) => sealed === null)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(entries.toSorted());
  expect(await faultsOf(office.organisation)).toEqual([]);
  expect((await erasureProgress(office.organisation.hub))[0]).toMatchObject({ confirmed: 3, waiting: [] });
});

it('a disposal under a hold is refused with the reason, the attempt stands in the journal, and lifted it goes on', async () => {
  const hold = proposer!.sign(caseId!, 'hold_set', { kind: 'CORONER' }, { why: 'An inquest is opened.' });
  expect(propose(proposer!)).toMatchObject({
    ok: false,
    error: { code: 'illegal_transition', detail: { reason: 'case_on_hold' } },
  });
  const noted = proposer!.rows<{ facets: string }>(
    `SELECT header ->> '$.facets' AS facets FROM events WHERE type = 'disposal_refused'
     UNION ALL SELECT facets FROM journal_pending WHERE type = 'disposal_refused'`,
  );
  expect(noted.map(({ facets }) => JSON.parse(facets))).toEqual([{ act: 'propose', reason: 'case_on_hold' }]);
  proposer!.sign(caseId!, 'hold_lifted', { hold }, { why: 'It was closed.' });
  expect(propose(proposer!)).toMatchObject({ ok: true });
  // And nobody is both of the two people.
  expect(approve(proposer!)).toMatchObject({ ok: false, error: { detail: { reason: 'own_proposal' } } });
  await round(proposer!);
  await round(approver!);
  approver!.sign(caseId!, 'hold_set', { kind: 'CPIA' }, { why: 'A trial.' });
  expect(approve(approver!)).toMatchObject({ ok: false, error: { detail: { reason: 'case_on_hold' } } });
});
