import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fromOurPage } from '../../electron/main/sender.ts';
import { answerShellCall } from '../../electron/main/shell-answer.ts';
import { type ShellCallName, shellCalls } from '../../shared/bridge/shell.ts';

const mainFrame = { url: 'candour://app/index.html' };
const sender = { isDestroyed: (): boolean => false, mainFrame };
const ours = { sender, senderFrame: mainFrame };
const others = [
  ['a frame within the page', { sender, senderFrame: { url: 'candour://app/index.html' } }],
  ['a frame that has gone', { sender, senderFrame: null }],
  ['a window that has gone', { sender: { ...sender, isDestroyed: (): boolean => true }, senderFrame: mainFrame }],
  ...['https://app/', 'candour://app.example/', 'candour://other/index.html', 'about:blank', ''].map((url) => {
    const frame = { url };
    return [`the origin “${url}”`, { sender: { ...sender, mainFrame: frame }, senderFrame: frame }] as const;
  }),
] as const;
const names = Object.keys(shellCalls) as ShellCallName[];

describe('a call to main (31, 32)', () => {
  it('is heard from our page', async () => {
    expect(fromOurPage(ours)).toBe(true);
    expect(await answerShellCall('shell.lock', () => undefined, ours, undefined)).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it.each(others)('is not heard from %s, whatever it asks for', async (_who, asker) => {
    expect(fromOurPage(asker)).toBe(false);
    for (const name of names) {
      const handler = vi.fn();
      expect(await answerShellCall(name, handler, asker, undefined)).toMatchObject({
        ok: false,
        error: { code: 'refused' },
      });
      expect(handler).not.toHaveBeenCalled();
    }
  });

  it.each(names)(
    'with any of 10,000 payloads is a typed answer, and %s does only what its schema lets in',
    async (name) => {
      const { request } = shellCalls[name];
      const near = fc.dictionary(
        fc.constantFrom('text', 'reference', 'covered', 'id', 'name', 'theme', 'density', 'hub', 'bounds', '__proto__'),
        fc.oneof(fc.jsonValue(), fc.constantFrom('first', 'dark', 'compact', null, true, 'https://hub.example')),
      );
      let done = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(near, fc.anything({ withBigInt: true, withDate: true, withMap: true })),
          async (asked) => {
            const given: unknown[] = [];
            const answer = await answerShellCall(name, (parsed) => given.push(parsed), ours, asked);
            if (answer.ok) {
              done++;
              expect(request.safeParse(given[0]).success).toBe(true);
            } else {
              expect(given).toEqual([]);
              expect(answer.error).toEqual({
                code: 'invalid_request',
                message: `${name} was asked with something it does not understand.`,
              });
            }
          },
        ),
        { numRuns: 10_000 },
      );
      expect(done).toBeLessThan(10_000);
    },
  );

  it('whose work fails says nothing of why', async () => {
    const words = 'PRAGMA key = 00112233445566778899aabbccddeeff at /home/someone/vault.db';
    const failures = [
      () => Promise.reject(new Error(words)),
      () => {
        throw new Error(words);
      },
    ];
    for (const fails of failures) {
      const answer = await answerShellCall('shell.about', fails, ours, undefined);
      expect(answer).toEqual({ ok: false, error: { code: 'failed', message: 'shell.about could not be done.' } });
    }
  });
});
