import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from './support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

describe('a session', () => {
  test('before unlock only the three calls that open the vault are answered', async () => {
    const { page } = await new TestWorkstation(org).start();
    expect(await page.value('session.state', {})).toMatchObject({ phase: 'set_up', keystore: 'keystore' });
    expect(await page.call('session.me', {})).toMatchObject({ ok: false, error: { code: 'locked' } });
    expect(await page.call('session.unlock', { passphrase: PASSPHRASE })).toMatchObject({
      ok: false,
      error: { code: 'vault_damaged' },
    });
  });

  test('unknown names and bad payloads are invalid calls, and nothing of them is repeated', async () => {
    const { page } = await new TestWorkstation(org).start();
    for (const message of [
      { name: 'desk.drop', payload: {} },
      { name: '__proto__', payload: {} },
      { name: 'toString' },
      { name: 7 },
      { name: 'session.unlock', payload: { passphrase: 'secret words', extra: 'secret words' } },
      { name: 'session.unlock', payload: 'secret words' },
    ]) {
      const answer = await page.raw(message);
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_call' } });
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });

  test('set-up enrols, makes an encrypted file that only its owner may read, and a restart asks for the passphrase', async () => {
    const station = await new TestWorkstation(org).start();
    expect(
      await station.page.call('session.setUp', {
        hub: 'https://hub.example',
        code: 'right-code',
        passphrase: 'aaaaaaaaaaaaaa',
      }),
    ).toMatchObject({ error: { code: 'weak_passphrase' } });
    expect(
      await station.page.call('session.setUp', { hub: 'https://hub.example', code: 'wrong', passphrase: PASSPHRASE }),
    ).toMatchObject({ error: { code: 'enrolment_refused' } });
    const made = await station.setUp();
    expect(made).toMatchObject({ name: 'Asha Assessor', device: org.assessor.device });
    expect(await station.page.value('session.state', {})).toMatchObject({ phase: 'open' });
    expect(statSync(join(station.profile, 'vault.db')).mode & 0o777).toBe(0o600);
    expect(statSync(station.profile).mode & 0o777).toBe(0o700);
    await station.receiveDirectory();
    const me = await station.page.value('session.me', {});
    expect(me).toMatchObject({
      fingerprint: made.fingerprint,
      desks: [{ unit: 'MPS', open: false }],
      investigates: [],
    });
    await station.store.keepUnitKeys({ [org.deskKey.id]: org.deskKey.privateKey });
    expect((await station.page.value('session.me', {})).desks[0]?.open).toBe(true);

    await station.restart();
    expect(await station.page.value('session.state', {})).toMatchObject({ phase: 'locked', name: null });
    expect(await station.page.call('session.unlock', { passphrase: 'something else' })).toMatchObject({
      error: { code: 'wrong_passphrase' },
    });
    expect(await station.page.value('session.unlock', { passphrase: PASSPHRASE })).toEqual({});
    expect((await station.page.value('session.me', {})).name).toBe('Asha Assessor');
  });

  test('the place, a draft and a signed event are there again after a lock', async () => {
    const station = await new TestWorkstation(org).start();
    await station.setUp();
    await station.receiveDirectory();
    const [report] = await station.receive(reportEvent(org, { narrative: 'He said it twice.' }));
    const caseId = report!.header.caseId;
    expect(await station.page.value('screen.sign', { none: [caseId], declared: [] })).toEqual({ signed: 1 });
    await station.page.value('draft.save', { caseId, part: 'note new', content: { text: 'half a sent' } });
    await station.page.value('place.save', { place: { caseId, caret: 7 } });
    await station.vault.flush();
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await station.page.value('place.read', {})).toEqual({ place: { caseId, caret: 7 } });
    const answer = await station.page.value('case.read', { caseId });
    expect(answer.drafts.map(({ part, content }) => [part, content])).toEqual([['note new', { text: 'half a sent' }]]);
    expect(answer.row).toMatchObject({ draft: true, waiting: 1, screened: 'none' });
    expect(answer.file?.report?.narrative).toBe('He said it twice.');
  });

  test('what arrives is told to the page as notices, and counted', async () => {
    const station = await new TestWorkstation(org).start();
    await station.setUp();
    await station.receiveDirectory();
    const [report] = await station.receive(reportEvent(org), reportEvent(org, {}, { urgency: 'immediate' }));
    await expect
      .poll(() => station.page.notices.map(({ notice }) => notice))
      .toEqual(expect.arrayContaining(['desk', 'cases', 'sync', 'session']));
    const counts = await station.page.value('desk.counts', { view: 'all' });
    expect(counts.views).toMatchObject({ all: 2, today: 2, immediate: 1, unallocated: 2, mine: 0, refused: 0 });
    expect(counts.facets.urgencies).toEqual({ routine: 1, immediate: 1 });
    expect(counts.newSince).toMatchObject({ since: null, count: 2, immediate: 1 });
    const woken = station.woken;
    await station.page.value('case.sign', {
      caseId: report!.header.caseId,
      type: 'allocated',
      facets: { to: org.assessor.user },
      payload: {},
      basedOn: null,
    });
    expect(station.woken).toBeGreaterThan(woken);
    expect(await station.page.value('sync.state', {})).toMatchObject({ waiting: 1, refused: 0, unverified: 2 });
    expect((await station.page.value('desk.open', { view: 'mine', filter: {} })).total).toBe(1);
  });
});
