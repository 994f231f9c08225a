import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, lockedPackages, nameAt, type Project } from './project.ts';

const wanted: Record<string, string> = { 'ignore-scripts': 'true', 'save-exact': 'true' };

function settings(npmrc: string): Map<string, string> {
  const lines = npmrc.split('\n').map((line) => line.trim());
  const pairs = lines.filter((line) => line !== '' && !/^[#;]/.test(line)).map((line) => line.split('='));
  return new Map(pairs.map(([key = '', ...value]) => [key.trim(), value.join('=').trim()]));
}

/** npm runs no install script here, and the project names neither a registry nor a credential. */
export function checkNpmSettings({ npmrc }: Project): Finding[] {
  const found = settings(npmrc);
  const missing = Object.entries(wanted).filter(([key, value]) => found.get(key) !== value);
  const foreign = [...found.keys()].filter((key) => /registry$|^\/\/|_auth|_password|proxy$/.test(key));
  return [
    ...missing.map(([key, value]) => ({
      subject: '.npmrc',
      problem: `${key} is ${found.get(key) ?? 'not set'}`,
      remedy: `write ${key}=${value}`,
    })),
    ...foreign.map((key) => ({
      subject: '.npmrc',
      problem: `names ${key}`,
      remedy: "put it into the machine's own settings",
    })),
  ];
}

/**
 * Every package with an install script is decided about: allowed at one version, or refused with a reason. A decision
 * about a package that has no script (any more) is a finding too, so that the list stays true.
 *
 * @param unlocked paths of installed packages that have a script although the lock file does not say so
 */
export function checkInstallScripts({ lock, installScripts }: Project, unlocked: readonly string[] = []): Finding[] {
  const { allowed, refused } = installScripts;
  const scripted = lockedPackages(lock)
    .filter(([path, locked]) => locked.hasInstallScript || unlocked.includes(path))
    .map(([path, { version = '' }]) => ({ name: nameAt(path), version }));
  const fits = (decision: { name: string; version?: string | undefined }, one: { name: string; version: string }) =>
    decision.name === one.name && (decision.version === undefined || decision.version === one.version);
  const undecided = scripted.filter((one) => ![...allowed, ...refused].some((decision) => fits(decision, one)));
  const stale = [...allowed, ...refused].filter((decision) => !scripted.some((one) => fits(decision, one)));
  return [
    ...undecided.map(({ name, version }) => ({
      subject: `${name}@${version}`,
      problem: 'has an install script that nobody has decided about',
      remedy: 'read the script, then name the package in scripts/supply-chain/allowed-install-scripts.json',
    })),
    ...stale.map(({ name, version }) => ({
      subject: version === undefined ? name : `${name}@${version}`,
      problem: 'is decided about, but no locked package of that name and version has an install script',
      remedy: 'take it out of scripts/supply-chain/allowed-install-scripts.json',
    })),
  ];
}

/** Paths of installed packages whose own package.json has an install script, whatever the lock file says. */
export async function scriptedOnDisk(root: string, { lock }: Project): Promise<string[]> {
  const scripted = await Promise.all(
    lockedPackages(lock).map(async ([path]) => {
      // Packages for other systems are locked but not here.
      const text = await readFile(join(root, path, 'package.json'), 'utf8').catch(() => '{}');
      const { scripts } = JSON.parse(text) as { scripts?: Record<string, string> };
      return ['preinstall', 'install', 'postinstall'].some((name) => scripts?.[name] !== undefined) ? path : undefined;
    }),
  );
  return scripted.filter((path) => path !== undefined);
}
