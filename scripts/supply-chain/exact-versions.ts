import { type Finding, type Locked, lockedPackages, nameAt, type Project } from './project.ts';

/** A whole version and nothing else: no range, tag, address or alias. After semver.org's own expression. */
const exact = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** Every dependency that package.json names is one exact version, and the lock file holds that one. */
export function checkExactVersions({ manifest, lock }: Project): Finding[] {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
  const named = kinds.flatMap((kind) =>
    Object.entries(manifest[kind]).map(([name, version]) => ({ kind, name, version })),
  );
  const loose = named.filter(({ version }) => !exact.test(version));
  const other = named.filter(({ name, version }) => {
    const locked = lock.packages[`node_modules/${name}`]?.version;
    return exact.test(version) && locked !== version;
  });
  return [
    ...loose.map(({ kind, name, version }) => ({
      subject: name,
      problem: `is "${version}" in ${kind}, which is no exact version`,
      remedy: `npm install --save-exact ${name}@<version>`,
    })),
    ...other.map(({ name, version }) => ({
      subject: name,
      problem: `is ${version} in package.json and ${lock.packages[`node_modules/${name}`]?.version ?? 'absent'} in the lock`,
      remedy: 'npm install, and commit package-lock.json',
    })),
    ...looseOverrides(manifest.overrides, 'overrides'),
  ];
}

function looseOverrides(overrides: Record<string, unknown>, where: string): Finding[] {
  return Object.entries(overrides).flatMap(([name, value]): Finding[] => {
    if (typeof value === 'string') {
      // "$name" stands for the version that package.json names, which is checked above.
      if (exact.test(value) || value.startsWith('$')) return [];
      return [{ subject: name, problem: `is "${value}" in ${where}`, remedy: 'name one exact version' }];
    }
    return looseOverrides(Object(value) as Record<string, unknown>, `${where} > ${name}`);
  });
}

function lockedProblem(locked: Locked): Omit<Finding, 'subject'> | undefined {
  if (locked.link) return { problem: 'is a link to a folder', remedy: 'install it from the registry' };
  if (locked.resolved !== undefined) {
    return {
      problem: `is fetched from ${locked.resolved}, whichever registry this machine is set to`,
      remedy: 'npm install --omit-lockfile-registry-resolved; an address outside the registry is not taken at all',
    };
  }
  // What comes inside another package is covered by that one's integrity.
  if (locked.inBundle) return undefined;
  if (locked.version === undefined) return { problem: 'has no version in the lock', remedy: 'npm install' };
  if (locked.integrity === undefined || !sha512.test(locked.integrity)) {
    return { problem: 'has no SHA-512 integrity in the lock', remedy: 'remove its entry and npm install' };
  }
  return undefined;
}

/** Every package that is fetched is known by its SHA-512, and the lock file names no host to fetch it from. */
export function checkIntegrity({ lock }: Project): Finding[] {
  return lockedPackages(lock).flatMap(([path, locked]) => {
    const problem = lockedProblem(locked);
    return problem ? [{ subject: `${nameAt(path)} (${path})`, ...problem }] : [];
  });
}
