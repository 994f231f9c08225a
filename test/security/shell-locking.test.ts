import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  idleInterval,
  lockByItself,
  lockReasons,
  type LockReason,
  lockUnderCover,
  type Watch,
} from '../../electron/main/locking.ts';
import { listenToLogind, readLogindLine, sessionPath } from '../../electron/main/logind.ts';
import { delaySleep } from '../../electron/main/sleep-delay.ts';
import { descendants } from '../../scripts/setup/processes.ts';
import { BusClient } from './shell-bus.ts';
import { alive, until } from './shell-watching.ts';

describe('locking by itself (14)', () => {
  const idleMinutes = 10;
  const idleLimit = idleMinutes * 60;
  function watched() {
    const listeners = new Map<string, () => void>();
    let idle = 0;
    let tick = () => {};
    let interval = 0;
    const locks: LockReason[] = [];
    const warnings: (number | null)[] = [];
    const watch: Watch = { on: (event, listener) => listeners.set(event, listener), getSystemIdleTime: () => idle };
    lockByItself(
      watch,
      (run, milliseconds) => ((tick = run), (interval = milliseconds)),
      idleMinutes,
      (reason) => locks.push(reason),
      (left) => warnings.push(left),
    );
    return {
      locks,
      warnings,
      happens: (event: string) => listeners.get(event)?.(),
      idleFor: (seconds: number) => ((idle = seconds), tick()),
      interval: () => interval,
    };
  }

  it('happens at once on suspend, on the system’s lock screen, and when another user comes', () => {
    const { locks, happens } = watched();
    happens('suspend');
    happens('lock-screen');
    happens('user-did-resign-active');
    expect(locks).toEqual(['suspend', 'lock_screen', 'user_switch']);
  });

  it('happens once, within a second of the idle limit, and again only after someone came back', () => {
    const { locks, idleFor, interval } = watched();
    expect(interval()).toBe(idleInterval);
    expect(idleInterval).toBeLessThanOrEqual(1000);
    idleFor(idleLimit - 1);
    expect(locks).toEqual([]);
    idleFor(idleLimit);
    idleFor(idleLimit + 1);
    expect(locks).toEqual(['idle']);
    idleFor(0);
    idleFor(idleLimit + 5);
    expect(locks).toEqual(['idle', 'idle']);
  });

  it('says in the last minute how many seconds are left, and that it is over once somebody came back', () => {
    const { warnings, idleFor } = watched();
    idleFor(idleLimit - 61);
    expect(warnings).toEqual([]);
    idleFor(idleLimit - 60);
    idleFor(idleLimit - 1);
    idleFor(0);
    idleFor(1);
    expect(warnings).toEqual([60, 1, null]);
    idleFor(idleLimit - 5);
    idleFor(idleLimit);
    idleFor(idleLimit + 1);
    expect(warnings).toEqual([60, 1, null, 5, null]);
  });
});

describe('the cover', () => {
  afterEach(() => vi.useRealTimers());
  const covering = (seconds: number) => {
    vi.useFakeTimers();
    const locks: LockReason[] = [];
    return { locks, clock: lockUnderCover(seconds, (reason) => locks.push(reason)) };
  };

  it('locks after the policy’s time, and not a moment before', () => {
    const { locks, clock } = covering(30);
    clock.covered(true);
    vi.advanceTimersByTime(29_999);
    expect(locks).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(locks).toEqual(['cover']);
  });

  it('that is taken away does not lock, and put back it begins anew', () => {
    const { locks, clock } = covering(30);
    clock.covered(true);
    vi.advanceTimersByTime(20_000);
    clock.covered(false);
    vi.advanceTimersByTime(20_000);
    clock.covered(true);
    vi.advanceTimersByTime(29_000);
    expect(locks).toEqual([]);
    clock.forget();
    vi.advanceTimersByTime(60_000);
    expect(locks).toEqual([]);
  });

  it('is not prolonged by a page that says again and again that it is covered', () => {
    const { locks, clock } = covering(30);
    for (let second = 0; second < 30; second++) {
      clock.covered(true);
      vi.advanceTimersByTime(1000);
    }
    expect(locks).toEqual(['cover']);
  });
});

describe('what logind says', () => {
  const session = '/org/freedesktop/login1/session/_33';
  const changed = (values: string, path = session) =>
    `${path}: org.freedesktop.DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', ${values}, @as [])`;
  it.each([
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)', 'suspend'],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (false,)', undefined],
    [`${session}: org.freedesktop.login1.Session.Lock ()`, 'lock_screen'],
    [`${session}: org.freedesktop.login1.Session.Unlock ()`, undefined],
    [changed("{'Active': <false>}"), 'user_switch'],
    [changed("{'Active': <true>}"), undefined],
    [changed("{'IdleHint': <true>, 'LockedHint': <true>}"), 'lock_screen'],
    ['/org/freedesktop/login1/session/_34: org.freedesktop.login1.Session.Lock ()', undefined],
    [changed("{'Active': <false>}", '/org/freedesktop/login1/session/c2'), undefined],
    [` ${session}: org.freedesktop.login1.Session.Lock ()`, undefined],
    ["The name org.freedesktop.login1 is owned by ':1.4'", undefined],
  ])('in “%s” means %s', (line, reason) => {
    expect(readLogindLine(line, session)).toBe(reason);
  });

  it('of any session is heard where ours is not known', () => {
    expect(
      readLogindLine('/org/freedesktop/login1/session/c9: org.freedesktop.login1.Session.Lock ()', undefined),
    ).toBe('lock_screen');
  });

  it('names a session as systemd does', () => {
    expect(['3', 'c2', '12', 'a-b'].map(sessionPath)).toEqual(
      ['_33', 'c2', '_312', 'a_2db'].map((label) => `/org/freedesktop/login1/session/${label}`),
    );
  });

  it('is never more than a reason to lock, whatever the line', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((end) => `${session}: ${end}`),
        ),
        (line) => {
          const reason = readLogindLine(line, session);
          if (reason !== undefined) expect(lockReasons).toContain(reason);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

const heardHere = existsSync('/usr/bin/gdbus') && existsSync('/usr/bin/dbus-daemon');

describe.runIf(heardHere)('a bus on which logind speaks', () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
    vi.unstubAllEnvs();
  });

  async function systemBus(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'candour-bus-'));
    const path = join(folder, 'bus');
    const daemon: ChildProcess = spawn(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', `--address=unix:path=${path}`],
      { stdio: 'ignore' },
    );
    ends.push(() => {
      daemon.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    await until(() => existsSync(path), 'the bus is there');
    return path;
  }

  it('locks within a second of its word, and not on the word of another (14)', async () => {
    const path = await systemBus();
    const logind = await BusClient.connect(path);
    const impostor = await BusClient.connect(path);
    ends.push(
      () => logind.close(),
      () => impostor.close(),
    );
    await logind.own('org.freedesktop.login1');
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `unix:path=${path}`);
    vi.stubEnv('XDG_SESSION_ID', '3');
    const locks: { reason: LockReason; at: number }[] = [];
    const child = listenToLogind((reason) => locks.push({ reason, at: performance.now() }));
    ends.push(() => child?.kill('SIGKILL'));
    const session = sessionPath('3');
    const lock = () => logind.signal(session, 'org.freedesktop.login1.Session', 'Lock');
    // The listener subscribes in its own time.
    await until(() => (lock(), locks.length > 0), 'the listener listens');
    await new Promise((resolve) => setTimeout(resolve, 300));
    locks.length = 0;

    impostor.signal(session, 'org.freedesktop.login1.Session', 'Lock');
    logind.signal(sessionPath('4'), 'org.freedesktop.login1.Session', 'Lock');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(locks).toEqual([]);

    const began = performance.now();
    lock();
    logind.signal('/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep', true);
    await until(() => locks.length === 2, 'both words are heard');
    expect(locks.map(({ reason }) => reason)).toEqual(['lock_screen', 'suspend']);
    for (const { at } of locks) expect(at - began).toBeLessThan(1000);
  });

  it.runIf(existsSync('/usr/bin/systemd-inhibit'))(
    'is asked to delay sleep, which waits until a lock is done, and the next sleep waits again',
    async () => {
      const path = await systemBus();
      const logind = await BusClient.connect(path);
      ends.push(() => logind.close());
      await logind.own('org.freedesktop.login1');
      const asked: string[][] = [];
      logind.hear('Inhibit', (texts) => asked.push(texts));
      vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `unix:path=${path}`);

      const before = new Set(descendants(process.pid));
      const started = () =>
        descendants(process.pid).filter(
          (pid) =>
            !before.has(pid) && alive(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--what=sleep'),
        );
      const sleep = delaySleep();
      ends.push(() => started().forEach((pid) => process.kill(pid, 'SIGKILL')));
      await until(() => asked.length === 1, 'logind was asked');
      expect(asked[0]).toEqual(expect.arrayContaining(['sleep', 'Candour', 'delay']));
      const [first] = started();
      expect(first).toBeDefined();

      // A lock without sleep gives nothing up.
      sleep.gone();
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(started()).toEqual([first]);

      let done = () => {};
      sleep.coming(new Promise((resolve) => (done = resolve)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(started(), 'sleep waits while the lock is under way').toEqual([first]);
      sleep.gone();
      await until(() => started().length === 0, 'nothing holds sleep up');
      done();

      sleep.over();
      await until(() => asked.length === 2, 'logind was asked again');
      const [second] = started();
      expect(second).not.toBe(first);
      // Where vault and page were gone before, the end of the lock is word enough.
      sleep.coming(Promise.resolve());
      await until(() => started().length === 0, 'nothing holds sleep up');
    },
  );
});
