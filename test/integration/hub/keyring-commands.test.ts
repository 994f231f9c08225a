import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder } from '../../../server/cli/data-folder.ts';
import { withHub } from '../../../server/cli/hub-access.ts';
import { enrolDevice } from '../../../server/device/hub-client.ts';
import { newDeviceIdentity } from '../../../server/device/identity.ts';
import { stored } from '../../../server/keyring/contents.ts';
import { openContents, readKeyringFile, takeSeat } from '../../../server/keyring/file.ts';

const cli = new URL('../../../server/cli.ts', import.meta.url).pathname;
const ada = 'quartz harbour violet';
const bo = 'lantern meadow copper';
const cai = 'orchard signal amber';
const dee = 'pebble thimble walnut';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'candour-keyring-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** Runs a command of the hub with these passphrases piped in, a line each. */
function hub(args: readonly string[], ...passphrases: string[]): Promise<Ended> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [cli, ...args, '--data', data], {
    env: { ...env, NODE_NO_WARNINGS: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => err.push(piece));
  child.stdin.on('error', () => undefined);
  child.stdin.end(passphrases.map((passphrase) => `${passphrase}\n`).join(''));
  return new Promise((resolve) =>
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    ),
  );
}

/** Enrols a workstation with this code at the hub in the folder, which nobody serves meanwhile. */
const stationOf = (code: string): Promise<string> =>
  withHub(dataFolder(data), undefined, async ({ transport }) => {
    const enrolled = await enrolDevice(transport, newDeviceIdentity(), code);
    if (!enrolled.ok) throw new Error(enrolled.problem.code);
    return enrolled.value.device;
  });

describe('the ceremony of the keyring at the command line', () => {
  test('two officers or more make it, and none of them alone', async () => {
    await hub(['units', '--add', 'MPS', '--name', 'Desk', '--kind', 'desk', '--force', 'MPS']);
    const alone = await hub(['keyring', '--new', '--officer', 'Ada Finch'], ada);
    expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining('two officers or more')]);
    const officers = ['Ada Finch', 'Bo Marsh', 'Cai Rowe'].flatMap((name) => ['--officer', name]);
    const same = await hub(['keyring', '--new', ...officers], ada, ada, cai);
    expect([same.code, same.stderr]).toEqual([1, expect.stringContaining('one of their own')]);
    const made = await hub(['keyring', '--new', ...officers], ada, bo, cai);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toContain('published keys of AUDIT, MPS');
    expect(statSync(join(data, 'keyring.json')).mode & 0o777).toBe(0o600);
    const who = await hub(['keyring']);
    expect(who.stdout).toBe('Ada Finch\nBo Marsh\nCai Rowe\n');
  });

  test('return-referral lists what nobody can open, says what it needs, and knows no referral that there is not', async () => {
    const listed = await hub(['return-referral', '--list']);
    expect([listed.code, listed.stdout]).toEqual([0, 'Every referral can be opened at a workstation in use.\n']);
    expect((await hub(['return-referral', '--list', '--json'])).stdout.trim()).toBe('{"referrals":[]}');
    const asked = await hub(['return-referral']);
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--list')]);
    const some = ['--referral', v7(), '--device', v7(), '--identity', join(data, 'recovery-identity.age')];
    const unknown = await hub(['return-referral', ...some], ada, bo);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no such referral')]);
  });

  test('return-case does the same of named-readers cases', async () => {
    const listed = await hub(['return-case', '--list']);
    expect([listed.code, listed.stdout]).toEqual([
      0,
      'Every named-readers case can be opened at a workstation in use.\n',
    ]);
    expect((await hub(['return-case', '--list', '--json'])).stdout.trim()).toBe('{"cases":[]}');
    const asked = await hub(['return-case']);
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--list')]);
    const some = ['--case', v7(), '--device', v7(), '--identity', join(data, 'recovery-identity.age')];
    const unknown = await hub(['return-case', ...some], ada, bo);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no such named-readers case')]);
  });

  test('a wrong passphrase of either, the same officer twice and one officer alone are each refused in one line', async () => {
    const before = readFileSync(join(data, 'keyring.json'));
    const tries: [string, string[]][] = [
      ['the first passphrase opens no officer', ['not a passphrase']],
      ['the second passphrase opens no officer', [ada, 'not a passphrase']],
      ['that is Ada Finch again', [ada, ada]],
      ['Passphrase of the second officer', [ada]],
    ];
    for (const [reason, passphrases] of tries) {
      const refused = await hub(['rotate-unit-key', '--unit', 'MPS'], ...passphrases);
      expect([refused.code, refused.stdout, refused.stderr]).toEqual([1, '', expect.stringContaining(reason)]);
      expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    }
    expect(readFileSync(join(data, 'keyring.json')).equals(before)).toBe(true);
  });

  test('any two give a unit a new key and hand over to a new keyring; the log names who was there', async () => {
    const rotated = await hub(['rotate-unit-key', '--unit', 'MPS', '--json'], cai, ada);
    expect(JSON.parse(rotated.stdout)).toEqual({ rotated: [{ unit: 'MPS', granted: [], withheld: [] }] });
    const handed = await hub(['keyring', '--succeed'], bo, cai);
    expect([handed.code, handed.stderr]).toEqual([0, '']);
    const again = await hub(['rotate-unit-key', '--unit', 'MPS'], ada, bo);
    expect([again.code, again.stderr]).toEqual([0, '']);
    const exported = await hub(['export']);
    const present = exported.stdout
      .trim()
      .split('\n')
      .map(
        (line) => (JSON.parse(line) as { header?: { type: string; facets: { officers: { name: string }[] } } }).header,
      )
      .filter((header) => header?.type === 'officers_present')
      .map((header) => header!.facets.officers.map(({ name }) => name).join(' and '));
    expect(present).toContain('Cai Rowe and Ada Finch');
    expect(present).toContain('Bo Marsh and Cai Rowe');
    expect(present.at(-1)).toBe('Ada Finch and Bo Marsh');
    const verified = await hub(['verify']);
    expect(verified.code).toBe(0);
  });

  test('withdraw shuts a device out, and does not shut out the keyring', async () => {
    const { stdout } = await hub(['withdraw', '--list', '--json']);
    const [keyring] = (JSON.parse(stdout) as { devices: { device: string }[] }).devices;
    const refused = await hub(['withdraw', '--device', keyring!.device], ada, bo);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('that is the keyring')]);
  });

  test('withdraw names who is shut out, signs it with two officers, and says whose key is due', async () => {
    const enrolled = await hub(['enrol', '--person', 'Sam Orrell', '--role', 'assessor:MPS', '--json']);
    const { code, user } = JSON.parse(enrolled.stdout) as { code: string; user: string };
    const device = await stationOf(code);
    const refused = await hub(['withdraw', '--device', '01890000-0000-7000-8000-000000000000'], ada, bo);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('there is no device')]);
    // At once by the hub alone; the officers sign it when they are there.
    const alone = await hub(['withdraw', '--device', device, '--no-officers']);
    expect([alone.code, alone.stdout]).toEqual([0, expect.stringContaining('have not signed it yet')]);
    const signed = await hub(['withdraw', '--device', device, '--json'], bo, ada);
    expect(JSON.parse(signed.stdout)).toMatchObject({ withdrawn: device, name: 'Sam Orrell', signed: true });
    const list = await hub(['withdraw', '--list', '--json']);
    expect(list.stdout).not.toContain(device);
    // The person stays, and gets a code for another workstation.
    expect((await hub(['enrol', '--user', user, '--json'])).code).toBe(0);
  });

  test('an officer who was taken out opens nothing, with whomever; too few to go on are refused', async () => {
    const unknown = await hub(['keyring', '--remove', 'Nobody'], ada, bo);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no officer of the keyring is called')]);
    const few = await hub(['keyring', '--remove', 'Cai Rowe', '--remove', 'Bo Marsh'], ada, bo);
    expect([few.code, few.stderr]).toEqual([1, expect.stringContaining('needs two officers')]);
    const there = await hub(['keyring', '--officer', 'Ada Finch'], ada, bo, 'another four words here');
    expect([there.code, there.stderr]).toEqual([1, expect.stringContaining('an officer called Ada Finch already')]);
    const before = readFileSync(join(data, 'keyring.json'));
    const out = await hub(['keyring', '--remove', 'Cai Rowe', '--officer', 'Dee Holt'], ada, bo, dee);
    expect([out.code, out.stdout]).toEqual([0, expect.stringContaining('officers: Ada Finch, Bo Marsh, Dee Holt')]);
    expect(out.stdout).toContain('keyring --succeed');
    const late = await hub(['rotate-unit-key', '--unit', 'MPS'], cai, ada);
    expect([late.code, late.stderr]).toEqual([1, expect.stringContaining('opens no officer')]);
    expect((await hub(['keyring', '--succeed'], ada, dee)).code).toBe(0);
    // An older copy still opens for the two who could, and speaks for a keyring that was withdrawn.
    const newer = readFileSync(join(data, 'keyring.json'));
    writeFileSync(join(data, 'keyring.json'), before);
    const old = await hub(['rotate-unit-key', '--unit', 'MPS'], cai, bo);
    expect(old.code).toBe(1);
    writeFileSync(join(data, 'keyring.json'), newer);
    expect((await hub(['rotate-unit-key', '--unit', 'MPS'], dee, bo)).code).toBe(0);
  });

  test('a keyring of an earlier version gets its officers, and its one passphrase opens nothing any more', async () => {
    const file = join(data, 'keyring.json');
    const read = readKeyringFile(file);
    if (!read.ok) throw new Error(read.code);
    const first = await takeSeat(read.seats, ada);
    const second = first.ok ? await takeSeat(read.seats, bo, first.present) : first;
    if (!first.ok || !second.ok) throw new Error('seats');
    const opened = await openContents(read, first.present, second.present);
    if (!opened.ok) throw new Error(opened.code);
    const encrypter = new Encrypter();
    encrypter.setPassphrase('the one old passphrase');
    encrypter.setScryptWorkFactor(10);
    const { oldKeyring } = dataFolder(data);
    writeFileSync(oldKeyring, await encrypter.encrypt(JSON.stringify(stored(opened.contents as never))));
    rmSync(file);
    const told = await hub(['rotate-unit-key', '--unit', 'MPS'], ada, bo);
    expect([told.code, told.stderr]).toEqual([1, expect.stringContaining('--convert')]);
    const officers = ['Ada Finch', 'Bo Marsh'].flatMap((name) => ['--officer', name]);
    const wrong = await hub(['keyring', '--convert', ...officers], 'not the passphrase', ada, bo);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('does not open the old keyring')]);
    const alone = await hub(['keyring', '--convert', '--officer', 'Ada Finch'], 'the one old passphrase', ada);
    expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining('two officers or more')]);
    expect([existsSync(oldKeyring), existsSync(file)]).toEqual([true, false]);
    const converted = await hub(['keyring', '--convert', ...officers], 'the one old passphrase', ada, bo);
    expect([converted.code, converted.stdout]).toEqual([0, expect.stringContaining('destroy')]);
    expect(existsSync(oldKeyring)).toBe(false);
    expect((await hub(['rotate-unit-key', '--unit', 'MPS'], bo, ada)).code).toBe(0);
    const twice = await hub(['keyring', '--convert', ...officers], 'the one old passphrase', ada, bo);
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('officers already')]);
    expect((await hub(['verify'])).code).toBe(0);
  });
});
