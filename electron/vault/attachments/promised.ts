import { reportReceived, type SealedAttachment } from '../../../shared/domain/events/report.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { reportPayload } from '../store/events.ts';
import { caseKeysHeld } from '../store/keys.ts';
import { readMeta } from '../store/meta.ts';
import type { FileName, PromisedFile } from './files.ts';

/** Files of at most so many MiB come before they are asked for, unless the person has chosen otherwise. */
const AHEAD_MIB = 10;
/** Cases looked at for fetching ahead: more than a person opens in days without a line. */
const AHEAD_CASES = 500;

export const aheadMiB = (db: ReadConnection): number => readMeta(db, 'attachments_ahead') ?? AHEAD_MIB;

interface Opened {
  readonly compartment: string;
  readonly attachments: readonly SealedAttachment[];
}

function openedReport(db: ReadConnection, caseId: string): Opened | null {
  const row = db.get<{ compartment: string }>('SELECT compartment FROM cases WHERE case_id = ? AND hidden = 0', [
    caseId,
  ]);
  const report = reportReceived.payload.safeParse(reportPayload(db, caseId));
  if (row === undefined || !report.success) return null;
  return { compartment: row.compartment, attachments: report.data.attachments };
}

/** The files of a report, for somebody who has passed its conflict screen; nobody else learns of any. */
export function attachmentsOf(db: ReadConnection, caseId: string): Done<Opened> {
  const row = db.get<{ screened: string | null }>('SELECT screened FROM cases WHERE case_id = ?', [caseId]);
  if (row === undefined) return failed('case_unknown');
  if (row.screened === 'declared') return failed('not_permitted', { reason: 'conflict_declared', who: null });
  if (row.screened === null) return failed('not_screened');
  return done(openedReport(db, caseId) ?? { compartment: '', attachments: [] });
}

const promise = (caseId: string, compartment: string, file: SealedAttachment): PromisedFile => ({
  caseId,
  attachment: file.id,
  compartment,
  size: file.size,
  sha256: file.sha256,
  chunks: file.chunks,
});

/** What is needed to fetch a file: the report's word on it, and the case's keys, newest first (raw 32 bytes each). */
export interface Fetchable {
  readonly file: PromisedFile;
  readonly keys: readonly Uint8Array[];
}

export function fetchable(db: ReadConnection, name: FileName): Done<Fetchable> {
  const report = openedReport(db, name.caseId);
  const file = report?.attachments.find(({ id }) => id === name.attachment);
  if (report === null || file === undefined) return failed('attachment_unknown');
  const keys = caseKeysHeld(db, name.caseId).map((key) => new Uint8Array(key));
  if (keys.length === 0) return failed('case_sealed');
  return done({ file: promise(name.caseId, report.compartment, file), keys });
}

/** Files worth having before the line goes: of undecided cases, one's own and screened ones first, then by urgency. */
export function filesAhead(db: ReadConnection): (FileName & { readonly size: number })[] {
  const most = aheadMiB(db) * (1 << 20);
  if (most === 0) return [];
  return db
    .column<string>(
      `SELECT case_id FROM cases INDEXED BY cases_with_files WHERE hidden = 0 AND decided = 0 AND attachments > 0
       ORDER BY screened IS NULL, urgency, received_at DESC, case_id LIMIT ?`,
      [AHEAD_CASES],
    )
    .flatMap((caseId) =>
      (openedReport(db, caseId)?.attachments ?? [])
        .filter(({ size }) => size <= most)
        .map(({ id, size }) => ({ caseId, attachment: id, size })),
    );
}

/** Every case whose files may lie here. */
export const casesWithFiles = (db: ReadConnection): string[] =>
  db.column<string>('SELECT case_id FROM cases INDEXED BY cases_with_files WHERE hidden = 0 AND attachments > 0');
