/** Files of reports on their way from the real hub to a workstation, over a line that can be cut and tampered with. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SLICE_BYTES } from '../../../shared/bridge/attachment.ts';
import { ATTACHMENTS } from '../../../electron/vault/keys/file-key.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { startProxy, type Proxy } from '../sync/support/proxy.ts';
import { until } from '../sync/support/workstation.ts';
import { temporaryFolder } from '../vault/support/vault.ts';
import { PASSPHRASE } from '../vault/support/workstation.ts';
import { caseOf, reportWith, seat, statesOf, wholeFile, type Seat } from './office.ts';

const canary = 'CANARY-kestrel-of-the-attachment';
const large = Buffer.concat([Buffer.from(canary), randomBytes(5 * (1 << 20) + 12_345)]);
const small = Buffer.from(`A short letter.\n${canary}\n`);
const MIB = 1 << 20;

let organisation: Organisation;
let proxy: Proxy;
beforeAll(async () => {
  organisation = await startOrganisation();
  proxy = await startProxy(organisation.address);
  const folder = temporaryFolder();
  await organisation.importLines(
    [
      reportWith(folder, 'FILES/1', [
        { filename: 'large.bin', bytes: large },
        { filename: 'letter.txt', bytes: small, mediaType: 'text/plain' },
        { filename: 'empty', bytes: Buffer.alloc(0) },
      ]),
      reportWith(folder, 'FILES/2', [{ filename: 'other.txt', bytes: Buffer.from('Another letter.') }]),
    ],
    folder,
  );
});
afterEach(() => void proxy.decide(() => 'pass'));
afterAll(async () => {
  await proxy.close();
  await organisation.close();
});

/** An assessor who holds the reports; `ahead` 0 fetches nothing by itself. */
async function assessor({ ahead = 0, screened = true } = {}): Promise<Seat & { caseId: string; other: string }> {
  let hold = true;
  // Nothing is fetched before the test has said what may be.
  proxy.decide((target) => (hold && target.includes('/blobs/') ? 'cut_before' : 'pass'));
  const one = await seat(organisation, proxy.address);
  await one.page().value('attachment.setAhead', { mib: ahead });
  await organisation.grant({ device: one.me.device, fingerprint: one.me.fingerprint });
  let ids: (string | null)[] = [];
  await until(async () => {
    ids = [await caseOf(one.page(), 'FILES/1'), await caseOf(one.page(), 'FILES/2')];
    return ids.every((id) => id !== null);
  });
  hold = false;
  const [caseId, other] = ids as [string, string];
  if (screened) await one.page().value('screen.sign', { none: [caseId, other], declared: [] });
  return { ...one, caseId, other };
}

const blobCalls = () => proxy.calls.filter((target) => target.includes('/blobs/')).length;
const stateOf = async ({ page, caseId }: Seat & { caseId: string }, name: string) =>
  (await statesOf(page(), caseId))[name]!;
async function fetched(one: Seat & { caseId: string }, name: string) {
  const { attachment } = await stateOf(one, name);
  await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
  await until(async () => (await stateOf(one, name)).state === 'here');
  return attachment;
}

describe('a file of a report', () => {
  it('is fetched when it is asked for, comes out byte for byte, and is told apart by its first bytes', async () => {
    const one = await assessor();
    expect(await stateOf(one, 'large.bin')).toMatchObject({ state: 'absent', received: 0, problem: null, kind: null });
    const attachment = await fetched(one, 'large.bin');
    expect(await wholeFile(one.page(), one.caseId, attachment, large.length)).toEqual(large);
    expect((await stateOf(one, 'large.bin')).kind).toBe('unknown');
    await fetched(one, 'letter.txt');
    expect((await stateOf(one, 'letter.txt')).kind).toBe('text');
    await fetched(one, 'empty');
    expect((await stateOf(one, 'empty')).received).toBe(0);
    expect(one.page().notices.some(({ notice }) => notice === 'attachments')).toBe(true);
  });

  it('is read in slices across its chunks, and not beyond its end or in larger ones', async () => {
    const one = await assessor();
    const attachment = await fetched(one, 'large.bin');
    const read = (from: number, length: number) =>
      one.page().call('attachment.read', { caseId: one.caseId, attachment, from, length });
    for (const from of [0, MIB - 1, MIB, 3 * MIB + 17, large.length - 1]) {
      const answer = await read(from, 1000);
      expect(answer.ok && Buffer.compare(Buffer.from(answer.value.bytes), large.subarray(from, from + 1000))).toBe(0);
    }
    expect(await read(large.length, 10)).toMatchObject({ ok: false, error: { code: 'too_far' } });
    expect(await read(0, SLICE_BYTES + 1)).toMatchObject({ ok: false, error: { code: 'invalid_call' } });
  });

  it('that the hub cannot bring now is asked for again when the hub wished it, and not before', async () => {
    const one = await assessor();
    const { attachment } = await stateOf(one, 'letter.txt');
    proxy.decide((target) =>
      target.includes('/blobs/') ? { problem: { code: 'rate_limited', status: 429 }, retryAfter: '5' } : 'pass',
    );
    const before = blobCalls();
    await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
    await until(() => blobCalls() === before + 1);
    proxy.decide(() => 'pass');
    // The line is there, and new work goes over it: that alone is no reason.
    await one.page().value('sync.now', {});
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(blobCalls()).toBe(before + 1);
    await until(async () => (await stateOf(one, 'letter.txt')).state === 'here');
  });

  it('whose line is cut midway goes on with the chunk that was missing, also after a lock', async () => {
    const one = await assessor();
    let given = 0;
    proxy.decide((target) => (target.includes('/blobs/') && ++given > 3 ? 'cut_after' : 'pass'));
    const { attachment } = await stateOf(one, 'large.bin');
    await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
    // Looked at once: it tries again by itself within a second or two.
    let stuck = await stateOf(one, 'large.bin');
    await until(async () => (stuck = await stateOf(one, 'large.bin')).state === 'stuck');
    expect(stuck).toMatchObject({ received: 3 * MIB, problem: 'unavailable' });
    expect(
      await one.page().call('attachment.read', { caseId: one.caseId, attachment, from: 0, length: 10 }),
    ).toMatchObject({ ok: false, error: { code: 'attachment_not_here' } });
    await one.restart();
    proxy.decide(() => 'pass');
    expect((await stateOf(one, 'large.bin')).received).toBe(3 * MIB);
    const before = blobCalls();
    await fetched(one, 'large.bin');
    expect(blobCalls() - before).toBe(3);
    expect(await wholeFile(one.page(), one.caseId, attachment, large.length)).toEqual(large);
  });

  it('goes on by itself when the line is back', async () => {
    const one = await assessor();
    proxy.decide(() => 'cut_before');
    const { attachment } = await stateOf(one, 'large.bin');
    await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
    await until(async () => (await stateOf(one, 'large.bin')).state === 'stuck');
    proxy.decide(() => 'pass');
    await one.page().value('sync.now', {});
    await until(async () => (await stateOf(one, 'large.bin')).state === 'here');
  });

  it('with wrong bytes is fetched once more, then refused, and never shown', async () => {
    const one = await assessor();
    let wrong = 0;
    proxy.decide((target) => {
      if (!target.includes('/blobs/')) return 'pass';
      return wrong++ < 1 ? { answer: (body) => `x${body}` } : 'pass';
    });
    await fetched(one, 'letter.txt');
    expect(wrong).toBe(2);
    let always = 0;
    proxy.decide((target) => (target.includes('/blobs/') && ++always ? { answer: (body) => `x${body}` } : 'pass'));
    const { attachment } = await stateOf(one, 'large.bin');
    await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
    await until(async () => (await stateOf(one, 'large.bin')).state === 'refused');
    expect(await stateOf(one, 'large.bin')).toMatchObject({ problem: 'blob_hash_mismatch', received: 0 });
    expect(always).toBe(2);
    proxy.decide(() => 'pass');
    await fetched(one, 'large.bin');
  });

  it('that the hub has lost says so, and comes when the hub has it again', async () => {
    const one = await assessor();
    proxy.decide((target) =>
      target.includes('/blobs/') ? { problem: { code: 'blob_missing', status: 404 } } : 'pass',
    );
    const { attachment } = await stateOf(one, 'letter.txt');
    await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
    await until(async () => (await stateOf(one, 'letter.txt')).state === 'refused');
    expect((await stateOf(one, 'letter.txt')).problem).toBe('blob_missing');
    proxy.decide(() => 'pass');
    await fetched(one, 'letter.txt');
  });

  it('is stopped by the person, and keeps what has come', async () => {
    const one = await assessor();
    const { attachment } = await stateOf(one, 'large.bin');
    let given = 0;
    proxy.decide((target) => {
      if (target.includes('/blobs/') && ++given === 2)
        void one.page().call('attachment.cancel', { caseId: one.caseId, attachment });
      return 'pass';
    });
    await one.page().value('attachment.fetch', { caseId: one.caseId, attachment });
    await until(async () => given >= 2 && (await stateOf(one, 'large.bin')).state === 'absent');
    await until(async () => (await stateOf(one, 'large.bin')).received >= MIB);
    const { received } = await stateOf(one, 'large.bin');
    expect(received).toBeLessThan(large.length);
    await fetched(one, 'large.bin');
  });

  it('opens offline once it is here, and is not fetched while the person works offline by choice', async () => {
    const one = await assessor();
    const attachment = await fetched(one, 'letter.txt');
    await one.page().value('sync.pause', { paused: true });
    proxy.decide(() => 'cut_before');
    expect(await wholeFile(one.page(), one.caseId, attachment, small.length)).toEqual(small);
    const other = (await stateOf(one, 'large.bin')).attachment;
    expect(await one.page().call('attachment.fetch', { caseId: one.caseId, attachment: other })).toMatchObject({
      ok: false,
      error: { code: 'offline_by_choice' },
    });
  });
});

describe('before anybody asks', () => {
  it('files up to the chosen size come by themselves, larger ones do not', async () => {
    const one = await assessor({ ahead: 1 });
    await until(async () => {
      const states = await statesOf(one.page(), one.caseId);
      return states['letter.txt']!.state === 'here' && states['empty']!.state === 'here';
    });
    expect((await stateOf(one, 'large.bin')).state).toBe('absent');
  });
});

describe('who may not see a case', () => {
  it('learns of no file before the conflict screen, and of none after declaring a conflict', async () => {
    const one = await assessor({ screened: false, ahead: 5 });
    const { caseId, page } = one;
    for (const name of ['attachment.list'] as const)
      expect(await page().call(name, { caseId })).toMatchObject({ ok: false, error: { code: 'not_screened' } });
    await page().value('screen.sign', { none: [], declared: [caseId] });
    expect(await page().call('attachment.list', { caseId })).toMatchObject({
      ok: false,
      error: { code: 'not_permitted', detail: { reason: 'conflict_declared' } },
    });
  });

  it('after a withdrawal holds no byte of its files, in the database or its log', async () => {
    const one = await assessor();
    await fetched(one, 'letter.txt');
    await organisation.person('Sam Orrell', [{ unit: 'GMP', role: 'assessor' }], one.user);
    await until(async () => (await caseOf(one.page(), 'FILES/1')) === null);
    const answer = await one.page().call('attachment.list', { caseId: one.caseId });
    expect(answer).toMatchObject({ ok: false, error: { code: 'case_unknown' } });
    expect(statSync(join(one.profile, `${ATTACHMENTS}-wal`)).size).toBe(0);
  });
});

describe('on the disk', () => {
  it('no byte of a file stands readable, and only this account may read what does', async () => {
    const one = await assessor();
    await fetched(one, 'letter.txt');
    await fetched(one, 'large.bin');
    const names = readdirSync(one.profile).filter((name) => name.startsWith(ATTACHMENTS));
    expect(names).toContain(ATTACHMENTS);
    for (const name of names) {
      const bytes = readFileSync(join(one.profile, name));
      expect(bytes.includes(canary)).toBe(false);
      expect(bytes.includes(large.subarray(100, 140))).toBe(false);
      expect(statSync(join(one.profile, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('the files follow a new data key', async () => {
    const one = await assessor();
    const attachment = await fetched(one, 'letter.txt');
    await one.page().value('session.rekey', { passphrase: PASSPHRASE });
    proxy.decide(() => 'cut_before');
    expect(await wholeFile(one.page(), one.caseId, attachment, small.length)).toEqual(small);
    expect(existsSync(join(one.profile, `${ATTACHMENTS}.rekeyed`))).toBe(false);
  });
});

describe('a file over which the page fell', () => {
  it('is marked after the next unlock, until somebody opens it on purpose', async () => {
    const one = await assessor();
    const attachment = await fetched(one, 'letter.txt');
    const name = { caseId: one.caseId, attachment };
    await one.page().value('attachment.decoding', { ...name, now: 'begins' });
    await one.page().value('attachment.decoding', { ...name, now: 'ends' });
    await one.restart();
    expect((await stateOf(one, 'letter.txt')).closedPage).toBe(false);
    await one.page().value('attachment.decoding', { ...name, now: 'begins' });
    await one.restart();
    expect((await stateOf(one, 'letter.txt')).closedPage).toBe(true);
    await one.page().value('attachment.decoding', { ...name, now: 'ends' });
    expect((await stateOf(one, 'letter.txt')).closedPage).toBe(true);
    await one.page().value('attachment.decoding', { ...name, now: 'forget' });
    expect((await stateOf(one, 'letter.txt')).closedPage).toBe(false);
  });
});

describe('words about a file', () => {
  it('are signed, counted and found: the description, the text of it, and who viewed it', async () => {
    const one = await assessor();
    const attachment = await fetched(one, 'letter.txt');
    const { caseId, page } = one;
    await page().value('attachment.viewed', { caseId, attachment });
    await page().value('attachment.viewed', { caseId, attachment });
    expect((await stateOf(one, 'letter.txt')).viewings).toBe(2);
    const sign = (type: 'attachment_described' | 'attachment_noted', payload: object) =>
      page().value('case.sign', { caseId, type, facets: { attachment }, payload } as never);
    await sign('attachment_described', { text: 'A short letter about a lapwing.' });
    await sign('attachment_noted', { text: 'Signed here.', region: { x: 0.1, y: 0.2, width: 0.3, height: 0.1 } });
    await page().value('attachment.text', { caseId, attachment, text: 'the whimbrel of the letter' });
    const { file } = await page().value('case.read', { caseId, peek: true });
    expect(file!.attachmentWords[attachment]).toMatchObject({
      descriptions: [{ text: 'A short letter about a lapwing.' }],
      notes: [{ text: 'Signed here.', withdrawn: null }],
    });

    for (const search of ['lapwing', 'whimbrel']) {
      const query = { view: 'all', search, typing: false, filter: {}, sort: [] as never[] } as const;
      expect((await page().value('desk.open', query)).total).toBe(1);
    }
    await until(async () => (await page().value('sync.state', {})).waiting === 0);
    expect((await page().value('refusals.read', {})).length).toBe(0);
  });
});
