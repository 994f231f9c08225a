import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDurably } from '../../electron/main/durable-file.ts';
import { keystoreDoor, readDoor } from '../../electron/main/keystore-door.ts';

// What is tested here asks no keystore; `keystore.test.ts` does, in the packaged app.
vi.mock('electron', () => ({ safeStorage: {} }));
const { slotsStandOn } = await import('../../electron/main/device-secret.ts');

describe('what the bus says of the keyring', () => {
  it.each([
    ['(<true>,)\n', '', 0, 'locked'],
    ['(<false>,)\n', '', 0, 'open'],
    // As GLib words it where the keyring runs, and has no collection yet: it would ask for the password of a new one.
    ['', 'Error: GDBus.Error:org.freedesktop.DBus.Error.UnknownMethod: No such interface', 1, 'locked'],
    ['', 'Error: GDBus.Error:org.freedesktop.DBus.Error.UnknownObject: No such object', 1, 'locked'],
    ['', 'Error: Timeout was reached', 1, 'silent'],
    ['', '', 'ETIMEDOUT', 'silent'],
    ['', 'Error: GDBus.Error:org.freedesktop.DBus.Error.NoReply: Message recipient disconnected', 1, 'silent'],
    // Nothing there that could wait for anybody: Chromium may ask.
    ['', 'Error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: was not provided by any .service', 1, 'open'],
    ['', 'Error connecting: Could not connect: No such file or directory', 1, 'open'],
  ])('%j and %j (%s) mean that it is %s', (said, complained, code, door) => {
    expect(readDoor(code, said, complained)).toBe(door);
  });

  it('is asked of no other keystore, and takes no time there', async () => {
    for (const backend of ['kwallet5', 'basic_text', 'darwin', 'win32'])
      expect(await keystoreDoor(backend)).toBe('open');
  });
});

describe('in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'candour-door-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('a file is made whole, for its owner alone, and never over another', () => {
    const file = join(folder, 'secret.json');
    const umask = process.umask(0);
    try {
      createDurably(file, 'first');
    } finally {
      process.umask(umask);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => createDurably(file, 'second')).toThrow(/EEXIST/);
    expect(readFileSync(file, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['secret.json']);
    // What a crash left beside it is in nobody's way.
    writeFileSync(`${file}.tmp`, 'half');
    rmSync(file);
    createDurably(file, 'third');
    expect(readFileSync(file, 'utf8')).toBe('third');
    expect(readdirSync(folder)).toEqual(['secret.json']);
  });

  const slots = (...all: object[]) =>
    writeFileSync(
      join(folder, 'key-slots.json'),
      JSON.stringify({ format: 'candour-key-slots', version: 1, slots: all }),
    );
  const passphrase = { kind: 'passphrase', version: 1, secret: 'passphrase-only' };

  it('a vault says what it stands on: a keystore that it does not need cannot lock it away', () => {
    expect(slotsStandOn(folder)).toBe('either');
    slots({ ...passphrase, secret: 'keystore' }, { kind: 'recovery', version: 1 });
    expect(slotsStandOn(folder)).toBe('keystore');
    slots(passphrase, { kind: 'recovery', version: 1 });
    expect(slotsStandOn(folder)).toBe('passphrase');
    // Made by a recovery: the next unlock binds it to the keystore, for which it needs one.
    slots({ ...passphrase, rebind: true });
    expect(slotsStandOn(folder)).toBe('either');
    // In the middle of a rekey.
    slots({ ...passphrase, rebind: true }, { ...passphrase, secret: 'keystore' });
    expect(slotsStandOn(folder)).toBe('keystore');
    slots({ kind: 'destroyed', version: 1 });
    expect(slotsStandOn(folder)).toBe('either');
  });

  it('whatever else lies there as key slots is no reason to fall over', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        writeFileSync(join(folder, 'key-slots.json'), text);
        expect(['keystore', 'passphrase', 'either']).toContain(slotsStandOn(folder));
      }),
      { numRuns: 2000 },
    );
  });
});
