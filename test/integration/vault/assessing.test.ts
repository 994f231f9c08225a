import { beforeAll, describe, expect, test } from 'vitest';
import { byReference } from '../../../electron/vault/desk/by-reference.ts';
import { holdings } from '../../../electron/vault/desk/holdings.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';
import { PASSPHRASE, TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

describe('a person’s own templates', () => {
  test('are kept in the vault, in their order, and are there after a lock', async () => {
    const station = await new TestWorkstation(org).start();
    await station.setUp();
    const { page } = station;
    const ids = ['a', 'b'].map((letter) => `0000000${letter}-0000-4000-8000-000000000000`);
    for (const id of ids) await page.value('templates.keep', { id, title: `Mine ${id}`, text: 'What is known:\n' });
    await page.value('templates.keep', { id: ids[0]!, title: 'Reworded', text: 'What is known:\n' });
    await station.restart();
    const again = station.page;
    await again.value('session.unlock', { passphrase: PASSPHRASE });
    expect((await again.value('templates.read', {})).map(({ title }) => title)).toEqual(['Reworded', `Mine ${ids[1]}`]);
    await again.value('templates.drop', { id: ids[0]! });
    expect(await again.value('templates.read', {})).toHaveLength(1);
  });

  test('find an end: the list stays one that somebody looks through', async () => {
    const station = await new TestWorkstation(org).start();
    await station.setUp();
    const keep = (n: number) =>
      station.page.call('templates.keep', {
        id: `0000000a-0000-4000-8000-${String(n).padStart(12, '0')}`,
        title: String(n),
        text: 'Known:',
      });
    for (let n = 0; n < 50; n += 1) expect(await keep(n)).toMatchObject({ ok: true });
    expect(await keep(50)).toMatchObject({ ok: false, error: { code: 'too_many' } });
    expect(await keep(49)).toMatchObject({ ok: true });
  });
});

describe('who holds what', () => {
  test('counts what is not decided, and how much of it is heavy; what was declared is nobody’s business', async () => {
    const vault = await new TestVault(org).withDirectory();
    const reports = [
      reportEvent(org, { narrative: 'One.' }, { categories: ['VIOLENCE'] }),
      reportEvent(org, { narrative: 'Two.' }, { categories: ['OTHER'] }),
      reportEvent(org, { narrative: 'Three.' }, { categories: ['VIOLENCE'] }),
    ];
    await vault.receive(...reports);
    const ids = reports.map(({ header }) => header.caseId);
    vault.screen(ids, []);
    expect(holdings(vault.db)).toEqual([]);
    const to = org.colleague.user;
    for (const caseId of ids) vault.sign({ caseId, type: 'allocated', facets: { to }, payload: {}, basedOn: null });
    expect(holdings(vault.db)).toEqual([{ user: to, held: 3, heavy: 2 }]);
    vault.sign({
      caseId: ids[0]!,
      type: 'decided',
      facets: { outcomes: ['record'], route: 'professional_standards' },
      payload: { rationale: 'Weighed.', optionsRejected: [] },
      basedOn: null,
    });
    expect(holdings(vault.db)).toEqual([{ user: to, held: 2, heavy: 1 }]);
  });
});

describe('an earlier report', () => {
  test('is found by how its reference begins, in order; a declared one is not', async () => {
    const vault = await new TestVault(org).withDirectory();
    const reports = ['R-10', 'R-11', 'R-2', 'r%'].map((reference) =>
      reportEvent(org, { narrative: 'A.' }, { reference }),
    );
    await vault.receive(...reports);
    const ids = reports.map(({ header }) => header.caseId);
    vault.screen([ids[0]!, ids[2]!], [ids[1]!]);
    const found = (begins: string) => byReference(vault.db, begins).map(({ reference }) => reference);
    expect(found('R-')).toEqual(['R-10', 'R-2']);
    expect(found('R-1')).toEqual(['R-10']);
    expect(found('%')).toEqual([]);
  });
});
