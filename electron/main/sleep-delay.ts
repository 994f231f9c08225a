/**
 * Has logind wait with sleep until vault and page are gone. Electron holds such a delay of its own, but gives it up as
 * soon as it has told us of the sleep, and a lock takes some hundred milliseconds more: without this, a machine could
 * sleep with its keys in memory. logind waits five seconds at most (`InhibitDelayMaxSec`), so that nobody can keep it awake.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { log } from './log.ts';

/** Fixed places: nothing is looked up along a path that a user may change. */
const programs = ['/usr/bin/systemd-inhibit', '/bin/systemd-inhibit'];
/** Waits as long as we hold its standard input open, and ends with us however we end. */
const waiting = ['/usr/bin/cat', '/bin/cat'];

const asking = ['--what=sleep', '--mode=delay', '--who=Candour', '--why=Locks before the machine sleeps'];

export interface SleepDelay {
  /** The machine is about to sleep; at the latest when this lock is done, nothing holds it up any more. */
  coming(locked: Promise<void>): void;
  /** Vault and page are gone. */
  gone(): void;
  /** The machine has slept, or did not after all: the next sleep has to wait again. */
  over(): void;
}

/** Holds from the start. Does nothing where there is no logind, or nothing to reach it by; the log says so. */
export function delaySleep(): SleepDelay {
  const program = programs.find((place) => existsSync(place));
  const wait = waiting.find((place) => existsSync(place));
  let child: ChildProcess | undefined;
  let sleeping = false;

  function hold(): void {
    if (process.platform !== 'linux' || child !== undefined) return;
    if (program === undefined || wait === undefined) return log('sleep_undelayed', { reason: 'no_systemd_inhibit' });
    const { DBUS_SYSTEM_BUS_ADDRESS: bus } = process.env;
    const started = spawn(program, [...asking, wait], {
      env: { LC_ALL: 'C', ...(bus === undefined ? {} : { DBUS_SYSTEM_BUS_ADDRESS: bus }) },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child = started;
    started.stdin?.on('error', () => undefined);
    started.on('spawn', () => log('sleep_delayed', { pid: started.pid ?? null }));
    started.on('error', () => log('sleep_undelayed', { reason: 'not_started' }));
    started.on('exit', () => {
      if (child === started) log('sleep_undelayed', { reason: 'ended' });
    });
  }

  function release(): void {
    if (!sleeping) return;
    const ended = child;
    child = undefined;
    // It holds the delay; what it started ends with its standard input.
    ended?.stdin?.destroy();
    ended?.kill('SIGKILL');
  }

  hold();
  return {
    coming(locked) {
      sleeping = true;
      void locked.finally(release);
    },
    gone: release,
    over() {
      sleeping = false;
      hold();
    },
  };
}
