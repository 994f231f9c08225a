import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, findAsset, listAssets } from '../../electron/main/assets.ts';

const folder = mkdtempSync(join(tmpdir(), 'candour-shell-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page’s files', () => {
  const page = join(folder, 'renderer');
  mkdirSync(join(page, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(page, 'index.html'), '<p>');
  writeFileSync(join(page, 'assets', 'page.js'), '1');
  writeFileSync(join(page, 'assets', 'page.js.map'), '{}');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'renderer-other', 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(page, 'assets', 'link.js'));
  symlinkSync(folder, join(page, 'assets', 'folder'));
  const assets = listAssets(page);
  const status = (address: string, method = 'GET') => findAsset(assets, method, address).status;

  it('are served with their type', () => {
    expect(findAsset(assets, 'GET', 'candour://app/')).toMatchObject({
      status: 200,
      mediaType: 'text/html; charset=utf-8',
    });
    expect(findAsset(assets, 'GET', 'candour://app/assets/page.js')).toMatchObject({
      status: 200,
      mediaType: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    ['a way up', 'candour://app/../secret.js', 403],
    ['an encoded way up', 'candour://app/%2e%2e/secret.js', 403],
    ['a half encoded way up', 'candour://app/assets/.%2E/../../secret.js', 403],
    ['an encoded slash', 'candour://app/..%2fsecret.js', 403],
    ['a backslash', 'candour://app/..\\secret.js', 403],
    ['an encoded NUL', 'candour://app/index.html%00.js', 403],
    ['a NUL', 'candour://app/index.html\0.js', 403],
    ['another host', 'candour://other/index.html', 403],
    ['a host that begins like ours', 'candour://app.example/index.html', 403],
    ['a user before our host', 'candour://user@app/index.html', 403],
    ['another scheme', 'https://app/index.html', 403],
    ['a symbolic link to a file', 'candour://app/assets/link.js', 404],
    ['a way through a linked folder', 'candour://app/assets/folder/secret.js', 404],
    ['a neighbouring folder with our prefix', 'candour://app/-other/secret.js', 404],
    ['a file of a kind that no page needs', 'candour://app/assets/page.js.map', 404],
    ['an absolute path', `candour://app/${folder}/secret.js`, 404],
    ['no address', 'index.html', 400],
  ])('are not reached by %s', (_what, address, expected) => {
    expect(status(address)).toBe(expected);
  });

  it('are only read', () => {
    expect(status('candour://app/index.html', 'POST')).toBe(405);
  });

  it('are the only ones that any address leads to (28)', () => {
    const parts = fc.constantFrom(
      '..',
      '%2e%2e',
      '.',
      'assets',
      'secret.js',
      'renderer',
      'page.js',
      '%00',
      'folder',
      '',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (path) => {
        const found = findAsset(assets, 'GET', `candour://app/${path.join('/')}`);
        if (found.status === 200) expect([...assets.values()]).toContain(found.file);
      }),
      { numRuns: 2000 },
    );
    expect([...assets.keys()].sort()).toEqual(['/assets/page.js', '/index.html']);
  });

  it('carry the policy that was decided, word for word (27)', () => {
    expect(contentSecurityPolicy('N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' blob:; font-src 'self'; " +
        "media-src blob:; connect-src 'none'; frame-src 'none'; worker-src 'self'; object-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        'trusted-types default candour-pdf',
    );
  });
});
