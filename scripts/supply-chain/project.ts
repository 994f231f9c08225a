/** What the checks read, parsed where it enters: package.json, the lock file, npm's settings and our own decisions. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const versions = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  overrides: z.record(z.string(), z.unknown()).default({}),
});

const lockedSchema = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
});

const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), lockedSchema),
});

const decisionSchema = z.strictObject({ name: z.string(), version: z.string().optional(), reason: z.string().min(10) });

const installScriptsSchema = z.strictObject({
  /** May run its script; a version is demanded, because the next one may run another. */
  allowed: z.array(decisionSchema.extend({ version: z.string() })),
  /** Has a script that never runs, and why nothing is missing without it. */
  refused: z.array(decisionSchema),
});

const licencesSchema = z.strictObject({
  /** Exceptions: a package whose licence is not on the list, or which says it wrongly. */
  allowed: z.array(decisionSchema.extend({ version: z.string(), licence: z.string() })),
  /** Packages that come without a licence text, and the file, from the project's root, that holds theirs. */
  texts: z.array(z.strictObject({ name: z.string(), file: z.string(), reason: z.string().min(10) })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Locked = z.infer<typeof lockedSchema>;
export type Lock = z.infer<typeof lockSchema>;
export type InstallScripts = z.infer<typeof installScriptsSchema>;
export type Licences = z.infer<typeof licencesSchema>;

export interface Project {
  readonly manifest: Manifest;
  readonly lock: Lock;
  /** The project's .npmrc, as it stands. */
  readonly npmrc: string;
  readonly installScripts: InstallScripts;
  readonly licences: Licences;
}

/** Something that is wrong, the package it is about, and what to do. */
export interface Finding {
  readonly subject: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The name of the package that a path of the lock file (`node_modules/a/node_modules/@b/c`) stands for. */
export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** The packages of the lock file, without the project itself. */
export function lockedPackages(lock: Lock): [path: string, locked: Locked][] {
  return Object.entries(lock.packages).filter(([path]) => path !== '');
}

/** Throws where a file is missing or is not what its schema says. */
export async function readProject(root: string): Promise<Project> {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(root, path), 'utf8'));
  return {
    manifest: manifestSchema.parse(await json('package.json')),
    lock: lockSchema.parse(await json('package-lock.json')),
    npmrc: await readFile(join(root, '.npmrc'), 'utf8'),
    installScripts: installScriptsSchema.parse(await json('scripts/supply-chain/allowed-install-scripts.json')),
    licences: licencesSchema.parse(await json('scripts/supply-chain/licence-decisions.json')),
  };
}
