import { statSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { readBackupSlots } from './backup-keys.ts';

export type NoBackup = 'missing' | 'no_keys' | 'not_whole' | 'newer_version';
export type Looked =
  | { readonly ok: true; readonly name: string; readonly madeAt: string; readonly bytes: number }
  | { readonly ok: false; readonly reason: NoBackup };

const PAGE = 4096;
const named = /^candour-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)\.db$/;

/** What a name says of when the backup was made, ISO 8601, or null for a file that was renamed. */
function madeAt(name: string): string | null {
  const [, hour, minute, second] = named.exec(name) ?? [];
  const at = new Date(`${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/**
 * Whether a path that a person chose is a backup, as far as can be told without its passphrase: there, in whole pages,
 * with key slots beside it that this version understands.
 */
export function lookAtBackup(path: string): Looked {
  const no = (reason: NoBackup): Looked => ({ ok: false, reason });
  const file = isAbsolute(path) ? statSync(path, { throwIfNoEntry: false }) : undefined;
  if (file === undefined || !file.isFile()) return no('missing');
  const slots = readBackupSlots(path);
  if (!slots.ok) return no(slots.flaw === 'newer_version' ? 'newer_version' : 'no_keys');
  if (file.size < PAGE || file.size % PAGE !== 0) return no('not_whole');
  const name = basename(path);
  return { ok: true, name, madeAt: madeAt(name) ?? file.mtime.toISOString(), bytes: file.size };
}
