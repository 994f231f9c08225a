/** Danger over real vaults: who may read an alert, who is rung, what the journal tells, and what nobody may do. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openPayload } from '../../../shared/protocol/envelope.ts';
import { hpkeOpen } from '../../../shared/protocol/keys.ts';
import { textTarget } from '../../../shared/domain/annotation.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const narrative = 'He has a key. I sit beside her and he will wait tonight.';
const alertWords = {
  who: 'His former partner',
  where: 'At home',
  whyNow: '“I sit beside her and he will wait tonight.”',
};

/** A workstation with one report that nobody has screened. */
async function station(who = org.assessor) {
  const workstation = await new TestWorkstation(org, who).start();
  await workstation.setUp();
  await workstation.receiveDirectory();
  const report = reportEvent(org, { narrative, peopleAtRisk: [{ description: 'A child', child: true }] });
  await workstation.receive(report);
  return { workstation, page: workstation.page, report, caseId: report.header.caseId };
}
/** Somebody else's alert on the case, as the log brings it. */
async function raisedByColleague(given: Awaited<ReturnType<typeof station>>, who = org.colleague) {
  const { workstation, report, caseId } = given;
  const raised = signedBy(who, caseId, report.caseKey!, 'danger_raised', {}, alertWords);
  await workstation.receive(raised);
  return raised.header.id;
}
const onCall = (officers: { user: string; telephone: string }[]) => ({
  ...org.directory[0]!,
  id: org.auditKeyEvent.id.replace(/^./, 'a'),
  type: 'on_call_set',
  facets: { unit: 'MPS', officers },
});
const raise = (caseId: string, payload: object = alertWords) =>
  ({ caseId, type: 'danger_raised', facets: {}, payload: payload as typeof alertWords }) as const;

describe('raising danger', () => {
  test('needs no conflict screen, shows nothing of the report before it, and wakes sync at once', async () => {
    const { workstation, page, caseId } = await station();
    const about = await page.value('danger.about', { caseId });
    expect(about).toMatchObject({ screened: false, safeContact: null, reported: { who: '', where: '' } });
    expect(JSON.stringify(about)).not.toContain('key');
    const woken = workstation.woken;
    const signed = await page.value('case.sign', raise(caseId));
    expect(workstation.woken).toBeGreaterThan(woken);
    expect(await page.value('danger.open', {})).toMatchObject([
      { alert: signed.event, caseId, mine: true, sent: false, by: { name: 'Asha Assessor' } },
    ]);
    // The case itself stays closed.
    expect((await page.value('case.read', { caseId })).file).toBeNull();
    const refused = await page.call('case.sign', {
      caseId,
      type: 'safe_contact_set',
      facets: {},
      payload: { who: '', how: 'x', when: '', never: '' },
      basedOn: null,
    });
    expect(refused).toMatchObject({ error: { detail: { reason: 'conflict_not_screened' } } });
  });

  test('is filled, once the case is screened, with who is at risk and the safe-contact card in force', async () => {
    const { page, caseId } = await station();
    await page.value('screen.sign', { none: [caseId], declared: [] });
    const card = { who: 'The child', how: 'School', when: 'Mornings', never: 'At home' };
    const first = await page.value('case.sign', {
      caseId,
      type: 'safe_contact_set',
      facets: {},
      payload: card,
      basedOn: null,
    });
    const stale = { caseId, type: 'safe_contact_set' as const, facets: {}, payload: card, basedOn: null };
    expect(await page.call('case.sign', stale)).toMatchObject({ error: { code: 'conflict' } });
    await page.value('case.sign', { ...stale, payload: { ...card, never: 'Never at home' }, basedOn: first.event });
    const about = await page.value('danger.about', { caseId });
    expect(about.reported.who).toBe('A child (child)');
    expect(about.safeContact).toMatchObject({ never: 'Never at home', by: 'Asha Assessor' });
    const { file } = await page.value('case.read', { caseId });
    expect(file!.work.safeContact.map(({ contents }) => contents!.never)).toEqual(['At home', 'Never at home']);
  });

  test('is closed with the case: who declared a conflict neither raises, reads nor hears of it', async () => {
    const given = await station();
    const { page, caseId } = given;
    await page.value('screen.sign', { none: [], declared: [caseId] });
    const alert = await raisedByColleague(given);
    expect(await page.value('danger.open', {})).toEqual([]);
    expect(await page.call('danger.about', { caseId })).toMatchObject({ error: { code: 'case_unknown' } });
    expect(await page.call('danger.read', { caseId, alert })).toMatchObject({ error: { code: 'case_unknown' } });
    expect(await page.call('case.sign', raise(caseId))).toMatchObject({
      error: { detail: { reason: 'conflict_declared' } },
    });
    expect(await page.value('danger.find', { reference: '' })).toEqual([]);
  });
});

describe('acknowledging', () => {
  test('is a colleague’s with one signature, and never the author’s own', async () => {
    const given = await station();
    const { page, caseId } = given;
    const theirs = await raisedByColleague(given);
    const own = (await page.value('case.sign', raise(caseId))).event!;
    const here = (alert: string) =>
      ({ caseId, type: 'danger_acknowledged', facets: { alert, how: 'here' }, payload: {} }) as const;
    expect(await page.call('case.sign', here(own))).toMatchObject({ error: { detail: { reason: 'own_alert' } } });
    await page.value('case.sign', here(theirs));
    expect((await page.value('danger.open', {})).map(({ alert }) => alert)).toEqual([own]);
    expect(await page.call('case.sign', here(theirs))).toMatchObject({
      error: { detail: { reason: 'already_acknowledged' } },
    });
    const at = '2026-03-02T14:16:00.000Z';
    await page.value('case.sign', {
      ...here(own),
      facets: { alert: own, how: 'telephone' },
      payload: { name: 'P. Holloway', at },
    });
    expect(await page.value('danger.open', {})).toEqual([]);
    expect((await page.value('danger.read', { caseId, alert: own })).acknowledged).toMatchObject({
      how: 'telephone',
      told: 'P. Holloway',
      at,
      by: { name: 'Asha Assessor' },
    });
  });

  test('goes to the hub after the alert it speaks of', async () => {
    const { workstation, page, caseId } = await station();
    const alert = (await page.value('case.sign', raise(caseId))).event!;
    await page.value('case.sign', {
      caseId,
      type: 'danger_acknowledged',
      facets: { alert, how: 'telephone' },
      payload: { name: 'P. Holloway', at: '2026-03-02T14:16:00.000Z' },
    });
    const [, told] = (await workstation.store.outbox(200, 1 << 20)).filter(({ header }) => /danger/.test(header.type));
    expect(told!.header.after).toContain(alert);
  });
});

describe('what is read of an alert', () => {
  test('may be said on the telephone without the words that show who reported', async () => {
    const given = await station();
    const { workstation, report, caseId, page } = given;
    const clue = 'I sit beside her';
    const from = narrative.indexOf(clue);
    const target = textTarget(narrative, from, from + clue.length, sha256(narrative));
    await workstation.receive(
      signedBy(org.colleague, caseId, report.caseKey!, 'screened', { result: 'none' }, {}),
      signedBy(org.colleague, caseId, report.caseKey!, 'annotated', { kind: 'reporter_clue' }, { target }),
    );
    const read = await page.value('danger.read', { caseId, alert: await raisedByColleague(given) });
    expect(read.words!.whyNow).toContain(clue);
    expect(read.told!.whyNow).toBe('“[…] and he will wait tonight.”');
    expect(read.spoken).toMatch(/^MPS-[0-9A-F]{6}$/);
  });

  test('is told by the journal when its case was not screened, and only then as danger', async () => {
    const given = await station();
    const { workstation, caseId, page } = given;
    const alert = await raisedByColleague(given);
    await page.value('danger.read', { caseId, alert });
    await page.value('danger.read', { caseId, alert });
    await page.value('screen.sign', { none: [caseId], declared: [] });
    await page.value('danger.read', { caseId, alert });
    await workstation.receiveDirectory([org.auditKeyEvent]);
    const journal = async () =>
      (await workstation.store.outbox(200, 1 << 20)).filter(({ header }) => header.caseId === org.assessor.device);
    await expect.poll(async () => (await journal()).length).toBeGreaterThan(2);
    const entries = (await journal()).filter(({ header }) => header.type === 'case_consulted');
    expect(entries.map(({ header }) => header.facets)).toEqual([{ how: 'danger' }]);
    const opening = (await journal()).find(({ header }) => header.type === 'journal_opened')!.header;
    const key = await hpkeOpen(
      org.auditKey.privateKey,
      (opening.facets as { caseKey: { enc: string; ct: string } }).caseKey,
      'candour-journal-v1',
      `journal ${org.assessor.device}`,
    );
    const [entry] = entries;
    expect(openPayload({ ...entry!, sealed: Buffer.from(entry!.sealed!, 'base64') }, key!)).toEqual({ caseId });
  });

  test('names who is on call with the number, else the supervisors, and nobody to whom the case is closed', async () => {
    const given = await station();
    const { workstation, caseId, page, report } = given;
    expect((await page.value('danger.about', { caseId })).officers).toEqual([]);
    const officers = [
      { user: org.colleague.user, telephone: '020 7946 0018' },
      { user: org.investigator.user, telephone: '020 7946 0019' },
    ];
    await workstation.receiveDirectory([onCall(officers)]);
    expect((await page.value('danger.about', { caseId })).officers).toMatchObject([
      { name: 'Colin Colleague', telephone: '020 7946 0018', onCall: true },
      { name: 'Ines Investigator', telephone: '020 7946 0019', onCall: true },
    ]);
    await workstation.receive(signedBy(org.colleague, caseId, report.caseKey!, 'screened', { result: 'declared' }, {}));
    expect((await page.value('danger.about', { caseId })).officers.map(({ name }) => name)).toEqual([
      'Ines Investigator',
    ]);
  });

  test('is found by a part of the reference, which is never taken for a pattern', async () => {
    const { page, report } = await station();
    const { reference } = report.header.facets as { reference: string };
    const found = async (typed: string) => (await page.value('danger.find', { reference: typed })).length;
    expect(await found('')).toBe(1);
    expect(await found(reference.slice(3).toLowerCase())).toBe(1);
    expect(await found('%')).toBe(0);
    expect(await found('_')).toBe(0);
    expect(await found('~')).toBe(0);
  });
});
