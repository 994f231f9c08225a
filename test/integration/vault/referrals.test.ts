import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReferralPack } from '../../../shared/domain/pack.ts';
import { referralIssued } from '../../../shared/domain/events/referral.ts';
import { referralOf } from '../../../shared/domain/compartment.ts';
import { textTarget } from '../../../shared/domain/annotation.ts';
import { openPayload, sha256 } from '../../../shared/protocol/envelope.ts';
import { hpkeOpen, referralCaseKeyContext, referralContext } from '../../../shared/protocol/keys.ts';
import { HubLog, organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const grade = { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' } as const;
const packOf = (statement: string): ReferralPack => ({
  reference: 'D-1',
  title: 'Money at the custody desk',
  marking: 'OFFICIAL-SENSITIVE',
  handling: 'Named readers only.',
  request: 'Please investigate.',
  subjects: [],
  statements: [{ statement, text: 'He took money.', grade }],
});

async function decidedCase() {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory();
  const [report] = await station.receive(reportEvent(org, { narrative: 'He took money.' }));
  const caseId = report!.header.caseId;
  await station.page.value('screen.sign', { none: [caseId], declared: [] });
  const target = textTarget('He took money.', 0, 14, sha256('He took money.'));
  const { event } = await station.page.value('case.sign', {
    caseId,
    type: 'annotated',
    facets: { kind: 'statement' },
    payload: { target },
  });
  const statement = event!;
  await station.page.value('case.sign', { caseId, type: 'graded', facets: { statement }, payload: grade });
  await station.page.value('case.sign', {
    caseId,
    type: 'decided',
    facets: { outcomes: ['investigate'], route: 'here' },
    payload: { rationale: 'Clear.', optionsRejected: [] },
    basedOn: null,
  });
  return { station, page: station.page, caseId, pack: packOf(statement), statement };
}

describe('a referral', () => {
  test('goes out as two events, the second after the first, openable by the recipients and by nobody else', async () => {
    const { station, page, caseId, pack } = await decidedCase();
    const command = { caseId, unit: 'MPS-INV', outcome: 'investigate' as const, pack };
    expect(await page.call('referral.send', { ...command, unit: 'KENT-INV' })).toMatchObject({
      error: { code: 'no_recipient_workstation' },
    });
    const sent = await page.value('referral.send', command);
    const [, , , decided, referred, issued] = await station.store.outbox(200, 1 << 20);
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
      waiting: 5,
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
    const { station, page, caseId, pack } = await decidedCase();
    const command = { caseId, unit: 'MPS-INV', outcome: 'safeguard' as const, pack };
    expect(await page.call('referral.send', command)).toMatchObject({
      error: { detail: { reason: 'decision_does_not_refer' } },
    });
    await page.value('referral.send', { ...command, outcome: 'investigate', holdSeconds: 60, draft: 'pack' });
    expect(await station.store.outbox(200, 1 << 20)).toHaveLength(4);
    expect((await page.value('case.release', { caseId, part: 'pack' })).event).not.toBeNull();
    expect(await station.store.outbox(200, 1 << 20)).toHaveLength(6);
  });
});

/** The least that is a JPEG: tables, a frame of 8 by 8, one scan. `more` stands among its segments, `behind` after its end. */
function jpegWith(more: number[] = [], behind: number[] = []): string {
  const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34];
  return Buffer.from([0xff, 0xd8, ...jfif, ...more, ...frame, ...scan, 0xff, 0xd9, ...behind]).toString('base64');
}
const comment = [0xff, 0xfe, 0, 6, 0x6a, 0x6f, 0x65, 0x79];
const exif = [0xff, 0xe1, 0, 8, 0x45, 0x78, 0x69, 0x66, 0, 0];

describe('a page of a pack', () => {
  test('travels after its pack and is read as the pack promises it', async () => {
    const { station, page, caseId, pack } = await decidedCase();
    const jpeg = jpegWith();
    const { sha256: hash } = await page.value('referral.stage', { caseId, jpeg });
    const file = randomUUID();
    const promised = { width: 8, height: 8, sha256: hash };
    const files = [{ file, kind: 'picture' as const, pages: [promised] }];
    const command = { caseId, unit: 'MPS-INV', outcome: 'investigate' as const };
    const missing = [{ ...files[0]!, pages: [{ ...promised, sha256: '0'.repeat(64) }] }];
    expect(await page.call('referral.send', { ...command, pack: { ...pack, files: missing } })).toMatchObject({
      error: { code: 'pack_page_missing' },
    });
    await page.value('referral.send', { ...command, pack: { ...pack, files } });
    const outbox = await station.store.outbox(200, 1 << 20);
    const [issued, sent] = outbox.slice(-2);
    expect([issued!.header.type, sent!.header.type]).toEqual(['referral_issued', 'referral_page']);
    expect(sent!.header).toMatchObject({ caseId: issued!.header.caseId, after: [issued!.header.id], facets: {} });
    // What was kept for sending is gone: the same page has to be drawn again.
    expect(await page.call('referral.send', { ...command, pack: { ...pack, files } })).toMatchObject({
      error: { code: 'pack_page_missing' },
    });
  });

  test('is held with its pack and what it was made of, and goes when the hold is over', async () => {
    const { station, page, caseId, pack, statement } = await decidedCase();
    const { sha256: hash } = await page.value('referral.stage', { caseId, jpeg: jpegWith() });
    const [file, by, at] = [randomUUID(), org.assessor.user, '2026-11-22T09:00:00.000Z'];
    const files = [
      { file, kind: 'picture' as const, pages: [{ width: 8, height: 8, sha256: hash, reasons: ['REPORTER'] }] },
    ];
    const text = 'He took money.';
    const redaction = { id: randomUUID(), from: 8, to: 13, reason: 'REPORTER', by, at };
    const region = {
      id: randomUUID(),
      page: 1,
      x: 0.35,
      y: 0.37,
      width: 0.33,
      height: 0.1,
      reason: 'REPORTER',
      by,
      at,
    };
    const workings = {
      statements: [{ statement, text, redactions: [redaction] }],
      kept: [{ key: 'covered title Money', why: 'The title names nobody.' }],
      files: [{ file, attachment: randomUUID(), regions: [region] }],
    };
    const copy = { statement, text: 'He took ███.', gaps: [{ at: 8, reasons: ['REPORTER'] }], grade };
    const command = { caseId, unit: 'MPS-INV', outcome: 'investigate' as const, draft: 'send', holdSeconds: 60 };
    await page.value('draft.save', { caseId, part: 'send', content: {} });
    await page.value('referral.send', { ...command, workings, pack: { ...pack, files, statements: [copy] } });
    expect((await page.value('case.release', { caseId, part: 'send' })).event).not.toBeNull();
    const sent = (await station.store.outbox(200, 1 << 20)).slice(-3).map(({ header }) => header.type);
    expect(sent).toEqual(['referred', 'referral_issued', 'referral_page']);
  });

  test.each([
    ['a comment', jpegWith(comment), 'metadata'],
    ['what a camera writes', jpegWith(exif), 'metadata'],
    ['a file behind its end', jpegWith([], [0x50, 0x4b, 3, 4]), 'trailing'],
    ['no picture', Buffer.from('%PDF-1.4').toString('base64'), 'not_jpeg'],
  ])('is refused with %s', async (_what, jpeg, reason) => {
    const { page, caseId } = await decidedCase();
    expect(await page.call('referral.stage', { caseId, jpeg })).toMatchObject({
      error: { code: 'pack_page_unclean', detail: { reason } },
    });
  });
});

describe('the journal', () => {
  test('keeps what was consulted until the auditors have a key, and then only they can read it', async () => {
    const { station, page, caseId } = await decidedCase();
    for (let n = 0; n < 3; n++) await page.value('case.read', { caseId });
    await page.value('case.read', { caseId, peek: true });
    await page.value('desk.open', { view: 'all', filter: {}, search: 'secretword' });
    await page.value('desk.open', { view: 'all', filter: {}, search: 'secretw', typing: true });
    expect(await station.store.outbox(200, 1 << 20)).toHaveLength(4);
    await station.receiveDirectory([org.auditKeyEvent]);
    await expect
      .poll(async () => (await station.store.outbox(200, 1 << 20)).map(({ header }) => header.type))
      .toEqual([
        'screened',
        'annotated',
        'graded',
        'decided',
        'journal_opened',
        'unlocked',
        'case_consulted',
        'case_consulted',
        'searched',
      ]);
    const events = (await station.store.outbox(200, 1 << 20)).slice(4);
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
    expect(await page.value('sync.state', {})).toMatchObject({ waiting: 4 });
  });
});
