import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { takeLock } from '../../server/cli/lock-file.ts';
import { membershipsOf } from '../../server/cli/roles.ts';
import { readPrivateJson, writePrivateJson } from '../../server/files.ts';
import { hashCode, makeCode } from '../../server/hub/feed/enrolment-code.ts';
import { fitting } from '../../server/hub/feed/wire.ts';
import { rateLimit } from '../../server/hub/http/rate.ts';
import { keepIdentity } from '../../server/hub/identity.ts';
import { HealthAnswer } from '../../server/hub/http/health.ts';

const folder = mkdtempSync(join(tmpdir(), 'candour-hub-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an enrolment code', () => {
  test('has 80 bits in four groups, and none of the letters that are misread', () => {
    const codes = Array.from({ length: 200 }, () => makeCode(randomBytes));
    expect(new Set(codes).size).toBe(200);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  });

  test('is the same code in small letters, with spaces, and with O, I and L typed for 0 and 1', () => {
    expect(hashCode(' 4f7k 9qxm-2oab cide ')).toBe(hashCode('4F7K-9QXM-20AB-C1DE'));
    expect(hashCode('4F7K-9QXM-20AB-C1DE')).not.toBe(hashCode('4F7K-9QXM-20AB-C1DF'));
  });
});

describe('a page', () => {
  test('takes what fits, and one that is too heavy alone', () => {
    expect(fitting([400, 400, 400], 1000)).toBe(2);
    expect(fitting([2000, 1], 1000)).toBe(1);
    expect(fitting([], 1000)).toBe(0);
    expect(fitting([500, 500], 1000)).toBe(2);
  });
});

describe('the limit of requests', () => {
  test('lets a burst pass, then as many as time allows, each name for itself', () => {
    let now = 0;
    const allowed = rateLimit(() => now, 3, 1);
    const tries = (name: string, count: number) => Array.from({ length: count }, () => allowed(name));
    expect(tries('a', 4)).toEqual([true, true, true, false]);
    expect(tries('b', 1)).toEqual([true]);
    now += 2000;
    expect(tries('a', 3)).toEqual([true, true, false]);
  });
});

describe('files of the hub', () => {
  test('are for their owner only, and a damaged one is said to be damaged', () => {
    const file = join(folder, 'deep', 'private.json');
    writePrivateJson(file, { hubId: '7a6e7c33-0d5f-4e3a-9a55-51a4f1d0b7c1', hubEpoch: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readPrivateJson(file, HealthAnswer)).toMatchObject({ ok: true, value: { hubEpoch: 1 } });
    writeFileSync(file, '{"hubEpoch":');
    expect(readPrivateJson(file, HealthAnswer)).toMatchObject({ ok: false, code: 'unreadable' });
    expect(readPrivateJson(join(folder, 'none'), HealthAnswer)).toMatchObject({ ok: false, code: 'missing' });
  });

  test('a hub keeps its identity, and a damaged one is never replaced by a new one', () => {
    const file = join(folder, 'hub.json');
    const first = keepIdentity(file);
    expect(first.ok).toBe(true);
    expect(keepIdentity(file)).toEqual(first);
    writeFileSync(file, 'no');
    expect(keepIdentity(file)).toMatchObject({ ok: false, code: 'unreadable' });
    expect(readFileSync(file, 'utf8')).toBe('no');
  });

  test('a lock is held once, released, and taken over from a process that is gone', () => {
    const file = join(folder, 'hub.lock');
    writeFileSync(file, '4194304 1');
    const first = takeLock(file);
    expect(first.ok).toBe(true);
    if (first.ok) first.release();
    // Process 1 lives for as long as the machine; without its start time nothing tells that this is a stale id.
    writeFileSync(file, '1 ');
    expect(takeLock(file)).toEqual({ ok: false, pid: '1' });
  });
});

describe('roles on the command line', () => {
  const units = [
    { unit: 'MPS', kind: 'desk' },
    { unit: 'GMP', kind: 'desk' },
    { unit: 'MPS-INV', kind: 'investigation' },
    { unit: 'AUDIT', kind: 'audit' },
  ];
  test('name their unit, share one, or mean every unit of their kind', () => {
    expect(membershipsOf(['assessor:GMP', 'supervisor'], 'MPS', units)).toEqual([
      { unit: 'GMP', role: 'assessor' },
      { unit: 'MPS', role: 'supervisor' },
    ]);
    expect(membershipsOf(['assessor:*', 'investigator:*'], undefined, units).map((m) => m.unit)).toEqual([
      'MPS',
      'GMP',
      'MPS-INV',
    ]);
    expect(membershipsOf(['gateway'], undefined, units)).toEqual([{ unit: 'AUDIT', role: 'gateway' }]);
  });

  test('an unknown role, an unknown unit and a missing unit are told', () => {
    expect(() => membershipsOf(['emperor:MPS'], undefined, units)).toThrow(/no role emperor/);
    expect(() => membershipsOf(['assessor:KNT'], undefined, units)).toThrow(/no unit KNT/);
    expect(() => membershipsOf(['assessor'], undefined, units)).toThrow(/which unit/);
  });
});
