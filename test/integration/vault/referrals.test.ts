import { beforeAll, describe, expect, test } from 'vitest';
import type { ReferralPack } from '../../../shared/domain/events/assessment.ts';
import { referralIssued } from '../../../shared/domain/events/referral.ts';
import { referralOf } from '../../../shared/domain/compartment.ts';
import { openPayload } from '../../../shared/protocol/envelope.ts';
import { hpkeOpen, referralCaseKeyContext, referralContext } from '../../../shared/protocol/keys.ts';
import { HubLog, organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const pack: ReferralPack = {
  reference: 'D-1',
  title: 'Money at the custody desk',
  marking: 'OFFICIAL-SENSITIVE',
  handling: 'Named readers only.',
  request: 'Please investigate.',
  subjects: [],
  statements: [
    {
      statement: '01900000-0000-7000-8000-000000000000',
      text: 'He took money.',
      grade: { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' },
    },
  ],
};

async function decidedCase() {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory();
  const [report] = await station.receive(reportEvent(org, { narrative: 'He took money.' }));
  const caseId = report!.header.caseId;
  await station.page.value('screen.sign', { none: [caseId], declared: [] });
  await station.page.value('case.sign', {
    caseId,
    type: 'decided',
    facets: { outcomes: ['investigate'], route: 'here' },
    payload: { rationale: 'Clear.', optionsRejected: [] },
    basedOn: null,
  });
  return { station, page: station.page, caseId };
}

describe('a referral', () => {
  test('goes out as two events, the second after the first, openable by the recipients and by nobody else', async () => {
    const { station, page, caseId } = await decidedCase();
    const command = { caseId, unit: 'MPS-INV', outcome: 'investigate' as const, pack };
    expect(await page.call('referral.send', { ...command, unit: 'KENT-INV' })).toMatchObject({
      error: { code: 'no_recipient_workstation' },
    });
    const sent = await page.value('referral.send', command);
    const [, decided, referred, issued] = await station.store.outbox(200, 1 << 20);
    expect(referred!.header).toMatchObject({ id: sent.event, type: 'referred', caseId });
    expect(referred!.header.after).toContain(decided!.header.id);
    expect(issued!.header).toMatchObject({ type: 'referral_issued', after: [referred!.header.id] });
    const { caseKey } = referralIssued.facets.parse(issued!.header.facets);
    expect(caseKey.devices.map(({ device }) => device)).toEqual([org.investigator.device]);
    const referral = issued!.header.caseId;
    const { sealed } = caseKey.devices[0]!;
    const context = referralContext(referral, org.investigator.device);
    const privateKey = await hpkeOpen(org.investigator.sealing.privateKey, sealed, 'candour-referral-v1', context);
    const key = await hpkeOpen(
      privateKey!.toString('base64'),
      caseKey.caseKey,
      'candour-referral-v1',
      referralCaseKeyContext(referral),
    );
    const envelope = { ...issued!, sealed: Buffer.from(issued!.sealed!, 'base64') };
    expect(openPayload(envelope, key!)).toEqual({ pack });
    expect(await hpkeOpen(org.colleague.sealing.privateKey, sealed, 'candour-referral-v1', context)).toBeNull();
    expect((await page.value('case.read', { caseId })).row).toMatchObject({
      state: 'referred',
      nextAct: 'await_acknowledgement',
      waiting: 3,
    });

    // What an investigator's workstation makes of it.
    const other = await new TestWorkstation(org, org.investigator).start();
    await other.setUp();
    await other.receiveDirectory();
    const log = new HubLog(referralOf(referral));
    log.add({ ...envelope, payload: { pack }, sealedToUs: false, caseKey: key!.toString('base64') });
    await other.store.intake(log.page());
    expect(await other.page.value('referrals.read', {})).toMatchObject([
      { caseId: referral, title: pack.title, issuedBy: 'Asha Assessor', statements: 1, unread: true, waiting: false },
    ]);
    expect((await other.page.value('referral.read', { caseId: referral })).pack).toEqual(pack);
    await other.page.value('referral.acknowledge', { caseId: referral, note: 'Mine.' });
    expect(await other.page.call('referral.acknowledge', { caseId: referral })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect((await other.page.value('referral.read', { caseId: referral })).row).toMatchObject({
      acknowledgedBy: 'Ines Investigator',
      waiting: true,
      unread: false,
    });
    expect((await other.page.value('desk.open', { view: 'all', filter: {} })).total).toBe(0);
  });

  test('is held like a decision and needs one that refers', async () => {
    const { station, page, caseId } = await decidedCase();
    const command = { caseId, unit: 'MPS-INV', outcome: 'safeguard' as const, pack };
    expect(await page.call('referral.send', command)).toMatchObject({
      error: { detail: { reason: 'decision_does_not_refer' } },
    });
    await page.value('referral.send', { ...command, outcome: 'investigate', holdSeconds: 60, draft: 'pack' });
    expect(await station.store.outbox(200, 1 << 20)).toHaveLength(2);
    expect((await page.value('case.release', { caseId, part: 'pack' })).event).not.toBeNull();
    expect(await station.store.outbox(200, 1 << 20)).toHaveLength(4);
  });
});

describe('the journal', () => {
  test('keeps what was consulted until the auditors have a key, and then only they can read it', async () => {
    const { station, page, caseId } = await decidedCase();
    for (let n = 0; n < 3; n++) await page.value('case.read', { caseId });
    await page.value('case.read', { caseId, peek: true });
    await page.value('desk.open', { view: 'all', filter: {}, search: 'secretword' });
    await page.value('desk.open', { view: 'all', filter: {}, search: 'secretw', typing: true });
    expect(await station.store.outbox(200, 1 << 20)).toHaveLength(2);
    await station.receiveDirectory([org.auditKeyEvent]);
    await expect
      .poll(async () => (await station.store.outbox(200, 1 << 20)).map(({ header }) => header.type))
      .toEqual(['screened', 'decided', 'journal_opened', 'unlocked', 'case_consulted', 'case_consulted', 'searched']);
    const events = (await station.store.outbox(200, 1 << 20)).slice(2);
    expect(JSON.stringify(events)).not.toContain('secretword');
    const opening = events[0]!.header;
    expect(opening.caseId).toBe(org.assessor.device);
    const { caseKey } = opening.facets as { caseKey: { enc: string; ct: string } };
    const key = await hpkeOpen(
      org.auditKey.privateKey,
      caseKey,
      'candour-journal-v1',
      `journal ${org.assessor.device}`,
    );
    const read = events
      .slice(1)
      .map((event) => [
        event.header.type,
        event.header.facets,
        openPayload({ ...event, sealed: Buffer.from(event.sealed!, 'base64') }, key!),
      ]);
    expect(read).toEqual([
      ['unlocked', { outcome: 'opened' }, {}],
      ['case_consulted', { how: 'opened' }, { caseId }],
      ['case_consulted', { how: 'peeked' }, { caseId }],
      ['searched', {}, { hits: 0, filters: [] }],
    ]);
    // Nothing that a person waits for.
    expect(await page.value('sync.state', {})).toMatchObject({ waiting: 2 });
  });
});
