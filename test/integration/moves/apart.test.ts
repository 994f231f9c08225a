/** A case that a supervisor sets apart by hand is gone for all but its readers, and can be opened to the desk again. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { readMoving } from '../../../electron/vault/moving/read-moving.ts';
import { changeKeys, changeReaders, sealForChange } from '../../../electron/vault/readers/change.ts';
import { readersOf } from '../../../shared/domain/compartment.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { faultsOf, move, round, setApart, settled, startOffice, type Office } from './office.ts';

let office: Office;
let [supervisor, reader, other]: Workstation[] = [];
beforeEach(async () => {
  office = await startOffice();
  await office.organisation.importReports(3, 'MPS', 5);
  [supervisor, reader, other] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
    await office.workstation('Ivo Lindt', { unit: 'MPS', role: 'assessor' }),
  ];
});
afterEach(async () => {
  expect(await office.close()).toEqual([]);
});

const apart = (caseId: string) => ({
  caseId,
  to: 'readers' as const,
  readers: [supervisor!, reader!].map(({ identity }) => identity.user),
  reason: 'It concerns somebody of this floor.',
});

describe('a case that is set apart by hand', () => {
  it('is open to its readers alone, drafts and all, and to nobody else of the desk', async () => {
    const [caseId] = reader!.caseIds();
    for (const one of [reader!, other!])
      one.vault.db.run(
        `INSERT INTO drafts (case_id, part, content, saved_at) VALUES (?, 'note', '"typed"', '2026-03-01')`,
        [caseId!],
      );
    await setApart(reader!, supervisor!, apart(caseId!));
    await until(() => supervisor!.count(`facts WHERE compartment = '${readersOf(caseId!)}'`) === 1);
    await round(reader!, other!);
    expect(reader!.caseIds()).toContain(caseId);
    expect(reader!.count('drafts')).toBe(1);
    expect(other!.caseIds()).not.toContain(caseId);
    expect(other!.count('drafts')).toBe(0);
    expect(other!.rows('SELECT to_unit FROM departures')).toEqual([{ to_unit: null }]);
    const words = await supervisor!.vault.db.column<string>(
      `SELECT payload FROM events WHERE type = 'moved' AND status = 'accepted'`,
    );
    expect(words.map((text) => JSON.parse(text))).toEqual([{ reason: 'It concerns somebody of this floor.' }]);
    expect(foldsToTheSame(reader!.vault)).toBe(true);
    // What comes after is sealed with a key that the desk never had.
    reader!.sign(caseId!, 'labelled', { label: 'URGENT', on: true }, {});
    await settled(reader!);
    await round(supervisor!);
    expect(supervisor!.count(`events WHERE type = 'labelled' AND payload IS NOT NULL`)).toBe(1);
    expect(await faultsOf(office.organisation)).toEqual([]);
  });

  it('is opened to the desk again by a reader who supervises', async () => {
    const [caseId] = reader!.caseIds();
    await setApart(reader!, supervisor!, apart(caseId!));
    await until(() => supervisor!.count(`facts WHERE compartment = '${readersOf(caseId!)}'`) === 1);
    await round(reader!, other!);
    await move(supervisor!, {
      caseId: caseId!,
      to: 'desk',
      unit: 'MPS',
      why: 'opened_again',
      reason: 'It was a namesake.',
    });
    await until(() => supervisor!.count(`facts WHERE compartment = 'desk:MPS'`) === 3);
    await round(reader!, other!);
    for (const one of [reader!, other!]) {
      expect(one.caseIds()).toHaveLength(3);
      expect(one.count(`events WHERE case_id = '${caseId}' AND payload IS NULL`)).toBe(0);
      expect(foldsToTheSame(one.vault)).toBe(true);
    }
    expect(await faultsOf(office.organisation)).toEqual([]);
  });

  it('does not go before somebody else asked: refused on the workstation with the reason and who may', async () => {
    const [caseId] = reader!.caseIds();
    await expect(move(supervisor!, apart(caseId!))).rejects.toThrow('apart_not_asked');
    supervisor!.sign(caseId!, 'screened', { result: 'none' });
    supervisor!.sign(
      caseId!,
      'apart_requested',
      { readers: apart(caseId!).readers },
      { why: 'Somebody of this floor.' },
    );
    await expect(move(supervisor!, apart(caseId!))).rejects.toThrow('own_request');
    await settled(supervisor!);
    // An assessor hears of no more than that it was asked; nobody but a supervisor answers.
    await round(other!);
    expect(readMoving(other!.vault.db, caseId!)?.request?.mayAnswer ?? false).toBe(false);
    expect(readMoving(supervisor!.vault.db, caseId!)?.request).toMatchObject({ own: true, mayAnswer: false });
    expect(supervisor!.caseIds()).toHaveLength(3);
  });

  it('tells a reader who was let out, and the case sent on, in one push no more, not even where it went', async () => {
    const [caseId] = reader!.caseIds();
    await setApart(reader!, supervisor!, apart(caseId!));
    await until(() => supervisor!.count(`facts WHERE compartment = '${readersOf(caseId!)}'`) === 1);
    await round(reader!);
    // Both are signed while the line is down, and go in one push.
    await supervisor!.stop();
    const change = { caseId: caseId!, user: reader!.identity.user, to: 'out' } as const;
    const keys = changeKeys(supervisor!.vault.db, change);
    if (!keys.ok) throw new Error(JSON.stringify(keys));
    const sealed = await sealForChange(change, keys.value, null, randomBytes);
    expect(changeReaders(supervisor!.vault, { change, sealed })).toMatchObject({ ok: true });
    await move(supervisor!, { caseId: caseId!, to: 'desk', unit: 'MPS', why: 'opened_again', reason: 'A namesake.' });
    supervisor!.start();
    await settled(supervisor!);
    const { db } = office.organisation.hub;
    const may = await db
      .selectFrom('compartment_readers')
      .select('user_id')
      .where('compartment', '=', readersOf(caseId!))
      .execute();
    expect(may.map(({ user_id }) => user_id)).toEqual([supervisor!.identity.user]);
    await round(reader!);
    expect(reader!.rows('SELECT 1 FROM compartments WHERE compartment = ?', [readersOf(caseId!)])).toEqual([]);
    expect(reader!.caseIds()).toContain(caseId);
  });

  it('cannot be hidden by the hub without a signed move', async () => {
    const { db } = office.organisation.hub;
    await sql`update events set moved_to = 'desk:GMP', sealed = null where compartment = 'desk:MPS' and seq = 2`.execute(
      db,
    );
    expect((await faultsOf(office.organisation)).map(({ kind }) => kind)).toContain('move_differs');
  });
});
