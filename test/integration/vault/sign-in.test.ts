/** People sign in at their organisation's provider: a real one, the real hub, and a vault with its real threads. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBackupKey } from '../../../electron/vault/backup/backup-keys.ts';
import { signInByBrowser, type Browse } from '../../../electron/vault/sign-in/in-browser.ts';
import { openProvider } from '../../../electron/vault/sign-in/provider.ts';
import { openReader } from '../../../electron/vault/store/connection.ts';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { errorWords } from '../../../renderer/words/errors.ts';
import { setAccount, setSignIn } from '../../../server/hub/feed/sign-in-settings.ts';
import type { SignInSettings } from '../../../server/hub/sign-in-settings.ts';
import { findSignIn } from '../../../server/hub/store/sign-ins.ts';
import { authorizationOf, type SignInProof } from '../../../shared/protocol/sign-in.ts';
import { Browser, CLIENT, OTHER_CLIENT, startProvider, type RunningProvider } from '../../support/provider.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { until } from '../sync/support/workstation.ts';
import { RealStation } from './support/real-station.ts';
import { temporaryFolder } from './support/vault.ts';
import { PASSPHRASE } from './support/workstation.ts';
import { fileKey, openVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';

/** How far the clocks of hub and workstation are ahead of the provider's, ms. */
let ahead = 0;
const clock = () => Date.now() + ahead;
let organisation: Organisation;
let provider: RunningProvider;
let settings: SignInSettings;
beforeAll(async () => {
  provider = await startProvider();
  organisation = await startOrganisation({ kind: 'memory' }, { clock });
  await organisation.importReports(3, 'MPS', 7);
});
afterAll(async () => {
  await organisation.close();
  await provider.down();
});
beforeEach(async () => {
  settings = {
    issuer: provider.issuer,
    client: CLIENT,
    claim: 'sub',
    scope: 'openid offline_access',
    prompt: 'consent',
    hours: 12,
    recheckMinutes: 1,
    enrolment: false,
  };
  await setSignIn(organisation.hub, settings);
});

let people = 0;
/** A person with an account at the provider, at a workstation with a browser in which they sign in as `as.account`. */
async function newPerson(given: { readonly browserMs?: number } = {}) {
  const account = `person-${(people += 1)}`;
  const user = await organisation.person(`Person ${people}`, [{ unit: 'MPS', role: 'assessor' }]);
  await setAccount(organisation.hub, user, account);
  const browser = new Browser();
  const as = { account, shown: '', opened: [] as string[] };
  const browse: Browse = async (address) => {
    as.opened.push(address);
    if (as.account !== '') void browser.signIn(address, as.account).then((page) => (as.shown = page));
    return true;
  };
  const station = await new RealStation(join(temporaryFolder(), 'profile'), randomBytes(32), {
    browse,
    clock,
    ...given,
  }).start();
  const setUp = async () => {
    const code = await organisation.codeFor(user);
    return station.page.call('session.setUp', { hub: organisation.address, code, passphrase: PASSPHRASE });
  };
  return { account, user, browser, as, station, setUp };
}
type Person = Awaited<ReturnType<typeof newPerson>>;

const problem = async ({ station }: Person) => (await station.page.value('sync.state', {})).problem;
const untilAsked = (person: Person) => until(async () => (await problem(person)) === 'sign_in_required');
const untilInStep = ({ station }: Person) =>
  until(async () => {
    const { phase, problem } = await station.page.value('sync.state', {});
    return phase === 'idle' && problem === null;
  });

/** Set up, asked to sign in, and signed in. */
async function signedIn(): Promise<Person> {
  const person = await newPerson();
  expect(await person.setUp()).toMatchObject({ ok: true });
  await untilAsked(person);
  expect(await person.station.page.call('session.signIn', {})).toEqual({ ok: true, value: {} });
  await untilInStep(person);
  return person;
}

/** Calls the hub as this workstation, with whatever token it is given. */
function callsOf({ station }: Person, token: string | null = null) {
  const people = {
    authorization: async () => (token === null ? null : authorizationOf(token)),
    demanded: async () => false,
  };
  return openHubClient({ identity: station.enrolled!, clock, people });
}

/** The row of the sign-in as the vault has it, out of its encrypted file. */
async function kept({ station }: Person): Promise<{ token: string; refreshToken: string } | null> {
  const keys = await openVaultKeys({
    profile: station.profile,
    passphrase: PASSPHRASE,
    deviceSecret: { mode: 'keystore', backend: 'test', secret: new Uint8Array(station.secret) },
    now: clock(),
    destroyAfterTenTries: false,
    cost: { m: 65_536, t: 3, p: 1 },
  });
  if (!keys.ok) throw new Error(keys.code);
  const db = openReader(join(station.profile, 'vault.db'), fileKey(keys.dataKey, 'vault.db'));
  try {
    const row = db.get<{ value: string }>(`SELECT value FROM meta WHERE name = 'sign_in'`);
    return row === undefined ? null : JSON.parse(row.value);
  } finally {
    db.close();
  }
}

describe('signing in', () => {
  test('is asked for before anything is sent or received, and work goes on here meanwhile', async () => {
    const person = await newPerson();
    expect(await person.setUp()).toMatchObject({ ok: true });
    await untilAsked(person);
    const { page } = person.station;
    expect(await page.value('sync.state', {})).toMatchObject({ phase: 'offline', completeAsOf: null });
    await page.value('place.save', { place: { here: 'still' } });
    expect(await page.value('place.read', {})).toEqual({ place: { here: 'still' } });
    expect(person.as.opened).toEqual([]);

    expect(await page.call('session.signIn', {})).toEqual({ ok: true, value: {} });
    await untilInStep(person);
    // The browser was sent to the provider with PKCE, to come back to this machine alone.
    const asked = new URL(person.as.opened[0]!);
    expect(asked.origin).toBe(provider.issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: CLIENT,
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.searchParams.get(name)).toMatch(/^.{43}$/);
    await until(async () => person.as.shown !== '');
    expect(person.as.shown).toBe('You may go back to Candour.\nCewch fynd yn ôl i Candour.\n');
  });

  test('shows the page nothing of it, and leaves nothing readable on the disk or in a backup', async () => {
    const person = await signedIn();
    const { token, refreshToken } = (await kept(person))!;
    const { page, profile } = person.station;
    await page.value('session.state', {});
    const folder = join(temporaryFolder(), 'backup');
    mkdirSync(folder);
    const { name } = await page.value('vault.backup', { folder, passphrase: PASSPHRASE });
    const secrets = [token, refreshToken, new URL(person.as.opened[0]!).searchParams.get('state')!];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(JSON.stringify(page.notices)).not.toContain(secret);
      for (const where of [profile, folder])
        for (const file of readdirSync(where, { recursive: true, withFileTypes: true }))
          if (file.isFile())
            expect(readFileSync(join(file.parentPath, file.name)).includes(secret), file.name).toBe(false);
    }
    const copy = openReader(join(folder, name), (await openBackupKey(join(folder, name), PASSPHRASE))!);
    expect(copy.column(`SELECT count(*) FROM meta WHERE name = 'identity'`)).toEqual([1]);
    expect(copy.column(`SELECT count(*) FROM meta WHERE name = 'sign_in'`)).toEqual([0]);
    copy.close();
  });

  test('holds over a lock: the passphrase alone unlocks, and sync goes on', async () => {
    const person = await signedIn();
    await person.station.restart();
    await person.station.unlock();
    await untilInStep(person);
    expect(person.as.opened).toHaveLength(1);
  });

  test('as somebody else is refused in words, and so is a person for whom no account was entered', async () => {
    const person = await newPerson();
    await person.setUp();
    await untilAsked(person);
    person.as.account = 'person-of-another-desk';
    expect(await person.station.page.call('session.signIn', {})).toMatchObject({
      error: { code: 'sign_in_another_person' },
    });
    expect(await problem(person)).toBe('sign_in_required');
    await setAccount(organisation.hub, person.user, null);
    expect(await person.station.page.call('session.signIn', {})).toMatchObject({
      error: { code: 'sign_in_no_account' },
    });
    expect(await findSignIn(organisation.hub.db, person.station.enrolled!.device)).toBeUndefined();
  });

  test('is not begun where the policy names another issuer than the hub: no browser opens, and the person is told', async () => {
    const person = await newPerson();
    const policy = (signInIssuer: string) => ({
      hubAddress: null,
      recoveryRecipient: null,
      destroySlotAfterTenTries: false,
      allowExport: true,
      allowPrint: true,
      showLastUser: false,
      signInIssuer,
    });
    person.station.policy = policy('https://login.example');
    await person.station.restart();
    expect(await person.setUp()).toMatchObject({ ok: true });
    await until(async () => (await problem(person)) === 'sign_in_not_trusted');
    expect(await person.station.page.call('session.signIn', {})).toMatchObject({
      error: { code: 'sign_in_not_trusted' },
    });
    expect(person.as.opened).toEqual([]);
    expect(errorWords({ code: 'sign_in_not_trusted', message: '' }).next).toContain('security officer');

    person.station.policy = policy(provider.issuer);
    await person.station.restart();
    await person.station.unlock();
    await untilAsked(person);
    expect(await person.station.page.call('session.signIn', {})).toEqual({ ok: true, value: {} });
    await untilInStep(person);
    // A policy that comes later ends a sign-in that was made elsewhere.
    expect(await kept(person)).not.toBeNull();
    person.station.policy = policy('https://login.example');
    await person.station.restart();
    await person.station.unlock();
    await until(async () => (await problem(person)) === 'sign_in_not_trusted');
    await person.station.vault.end();
    expect(await kept(person)).toBeNull();
  });

  test('can be given up, runs out of time, and can be tried again', async () => {
    const person = await newPerson({ browserMs: 1500 });
    await person.setUp();
    await untilAsked(person);
    const { page } = person.station;
    const { account } = person.as;
    // The browser is closed, or shows something else.
    person.as.account = '';
    const given = page.call('session.signIn', {});
    await until(async () => (await page.value('session.state', {})).signingIn);
    await page.value('session.signInCancel', {});
    expect(await given).toMatchObject({ error: { code: 'sign_in_cancelled' } });
    expect((await page.value('session.state', {})).signingIn).toBe(false);
    expect(await page.call('session.signIn', {})).toMatchObject({ error: { code: 'sign_in_timed_out' } });
    // Whoever comes back now finds nobody.
    await expect(fetch(new URL(person.as.opened.at(-1)!).searchParams.get('redirect_uri')!)).rejects.toThrow();
    person.as.account = account;
    expect(await page.call('session.signIn', {})).toEqual({ ok: true, value: {} });
    await untilInStep(person);
  });

  test('takes no answer that does not know its state, and waits on for the one that does', async () => {
    const person = await newPerson();
    await person.setUp();
    await untilAsked(person);
    const { account } = person.as;
    person.as.account = '';
    provider.forget();
    const answer = person.station.page.call('session.signIn', {});
    await until(async () => person.as.opened.length === 1);
    const [address] = person.as.opened;
    const came = new URL(await person.browser.signIn(address!, account, true));
    for (const change of [
      (url: URL) => url.searchParams.set('state', 'x'.repeat(43)),
      (url: URL) => url.searchParams.delete('state'),
      (url: URL) => url.searchParams.append('state', 'another'),
      (url: URL) => (url.pathname = '/elsewhere'),
    ]) {
      const changed = new URL(came);
      change(changed);
      expect((await fetch(changed)).status).toBe(404);
    }
    expect((await fetch(came, { method: 'POST' })).status).toBe(404);
    expect(provider.requests()).not.toContain('POST /token');
    expect((await fetch(came)).status).toBe(200);
    expect(await answer).toEqual({ ok: true, value: {} });
    // Once: neither is anybody listening, nor does the provider give anything for the same code again.
    await expect(fetch(came)).rejects.toThrow();
    const again = openProvider({ issuer: provider.issuer, client: CLIENT, scope: 'openid' });
    const asked = { state: came.searchParams.get('state')!, nonce: 'n', verifier: 'v'.repeat(43) };
    expect(await again.redeem(asked, came)).toEqual({ ok: false, code: 'sign_in_declined' });
    await again.close();
  });
});

describe('a sign-in', () => {
  test('is renewed without the person, by keys that the provider has changed meanwhile', async () => {
    const person = await signedIn();
    const { device } = person.station.enrolled!;
    const before = (await findSignIn(organisation.hub.db, device))!;
    await provider.rotate();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    ahead += 50_000;
    await person.station.page.value('sync.now', {});
    await until(async () => (await findSignIn(organisation.hub.db, device))!.expires_at > before.expires_at);
    await untilInStep(person);
    expect(person.as.opened).toHaveLength(1);
  });

  test('ends when the account is withdrawn at the provider, and the vault forgets it', async () => {
    const person = await signedIn();
    provider.withdraw(person.account);
    ahead += 70_000;
    await person.station.page.value('sync.now', {});
    await untilAsked(person);
    await until(async () => (await kept(person)) === null);
  });

  test('outlasts a provider that is down for as long as it holds, and then waits for it; work here goes on', async () => {
    const person = await signedIn();
    const { page } = person.station;
    await provider.down();
    try {
      ahead += 50_000;
      await page.value('sync.now', {});
      await untilInStep(person);
      ahead += 40_000;
      await page.value('sync.now', {});
      await untilAsked(person);
      expect(await page.call('session.signIn', {})).toMatchObject({ error: { code: 'provider_unreachable' } });
      await page.value('place.save', { place: { here: 'still' } });
      expect(await kept(person)).not.toBeNull();
    } finally {
      await provider.up();
    }
    ahead += 31_000;
    await page.value('sync.now', {});
    await untilInStep(person);
    expect(person.as.opened).toHaveLength(1);
  });

  test('is over after its hours, however often it was renewed', async () => {
    await setSignIn(organisation.hub, { ...settings, hours: 0.25 });
    const person = await signedIn();
    const { token } = (await kept(person))!;
    const calls = callsOf(person, token);
    expect(await calls.hello()).toMatchObject({ ok: true });
    await organisation.hub.db
      .updateTable('sign_ins')
      .set({ ends_at: clock(), expires_at: clock() })
      .where('device', '=', person.station.enrolled!.device)
      .execute();
    await person.station.page.value('sync.now', {});
    await untilAsked(person);
    expect(await calls.hello()).toMatchObject({ failure: { problem: { code: 'auth_required' } } });
    await calls.close();
  });

  test('is asked for again when the administrator names another provider or account', async () => {
    const person = await signedIn();
    await setAccount(organisation.hub, person.user, 'another-account');
    await person.station.page.value('sync.now', {});
    await untilAsked(person);
    expect(await person.station.page.call('session.signIn', {})).toMatchObject({
      error: { code: 'sign_in_another_person' },
    });
  });
});

describe('the hub', () => {
  /** An ID token that the provider really gave, to this client, for this device. */
  async function proofOf(account: string, device: string, client = CLIENT): Promise<SignInProof> {
    const browser = new Browser();
    const browse: Browse = async (address) => {
      void browser.signIn(address, account);
      return true;
    };
    const needed = { issuer: provider.issuer, client, scope: 'openid' };
    const proved = await signInByBrowser({ needed, device, browse }, new AbortController().signal);
    if (!proved.ok) throw new Error(proved.code);
    return proved.proof;
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claimsOf = (idToken: string) => JSON.parse(Buffer.from(idToken.split('.')[1]!, 'base64url').toString());

  test('says whom it asks in a problem, and takes only what the provider said to this client, for this device, just now', async () => {
    const person = await newPerson();
    await person.setUp();
    const { device } = person.station.enrolled!;
    const calls = callsOf(person);
    expect(await calls.hello()).toMatchObject({
      failure: {
        problem: { code: 'auth_required', status: 401, signIn: { issuer: provider.issuer, client: CLIENT } },
      },
    });
    const good = await proofOf(person.account, device);
    const [header, payload, signature] = good.idToken.split('.') as [string, string, string];
    const claims = claimsOf(good.idToken);
    const bad: Record<string, SignInProof> = {
      'of another client': await proofOf(person.account, device, OTHER_CLIENT),
      'for another device': await proofOf(person.account, organisation.gateway.device),
      'under another salt': { ...good, salt: randomBytes(32).toString('base64') },
      'signed with none': { ...good, idToken: `${part({ alg: 'none' })}.${payload}.` },
      'with another claim': { ...good, idToken: `${header}.${part({ ...claims, exp: claims.exp + 9 })}.${signature}` },
      'with a signature by what everybody knows': {
        ...good,
        idToken: `${part({ alg: 'HS256' })}.${payload}.${Buffer.from(CLIENT).toString('base64url')}`,
      },
      'that is none': { ...good, idToken: 'x.y.z' },
    };
    for (const [what, proof] of Object.entries(bad))
      expect(await calls.signIn(proof), what).toMatchObject({
        failure: { problem: { code: 'sign_in_refused', reason: 'token_invalid', status: 403 } },
      });
    ahead += 6 * 60_000;
    expect(await calls.signIn(good), 'that is old').toMatchObject({
      failure: { problem: { reason: 'token_invalid' } },
    });
    ahead -= 6 * 60_000;
    expect(await calls.signIn(good)).toMatchObject({ ok: true, value: { renewWithin: 60, endsWithin: 12 * 3600 } });
    await calls.close();
  });

  test('takes a token from the device alone for which it was made', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const { token } = (await kept(one))!;
    const calls = callsOf(one, token);
    expect(await calls.hello()).toMatchObject({ ok: true });
    const stolen = callsOf(other, token);
    expect(await stolen.hello()).toMatchObject({ failure: { problem: { code: 'auth_required' } } });
    await Promise.all([calls.close(), stolen.close()]);
  });

  test('asks no gateway and no keyring, which are no people', async () => {
    await organisation.importReports(1, 'MPS', 99);
  });

  test('asks nobody where its administrator names no provider', async () => {
    await setSignIn(organisation.hub, null);
    const person = await newPerson();
    await person.setUp();
    await untilInStep(person);
    expect(await person.station.page.call('session.signIn', {})).toMatchObject({
      error: { code: 'sign_in_not_needed' },
    });
  });
});

describe('enrolment with sign-in', () => {
  beforeEach(() => setSignIn(organisation.hub, { ...settings, enrolment: true }));

  test('takes the code and the person in one go, who is then signed in', async () => {
    const person = await newPerson();
    expect(await person.setUp()).toMatchObject({ ok: true });
    await untilInStep(person);
    expect(person.as.opened).toHaveLength(1);
  });

  test('is refused to whoever has the code and is not the person, and the code is still good', async () => {
    const person = await newPerson();
    const code = await organisation.codeFor(person.user);
    const setUp = () =>
      person.station.page.call('session.setUp', { hub: organisation.address, code, passphrase: PASSPHRASE });
    person.as.account = 'thief';
    expect(await setUp()).toMatchObject({ error: { code: 'sign_in_another_person' } });
    expect((await person.station.page.value('session.state', {})).phase).toBe('set_up');
    // Whose browser still knows the thief signs in elsewhere: a new one.
    const mine = await newPerson();
    await setAccount(organisation.hub, person.user, `own-${person.account}`);
    mine.as.account = `own-${person.account}`;
    expect(
      await mine.station.page.call('session.setUp', { hub: organisation.address, code, passphrase: PASSPHRASE }),
    ).toMatchObject({ ok: true });
  });

  test('sends nobody to the provider for a code that is not good', async () => {
    const person = await newPerson();
    const setUp = { hub: organisation.address, code: 'no-such-code', passphrase: PASSPHRASE };
    expect(await person.station.page.call('session.setUp', setUp)).toMatchObject({
      error: { code: 'enrolment_refused' },
    });
    expect(person.as.opened).toEqual([]);
  });
});
