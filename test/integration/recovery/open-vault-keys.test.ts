import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstPageFits } from '../../../electron/vault/keys/first-page.ts';
import { openVaultKeys, fileKey } from '../../../electron/vault/keys/vault-keys.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from '../vault/support/workstation.ts';

const NEW = 'heron gravel lantern ninety';
let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function station(): Promise<TestWorkstation> {
  const made = await new TestWorkstation(org).start();
  await made.setUp();
  await made.receiveDirectory();
  await made.receive(reportEvent(org, { narrative: 'He said it twice.' }));
  return made;
}
const databaseOf = ({ profile }: TestWorkstation) => join(profile, 'vault.db');
const dataKeyOf = async ({ profile, secret }: TestWorkstation, passphrase = PASSPHRASE) => {
  const deviceSecret = { mode: 'keystore' as const, backend: 'test', secret: new Uint8Array(secret) };
  const opened = await openVaultKeys({ profile, passphrase, deviceSecret, now: Date.now() });
  if (!opened.ok) throw new Error(opened.code);
  return opened.dataKey;
};
const inbox = async ({ page }: TestWorkstation) => (await page.value('desk.open', { view: 'all', filter: {} })).total;

describe('an open vault', () => {
  test('changes its passphrase without a byte of its database, and refuses a wrong or weak one', async () => {
    const workstation = await station();
    const { page } = workstation;
    const bytes = () =>
      Buffer.concat([databaseOf(workstation), `${databaseOf(workstation)}-wal`].map((f) => readFileSync(f)));
    const before = bytes();
    expect(await page.call('session.changePassphrase', { passphrase: 'no', newPassphrase: NEW })).toMatchObject({
      error: { code: 'wrong_passphrase' },
    });
    expect(
      await page.call('session.changePassphrase', { passphrase: PASSPHRASE, newPassphrase: 'password1234' }),
    ).toMatchObject({ error: { code: 'weak_passphrase' } });
    await page.value('session.changePassphrase', { passphrase: PASSPHRASE, newPassphrase: NEW });
    expect(bytes()).toEqual(before);
    expect(await inbox(workstation)).toBe(1);
    await workstation.restart();
    expect(await workstation.page.call('session.unlock', { passphrase: PASSPHRASE })).toMatchObject({
      error: { code: 'wrong_passphrase' },
    });
    await workstation.page.value('session.unlock', { passphrase: NEW });
    expect(await inbox(workstation)).toBe(1);
  });

  test('takes a new data key, goes on, and the old one opens nothing', async () => {
    const workstation = await station();
    const old = await dataKeyOf(workstation);
    expect(await workstation.page.call('session.rekey', { passphrase: 'no' })).toMatchObject({
      error: { code: 'wrong_passphrase' },
    });
    expect(await inbox(workstation)).toBe(1);
    await workstation.page.value('session.rekey', { passphrase: PASSPHRASE });
    expect(await inbox(workstation)).toBe(1);
    await workstation.restart();
    expect(firstPageFits(databaseOf(workstation), fileKey(old, 'vault.db'))).toBe(false);
    await workstation.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await inbox(workstation)).toBe(1);
    expect((await dataKeyOf(workstation)).equals(old)).toBe(false);
  });

  test('says that no recovery key could reopen it, and judges passphrases before it is open', async () => {
    const workstation = await new TestWorkstation(org).start();
    expect(await workstation.page.value('session.strength', { passphrase: 'password1234' })).toMatchObject({
      enough: false,
      flaw: 'easy_to_guess',
    });
    await workstation.setUp();
    await workstation.receiveDirectory();
    expect((await workstation.page.value('session.me', {})).recovery).toBeNull();
  });
});
