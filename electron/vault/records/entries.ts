import type { z } from 'zod';
import type { RecordEntry } from '../../../shared/bridge/records.ts';
import { NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import { noRecords } from '../../../shared/domain/record-keeping.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { eventsOf, inView } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

/** As much of an entry's words as tells it from another. */
const WORDS = 240;
/** Ids, times, hashes and keys are not words. */
const isWords = (text: string): boolean =>
  text.trim() !== '' && !/^[0-9a-f-]{36}$|^[0-9a-f]{40,}$|^\d{4}-\d\d-\d\dT|^[\w+/=-]{40,}$/.test(text);

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return isWords(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

/** Entries of a case that have contents still, the newest first. Nothing of a case whose conflict screen was not passed. */
export function entriesOf(db: ReadConnection, caseId: string): Done<z.output<typeof RecordEntry>[]> {
  const facts = caseInView(db, caseId)?.facts;
  const { user } = identityOf(db);
  if (facts === undefined || facts.screened[user] === 'declared') return failed('case_unknown');
  if (facts.screened[user] !== 'none') return failed('not_permitted', { reason: 'conflict_not_screened', who: null });
  const { users } = directoryOf(db);
  const gone = new Set((facts.records ?? noRecords).erasedEntries);
  const entries = unlessDamaged(() => eventsOf(db, caseId), null);
  if (entries === null) return failed('case_damaged');
  return done(
    entries
      .filter(inView)
      .filter(
        ({ header, payload }) => header.payloadHash !== NO_PAYLOAD_HASH && payload !== null && !gone.has(header.id),
      )
      .map(({ header, payload }) => ({
        entry: header.id,
        type: header.type,
        at: header.at,
        by: { user: header.actor, name: users[header.actor]?.name ?? '' },
        words: wordsIn(payload).join(' · ').slice(0, WORDS),
      }))
      .toReversed(),
  );
}
