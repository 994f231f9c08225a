/**
 * Holds the supply chain: what may come in, what it may do while it is installed, under which licence it goes out,
 * and the list of it all. Ends with 1 where something is wrong, and says what to do about it.
 *
 *   node scripts/supply-chain/index.ts [--check] [--out DIR]
 *
 * Writes `candour.cdx.json` and `third-party-licences.txt` into DIR (dist/supply-chain); nothing with --check.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Contrib } from '@cyclonedx/cyclonedx-library';
import { z } from 'zod';
import { build } from '../build.ts';
import { packagesInBuild } from './app-packages.ts';
import { checkExactVersions, checkIntegrity } from './exact-versions.ts';
import { checkInstallScripts, checkNpmSettings, scriptedOnDisk } from './install-scripts.ts';
import { checkTexts, licenceTexts, thirdPartyLicences } from './licence-texts.ts';
import { checkLicences } from './licences.ts';
import { type Finding, lockedPackages, readProject } from './project.ts';
import { sbom, sbomProblems } from './sbom.ts';

export interface CheckResult {
  readonly check: string;
  /** How many were looked at. */
  readonly looked: number;
  readonly findings: readonly Finding[];
}

export interface SupplyChain {
  readonly results: readonly CheckResult[];
  readonly sbom: string;
  readonly licences: string;
}

async function electronArchives(root: string): Promise<ReadonlyMap<string, string>> {
  const file = join(root, 'node_modules/electron/checksums.json');
  const list = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)).parse(JSON.parse(await readFile(file, 'utf8')));
  return new Map(Object.entries(list));
}

/** Runs every check on a project and on what was built from it. */
export async function supplyChain(root: string, built: string, made: Date, serialNumber: string): Promise<SupplyChain> {
  const project = await readProject(root);
  const { manifest, lock } = project;
  const packages = await packagesInBuild(root, project, built);
  const texts = await licenceTexts(root, packages, project.licences);
  const bill = sbom({ manifest, lock, packages, electronArchives: await electronArchives(root), made, serialNumber });
  const wrong = await sbomProblems(bill);
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).length;
  const locked = lockedPackages(lock).length;
  const invalid: Finding = {
    subject: 'candour.cdx.json',
    problem: wrong ?? '',
    remedy: 'mend scripts/supply-chain/sbom.ts',
  };
  return {
    results: [
      { check: 'exact versions', looked: direct, findings: checkExactVersions(project) },
      { check: 'integrity, no host', looked: locked, findings: checkIntegrity(project) },
      { check: 'npm settings', looked: 1, findings: checkNpmSettings(project) },
      {
        check: 'install scripts',
        looked: locked,
        findings: checkInstallScripts(project, await scriptedOnDisk(root, project)),
      },
      { check: 'licences in the app', looked: packages.length, findings: checkLicences(packages, project.licences) },
      { check: 'licence texts', looked: texts.length, findings: checkTexts(texts) },
      { check: 'SBOM, by its schema', looked: packages.length, findings: wrong === undefined ? [] : [invalid] },
    ],
    sbom: bill,
    licences: thirdPartyLicences(texts),
  };
}

function table(results: readonly CheckResult[]): string {
  const rows = results.map(({ check, looked, findings }) => {
    return `${check.padEnd(22)}${String(looked).padStart(5)}   ${findings.length === 0 ? 'holds' : `${findings.length} wrong`}`;
  });
  const findings = results.flatMap((result) => result.findings);
  return [...rows, ...findings.map((one) => `\n${one.subject} ${one.problem}.\n  → ${one.remedy}`)].join('\n');
}

if (import.meta.main) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, out: { type: 'string' } } });
  const { folder } = await build({ test: false, demonstration: false });
  const chain = await supplyChain(root, folder, new Date(), Contrib.Bom.Utils.randomSerialNumber());
  console.log(table(chain.results));
  if (chain.results.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
  else if (!values.check) {
    const out = values.out === undefined ? join(root, 'dist', 'supply-chain') : resolve(values.out);
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'candour.cdx.json'), `${chain.sbom}\n`);
    await writeFile(join(out, 'third-party-licences.txt'), chain.licences);
    console.log(`\nWrote candour.cdx.json and third-party-licences.txt into ${relative(process.cwd(), out) || '.'}`);
  }
}
