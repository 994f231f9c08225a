import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VaultStart } from '../../../shared/bridge/vault-start.ts';
import { createVaultKeys, openVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';
import { readKeySlots } from '../../../electron/vault/keys/key-slots.ts';
import { realParts, startVault, type Vault } from '../../../electron/vault/vault.ts';
import { makeRecoveryKey } from '../../../server/keyring/recovery-key.ts';
import { setRecoveryKey } from '../../../server/keyring/speak.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { until } from '../sync/support/workstation.ts';
import { temporaryFolder } from '../vault/support/vault.ts';
import { openPage, vaultStart } from '../vault/support/workstation.ts';

const cost = { m: 65_536, t: 3, p: 1 };
const OLD = 'three random words here';
const NEW = 'heron gravel lantern ninety';
const IDENTITY_PASSPHRASE = 'kept by a second person';

let organisation: Organisation;
let identityFile: string;
beforeAll(async () => {
  organisation = await startOrganisation();
  identityFile = join(temporaryFolder(), 'recovery-identity.age');
  const recipient = await makeRecoveryKey(identityFile, IDENTITY_PASSPHRASE, 12);
  const signed = await setRecoveryKey(organisation.transport, organisation.keyring(), recipient);
  if (!signed.ok) throw new Error(signed.reason);
});
afterAll(() => organisation.close());

/** The command as people run it, answering its questions by lines. */
async function recover(profile: string, answers: readonly string[], identity = identityFile, more: string[] = []) {
  const command = fileURLToPath(new URL('../../../electron/vault/recovery/command.ts', import.meta.url));
  const running = spawn(process.execPath, [command, '--profile', profile, '--identity', identity, ...more]);
  let said = '';
  for (const stream of [running.stdout, running.stderr])
    stream.on('data', (bytes: Buffer) => (said += bytes.toString()));
  running.stdin.end(`${answers.join('\n')}\n`);
  const [code] = (await once(running, 'close')) as [number];
  return { code, said };
}

class Station {
  readonly profile = join(temporaryFolder(), 'profile');
  readonly start: VaultStart = vaultStart(this.profile, randomBytes(32));
  vault: Vault | null = null;
  page!: ReturnType<typeof openPage>;

  async open(): Promise<this> {
    const parts = realParts(this.start);
    this.vault = await startVault(this.start, {
      ...parts,
      createVaultKeys: (options) => createVaultKeys({ ...options, cost }),
      openVaultKeys: (options) => openVaultKeys({ ...options, cost }),
    });
    this.page = openPage(this.vault);
    return this;
  }

  async setUp() {
    const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
    const code = await organisation.codeFor(user);
    return this.page.value('session.setUp', { hub: organisation.address, code, passphrase: OLD });
  }

  async lock(): Promise<void> {
    await this.vault?.flush();
    await this.vault?.end();
    this.vault = null;
  }
}

const slotsOf = (profile: string) => {
  const read = readKeySlots(readFileSync(join(profile, 'key-slots.json'), 'utf8'));
  if (!read.ok) throw new Error(read.flaw);
  return read;
};
const hubEvents = async (type: string): Promise<unknown[]> => {
  const rows = await organisation.hub.db.selectFrom('events').select('header').where('type', '=', type).execute();
  return rows.map(({ header }) => JSON.parse(header) as unknown);
};

describe('a vault whose passphrase is forgotten', () => {
  test('is reopened by two people, loses no unsynced work, and its journal says so', async () => {
    const station = await new Station().open();
    const { device, fingerprint } = await station.setUp();
    expect((await station.page.value('session.me', {})).recovery).toMatch(/^age1/);
    await organisation.grant({ device, fingerprint });
    await organisation.importReports(1, 'MPS');
    const list = async () => station.page.value('desk.open', { view: 'all', filter: {} });
    await until(async () => (await list()).total === 1);
    await station.page.value('sync.pause', { paused: true });
    const { caseId } = (await list()).rows[0]!;
    expect(await station.page.value('screen.sign', { none: [caseId], declared: [] })).toEqual({ signed: 1 });
    await station.page.value('draft.save', { caseId, part: 'note new', content: { text: 'half a sent' } });
    expect((await station.page.value('sync.state', {})).waiting).toBe(1);
    await station.lock();
    expect(await hubEvents('screened')).toHaveLength(0);

    const recovered = await recover(station.profile, [IDENTITY_PASSPHRASE, NEW, NEW]);
    expect(recovered).toMatchObject({ code: 0 });
    for (const secret of [IDENTITY_PASSPHRASE, NEW, 'AGE-SECRET-KEY']) expect(recovered.said).not.toContain(secret);
    // Out of reach of the keystore: by the passphrase alone, at the cost for that, until the next unlock.
    expect(slotsOf(station.profile)).toMatchObject({
      slots: [{ secret: 'passphrase-only', rebind: true, argon2: { m: 524_288 } }],
      recovery: [{ kind: 'recovery' }],
    });

    await station.open();
    expect(await station.page.call('session.unlock', { passphrase: OLD })).toMatchObject({
      error: { code: 'wrong_passphrase' },
    });
    await station.page.value('session.unlock', { passphrase: NEW });
    expect(slotsOf(station.profile).slots).toMatchObject([{ secret: 'keystore' }]);
    expect(slotsOf(station.profile).slots[0]).not.toHaveProperty('rebind');
    const answer = await station.page.value('case.read', { caseId });
    expect(answer.drafts.map(({ content }) => content)).toEqual([{ text: 'half a sent' }]);
    expect(answer.row).toMatchObject({ screened: 'none', draft: true });
    await until(async () => (await station.page.value('sync.state', {})).waiting === 0);
    await until(async () => (await hubEvents('vault_recovered')).length === 1);
    expect(await hubEvents('screened')).toHaveLength(1);
    expect(await hubEvents('vault_recovered')).toMatchObject([{ device, facets: { by: 'recovery' } }]);
    expect(await station.page.value('sync.state', {})).toMatchObject({ refused: 0 });
    await station.lock();
    // Bound to the keystore again: another workstation's opens nothing.
    const elsewhere = { mode: 'keystore' as const, backend: 'test', secret: new Uint8Array(randomBytes(32)) };
    const copied = { profile: station.profile, passphrase: NEW, deviceSecret: elsewhere, now: Date.now() };
    expect(await openVaultKeys(copied)).toMatchObject({ code: 'wrong_passphrase' });
  });

  test('stays as it is while Candour has it open, for a wrong or open identity, and for a weak passphrase', async () => {
    const station = await new Station().open();
    await station.setUp();
    const before = readFileSync(join(station.profile, 'key-slots.json'));
    const inUse = await recover(station.profile, [IDENTITY_PASSPHRASE, NEW, NEW]);
    expect(inUse).toMatchObject({ code: 1, said: expect.stringContaining('has this vault open') as string });
    await station.lock();
    const database = readFileSync(join(station.profile, 'vault.db'));

    const folder = temporaryFolder();
    const another = join(folder, 'another.age');
    await makeRecoveryKey(another, IDENTITY_PASSPHRASE, 12);
    const open = join(folder, 'open.txt');
    writeFileSync(open, '# a comment\nAGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ\n');
    for (const [answers, identity, words] of [
      [['not it', NEW, NEW], identityFile, 'does not open the identity file'],
      [[IDENTITY_PASSPHRASE, NEW, `${NEW}!`], identityFile, 'differ'],
      [[IDENTITY_PASSPHRASE, 'password1234', 'password1234'], identityFile, 'easy to guess'],
      [[IDENTITY_PASSPHRASE, NEW, NEW], another, 'not the recovery key'],
      [[IDENTITY_PASSPHRASE, NEW, NEW], open, 'lies open'],
    ] as const) {
      const refused = await recover(station.profile, answers, identity);
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining(words) as string });
      expect(readFileSync(join(station.profile, 'key-slots.json'))).toEqual(before);
      expect(readFileSync(join(station.profile, 'vault.db'))).toEqual(database);
    }
  });

  test('is also reopened where the keystore lost its secret, which is set aside, not deleted', async () => {
    const station = await new Station().open();
    await station.setUp();
    await station.lock();
    const secret = join(station.profile, 'device-secret.json');
    writeFileSync(secret, '{}');
    expect(
      await recover(station.profile, [IDENTITY_PASSPHRASE, NEW, NEW], identityFile, ['--new-keystore-secret']),
    ).toMatchObject({ code: 0 });
    expect(existsSync(secret)).toBe(false);
    const deviceSecret = { mode: 'keystore' as const, backend: 'new', secret: new Uint8Array(randomBytes(32)) };
    const unlocked = await openVaultKeys({
      profile: station.profile,
      passphrase: NEW,
      deviceSecret,
      now: Date.now(),
      cost,
    });
    expect(unlocked.ok).toBe(true);
    expect(slotsOf(station.profile).slots).toMatchObject([{ secret: 'keystore' }]);
  });

  test('without a recovery slot says so', async () => {
    const profile = temporaryFolder();
    const deviceSecret = { mode: 'passphrase-only' as const };
    await createVaultKeys({ profile, passphrase: OLD, deviceSecret, cost });
    expect(await recover(profile, [IDENTITY_PASSPHRASE, NEW, NEW])).toMatchObject({
      code: 1,
      said: expect.stringContaining('without a recovery key') as string,
    });
  });
});
