import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol } from '../../../electron/vault/sync/enrolment.ts';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy } from './support/proxy.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());

const assessor = () => organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
const parts = { clock: Date.now, random: randomBytes };

describe('enrolment', () => {
  it('makes a device that the hub knows and pins the hub', async () => {
    const user = await assessor();
    const code = await organisation.codeFor(user);
    const enrolled = await enrol({ ...parts, hub: `${organisation.address}/`, code: ` ${code.toLowerCase()}` });
    if (!enrolled.ok) throw new Error(enrolled.code);
    const { identity } = enrolled;
    const { hubId, hubKey } = organisation.hub.identity;
    expect(identity).toMatchObject({
      user,
      name: 'Sam Orrell',
      hub: organisation.address,
      hubId,
      hubKey: hubKey.publicKey,
    });
    expect(identity.device[14]).toBe('7');
    const client = openHubClient({ identity, clock: Date.now });
    const hello = await client.hello();
    expect(hello.ok && hello.value.compartments.map((c) => c.compartment)).toContain('desk:MPS');
    await client.close();
  });

  it('is refused for a code that is wrong, used or malformed', async () => {
    const code = await organisation.codeFor(await assessor());
    const at = { ...parts, hub: organisation.address };
    expect((await enrol({ ...at, code })).ok).toBe(true);
    for (const bad of [code, 'AAAA-BBBB-CCCC-DDDD', 'short', 'x'.repeat(500)])
      expect(await enrol({ ...at, code: bad })).toEqual({ ok: false, code: 'enrolment_refused' });
  });

  it('goes nowhere but to HTTPS addresses and this machine', async () => {
    for (const hub of [
      'http://hub.example.org',
      'http://127.0.0.1.example.org',
      'http://localhost.example.org',
      'ftp://hub.example.org',
      'https://user@hub.example.org',
      'https://hub.example.org/path',
      'https://hub.example.org/?a=1',
      'nonsense',
    ])
      expect(await enrol({ ...parts, hub, code: 'AAAA-BBBB' }), hub).toEqual({ ok: false, code: 'invalid_address' });
  });

  it('says that nobody is there when nobody is, or something else is', async () => {
    expect(await enrol({ ...parts, hub: 'http://127.0.0.1:9', code: 'AAAA-BBBB' })).toEqual({
      ok: false,
      code: 'unavailable',
    });
    const proxy = await startProxy(organisation.address);
    proxy.decide(() => ({ answer: () => '<html>Welcome to the guest network</html>' }));
    const code = await organisation.codeFor(await assessor());
    expect(await enrol({ ...parts, hub: proxy.address, code })).toEqual({ ok: false, code: 'unavailable' });
    await proxy.close();
  });

  it('succeeds though the line broke after the hub had used up the code', async () => {
    const proxy = await startProxy(organisation.address);
    let cuts = 0;
    proxy.decide(() => (cuts++ === 0 ? 'cut_after' : 'pass'));
    const code = await organisation.codeFor(await assessor());
    const enrolled = await enrol({ ...parts, hub: proxy.address, code });
    expect(enrolled.ok).toBe(true);
    expect(proxy.calls.length).toBe(2);
    await proxy.close();
  });

  it('corrects a clock that is a day wrong, and says so only when it cannot', async () => {
    const code = await organisation.codeFor(await assessor());
    const wrong = { ...parts, clock: () => Date.now() - 86_400_000, hub: organisation.address };
    expect((await enrol({ ...wrong, code })).ok).toBe(true);
    let now = Date.now();
    const running = { ...parts, clock: () => (now += 86_400_000), hub: organisation.address };
    expect(await enrol({ ...running, code: 'AAAA-BBBB-CCCC-DDDD' })).toEqual({ ok: false, code: 'clock_skew' });
  });
});
