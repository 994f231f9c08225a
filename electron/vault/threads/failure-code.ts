import { VaultUnopenable } from '../store/connection.ts';
import { logLine } from './log-line.ts';

/** What the disk has to do with an error of SQLite or the file system, or null. */
export function diskFailure(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/SQLITE_FULL|ENOSPC|EDQUOT/.test(code)) return 'disk_full';
  if (/SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'vault_damaged';
  if (/SQLITE_(READONLY|CANTOPEN)|EROFS|EACCES|EPERM/.test(code)) return 'disk_read_only';
  return /SQLITE_IOERR|EIO/.test(code) ? 'disk_failed' : null;
}

/** The code of a thrown error. Only its kind and place are logged: its message may hold contents. */
export function failureCode(error: unknown, operation: string): string {
  if (error instanceof VaultUnopenable) return error.code;
  const disk = diskFailure(error);
  if (disk !== null) return disk;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const place =
    error instanceof Error ? /([\w-]+\.[jt]s:\d+)/.exec(error.stack?.split('\n    at ')[1] ?? '')?.[1] : undefined;
  logLine('operation_failed', {
    operation,
    error: error instanceof Error ? error.name : typeof error,
    code,
    place: place ?? '',
  });
  return 'internal';
}
