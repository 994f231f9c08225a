/** Who is told of a case, through vault and hub: every workstation of the desk sees the same state and the same times. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signNow } from '../../../electron/vault/cases/sign.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { countRecipients, readRecipients } from '../../../electron/vault/recipients/list.ts';
import { makeReferralKey } from '../../../electron/vault/referrals/referral-key.ts';
import { sendNow } from '../../../electron/vault/referrals/send.ts';
import { acceptedFacts } from '../../../electron/vault/store/facts.ts';
import { recipientsOf } from '../../../shared/domain/recipients-of.ts';
import { addWorkingDays } from '../../../shared/domain/working-days.ts';
import { statements } from '../../../server/hub/store/migrations/010-what-recipients-did.ts';
import { faultsOf, move, round, settled, startOffice, type Office } from '../moves/office.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';

let office: Office;
let assessor: Workstation;
let supervisor: Workstation;
let caseId: string;

beforeEach(async () => {
  office = await startOffice();
  assessor = await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' });
  supervisor = await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' });
  await office.organisation.importReports(2, 'MPS', 7);
  await until(() => assessor.caseIds().length === 2 && supervisor.caseIds().length === 2);
  caseId = assessor.caseIds()[0]!;
  assessor.sign(caseId, 'screened', { result: 'none' });
  supervisor.sign(caseId, 'screened', { result: 'none' });
  await round(assessor, supervisor);
});
afterEach(async () => {
  const { organisation } = office;
  expect(await faultsOf(organisation)).toEqual([]);
  expect(await office.close()).toEqual([]);
});

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const told = (toldAt: string) => ({ toldAt, means: 'SECURE_EMAIL' });
const words = { who: 'Duty officer', passed: 'A heron was seen at the gate.' };
const oversight = (toldAt: string) => ({
  kind: 'oversight',
  ...told(toldAt),
  body: 'IOPC',
  grounds: ['IOPC_CORRUPTION'],
});

/** Signs what builds on the last answer of the same recipient. */
function answer(
  by: Workstation,
  recipient: string,
  step: string,
  more: object,
  payload: object = {},
  basedOn?: string,
) {
  const facets = { recipient, step, ...more };
  const command = { caseId, type: 'recipient_answered', facets, payload, basedOn, holdSeconds: 0 };
  const signed = signNow(by.vault, command as never);
  if (!signed.ok) throw new Error(JSON.stringify(signed));
  by.engine()?.wake();
  return signed.value.event!;
}

const factsAt = (one: Workstation) => {
  const facts = acceptedFacts(one.vault.db, caseId)!.facts;
  if (facts.kind !== 'case') throw new Error('no case');
  return facts;
};
const listed = (one: Workstation) => readRecipients(one.vault.db, { kinds: [], states: [], after: null }).rows;

/** Until both workstations hold the same facts of the case. */
const together = async () => {
  await round(assessor, supervisor);
  await round(assessor, supervisor);
  expect(factsAt(assessor).work.recipients).toEqual(factsAt(supervisor).work.recipients);
};

function referralTest(clear: string) {
  const grounds = [{ ground: 'IOPC_CORRUPTION', answer: 'yes' }];
  assessor.sign(caseId, 'assessed', { stage: 'referral_test', round: 1, grounds, becameClearAt: clear }, {});
}

test('an oversight body is told after test and notice, and its reference and mode reach the whole desk', async () => {
  const first = ago(60);
  expect(() => assessor.sign(caseId, 'recipient_told', oversight(ago(5)), words)).toThrow(/referral_test_missing/);
  referralTest(first);
  expect(() => assessor.sign(caseId, 'recipient_told', oversight(ago(5)), words)).toThrow(/authority_not_told/);
  assessor.sign(caseId, 'authority_notified', { toldAt: ago(30) }, { who: 'The deputy' });
  const clocks = (one: Workstation) =>
    one
      .rows<{ what: string }>(`SELECT what FROM dues WHERE case_id = ? AND kind = 'clock'`, [caseId])
      .map((row) => row.what);
  expect(clocks(assessor)).toContain('mandatory_referral');
  const recipient = assessor.sign(caseId, 'recipient_told', oversight(ago(20)), words);
  await together();
  for (const one of [assessor, supervisor]) {
    expect(clocks(one)).not.toContain('mandatory_referral');
    const due = addWorkingDays(factsAt(one).work.recipients[recipient]!.since, 1);
    expect(one.rows(`SELECT what, due_at FROM dues WHERE kind = 'recipient'`)).toEqual([
      { what: recipient, due_at: due },
    ]);
    expect(listed(one)).toMatchObject([{ recipient, kind: 'oversight', body: 'IOPC', state: 'sent', due }]);
  }

  const acknowledged = answer(supervisor, recipient, 'acknowledged', { at: ago(10) }, { reference: 'HERON-77' });
  await together();
  // A step that does not follow, and a code of another list, are refused where they are written.
  expect(() => answer(assessor, recipient, 'closed', { at: ago(1), code: 'ACTED' }, {}, acknowledged)).toThrow(
    /step_out_of_order/,
  );
  expect(() => answer(assessor, recipient, 'accepted', { at: ago(1), code: 'HERON' }, {}, acknowledged)).toThrow(
    /code_unknown/,
  );
  answer(assessor, recipient, 'accepted', { at: ago(5), code: 'LOCAL' }, {}, acknowledged);
  await together();
  expect(listed(supervisor)).toMatchObject([{ state: 'accepted', code: 'LOCAL' }]);
  expect(foldsToTheSame(supervisor.vault)).toBe(true);
  // The hub has codes and times alone: neither the reference nor what was passed on.
  const held = await sql<{ all: string }>`select string_agg(header, ' ') as all from events`.execute(
    office.organisation.hub.db,
  );
  expect(held.rows[0]!.all).toContain('LOCAL');
  expect(held.rows[0]!.all).not.toMatch(/heron/i);
});

test('a referral after its statutory time needs a reason, and one entered by mistake lets the clock run again', async () => {
  referralTest(ago(5 * 24 * 60));
  assessor.sign(caseId, 'authority_notified', { toldAt: ago(30) }, { who: 'The deputy' });
  expect(() => assessor.sign(caseId, 'recipient_told', oversight(ago(5)), words)).toThrow(/late_reason_missing/);
  const recipient = assessor.sign(caseId, 'recipient_told', { ...oversight(ago(5)), late: 'NOT_RECOGNISED' }, words);
  expect(() => assessor.sign(caseId, 'recipient_told', { ...oversight(ago(4)), late: 'OTHER' }, words)).toThrow(
    /recipient_open/,
  );
  answer(assessor, recipient, 'withdrawn', { at: ago(1) });
  await together();
  expect(supervisor.count(`dues WHERE kind = 'clock' AND what = 'mandatory_referral'`)).toBe(1);
  expect(listed(supervisor)).toMatchObject([{ state: 'withdrawn', due: null }]);
  expect(countRecipients(supervisor.vault.db, ago(0))).toEqual({ overdue: 0, soon: 0 });
});

test('two answers that were written apart meet as a conflict, and none of them is lost', async () => {
  const recipient = assessor.sign(
    caseId,
    'recipient_told',
    { kind: 'safeguarding', ...told(ago(90)), asks: ['MARAC'] },
    words,
  );
  await together();
  // An hour is over: what is awaited of a safeguarding unit is overdue everywhere.
  expect(countRecipients(supervisor.vault.db, ago(0))).toEqual({ overdue: 1, soon: 0 });
  await assessor.stop();
  await supervisor.stop();
  answer(assessor, recipient, 'acknowledged', { at: ago(5) }, { who: 'Orla Finch' });
  answer(supervisor, recipient, 'returned', { at: ago(4), code: 'NOT_OURS' });
  assessor.start();
  await settled(assessor);
  supervisor.start();
  await until(() => supervisor.count(`events WHERE type = 'recipient_answered' AND status = 'refused'`) === 1);
  expect(factsAt(assessor).work.recipients[recipient]!.state).toBe('acknowledged');
  expect(
    supervisor.count(`events WHERE type = 'recipient_answered' AND status = 'refused' AND payload IS NOT NULL`),
  ).toBe(1);
});

test('the charity is told codes that are true of the case, and its receipt settles the clock', async () => {
  const tell = (feedback: string, basedOn?: string) => {
    const command = {
      caseId,
      type: 'charity_told',
      facets: { feedback, toldAt: ago(0) },
      payload: {},
      basedOn,
      holdSeconds: 0,
    };
    const signed = signNow(assessor.vault, command as never);
    if (!signed.ok) throw new Error(JSON.stringify(signed));
    return signed.value.event!;
  };
  const runs = (clock: string) => assessor.count(`dues WHERE case_id = '${caseId}' AND what = '${clock}'`) === 1;
  expect(runs('acknowledge_charity')).toBe(true);
  expect(() => tell('USED')).toThrow(/feedback_untrue/);
  const received = tell('RECEIVED');
  expect(runs('acknowledge_charity')).toBe(false);
  const decision = { outcomes: ['investigate'], route: 'here' };
  assessor.sign(caseId, 'decided', decision, { rationale: 'Credible.', optionsRejected: [] });
  expect(runs('charity_feedback')).toBe(true);
  expect(() => tell('PASSED_ON', received)).toThrow(/feedback_untrue/);
  expect(() => tell('We arrested him.', received)).toThrow();
  tell('USED', received);
  expect(runs('charity_feedback')).toBe(false);
  await together();
  expect(factsAt(supervisor).work.charity.map(({ feedback }) => feedback)).toEqual(['RECEIVED', 'USED']);
});

test('a case that moved is acknowledged at its new desk, which accepts it by allocating it', async () => {
  const other = await office.workstation('Gwen Marsh', { unit: 'GMP', role: 'supervisor' });
  const wanted = { caseId, to: 'desk', unit: 'GMP', why: 'misrouted', reason: 'She serves there.' } as const;
  const event = await move(supervisor, wanted);
  await until(() => supervisor.caseIds().length === 1);
  await round(other);
  expect(listed(supervisor)).toEqual([]);
  expect(listed(other)).toMatchObject([
    { recipient: event, kind: 'other_force', way: 'moved', body: 'GMP', state: 'sent' },
  ]);
  other.sign(caseId, 'screened', { result: 'none' });
  other.sign(caseId, 'recipient_answered', { recipient: event, step: 'acknowledged', at: ago(0) }, {});
  await round(other);
  expect(listed(other)).toMatchObject([{ state: 'acknowledged' }]);
  const facets = { to: other.identity.user };
  expect(signNow(other.vault, { caseId, type: 'allocated', facets, payload: {}, basedOn: event } as never).ok).toBe(
    true,
  );
  await round(other);
  expect(listed(other)).toMatchObject([{ state: 'accepted', due: null }]);
  // Handed back, it is the first desk's to take on again.
  const back = await move(other, { caseId, to: 'desk', unit: 'MPS', why: 'handed_back', reason: 'He does not.' });
  await until(() => other.caseIds().length === 0);
  await round(supervisor);
  expect(listed(supervisor)).toMatchObject([{ recipient: back, way: 'moved', body: 'MPS', state: 'sent' }]);
});

test('news of a pack starts its time anew, and a hub from before learns it out of its own log', async () => {
  const investigator = await office.workstation('Rhian Calloway', { unit: 'MPS-INV', role: 'investigator' });
  await round(assessor);
  const decision = { outcomes: ['investigate'], route: 'here' };
  assessor.sign(caseId, 'decided', decision, { rationale: 'Credible.', optionsRejected: [] });
  const { device, sealing } = investigator.identity;
  const made = await makeReferralKey(v7(), [{ device, sealingKey: sealing.publicKey }], randomBytes);
  const grade = { source: '2', information: 'C', handling: 'C', action: 'A1', sanitisation: 'S2' };
  const pack = {
    ...{ reference: 'MPS-1', title: 'A pack', marking: 'OFFICIAL', handling: 'As agreed', request: 'Please look.' },
    ...{ subjects: [], statements: [{ statement: v7(), text: 'The gate stood open at noon.', grade }] },
  };
  const command = { caseId, unit: 'MPS-INV', outcome: 'investigate', pack, holdSeconds: 0 };
  expect(sendNow(assessor.vault, command as never, made, null).ok).toBe(true);
  assessor.engine()?.wake();
  await until(() => investigator.count(`events WHERE type = 'referral_issued' AND payload IS NOT NULL`) === 1);
  const { referral } = made;
  investigator.sign(referral, 'acknowledged', {});
  investigator.sign(referral, 'referral_accepted', {});
  investigator.sign(referral, 'investigation_logged', { step: 'INTERVIEW', on: '2026-03-02' }, {});
  await investigator.settled();
  await until(() => assessor.count(`events WHERE type = 'referral_progressed'`) === 3);
  await round(assessor);
  const [news] = assessor.rows<{ at: string }>(
    `SELECT max(header ->> 'at') AS at FROM events WHERE type = 'referral_progressed'`,
  );
  expect(recipientsOf(factsAt(assessor))).toMatchObject([
    { id: referral, way: 'pack', state: 'accepted', since: news!.at },
  ]);
  expect(listed(assessor)).toMatchObject([{ recipient: referral, kind: 'detectives', state: 'accepted' }]);
  const { db } = office.organisation.hub;
  await sql`update case_state set facts = facts #- '{work,news}'`.execute(db);
  expect((await faultsOf(office.organisation)).map(({ kind }) => kind)).toEqual(['facts_differ']);
  for (const statement of statements) await sql.raw(statement).execute(db);
});
