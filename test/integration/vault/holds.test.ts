import { beforeAll, describe, expect, test } from 'vitest';
import { organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const facets = { outcomes: ['record' as const], route: 'here' as const };
const payload = { rationale: 'Weighed.', optionsRejected: [] };

async function stationWithCase(prepare: (station: TestWorkstation) => void = () => undefined) {
  const unstarted = new TestWorkstation(org);
  prepare(unstarted);
  const station = await unstarted.start();
  await station.setUp();
  await station.receiveDirectory();
  const [report] = await station.receive(reportEvent(org, { narrative: 'Held.' }));
  const caseId = report!.header.caseId;
  await station.page.value('screen.sign', { none: [caseId], declared: [] });
  const decide = (holdSeconds: number) =>
    station.page.call('case.sign', {
      caseId,
      type: 'decided',
      facets,
      payload,
      basedOn: null,
      draft: 'decision',
      holdSeconds,
    });
  return { station, page: station.page, caseId, caseKey: report!.caseKey!, decide };
}

describe('a held decision', () => {
  test('is not signed during its hold, and is signed when the hold is over', async () => {
    const { page, caseId, decide } = await stationWithCase();
    await page.value('draft.save', { caseId, part: 'decision', content: { rationale: 'Weighed.' } });
    const answer = await decide(1);
    expect(answer).toMatchObject({ ok: true, value: { event: null, heldUntil: expect.any(String) as string } });
    const during = await page.value('case.read', { caseId });
    expect(during.file?.decisions).toEqual([]);
    expect(during.drafts).toMatchObject([{ part: 'decision', content: { rationale: 'Weighed.' } }]);
    await expect
      .poll(async () => (await page.value('case.read', { caseId })).file?.decisions.length, { timeout: 5000 })
      .toBe(1);
    expect((await page.value('case.read', { caseId })).drafts).toEqual([]);
  });

  test('is signed when its hold is over, also where the timer comes before the clock of the hold has got there', async () => {
    const began = Date.now();
    const { page, caseId, decide } = await stationWithCase((station) => {
      // Counts half the time that timers count.
      Object.assign(station, { parts: { ...station.parts, clock: () => began + (Date.now() - began) / 2 } });
    });
    await decide(1);
    await expect
      .poll(async () => (await page.value('case.read', { caseId })).file?.decisions.length, { timeout: 20_000 })
      .toBe(1);
  });

  test('is taken back as a draft with its words, or released at once', async () => {
    const { page, caseId, decide } = await stationWithCase();
    await decide(60);
    await page.value('case.takeBack', { caseId, part: 'decision' });
    expect((await page.value('case.read', { caseId })).drafts).toMatchObject([{ content: payload, heldUntil: null }]);
    expect(await page.call('case.takeBack', { caseId, part: 'decision' })).toMatchObject({
      error: { code: 'not_held' },
    });
    await decide(60);
    expect((await page.value('case.release', { caseId, part: 'decision' })).event).not.toBeNull();
    expect((await page.value('case.read', { caseId })).file?.decisions).toHaveLength(1);
  });

  test('is a draft again, ready to sign, after the vault died in its hold', async () => {
    const { station, caseId, decide } = await stationWithCase();
    await decide(60);
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    const answer = await station.page.value('case.read', { caseId });
    expect(answer.drafts).toMatchObject([{ part: 'decision', content: payload, heldUntil: null }]);
    expect(answer.file?.decisions).toEqual([]);
  });

  test('that a colleague overtook becomes a draft again instead of an event', async () => {
    const { station, page, caseId, caseKey, decide } = await stationWithCase();
    await decide(60);
    await station.receive(
      signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'none' }, {}),
      signedBy(org.colleague, caseId, caseKey, 'decided', facets, payload),
    );
    expect(await page.call('case.release', { caseId, part: 'decision' })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect((await page.value('case.read', { caseId })).drafts).toMatchObject([{ part: 'decision', heldUntil: null }]);
  });

  test('that cannot be signed when its hold is over is told to whoever signed it, wherever they are by then', async () => {
    const { station, page, caseId, caseKey, decide } = await stationWithCase();
    await decide(1);
    await station.receive(
      signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'none' }, {}),
      signedBy(org.colleague, caseId, caseKey, 'decided', facets, payload),
    );
    const told = () => page.notices.filter(({ notice }) => notice === 'unsigned').map(({ payload: what }) => what);
    await expect.poll(told, { timeout: 5000 }).toEqual([{ caseId, code: 'conflict' }]);
    expect((await page.value('case.read', { caseId })).drafts).toMatchObject([{ part: 'decision', heldUntil: null }]);
  });

  test('that was taken back in time is told to nobody as unsigned', async () => {
    const { page, caseId, decide } = await stationWithCase();
    await decide(1);
    await page.value('case.takeBack', { caseId, part: 'decision' });
    await new Promise((done) => setTimeout(done, 1500));
    expect(page.notices.filter(({ notice }) => notice === 'unsigned')).toEqual([]);
  });

  test('that was taken back and signed again is signed once, when its own time is over, and told to nobody as unsigned', async () => {
    const { page, caseId, decide } = await stationWithCase();
    // The first one's timer ends in the middle of the second one's hold.
    await decide(1);
    await page.value('case.takeBack', { caseId, part: 'decision' });
    await new Promise((done) => setTimeout(done, 400));
    await decide(2);
    const { drafts } = await page.value('case.read', { caseId });
    const due = Date.parse(drafts[0]!.heldUntil!);
    await new Promise((done) => setTimeout(done, due - Date.now() + 1500));
    expect((await page.value('case.read', { caseId })).file?.decisions).toHaveLength(1);
    expect(page.notices.filter(({ notice }) => notice === 'unsigned')).toEqual([]);
  });

  test('that is released twice at once is signed once', async () => {
    const { page, caseId, decide } = await stationWithCase();
    await decide(60);
    const released = await Promise.all([1, 2].map(() => page.call('case.release', { caseId, part: 'decision' })));
    expect(released.map((answer) => (answer.ok ? 'signed' : answer.error.code)).sort()).toEqual(['not_held', 'signed']);
    const { file, drafts } = await page.value('case.read', { caseId });
    expect(file?.decisions).toHaveLength(1);
    expect(drafts).toEqual([]);
  });
});
