/** A reason is given when a case outside one's own list is opened: once in a sitting, and never before danger. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openPayload } from '../../../shared/protocol/envelope.ts';
import { hpkeOpen, journalContext } from '../../../shared/protocol/keys.ts';
import { organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from '../vault/support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** An assessor's vault with two cases; a colleague holds the first. */
async function office() {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory([...org.directory, org.auditKeyEvent]);
  const [held, free] = await station.receive(reportEvent(org), reportEvent(org));
  const { caseId } = held!.header;
  const allocate = signedBy(org.colleague, caseId, held!.caseKey!, 'allocated', { to: org.colleague.user }, null);
  await station.receive(allocate);
  return { station, caseId, key: held!.caseKey!, free: free!.header.caseId };
}

/** The consultations in this device's journal, opened as the auditors open them. */
async function consultations({ store, who }: TestWorkstation) {
  const events = await store.outbox(100, 1 << 20);
  const opened = events.find(({ header }) => header.type === 'journal_opened')!;
  const { caseKey } = opened.header.facets as { caseKey: { enc: string; ct: string } };
  const key = await hpkeOpen(org.auditKey.privateKey, caseKey, 'candour-journal-v1', journalContext(who.device));
  return events
    .filter(({ header }) => header.type === 'case_consulted')
    .map(({ header, signature, sealed }) =>
      openPayload({ header, signature, sealed: Buffer.from(sealed!, 'base64') }, key!),
    );
}

describe('a case outside one’s own list', () => {
  test('is opened with one of four reasons, which the journal keeps, and then without for the rest of the sitting', async () => {
    const { station, caseId, free } = await office();
    const { page } = station;
    const code = async (reason?: string) => {
      const answer = await page.call('case.read', { caseId, peek: false, ...(reason && { reason }) });
      return answer.ok ? 'read' : answer.error.code;
    };
    expect(await code()).toBe('reason_wanted');
    expect(await code('CURIOSITY')).toBe('reason_wanted');
    // A peek is told from opening it, and one's own list needs no reason.
    expect((await page.call('case.read', { caseId, peek: true })).ok).toBe(true);
    expect((await page.call('case.read', { caseId: free })).ok).toBe(true);
    expect(await code('COVER')).toBe('read');
    expect(await code()).toBe('read');
    await expect
      .poll(() => consultations(station))
      .toEqual([{ caseId }, { caseId: free }, { caseId, reason: 'COVER' }]);

    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await station.page.call('case.read', { caseId })).toMatchObject({ error: { code: 'reason_wanted' } });
  });

  test('is never asked about while somebody is in danger, nor while one reads it', async () => {
    const { station, caseId, key, free } = await office();
    const { page } = station;
    expect((await page.call('case.read', { caseId: free })).ok).toBe(true);
    await page.value('case.sign', {
      caseId: free,
      type: 'allocated',
      facets: { to: org.colleague.user },
      payload: {},
      basedOn: null,
    });
    expect((await page.call('case.read', { caseId: free })).ok).toBe(true);

    const { type, facets, payload } = {
      type: 'danger_raised',
      facets: {},
      payload: { who: 'Somebody', where: 'There', whyNow: 'Now' },
    };
    await station.receive(signedBy(org.colleague, caseId, key, type, facets, payload));
    expect((await page.call('danger.about', { caseId })).ok).toBe(true);
    expect((await page.call('case.read', { caseId })).ok).toBe(true);
  });
});
