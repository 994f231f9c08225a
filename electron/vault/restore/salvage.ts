import type { z } from 'zod';
import type { RestoreState, Salvage } from '../../../shared/bridge/restore.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseHeader } from '../store/events.ts';
import { acceptedFacts } from '../store/facts.ts';
import { readMeta } from '../store/meta.ts';
import { isAct, ownDrafts, refusedEvents, unsentEvents, type OwnEvent } from './readable.ts';

/** Every text in contents, in their order; ids and codes read as themselves. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, part]) => (beside.has(field) ? [] : wordsIn(part)));
}

/** Fields of a place in the text that only serve to find it again. */
const beside: ReadonlySet<string> = new Set(['prefix', 'suffix', 'textSha256']);

function referenceOf(db: ReadConnection, caseId: string): string {
  try {
    const facts = acceptedFacts(db, caseId)?.facts;
    return facts?.kind === 'case' ? facts.received.reference : '';
  } catch {
    return '';
  }
}

const salvaged = (db: ReadConnection, row: OwnEvent) => {
  const { id, type, caseId, at } = parseHeader(row.header);
  return {
    event: id,
    type,
    caseId,
    reference: referenceOf(db, caseId),
    at,
    refused: row.status === 'refused',
    words: row.payload === null ? [] : wordsIn(JSON.parse(row.payload)),
  };
};

/** One's own work that is nowhere but here, newest first, as far as it can be read. */
export function salvage(db: ReadConnection): z.output<typeof Salvage> {
  const [events, drafts] = [unsentEvents(db), ownDrafts(db)];
  const unsent = [...events.rows, ...refusedEvents(db)].filter(isAct).map((row) => salvaged(db, row));
  return {
    unsent: unsent.sort((a, b) => (a.at < b.at ? 1 : -1)),
    drafts: drafts.rows
      .map(({ case_id: caseId, part, content, saved_at: savedAt }) => ({
        caseId,
        reference: referenceOf(db, caseId),
        part,
        savedAt,
        words: wordsIn(JSON.parse(content)),
      }))
      .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)),
    lost: { unsent: events.lost, drafts: drafts.lost },
  };
}

/** How a restore into this vault goes or went. */
export function restoreState(db: ReadConnection): z.output<typeof RestoreState> {
  const restoring = readMeta(db, 'restoring');
  const restored = readMeta(db, 'restored');
  if (restored !== null) {
    const { done, ...outcome } = restored;
    return { phase: done ? 'done' : 'keys', ...outcome };
  }
  if (restoring === null) return { phase: 'none' };
  return { phase: 'catching_up', from: restoring.from, setAside: restoring.setAside };
}
