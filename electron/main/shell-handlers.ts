/** What main does for each call of the page. */
import { app, nativeTheme } from 'electron';
import type { Policy } from '../../shared/bridge/policy.ts';
import type { Copies } from './copies.ts';
import type { CoverClock } from './locking.ts';
import type { KnownPeople } from './people.ts';
import type { KeptPreferences } from './preferences.ts';
import { isSandboxed } from './sandbox.ts';
import type { ShellHandlers } from './shell-calls.ts';
import type { Workstation } from './workstation.ts';

export interface ShellParts {
  readonly workstation: Workstation;
  readonly preferences: KeptPreferences;
  readonly policy: Policy;
  readonly people: KnownPeople;
  readonly copies: Copies;
  readonly cover: CoverClock;
}

export function shellHandlers({ workstation, preferences, policy, people, copies, cover }: ShellParts): ShellHandlers {
  return {
    'shell.connect': (_nothing, page) => workstation.connect(page),
    'shell.preferences.read': () => preferences.read(),
    'shell.preferences.write': (change) => {
      const changed = preferences.write(policy.hubAddress === null ? change : { ...change, hub: policy.hubAddress });
      nativeTheme.themeSource = changed.theme;
      return changed;
    },
    'shell.lock': () => void workstation.lock('asked'),
    'shell.quit': () => void workstation.quit(),
    'shell.about': (_nothing, page) => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      sandboxed: isSandboxed(page.getOSProcessId()),
      demonstration: __DEMONSTRATION__,
    }),
    'shell.policy': () => ({
      coverLockSeconds: policy.coverLockSeconds,
      clipboardClearSeconds: policy.clipboardClearSeconds,
      allowExport: policy.allowExport,
      allowPrint: policy.allowPrint,
      hubAddress: policy.hubAddress,
      showLastUser: policy.showLastUser,
      // Windows and macOS keep the window out of screenshots; see windows.ts.
      watermark: process.platform === 'linux',
    }),
    'shell.copy': ({ text, reference }) => copies.copy(text, reference),
    'shell.cover': ({ covered }) => cover.covered(covered),
    'shell.people': () => people.list(),
    'shell.people.choose': ({ id }) => void workstation.handOver(() => people.choose(id)),
    'shell.people.add': () => void workstation.handOver(() => people.add()),
    'shell.people.called': ({ name }) => people.called(name),
  };
}
