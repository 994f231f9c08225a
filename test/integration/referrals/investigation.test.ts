/** What an investigator does with a referral reaches the desk that sent it, in codes and without a word, and in order only. */
import { sign } from '../../../electron/vault/cases/sign.ts';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeReferralKey } from '../../../electron/vault/referrals/referral-key.ts';
import { sendNow } from '../../../electron/vault/referrals/send.ts';
import { acceptedFacts } from '../../../electron/vault/store/facts.ts';
import { faultsOf, startOffice, type Office } from '../moves/office.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { pack } from './pack.ts';

let office: Office;
let desk: Workstation;
let investigator: Workstation;
let caseId: string;
let referral: string;

beforeEach(async () => {
  office = await startOffice();
  desk = await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' });
  investigator = await office.workstation('Rhian Calloway', { unit: 'MPS-INV', role: 'investigator' });
  await office.organisation.importReports(2, 'MPS', 7);
  await until(() => desk.caseIds().length === 2);
  caseId = desk.caseIds()[0]!;
  desk.sign(caseId, 'screened', { result: 'none' });
  const decision = { outcomes: ['investigate'], route: 'here' };
  desk.sign(caseId, 'decided', decision, { rationale: 'Credible and grave.', optionsRejected: [] });
  const { device, sealing } = investigator.identity;
  const made = await makeReferralKey(v7(), [{ device, sealingKey: sealing.publicKey }], randomBytes);
  const command = { caseId, unit: 'MPS-INV', outcome: 'investigate', pack, holdSeconds: 0 };
  const sent = sendNow(desk.vault, command as never, made, null);
  if (!sent.ok) throw new Error(JSON.stringify(sent));
  desk.engine()?.wake();
  await until(() => investigator.count(`events WHERE type = 'referral_issued' AND payload IS NOT NULL`) === 1);
  referral = investigator.rows<{ case_id: string }>(`SELECT case_id FROM events WHERE type = 'referral_issued'`)[0]!
    .case_id;
});
afterEach(async () => {
  const { organisation } = office;
  expect(await faultsOf(organisation)).toEqual([]);
  expect(await office.close()).toEqual([]);
});

const standing = () => {
  const facts = acceptedFacts(desk.vault.db, caseId)!.facts;
  return facts.kind === 'case' ? facts.referrals[referral] : undefined;
};

test('its desk hears of every step, and of none of the words', async () => {
  investigator.sign(referral, 'acknowledged', {});
  investigator.sign(referral, 'referral_accepted', {});
  investigator.sign(
    referral,
    'investigation_logged',
    { step: 'INTERVIEW', on: '2026-03-02' },
    { note: 'A heron waded through the interview room.' },
  );
  investigator.sign(
    referral,
    'outcome_recorded',
    { track: 'criminal', outcome: 'CHARGED', subject: null, on: '2026-03-03' },
    { note: 'Charged at the heron court.' },
  );
  await investigator.settled();
  await until(() => (standing()?.investigation?.outcomes.length ?? 0) === 1);
  expect(standing()).toMatchObject({
    acknowledgedBy: investigator.identity.user,
    investigation: { answer: { result: 'accepted' }, outcomes: [{ track: 'criminal', outcome: 'CHARGED' }] },
  });
  expect(desk.count(`events WHERE type = 'referral_progressed'`)).toBe(4);
  expect(desk.count(`events WHERE payload LIKE '%heron%'`)).toBe(0);
  expect(investigator.count(`events WHERE payload LIKE '%heron%'`)).toBe(2);
  expect(investigator.count(`events WHERE compartment LIKE 'desk:%'`)).toBe(0);
});

/** The facets of what was entered in a workstation's journal, whether or not the journal is open yet. */
const entered = (one: Workstation, type: string): unknown[] =>
  one
    .rows<{ facets: string }>(
      `SELECT header ->> '$.facets' AS facets FROM events WHERE type = '${type}'
       UNION ALL SELECT facets FROM journal_pending WHERE type = '${type}'`,
    )
    .map(({ facets }) => JSON.parse(facets));

test('an outcome out of order is refused where it is written, and leaves nothing behind', async () => {
  investigator.sign(referral, 'acknowledged', {});
  investigator.sign(referral, 'referral_accepted', {});
  const convicted = { track: 'criminal', outcome: 'CONVICTED', subject: null, on: '2026-03-03' };
  const refused = sign(investigator.vault, {
    ...{ caseId: referral, type: 'outcome_recorded', facets: convicted, payload: {}, basedOn: null, holdSeconds: 0 },
  });
  expect(refused).toMatchObject({ ok: false, error: { detail: { reason: 'outcome_out_of_order' } } });
  // That somebody tried is recorded, for the auditors: which outcome, and never what was written about it.
  const facets = { track: 'criminal', outcome: 'CONVICTED', reason: 'outcome_out_of_order' };
  expect(entered(investigator, 'outcome_refused')).toEqual([facets]);
  await investigator.settled();
  await until(() => standing()?.investigation?.answer?.result === 'accepted');
  expect(standing()?.investigation?.outcomes).toEqual([]);
});

test('a referral that was returned comes back to its desk with the reason as a code', async () => {
  investigator.sign(referral, 'acknowledged', {});
  investigator.sign(referral, 'referral_returned', { reason: 'NOT_OURS' }, { why: 'For the heron unit.' });
  await investigator.settled();
  await until(() => standing()?.investigation?.answer?.result === 'returned');
  expect(desk.count(`events WHERE payload LIKE '%heron%'`)).toBe(0);
});
