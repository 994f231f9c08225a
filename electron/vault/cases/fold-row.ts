import { reportReceived } from '../../../shared/domain/events/report.ts';
import { duesOf } from '../../../shared/domain/dues.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import { foldKnown } from '../knowing/fold-known.ts';
import { addToIndex, indexState, removeFromIndex, writtenInReport, writtenOf } from '../search/index-case.ts';
import type { SqlValue } from '../store/connection.ts';
import { reportPayload } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import { writeMeasure } from '../statistics/write-measure.ts';
import { kindOfUnit } from '../recipients/unit-kinds.ts';
import { writeRecipients } from '../recipients/write-recipients.ts';
import { recipientsOf } from '../../../shared/domain/recipients-of.ts';
import { writeDues } from './dues-rows.ts';
import { caseRow, type Report } from './case-row.ts';
import type { LocalMarks } from './local-marks.ts';

const nothingLocal = { drafts: 0, held: 0, waiting: 0, refused: 0 };

function localMarks(vault: WritingVault, caseId: string): LocalMarks {
  const counts = vault.db.get<{ waiting: number; refused: number; unchecked: number }>(
    `SELECT count(*) FILTER (WHERE status = 'waiting') AS waiting, count(*) FILTER (WHERE status = 'refused') AS refused,
       count(*) FILTER (WHERE verified <> 1 AND status = 'accepted') AS unchecked FROM events WHERE case_id = ?`,
    [caseId],
  )!;
  const drafts = vault.db.get<{ drafts: number; held: number }>(
    'SELECT count(*) AS drafts, count(held_until) AS held FROM drafts WHERE case_id = ?',
    [caseId],
  )!;
  return { ...drafts, waiting: counts.waiting, refused: counts.refused, verified: counts.unchecked === 0 };
}

const parseReport = (payload: unknown): Report | null => {
  const parsed = reportReceived.payload.safeParse(payload);
  return parsed.success ? parsed.data : null;
};

/** A case that has just arrived and of which nothing else can be here: spares the questions. */
export interface Fresh {
  readonly facts: CaseFacts;
  readonly compartment: string;
  readonly payload: unknown;
}

/** Folds the Desk's row and the search entry of a case again. Inside the caller's transaction. */
export function foldRow(vault: WritingVault, caseId: string, fresh: Fresh | null = null): void {
  const { db } = vault;
  const placed = fresh ?? caseInView(db, caseId);
  if (placed === null) return;
  const { user } = identityOf(db);
  const held = fresh
    ? undefined
    : db.get<{ id: number; indexed: string }>('SELECT id, indexed FROM cases WHERE case_id = ?', [caseId]);
  const report = parseReport(fresh ? fresh.payload : reportPayload(db, caseId));
  const local = fresh ? { ...nothingLocal, verified: false } : localMarks(vault, caseId);
  const people = directoryOf(db).users;
  // A case that is hidden from this person is due to others.
  const hidden = placed.facts.screened[user] === 'declared';
  const recipients = hidden ? [] : recipientsOf(placed.facts, kindOfUnit(db));
  const dues = hidden ? [] : duesOf(placed.facts, recipients);
  const row = caseRow(placed.facts, report, user, local, (id) => people[id]?.name ?? '', dues);
  const mode = row.screened === 'declared' ? 'none' : row.screened === 'none' ? 'full' : 'masked';
  const { force, receivedAt } = placed.facts.received;
  const known = (id: number) =>
    foldKnown(
      db,
      { id, caseId, compartment: placed.compartment, force, receivedAt, screened: mode === 'full' },
      report,
    );
  const written = fresh ? writtenInReport(report, mode) : writtenOf(db, caseId, mode);
  const indexed = indexState(mode, report, written);
  if (held === undefined) {
    const arrived = { case_id: caseId, arrived_at: instant(vault.clock()), unread: 1 };
    const whole: Record<string, SqlValue> = { ...arrived, compartment: placed.compartment, indexed, ...row };
    const { lastInsertRowid } = db.run(
      `INSERT INTO cases (${Object.keys(whole).join(', ')}) VALUES (${Object.keys(whole)
        .map(() => '?')
        .join(', ')})`,
      Object.values(whole),
    );
    addToIndex(db, lastInsertRowid, mode, report, written);
    known(lastInsertRowid);
    writeMeasure(vault, lastInsertRowid, placed.facts, fresh !== null);
  } else {
    const whole: Record<string, SqlValue> = { compartment: placed.compartment, indexed, ...row };
    const assignments = Object.keys(whole).map((column) => `${column} = ?`);
    db.run(`UPDATE cases SET ${assignments.join(', ')} WHERE id = ?`, [...Object.values(whole), held.id]);
    if (indexed !== held.indexed) {
      if (held.indexed !== '') removeFromIndex(db, held.id);
      addToIndex(db, held.id, mode, report, written);
    }
    known(held.id);
    writeMeasure(vault, held.id, placed.facts, false);
  }
  writeDues(vault, placed.facts, dues, fresh !== null);
  writeRecipients(vault, caseId, recipients, fresh !== null);
  vault.changes.cases.add(caseId);
  vault.changes.desk = true;
}
