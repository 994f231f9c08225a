import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { lockReasons } from '../../electron/main/locking.ts';
import { log, openLog, redacted } from '../../electron/main/log.ts';
import { isEvent } from '../../electron/main/log-words.ts';
import { answerShellCall } from '../../electron/main/shell-answer.ts';
import { parseVaultLine } from '../../electron/main/vault-log.ts';
import { shellCalls } from '../../shared/bridge/shell.ts';
import { DeviceSecretRefusal } from '../../shared/bridge/vault-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'candour-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = () => readFileSync(join(folder, 'candour.log'), 'utf8');

const canary = 'zibeline-quaggas-41';
const key = '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0';
const secrets = [
  canary,
  'zibeline',
  'Zibeline',
  'ZIBELINE',
  key,
  key.slice(0, 32),
  Buffer.from(key, 'hex').toString('base64'),
  Buffer.from(key, 'hex').toString('base64url'),
  '/home/someone/.config/Candour/vault.db',
  'C:\\Users\\someone\\vault.db',
  `PRAGMA key = "x'${key}'"`,
  'correct horse battery staple',
];

describe('the log (39)', () => {
  it('writes what it knows: identifiers, versions, numbers, and words that are listed', () => {
    const known = { id: '0198c0de-7a00-7000-8000-000000000001', version: '33.2.1', reason: 'idle', pid: 12, ok: true };
    expect(redacted({ ...known, none: null })).toEqual({ ...known, none: null });
    for (const word of [...lockReasons, ...DeviceSecretRefusal.options, ...Object.keys(shellCalls)]) {
      expect(redacted({ reason: word })).toEqual({ reason: word });
    }
    const vault = { operation: 'case.read', error: 'TypeError', code: 'SQLITE_CORRUPT', place: 'writer.js:120' };
    expect(redacted(vault)).toEqual(vault);
  });

  it.each(secrets)('withholds %s in whatever field', (secret) => {
    const fields = ['value', 'reason', 'name', 'mode', 'backend', 'what', 'operation', 'error', 'code', 'place', 'id'];
    const found = redacted(Object.fromEntries(fields.map((field) => [field, secret])));
    expect(Object.values(found)).toEqual(fields.map(() => '[redacted]'));
    expect(redacted({ [secret]: 1 })).toEqual(/^[A-Za-z]+$/.test(secret) ? { [secret]: 1 } : {});
  });

  it('withholds every text that is not listed', () => {
    const words = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 1 }), fc.base64String());
    fc.assert(
      fc.property(words, (text) => {
        const [value] = Object.values(redacted({ value: text }));
        if (value !== '[redacted]') {
          expect(text).toMatch(
            /^(?:[a-z_]+|[a-z]+-[a-z]+|[A-Z][A-Za-z]+Error|Error|\d+(?:\.\d+)+|kwallet\d|[\da-f-]{36}|)$/,
          );
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('holds no secret, whoever tells it one', async () => {
    openLog(folder);
    for (const secret of secrets) {
      log(secret, { [`a ${secret}`]: secret, value: secret });
      const line = parseVaultLine(JSON.stringify({ event: 'opened', secret }));
      if (line) log(`vault.${line.event}`, { ...line });
      expect(parseVaultLine(secret)).toBeUndefined();
      expect(parseVaultLine(JSON.stringify({ event: secret }))?.event ?? '').not.toContain(' ');
      class Telling extends Error {
        override name = secret;
        code = secret;
      }
      const error = new Telling(secret, { cause: secret });
      const frame = { url: 'candour://app/index.html' };
      const asker = { sender: { isDestroyed: () => false, mainFrame: frame }, senderFrame: frame };
      const answer = await answerShellCall('shell.about', () => Promise.reject(error), asker, undefined);
      expect(JSON.stringify(answer)).not.toContain(secret);
      log('unforeseen_error', { name: error.name });
    }
    log('locking', { event: canary, time: canary, level: canary, reason: 'idle' });
    const lines = written();
    expect(JSON.parse(lines.trim().split('\n').at(-1) ?? '')).toMatchObject({ event: 'locking', reason: 'idle' });
    expect(lines.split('\n').length).toBeGreaterThan(secrets.length);
    for (const secret of secrets) expect(lines, secret).not.toContain(secret);
  });

  it('knows the word of every event that the code tells it', () => {
    const folders = ['electron/main', 'electron/vault'].map((each) => join(import.meta.dirname, '../..', each));
    const told = folders.flatMap((each) =>
      readdirSync(each, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => {
          const text = readFileSync(join(each, file), 'utf8');
          const ours = [...text.matchAll(/\blog\('([^']+)'/g)].map(([, event]) => event ?? '');
          const vaults = [...text.matchAll(/\blogLine\('([^']+)'/g)].map(([, event]) => `vault.${event}`);
          return [...ours, ...vaults];
        }),
    );
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((event) => !isEvent(event))).toEqual([]);
  });

  it('takes a line of the vault’s only in the log’s own form', () => {
    expect(parseVaultLine('{"event":"opened","cases":3}')).toEqual({ event: 'opened', cases: 3 });
    for (const line of ['Error: a report’s words', '{"event":"With words"}', '{"event":"e","nested":{"a":1}}', '[1]']) {
      expect(parseVaultLine(line)).toBeUndefined();
    }
  });
});
