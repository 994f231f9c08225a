/** A case goes to another unit's desk and comes back, and the record of both stays verifiable. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { caseKeysHeld } from '../../../electron/vault/store/keys.ts';
import { quarantineOf } from '../../../server/hub/store/quarantine.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { openPayload } from '../../../shared/protocol/envelope.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { faultsOf, move, round, startOffice, type Office } from './office.ts';

let office: Office;
let [supervisor, assessor, other]: Workstation[] = [];
beforeEach(async () => {
  office = await startOffice();
  await office.organisation.importReports(3, 'MPS', 5);
  [supervisor, assessor, other] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
    await office.workstation('Gwen Marsh', { unit: 'GMP', role: 'supervisor' }),
  ];
});
afterEach(async () => {
  expect(await office.close()).toEqual([]);
});

const misrouted = (caseId: string) =>
  ({ caseId, to: 'desk', unit: 'GMP', why: 'misrouted', reason: 'The officer serves in Manchester.' }) as const;

describe('a case that is transferred', () => {
  it('leaves its desk whole, and arrives with its history, opened, where it went', async () => {
    const [caseId] = assessor!.caseIds();
    assessor!.sign(caseId!, 'screened', { result: 'none' });
    assessor!.sign(caseId!, 'labelled', { label: 'URGENT', on: true }, {});
    await assessor!.settled();
    await round(supervisor!);
    const before = supervisor!.rows<{ header: string }>(
      `SELECT header FROM events WHERE case_id = ? AND status = 'accepted' ORDER BY seq`,
      [caseId!],
    );
    expect(before).toHaveLength(3);
    const narrative = supervisor!.rows(
      'SELECT narrative FROM search s JOIN cases c ON c.id = s.rowid WHERE c.case_id = ?',
      [caseId!],
    );
    expect(narrative).toHaveLength(1);

    await move(supervisor!, misrouted(caseId!));
    await until(() => supervisor!.caseIds().length === 2);
    await round(assessor!, other!);

    for (const left of [supervisor!, assessor!]) {
      expect(left.caseIds()).not.toContain(caseId);
      expect(left.count(`events WHERE case_id = '${caseId}' AND payload IS NOT NULL`)).toBe(0);
      expect(left.count(`case_keys WHERE case_id = '${caseId}'`)).toBe(0);
      expect(left.rows('SELECT by_user, to_unit FROM departures')).toEqual([
        { by_user: supervisor!.identity.user, to_unit: 'GMP' },
      ]);
      expect(foldsToTheSame(left.vault)).toBe(true);
    }
    expect(other!.caseIds()).toEqual([caseId]);
    const here = other!.rows<{ header: string; payload: string | null; type: string }>(
      `SELECT header, payload, type FROM events WHERE case_id = ? AND status = 'accepted' ORDER BY seq`,
      [caseId!],
    );
    expect(here.map(({ header }) => header).slice(0, 3)).toEqual(before.map(({ header }) => header));
    expect(here.map(({ type }) => type)).toEqual(['report_received', 'screened', 'labelled', 'moved']);
    expect(here.every(({ payload }) => payload !== null)).toBe(true);
    expect(foldsToTheSame(other!.vault)).toBe(true);
    expect(await faultsOf(office.organisation)).toEqual([]);
  });

  it('leaves nothing behind, also where several go at once', async () => {
    const gone = supervisor!.caseIds().slice(0, 2);
    await assessor!.stop();
    await supervisor!.stop();
    for (const caseId of gone) await move(supervisor!, misrouted(caseId));
    await round(supervisor!, assessor!);
    for (const left of [supervisor!, assessor!]) {
      expect(left.caseIds()).toHaveLength(1);
      for (const caseId of gone) {
        expect(left.count(`events WHERE case_id = '${caseId}' AND payload IS NOT NULL`)).toBe(0);
        expect(left.count(`case_keys WHERE case_id = '${caseId}'`)).toBe(0);
      }
    }
  });

  it('is handed back with what was added there', async () => {
    const [caseId] = supervisor!.caseIds();
    await move(supervisor!, misrouted(caseId!));
    await until(() => supervisor!.caseIds().length === 2);
    await round(other!);
    other!.sign(caseId!, 'screened', { result: 'none' });
    other!.sign(caseId!, 'labelled', { label: 'URGENT', on: true }, {});
    await other!.settled();
    await move(other!, { caseId: caseId!, to: 'desk', unit: 'MPS', why: 'handed_back', reason: 'He left in 2020.' });
    await until(() => other!.caseIds().length === 0);
    await round(supervisor!, assessor!);
    for (const back of [supervisor!, assessor!]) {
      expect(back.caseIds()).toContain(caseId);
      expect(back.count('departures')).toBe(0);
      const types = back.rows(`SELECT type, payload IS NOT NULL AS open FROM events WHERE case_id = ? ORDER BY seq`, [
        caseId!,
      ]);
      expect(types).toEqual(
        ['report_received', 'moved', 'screened', 'labelled', 'moved'].map((type) => ({ type, open: 1 })),
      );
      expect(foldsToTheSame(back.vault)).toBe(true);
    }
    expect(await faultsOf(office.organisation)).toEqual([]);
  });

  it('takes what was signed at the same time along from those who may read it there', async () => {
    const both = await office.workstation(
      'Bo Tan',
      { unit: 'MPS', role: 'assessor' },
      { unit: 'GMP', role: 'assessor' },
    );
    const [caseId] = both.caseIds();
    await both.stop();
    await assessor!.stop();
    for (const one of [both, assessor!]) one.sign(caseId!, 'screened', { result: 'none' });
    await move(supervisor!, misrouted(caseId!));
    await until(() => supervisor!.caseIds().length === 2);
    await round(both, assessor!, other!);
    expect(both.caseIds()).toContain(caseId);
    expect(other!.rows(`SELECT type FROM events WHERE case_id = ? ORDER BY seq`, [caseId!])).toEqual(
      ['report_received', 'moved', 'screened', 'work_kept'].map((type) => ({ type })),
    );
    const verdicts = assessor!.rows<{ verdict: string }>(`SELECT verdict FROM events WHERE status = 'refused'`);
    expect(verdicts.map(({ verdict }) => JSON.parse(verdict))).toMatchObject([
      { code: 'not_permitted', reason: 'case_moved' },
    ]);
    // Nothing is lost: it lies sealed where the supervisors' key opens it.
    const [kept] = await quarantineOf(office.organisation.hub.db, caseId!);
    expect(kept).toMatchObject({ device: assessor!.identity.device });
    const header = JSON.parse(kept!.header) as EventHeader;
    const envelope = { header, signature: kept!.signature, sealed: kept!.sealed };
    const opened = caseKeysHeld(other!.vault.db, caseId!).map((key) => openPayload(envelope, key));
    expect(opened).toContainEqual({});
    expect(foldsToTheSame(both.vault)).toBe(true);
    expect(await faultsOf(office.organisation)).toEqual([]);
  });
});
