import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSwitches } from '../../electron/main/switches.ts';
import { build, root } from '../../scripts/build.ts';
import { packageApp } from '../../scripts/package.ts';
import { readFuses, wantedFuses } from '../../scripts/setup/fuses.mjs';
import { descendants, runPlain } from '../e2e/launch.ts';
import { logged, release, testBuild, until } from './shell-watching.ts';

vi.stubGlobal('__DEMONSTRATION__', false);
vi.stubGlobal('__TEST_BUILD__', false);

describe('the command line (25)', () => {
  it('gives the profile, in both ways of writing', () => {
    expect(readSwitches(['--profile=/a b'], 'linux')).toMatchObject({ profile: '/a b', unknown: [] });
    expect(readSwitches(['--profile', '/a'], 'linux')).toMatchObject({ profile: '/a', unknown: [] });
  });

  it('names every switch that is not known, however it is written', () => {
    const dashes = fc.constantFrom('-', '--');
    const names = fc
      .stringMatching(/^[a-z][a-z-]{1,20}$/)
      .filter((name) => readSwitches([`--${name}`], 'linux').unknown.length > 0);
    fc.assert(
      fc.property(dashes, names, fc.constantFrom('', '=1'), (dash, name, value) => {
        expect(readSwitches([`${dash}${name}${value}`], 'linux').unknown).toEqual([name]);
        expect(readSwitches([`${dash}${name.toUpperCase()}${value}`], 'linux').unknown).toEqual([name]);
      }),
    );
    for (const name of ['no-sandbox', 'inspect', 'remote-debugging-port', 'js-flags', 'demonstration', 'policy']) {
      expect(readSwitches([`--${name}=1`], 'linux').unknown).toEqual([name]);
    }
    expect(readSwitches(['/no-sandbox'], 'win32').unknown).toEqual(['no-sandbox']);
  });

  it('knows of another policy file in a test build only', () => {
    expect(readSwitches(['--policy=f'], 'linux')).toMatchObject({ policy: undefined, unknown: ['policy'] });
    vi.stubGlobal('__TEST_BUILD__', true);
    expect(readSwitches(['--policy=f'], 'linux')).toMatchObject({ policy: 'f', unknown: [] });
    vi.stubGlobal('__TEST_BUILD__', false);
  });

  it('knows of a demonstration in a demonstration build only (52)', () => {
    expect(readSwitches(['--demonstration=f'], 'linux').demonstration).toBeUndefined();
    vi.stubGlobal('__DEMONSTRATION__', true);
    expect(readSwitches(['--demonstration=f'], 'linux')).toMatchObject({ demonstration: 'f', unknown: [] });
    vi.stubGlobal('__DEMONSTRATION__', false);
  });
});

describe('the release build', () => {
  // Here, so that its time is nobody's limit.
  beforeAll(() => packageApp(release));
  const runs: Awaited<ReturnType<typeof runPlain>>[] = [];
  // A build that does start would run for ever.
  const limit = 20_000;
  const run = async (...args: string[]) => {
    const started = await runPlain(release, { args });
    runs.push(started);
    return started;
  };
  afterEach(async () => {
    for (const each of runs.splice(0)) await each.kill();
  });

  it.each([
    '--no-sandbox',
    '-no-sandbox',
    '--NO-SANDBOX',
    '--disable-setuid-sandbox',
    '--inspect',
    '--inspect-brk=0',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--disable-web-security',
    '--load-extension=/tmp',
    '--demonstration=/etc/passwd',
    '--policy=/tmp/policy.json',
  ])(
    'does not start with %s',
    async (argument) => {
      const started = await run(argument);
      expect(await started.ended).toBe(64);
      expect(existsSync(started.profile)).toBe(false);
    },
    limit,
  );

  it('is no Node, whatever the environment asks (36)', async () => {
    const started = await runPlain(release, {
      env: { ELECTRON_RUN_AS_NODE: '1' },
      args: ['-e', 'console.log("no" + "de")'],
    });
    runs.push(started);
    expect(await started.ended).toBe(64);
    expect(started.output()).not.toContain('node');
  });

  it('starts, opens a sandboxed page and a vault, and leaves when it is asked to', async () => {
    const started = await run();
    await until(() => logged(started.profile).some(({ event }) => event === 'vault_started'), 'the vault is started');
    const filtered = (pid: number) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return command.includes('--type=renderer') && /^Seccomp:\s*2$/m.test(status);
      } catch {
        return false;
      }
    };
    await until(() => descendants(started.pid).some(filtered), 'there is a sandboxed page');
    process.kill(started.pid, 'SIGTERM');
    expect(await started.ended).toBe(0);
    expect(logged(started.profile).at(-1)).toMatchObject({ event: 'quit' });
  });

  it.each([
    ['release', release],
    ['test', testBuild],
  ] as const)('and the other have every fuse of their executable set: %s (36)', async (_name, flavour) => {
    const { executable } = await packageApp(flavour);
    const found = await readFuses(executable);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(8);
    const wanted = wantedFuses(flavour.test);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, wanted[name]])));
    expect(wantedFuses(false).EnableNodeCliInspectArguments).toBe(false);
  });

  it('holds no source map, no inspector, no updater, and nothing of tests and demonstrations (38, 44, 52)', async () => {
    const { folder } = await build(release);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const bundles = files.filter((file) => /\.c?js$/.test(file));
    expect(bundles.length).toBeGreaterThan(4);
    const holding = (words: RegExp) => bundles.filter((file) => words.test(readFileSync(join(folder, file), 'utf8')));
    for (const words of [/sourceMappingURL=/, /autoUpdater/, /openDevTools/, /PGlite/]) {
      expect(holding(words), String(words)).toEqual([]);
    }
    const main = readFileSync(join(folder, 'main', 'index.js'), 'utf8');
    expect(main).toMatch(/devTools: false/);
    expect(main).toMatch(/demonstration: false/);
    const demonstration = /["']demonstration["'],\s*["']set-up-only["']/;
    const ownPolicy = /\[["']policy["']\]/;
    expect(main).not.toMatch(demonstration);
    expect(main).not.toMatch(ownPolicy);
    // The checks can tell: the other builds hold what this one must not.
    const shown = await build({ test: true, demonstration: true });
    const other = readFileSync(join(shown.folder, 'main', 'index.js'), 'utf8');
    for (const words of [/sourceMappingURL=/, /devTools: true/, demonstration, ownPolicy]) expect(other).toMatch(words);
  });

  it('packs its five parts and the two native libraries, and neither hub nor tests (52)', async () => {
    const { dir } = await packageApp(release);
    const files = listPackage(join(dir, 'resources', 'app.asar'), { isPack: false }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    const outside = files.filter(
      (file) =>
        !/^\/(?:package\.json|build(?:\/(?:main|preload|print-preload|vault|renderer)(?:\/.*)?)?|node_modules(?:\/(?:@signalapp|@node-rs|bindings|file-uri-to-path|node-addon-api|node-gyp-build)(?:\/.*)?)?)$/.test(
          file,
        ),
    );
    expect(outside).toEqual([]);
    expect(files.filter((file) => /\.map$|pglite|fastify|playwright/i.test(file))).toEqual([]);
    expect(readdirSync(join(dir, 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  });

  it('is configured to refuse an archive that was changed, where the system enforces it (Windows, macOS) (37)', () => {
    const recipe = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    expect(recipe).toMatch(/^asar: true$/m);
    expect(recipe).toMatch(/^publish: null$/m);
    expect(recipe).not.toMatch(/disableAsarIntegrity|disableSanityCheckAsar/);
    expect(wantedFuses(false)).toMatchObject({
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      RunAsNode: false,
    });
  });
});
