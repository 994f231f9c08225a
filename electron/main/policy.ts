/** Reads the administrator's policy file from its usual place. A file that is there but cannot be trusted is refused. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import { Policy } from '../../shared/bridge/policy.ts';
import type { PolicyFlaw } from './policy-flaws.ts';
import { windowsFileIsGuarded } from './windows-guard.ts';

export type PolicyRead =
  /** `fields`: what the file sets; all else is a default. */
  | {
      readonly ok: true;
      readonly policy: Policy;
      readonly from: 'file' | 'defaults';
      readonly fields: readonly string[];
    }
  | { readonly ok: false; readonly flaw: PolicyFlaw; readonly field: string | null };

/** Bytes; a full policy has some 300. */
const largest = 64 * 1024;

/** Where an administrator puts the file; `programData` is Windows' `%ProgramData%`. */
export function policyFile(platform: NodeJS.Platform, programData: string | undefined): string {
  if (platform === 'win32') return win32.join(programData ?? 'C:\\ProgramData', 'Candour', 'policy.json');
  if (platform === 'darwin') return '/Library/Application Support/Candour/policy.json';
  return posix.join('/etc', 'candour', 'policy.json');
}

/** `administrator`: file and every folder above it. `file`: the file's mode only, for a test build's own policy file. */
export type Guard = 'administrator' | 'file';

const writableByOthers = ({ mode }: Stats) => (mode & 0o022) !== 0;
const administrators = (stats: Stats) => stats.uid === 0 && !writableByOthers(stats);

/** A folder that others may write lets them put another file in its place. Access lists show in the group's bits. */
function foldersGuarded(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const stats = lstatSync(folder);
    // A linked folder leads elsewhere; macOS links none of those above its usual place.
    if (!stats.isDirectory() || !administrators(stats)) return false;
    if (folder === dirname(folder)) return true;
  }
}

const refuse = (flaw: PolicyFlaw, field: string | null = null): PolicyRead => ({ ok: false, flaw, field });

/** Reads what a policy file says. `field` names the first field that does not fit, never its value. */
export function parsePolicy(text: string): PolicyRead {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return refuse('not_json');
  }
  const parsed = Policy.safeParse(said);
  if (parsed.success) return { ok: true, policy: parsed.data, from: 'file', fields: Object.keys(said as object) };
  const [issue] = parsed.error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  return refuse('not_valid', field === undefined ? null : String(field).slice(0, 40));
}

const missing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** The defaults where there is no file. Judges and reads one and the same open file, so that none is slipped in between. */
export function readPolicy(file: string, guard: Guard, platform: NodeJS.Platform = process.platform): PolicyRead {
  let opened: number;
  try {
    opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (missing(error)) return { ok: true, policy: Policy.parse({}), from: 'defaults', fields: [] };
    return refuse((error as NodeJS.ErrnoException).code === 'ELOOP' ? 'not_a_file' : 'unreadable');
  }
  try {
    const stats = fstatSync(opened);
    if (!stats.isFile()) return refuse('not_a_file');
    if (stats.size > largest) return refuse('too_large');
    if (platform === 'win32') {
      if (guard === 'administrator' && !windowsFileIsGuarded(file)) return refuse('writable_by_others');
    } else if (writableByOthers(stats)) return refuse('writable_by_others');
    else if (guard === 'administrator' && !(stats.uid === 0 && foldersGuarded(file))) {
      return refuse('writable_by_others');
    }
    return parsePolicy(readFileSync(opened, 'utf8'));
  } catch {
    return refuse('unreadable');
  } finally {
    closeSync(opened);
  }
}
