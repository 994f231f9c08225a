import { VaultUnopenable } from '../store/connection.ts';
import { DamagedRow } from '../store/damaged-row.ts';
import { logLine } from './log-line.ts';

/** What the disk has to do with an error of SQLite or the file system, or null. */
export function diskFailure(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/SQLITE_FULL|ENOSPC|EDQUOT/.test(code)) return 'disk_full';
  if (/SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'vault_damaged';
  if (/SQLITE_(READONLY|CANTOPEN)|EROFS|EACCES|EPERM/.test(code)) return 'disk_read_only';
  return /SQLITE_IOERR|EIO/.test(code) ? 'disk_failed' : null;
}

/** What the log may be told of an error: its kind, its code and where it came from. Its message may hold contents. */
function traceOf(error: unknown): { error: string; code: string; place: string } {
  if (!(error instanceof Error)) return { error: typeof error, code: '', place: '' };
  const place = /([\w-]+\.[jt]s:\d+)/.exec(error.stack?.split('\n    at ')[1] ?? '')?.[1];
  const own = 'code' in error ? String(error.code) : '';
  return { error: error.name, code: own, place: place ?? '' };
}

/** The damaged case that an error names, for the answer. */
export const caseNamed = (error: unknown) =>
  error instanceof DamagedRow && error.caseId !== null ? { caseId: error.caseId } : {};

/** The code of a thrown error. */
export function failureCode(error: unknown, operation: string): string {
  if (error instanceof VaultUnopenable) return error.code;
  const disk = diskFailure(error);
  if (disk !== null) return disk;
  if (error instanceof DamagedRow) return error.caseId === null ? 'vault_damaged' : 'case_damaged';
  logLine('operation_failed', { operation, ...traceOf(error) });
  return 'internal';
}

/** An error that ended a round of sync, which goes on by itself: without this line nobody would ever know. */
export const logFault = (error: unknown): void => logLine('sync_fault', traceOf(error));
