import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  forgetPending,
  pendingSince,
  readEnrolment,
  requestEnrolment,
} from '../../../electron/vault/bundles/pending-enrolment.ts';
import { takeBundle as takeAtHub } from '../../../server/hub/bundle/in.ts';
import { setSignIn } from '../../../server/hub/feed/sign-in-settings.ts';
import { startVault } from '../../../electron/vault/vault.ts';
import { openPage, vaultStart } from '../vault/support/workstation.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { hubReads, hubWrites } from './by-hand.ts';

const passphrase = 'seven lanterns over a quiet harbour';
let organisation: Organisation;
let profile: string;
let request: string;
let answer: string;
let code: string;

beforeAll(async () => {
  organisation = await startOrganisation();
  profile = mkdtempSync(join(tmpdir(), 'candour-by-hand-'));
  [request, answer] = [join(profile, 'request.txt'), join(profile, 'answer.age')];
  code = await organisation.codeFor(await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]));
  await requestEnrolment(profile, { code, passphrase, file: request, clock: Date.now });
});
afterAll(async () => {
  rmSync(profile, { recursive: true });
  await organisation.close();
});

const read = (words = passphrase) =>
  readEnrolment(profile, { passphrase: words, file: answer, hub: '', now: Date.now() });

test('the request holds neither the code nor a private key, and the keys wait under the passphrase', () => {
  const text = readFileSync(request, 'utf8');
  expect(text.replaceAll('-', '')).not.toContain(code.replaceAll('-', ''));
  expect(text).not.toContain('privateKey');
  expect(pendingSince(profile)).not.toBeNull();
  expect(readFileSync(join(profile, 'enrolment-request.json'), 'utf8')).not.toContain('privateKey');
});

test('a request whose keys were changed on the way is refused, and spends no code', async () => {
  const lines = readFileSync(request, 'utf8').split('\n');
  const record = JSON.parse(lines[1]!) as { request: { sealingKey: string } };
  record.request.sealingKey = Buffer.alloc(32, 9).toString('base64');
  const forged = [lines[0], JSON.stringify(record), ...lines.slice(2)].join('\n');
  expect((await takeAtHub(organisation.hub, Buffer.from(forged))).ok).toBe(false);
  expect((await takeAtHub(organisation.hub, readFileSync(request).subarray(0, -30))).ok).toBe(false);
});

test('the hub enrols by the request, and its answer brings who the workstation is, the directory and the grant', async () => {
  const taken = await hubReads(organisation.hub, readFileSync(request));
  expect(taken).toMatchObject({ kind: 'request', fingerprint: expect.stringMatching(/^[0-9a-f]{4} /) });
  await organisation.grant({ device: taken.device, fingerprint: taken.fingerprint! });
  writeFileSync(answer, await hubWrites(organisation.hub, taken.device));
  expect(await read('another passphrase than that')).toMatchObject({ ok: false, code: 'wrong_passphrase' });
  const enrolled = await read();
  expect(enrolled).toMatchObject({
    ok: true,
    identity: { device: taken.device, hubId: organisation.hub.identity.hubId, name: 'Assessor' },
  });
  // The same request again: the same device, no second one.
  expect((await hubReads(organisation.hub, readFileSync(request))).device).toBe(taken.device);
});

test('an answer of a hub that does not know the code is refused', async () => {
  const another = await startOrganisation();
  try {
    const user = await another.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
    const elsewhere = mkdtempSync(join(tmpdir(), 'candour-by-hand-'));
    const file = join(elsewhere, 'request.txt');
    const theirs = await another.codeFor(user);
    await requestEnrolment(elsewhere, { code: theirs, passphrase, file, clock: Date.now });
    // The right device at a hub that gave out another code for it.
    const { device } = await hubReads(another.hub, readFileSync(file));
    await another.hub.db
      .updateTable('enrolment_codes')
      .set({ code_hash: 'ab'.repeat(32) })
      .where('device', '=', device)
      .execute();
    const forged = join(elsewhere, 'answer.age');
    writeFileSync(forged, await hubWrites(another.hub, device));
    const outcome = await readEnrolment(elsewhere, { passphrase, file: forged, hub: '', now: Date.now() });
    expect(outcome).toEqual({ ok: false, code: 'enrolment_unproven' });
    rmSync(elsewhere, { recursive: true });
  } finally {
    await another.close();
  }
});

test('a request that was given up can no longer be answered', async () => {
  forgetPending(profile);
  expect(await read()).toMatchObject({ ok: false, code: 'enrolment_missing' });
});

test('is not answered on a workstation whose keystore is refused, before anything of the answer is read', async () => {
  const start = vaultStart(join(profile, 'refused'), randomBytes(32));
  const vault = await startVault({ ...start, deviceSecret: { mode: 'refused', reason: 'keystore_locked' } });
  onTestFinished(() => vault.end());
  // Not an answer at all: had it been read, that is what would be said.
  expect(await openPage(vault).call('enrolment.answer', { file: request, passphrase })).toMatchObject({
    error: { code: 'keystore_refused', detail: { reason: 'keystore_locked' } },
  });
});

test('by hand enrols nobody where people have to sign in to be enrolled, and spends no code', async () => {
  const { hub } = organisation;
  const user = await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
  const own = mkdtempSync(join(profile, 'own-'));
  const file = join(own, 'request.txt');
  await requestEnrolment(own, { code: await organisation.codeFor(user), passphrase, file, clock: Date.now });
  const settings = { issuer: 'https://login.example', client: 'candour', claim: 'sub', scope: 'openid' };
  await setSignIn(hub, { ...settings, hours: 12, recheckMinutes: 60, enrolment: true });
  expect(await takeAtHub(hub, readFileSync(file))).toEqual({ ok: false, code: 'enrolment_refused' });
  await setSignIn(hub, { ...settings, hours: 12, recheckMinutes: 60, enrolment: false });
  expect(await takeAtHub(hub, readFileSync(file))).toMatchObject({ ok: true });
});
