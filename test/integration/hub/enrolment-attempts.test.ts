import { afterEach, beforeEach, expect, test } from 'vitest';
import { newDeviceIdentity } from '../../../server/device/identity.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { signRequest, UNKNOWN_HUB } from '../../../shared/protocol/signed-request.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';

let ahead = 0;
let organisation: Organisation;
beforeEach(async () => {
  ahead = 0;
  organisation = await startOrganisation({ kind: 'memory' }, { clock: () => Date.now() + ahead });
});
afterEach(() => organisation.close());

/** One call, signed by the hub's own clock, and never sent again. */
async function attempt(code: string): Promise<string> {
  const { device, signing, sealing } = newDeviceIdentity();
  const body = JSON.stringify({ code, device, signingKey: signing.publicKey, sealingKey: sealing.publicKey });
  const target = '/v1/enrolments';
  const call = { method: 'POST', url: `http://hub${target}`, body, hubId: UNKNOWN_HUB } as const;
  const key = privateKeyObject('ed25519', signing.privateKey);
  const signed = await signRequest({ ...call, now: Date.now() + ahead }, device, key);
  const headers = { ...signed, 'content-type': 'application/json' };
  const reply = await organisation.transport.send({ method: 'POST', target, headers, body });
  const said = JSON.parse(reply.body.toString('utf8')) as { code?: string };
  return reply.status === 200 ? 'enrolled' : (said.code ?? String(reply.status));
}

test('whoever guesses enrolment codes is held up, and the right code works once, afterwards, within its 72 hours', async () => {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  const code = await organisation.codeFor(user);
  const said = new Map<string, number>();
  // The clock of the hub stands still for the guesser: nothing is let through by waiting.
  const now = Date.now();
  for (let guess = 0; guess < 140; guess++) {
    ahead = now - Date.now();
    const answer = await attempt(`0000-0000-0000-${String(guess).padStart(4, '0')}`);
    said.set(answer, (said.get(answer) ?? 0) + 1);
  }
  expect([...said.keys()].sort()).toEqual(['enrolment_refused', 'rate_limited']);
  expect(said.get('rate_limited')).toBeGreaterThan(30);
  expect(await attempt(code)).toBe('rate_limited');
  ahead += 60_000;
  expect(await attempt(code)).toBe('enrolled');
  expect(await attempt(code)).toBe('enrolment_refused');

  const late = await organisation.codeFor(user);
  ahead += 72 * 3_600_000 + 1000;
  expect(await attempt(late)).toBe('enrolment_refused');
});
