/** How an intake is written: what of a case, and in how many transactions (docs/decisions/0020). */
import { beforeAll, expect, test } from 'vitest';
import { intake } from '../../../electron/vault/store/intake.ts';
import type { Told } from '../../../electron/vault/store/steps.ts';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { HubLog, organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function vaultWith(reports: number, told: Told) {
  const vault = await new TestVault(org).withDirectory();
  const log = new HubLog(deskOf('MPS'));
  for (let n = 0; n < reports; n++) log.add(reportEvent(org));
  const steps = intake(vault.writing, log.page());
  let transactions = 0;
  for (let step = steps.next(); step.done !== true; step = steps.next(told))
    if (step.value !== 'open') transactions += 1;
  return { vault, transactions };
}

test('of a case that nobody has worked on nothing is stored about the work that there is not', async () => {
  const { vault } = await vaultWith(1, undefined);
  const [work] = vault.db.column<string>(`SELECT facts ->> '$.work' FROM facts`);
  expect(Object.keys(JSON.parse(work!) as object)).toEqual(['arrivedAt']);
});

test('a transaction takes 128 events while somebody is at work, and the whole page where nobody is', async () => {
  const busy = await vaultWith(140, undefined);
  expect(busy.transactions).toBe(2);
  const alone = await vaultWith(140, 'alone');
  expect(alone.transactions).toBe(1);
  for (const { vault } of [busy, alone]) expect(vault.db.column('SELECT count(*) FROM cases')).toEqual([140]);
});
