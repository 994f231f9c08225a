import { z } from 'zod';
import { reportReceived } from '../../../shared/domain/events/report.ts';
import { maskNames } from '../cases/masking.ts';
import type { ReadConnection } from '../store/connection.ts';
import { storedContents, unlessDamaged } from '../store/damaged-row.ts';
import { reportPayload } from '../store/events.ts';

const Said = z.object({ text: z.string() });
const Shared = z.object({ part: z.string(), savedAt: z.string() });
const Line = z.object({ line: z.string() });

const contentsOf = (db: ReadConnection, caseId: string, event: string): unknown =>
  unlessDamaged(
    () =>
      storedContents(
        db.column<string | null>('SELECT payload FROM events WHERE id = ? AND case_id = ?', [event, caseId])[0] ?? null,
        caseId,
      ),
    null,
  );

/** What a task says; null where it was erased. Only for whoever has passed the conflict screen of the case. */
export const taskWords = (db: ReadConnection, caseId: string, task: string): string | null =>
  Said.safeParse(contentsOf(db, caseId, task)).data?.text ?? null;

/** Which draft went with a hand-over, and as it stood when; null where its contents were erased. */
export const partShared = (
  db: ReadConnection,
  caseId: string,
  event: string,
): { part: string; savedAt: string } | null => Shared.safeParse(contentsOf(db, caseId, event)).data ?? null;

/** The line of a hand-over. Before the reader's own conflict screen the names of those reported are masked in it. */
export function offerLine(db: ReadConnection, caseId: string, offer: string, screened: boolean): string | null {
  const line = Line.safeParse(contentsOf(db, caseId, offer)).data?.line ?? null;
  if (line === null || screened) return line;
  const report = reportReceived.payload.safeParse(unlessDamaged(() => reportPayload(db, caseId), null));
  // Without the report nobody knows which words are names.
  return report.success ? maskNames(line, report.data.subjects) : null;
}
