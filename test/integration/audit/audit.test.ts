/** An auditor's workstation: every journal, the headers of every desk, and the proof of each place. Real hub, real vaults. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditDepth, checkAudit } from '../../../electron/vault/audit/audit-depth.ts';
import { auditFile } from '../../../electron/vault/audit/audit-export.ts';
import { AuditLists } from '../../../electron/vault/audit/audit-lists.ts';
import { LogTrees } from '../../../electron/vault/audit/log-trees.ts';
import { checkAuditFile } from '../../../shared/protocol/check-audit-file.ts';
import { move, round, startOffice, type Office } from '../moves/office.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { audited, consult, openedJournal } from './auditing.ts';

let office: Office;
let [supervisor, assessor, auditor]: Workstation[] = [];
beforeEach(async () => {
  office = await startOffice();
  await office.organisation.importReports(3, 'MPS', 5);
  [supervisor, assessor, auditor] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
    await office.workstation('Ada Quill', { unit: 'AUDIT', role: 'auditor' }),
  ];
  for (const one of [supervisor!, assessor!, auditor!]) await openedJournal(one);
});
afterEach(async () => {
  expect(await office.close()).toEqual([]);
});

const depthOf = async (one: Workstation, event: string) => {
  const depth = await auditDepth(one.vault.db, new LogTrees(one.vault.db), event);
  if (!depth.ok) throw new Error(depth.error.code);
  return depth.value;
};
const EXPORT = {
  filter: {},
  reason: 'oversight',
  takenTo: 'The inspectorate',
  at: '2026-11-22T09:00:00.000Z',
} as const;

describe('an auditor', () => {
  it('reads every consultation with its reason, once, and holds no word of any case', async () => {
    const [caseId, other] = assessor!.caseIds();
    consult(assessor!, caseId!);
    consult(supervisor!, caseId!, 'SUPERVISION');
    assessor!.sign(caseId!, 'screened', { result: 'none' });
    assessor!.sign(caseId!, 'labelled', { label: 'URGENT', on: true }, {});
    await round(assessor!, supervisor!, auditor!);

    const entries = await audited(auditor!, { caseId: caseId! });
    expect(entries.map(({ kind, name, justification }) => [kind, name, justification]).sort()).toEqual([
      ['alteration', 'Sam Orrell', null],
      ['alteration', 'Sam Orrell', null],
      ['collection', 'Gateway', null],
      ['consultation', 'Sam Orrell', null],
      ['consultation', 'Sunita Vale', 'SUPERVISION'],
    ]);
    expect(entries.every(({ reference, place }) => reference !== null && place === 'logged')).toBe(true);
    expect(await audited(auditor!, { caseId: other! })).toHaveLength(1);
    expect(await audited(auditor!, { justification: 'SUPERVISION' })).toHaveLength(1);
    expect(await audited(auditor!, { reference: entries[0]!.reference! })).toHaveLength(5);

    // Of cases there are headers and nothing else: no contents, no key of a case, no row, nothing to search.
    expect(auditor!.count(`events WHERE compartment LIKE 'desk:%'`)).toBe(5);
    expect(
      auditor!.count(`events WHERE compartment LIKE 'desk:%' AND (payload IS NOT NULL OR sealed IS NOT NULL)`),
    ).toBe(0);
    expect(auditor!.count(`case_keys WHERE compartment LIKE 'desk:%'`)).toBe(0);
    for (const table of ['cases', "facts WHERE compartment LIKE 'desk:%'", 'search', 'known_people'])
      expect(auditor!.count(table)).toBe(0);
  });

  it('sees each entry proved in the log that the hub signed, also after cases have gone from it', async () => {
    const [caseId] = assessor!.caseIds();
    consult(assessor!, caseId!);
    await round(assessor!, auditor!);
    await move(supervisor!, { caseId: caseId!, to: 'desk', unit: 'GMP', why: 'misrouted', reason: 'Manchester.' });
    await until(() => supervisor!.caseIds().length === 2);
    await round(auditor!);

    const entries = await audited(auditor!);
    const moved = entries.filter(({ type }) => type === 'moved');
    expect(moved).toMatchObject([{ kind: 'disclosure', justification: 'misrouted', recipient: 'Desk two', caseId }]);
    for (const { event } of entries.filter(({ place }) => place === 'logged'))
      expect((await depthOf(auditor!, event)).inclusion, event).toBe('proved');
    expect((await depthOf(auditor!, moved[0]!.event)).line.signature).toBe('good');

    // The source desk's own supervisor kept the hashes of what went: their log can be proved, too.
    const trees = new LogTrees(supervisor!.vault.db);
    const own = await audited(supervisor!);
    const checked = await checkAudit(
      supervisor!.vault.db,
      trees,
      own.map(({ n }) => n),
      () => undefined,
    );
    expect(checked.logs.find(({ compartment }) => compartment === 'desk:MPS')).toMatchObject({
      outcome: 'agrees',
      closed: 1,
    });
  });

  it('is told what is not in the log yet, and of a row that somebody changed', async () => {
    const [caseId] = assessor!.caseIds();
    consult(assessor!, caseId!);
    await round(assessor!, auditor!);
    await auditor!.stop();
    consult(auditor!, caseId!);
    const entries = await audited(auditor!, { caseId: caseId!, kinds: ['consultation'] });
    const waiting = entries.find(({ name }) => name === 'Ada Quill')!;
    expect(waiting.place).toBe('waiting');
    expect((await depthOf(auditor!, waiting.event)).inclusion).toBe('not_in_log');

    const told = entries.find(({ name }) => name === 'Sam Orrell')!;
    const [{ header }] = auditor!.rows<{ header: string }>('SELECT header FROM events WHERE id = ?', [told.event]) as [
      { header: string },
    ];
    auditor!.vault.db.run('UPDATE events SET header = ? WHERE id = ?', [
      JSON.stringify({ ...JSON.parse(header), at: '2026-01-01T00:00:00.000Z' }),
      told.event,
    ]);
    const depth = await depthOf(auditor!, told.event);
    expect([depth.inclusion, depth.line.signature]).toEqual(['contradicted', 'bad']);
    const checked = await checkAudit(auditor!.vault.db, new LogTrees(auditor!.vault.db), [told.n], () => undefined);
    expect(checked.logs[0]!.outcome).toBe('differs');
  });

  it('takes away an export that anybody can check, and that shows when a byte of it was changed', async () => {
    const [caseId] = assessor!.caseIds();
    consult(assessor!, caseId!, 'COVER');
    await round(assessor!, auditor!);
    await audited(auditor!);
    const made = await auditFile(auditor!.vault.db, EXPORT);
    if (!made.ok) throw new Error(made.error.code);
    const { text, entries } = made.value;
    const verdict = checkAuditFile(text);
    expect(verdict).toMatchObject({ ok: true, audit: { entries } });
    expect(verdict.ok && verdict.audit.proved).toBeGreaterThan(10);
    expect(text).toContain('"COVER"');
    for (let at = 7; at < text.length - 1; at += Math.floor(text.length / 60)) {
      const changed = text[at] === 'x' ? 'y' : 'x';
      expect(checkAuditFile(text.slice(0, at) + changed + text.slice(at + 1)).ok, `${at}`).toBe(false);
    }
  });
});

describe('who may', () => {
  it('is an auditor, a supervisor for their own desk, and nobody else', async () => {
    const [caseId] = assessor!.caseIds();
    consult(assessor!, caseId!);
    consult(supervisor!, caseId!, 'SUPERVISION');
    await round(assessor!, supervisor!);
    await expect(audited(assessor!)).rejects.toThrow('not_permitted');
    // Journals are sealed to the auditors: of who read a case a supervisor sees what they themselves did.
    const seen = await audited(supervisor!, { caseId: caseId!, kinds: ['consultation'] });
    expect(seen.map(({ name }) => name)).toEqual(['Sunita Vale']);
    const lists = await new AuditLists(supervisor!.vault.db).open({});
    expect(lists).toMatchObject({ ok: true, value: { reach: 'units' } });
  });
});
