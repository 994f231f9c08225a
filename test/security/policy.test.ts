import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { policyWords } from '../../electron/main/policy-flaws.ts';
import { parsePolicy, policyFile, readPolicy } from '../../electron/main/policy.ts';
import { onlyAdministratorsWrite } from '../../electron/main/windows-guard.ts';
import { defaultPolicy, Policy } from '../../shared/bridge/policy.ts';

const asRoot = process.platform !== 'win32' && process.getuid?.() === 0;
// Not under /tmp, which everybody may write: no policy there could be trusted.
const folder = asRoot ? mkdtempSync('/etc/candour-test-') : '';
afterAll(() => {
  if (asRoot) rmSync(folder, { recursive: true });
});
const nobody = 65_534;

describe('the policy file', () => {
  it('lies where administrators of each system keep such files', () => {
    expect(policyFile('linux', undefined)).toBe('/etc/candour/policy.json');
    expect(policyFile('darwin', undefined)).toBe('/Library/Application Support/Candour/policy.json');
    expect(policyFile('win32', 'C:\\ProgramData')).toBe('C:\\ProgramData\\Candour\\policy.json');
  });

  it('may be absent, and then the strict defaults hold', () => {
    expect(readPolicy('/etc/candour-that-is-not-there/policy.json', 'administrator')).toEqual({
      ok: true,
      policy: defaultPolicy,
      from: 'defaults',
      fields: [],
    });
    expect(defaultPolicy).toMatchObject({
      idleLockMinutes: 10,
      coverLockSeconds: 60,
      passphraseOnly: false,
      destroySlotAfterTenTries: false,
      showLastUser: false,
      hubAddress: null,
      clipboardClearSeconds: 30,
    });
  });

  it.each([
    ['a copy that stays longer than a minute', { clipboardClearSeconds: 61 }, 'clipboardClearSeconds'],
    ['no idle limit', { idleLockMinutes: 0 }, 'idleLockMinutes'],
    ['an idle limit of hours', { idleLockMinutes: 61 }, 'idleLockMinutes'],
    ['half a minute', { idleLockMinutes: 0.5 }, 'idleLockMinutes'],
    ['a cover without a lock', { coverLockSeconds: 0 }, 'coverLockSeconds'],
    ['a word for yes', { passphraseOnly: 'yes' }, 'passphraseOnly'],
    ['a hub without encryption', { hubAddress: 'http://hub.example' }, 'hubAddress'],
    ['a hub with a path', { hubAddress: 'https://hub.example/path' }, 'hubAddress'],
    ['a hub with a user', { hubAddress: 'https://user@hub.example' }, 'hubAddress'],
    ['an authority that is no certificate', { hubAuthority: 'ours' }, 'hubAuthority'],
    ['a key that is no digest', { hubKeys: ['0'] }, 'hubKeys'],
    ['a list of keys without a key', { hubKeys: [] }, 'hubKeys'],
    ['a sign-in service without encryption', { signInIssuer: 'http://login.example' }, 'signInIssuer'],
    ['a sign-in service with a query', { signInIssuer: 'https://login.example/?to=1' }, 'signInIssuer'],
    ['a misspelt field', { idleLockMinute: 5 }, 'idleLockMinute'],
    ['a list', [], null],
    ['nothing', null, null],
  ])('is refused for %s, and the field is named', (_what, said, field) => {
    expect(parsePolicy(JSON.stringify(said))).toEqual({ ok: false, flaw: 'not_valid', field });
  });

  it('is refused whole when it is cut off', () => {
    const whole = JSON.stringify({ idleLockMinutes: 5, allowPrint: false });
    for (let length = 0; length < whole.length; length++) {
      expect(parsePolicy(whole.slice(0, length)).ok, whole.slice(0, length)).toBe(false);
    }
    expect(parsePolicy(whole)).toMatchObject({ ok: true, policy: { idleLockMinutes: 5, allowPrint: false } });
  });

  it('never makes anything but a whole policy within its bounds or a worded refusal, in 10,000 cases', () => {
    const fields = Object.keys(defaultPolicy);
    const near = fc.oneof(
      fc.dictionary(fc.constantFrom(...fields, '__proto__', 'constructor'), fc.jsonValue()),
      fc.record(
        {
          idleLockMinutes: fc.integer({ min: -1, max: 62 }),
          coverLockSeconds: fc.integer({ min: 0, max: 602 }),
          clipboardClearSeconds: fc.integer({ min: 0, max: 62 }),
          passphraseOnly: fc.boolean(),
          hubAddress: fc.oneof(fc.webUrl(), fc.constantFrom(null, 'https://hub.example', 'https://hub.example:8443')),
        },
        { requiredKeys: [] },
      ),
    );
    const text = fc.oneof(
      { weight: 3, arbitrary: near.map((said) => JSON.stringify(said)) },
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(text, (each) => {
        const read = parsePolicy(each);
        if (!read.ok) {
          expect(policyWords('/etc/candour/policy.json', read.flaw, read.field)).toMatch(
            /^Candour does not open a vault/,
          );
          return;
        }
        accepted++;
        expect(Policy.parse(read.policy)).toEqual(read.policy);
        expect(Object.keys(read.policy).sort()).toEqual([...fields].sort());
        expect(read.policy.clipboardClearSeconds).toBeLessThanOrEqual(60);
        expect(read.policy.idleLockMinutes).toBeLessThanOrEqual(60);
        if (read.policy.hubAddress !== null) expect(new URL(read.policy.hubAddress).protocol).toBe('https:');
      }),
      { numRuns: 10_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('is refused in words that hold none of its contents', () => {
    const read = parsePolicy('{"\\u0007canary\\n": "another"}');
    if (read.ok) throw new Error('It was accepted.');
    const words = policyWords('/etc/candour/policy.json', read.flaw, read.field);
    expect(words).toContain('/etc/candour/policy.json');
    expect(words).not.toContain('another');
    expect(words).not.toContain('\u0007');
  });
});

describe.runIf(asRoot)('who may write the policy file', () => {
  const fresh = (mode = 0o644) => {
    const own = mkdtempSync(join(folder, 'place-'));
    chmodSync(own, 0o755);
    const file = join(own, 'policy.json');
    writeFileSync(file, '{"idleLockMinutes": 3}');
    chmodSync(file, mode);
    return { own, file };
  };
  const refused = { ok: false, flaw: 'writable_by_others', field: null };
  chmodSync(folder, 0o755);

  it('is root alone, and then it holds', () => {
    for (const mode of [0o644, 0o600, 0o755, 0o444]) {
      expect(readPolicy(fresh(mode).file, 'administrator')).toMatchObject({
        ok: true,
        from: 'file',
        policy: { idleLockMinutes: 3 },
      });
    }
  });

  it('is neither its group nor everybody', () => {
    for (const mode of [0o664, 0o646, 0o666, 0o620]) {
      expect(readPolicy(fresh(mode).file, 'administrator'), mode.toString(8)).toEqual(refused);
    }
  });

  it('is no other owner', () => {
    const { file } = fresh();
    chownSync(file, nobody, 0);
    expect(readPolicy(file, 'administrator')).toEqual(refused);
  });

  it('is nobody who may write or own a folder above it', () => {
    const open = fresh();
    chmodSync(open.own, 0o777);
    expect(readPolicy(open.file, 'administrator')).toEqual(refused);
    const sticky = fresh();
    chmodSync(sticky.own, 0o1777);
    expect(readPolicy(sticky.file, 'administrator')).toEqual(refused);
    const owned = fresh();
    chownSync(owned.own, nobody, 0);
    expect(readPolicy(owned.file, 'administrator')).toEqual(refused);
    const deep = fresh();
    mkdirSync(join(deep.own, 'inner'), { mode: 0o755 });
    writeFileSync(join(deep.own, 'inner', 'policy.json'), '{}');
    expect(readPolicy(join(deep.own, 'inner', 'policy.json'), 'administrator')).toMatchObject({ ok: true });
    chmodSync(deep.own, 0o775);
    expect(readPolicy(join(deep.own, 'inner', 'policy.json'), 'administrator')).toEqual(refused);
  });

  it('is not asked for a link, a folder, or a file of 100 KiB', () => {
    const linked = fresh();
    rmSync(linked.file);
    symlinkSync(fresh().file, linked.file);
    expect(readPolicy(linked.file, 'administrator')).toMatchObject({ ok: false, flaw: 'not_a_file' });
    const around = fresh();
    symlinkSync(around.own, join(folder, 'linked'));
    expect(readPolicy(join(folder, 'linked', 'policy.json'), 'administrator')).toEqual(refused);
    const directory = fresh();
    rmSync(directory.file);
    mkdirSync(directory.file);
    expect(readPolicy(directory.file, 'administrator')).toMatchObject({ ok: false, flaw: 'not_a_file' });
    const large = fresh();
    writeFileSync(large.file, `{"idleLockMinutes": 3}${' '.repeat(100 * 1024)}`);
    expect(readPolicy(large.file, 'administrator')).toMatchObject({ ok: false, flaw: 'too_large' });
  });
});

describe('who may write the policy file on Windows', () => {
  const users = '(A;;0x1200a9;;;BU)';
  const full = '(A;;FA;;;SY)(A;;FA;;;BA)';
  it.each([
    ['administrators, while users only read', `O:BAG:SYD:PAI${full}${users}`, true],
    ['administrators, in short words', `O:SYG:SYD:P${full}(A;;FRFX;;;BU)`, true],
    ['the installer of Windows', `O:S-1-5-80-956008885-3418522649G:SYD:P${full}`, true],
    ['its owner, a user', `O:S-1-5-21-1-2-3-1001G:SYD:P${full}`, false],
    ['users', `O:BAG:SYD:P${full}(A;;0x1301bf;;;BU)`, false],
    ['everybody', `O:BAG:SYD:P${full}(A;;FA;;;WD)`, false],
    ['users, who may make files in the folder', `O:BAG:SYD:AI${full}(A;CI;DCLCRPCR;;;BU)`, false],
    ['users, beneath flags that read like inherit-only', `O:BAG:SYD:AI${full}(A;CIOI;FA;;;BU)`, false],
    ['only those who come after', `O:BAG:SYD:AI${full}(A;OICIIO;GA;;;CO)${users}`, true],
    ['who knows: no list', 'O:BAG:SYD:', false],
    ['who knows: an open list', 'O:BAG:SYD:NO_ACCESS_CONTROL', false],
    ['who knows: an entry of an unknown kind', `O:BAG:SYD:P${full}(XA;;FA;;;BU)`, false],
    ['who knows: nothing', '', false],
  ])('is %s', (_who, descriptor, expected) => {
    expect(onlyAdministratorsWrite(descriptor)).toBe(expected);
  });

  it('is never taken for granted from a descriptor that makes no sense', () => {
    fc.assert(
      fc.property(fc.string(), (descriptor) => !onlyAdministratorsWrite(descriptor)),
      { numRuns: 5000 },
    );
  });
});
