import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readDemonstrationSetUp } from '../../electron/main/demonstration.ts';
import { rotatingFile } from '../../electron/main/log.ts';
import { onSomeScreen } from '../../electron/main/placement.ts';

vi.stubGlobal('__DEMONSTRATION__', false);
vi.stubGlobal('__TEST_BUILD__', false);

const folder = mkdtempSync(join(tmpdir(), 'candour-shell-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a demonstration', () => {
  const file = join(folder, 'demonstration.json');
  const setUp = { hub: 'http://127.0.0.1:8080', code: 'abc', displayName: 'Assessor', passphraseHint: 'a hint' };

  it('introduces itself from its file, and from no other build', () => {
    writeFileSync(file, JSON.stringify(setUp));
    expect(readDemonstrationSetUp(file)).toBeNull();
    vi.stubGlobal('__DEMONSTRATION__', true);
    expect(readDemonstrationSetUp(file)).toEqual(setUp);
    writeFileSync(file, JSON.stringify({ ...setUp, hub: 'file:///etc' }));
    expect(readDemonstrationSetUp(file)).toBeNull();
    expect(readDemonstrationSetUp(join(folder, 'absent.json'))).toBeNull();
    vi.stubGlobal('__DEMONSTRATION__', false);
  });
});

describe('the log', () => {
  it('sets a full file aside and keeps three', () => {
    const logs = join(folder, 'logs');
    const file = rotatingFile(logs);
    const line = `${'x'.repeat(1023)}\n`;
    for (let count = 0; count < 5 * 1024; count++) file.write(line);
    expect(readdirSync(logs).sort()).toEqual(['candour.log', 'candour.log.1', 'candour.log.2']);
  });
});

describe('a remembered window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  it('comes back where enough of it can be seen', () => {
    expect(onSomeScreen({ x: 100, y: 100, width: 1440, height: 900 }, screens)).toBe(true);
    expect(onSomeScreen({ x: -1300, y: 100, width: 1440, height: 900 }, screens)).toBe(false);
    expect(onSomeScreen({ x: 2000, y: 0, width: 1440, height: 900 }, screens)).toBe(false);
  });
});
