import type { z } from 'zod';
import { Draft, refusalDraft, type RefusedEvent } from '../../../shared/bridge/case.ts';
import { known } from '../../../shared/domain/events/index.ts';
import { slotOf } from '../../../shared/domain/slots.ts';
import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventById, inView, refusedEvents, type StoredEvent } from '../store/events.ts';
import { parseStored } from '../store/damaged-row.ts';
import { factsInView } from '../store/facts.ts';
import { referenceOf } from './reference-of.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

type Refused = z.output<typeof RefusedEvent>;
type Payload = Refused['payload'];

/** Who may read the case: by its row on the Desk, or because it is a referral that is held here. */
export function standingIn(db: ReadConnection, caseId: string): { open: boolean; screened: boolean } {
  const row = db.get<{ screened: string | null }>('SELECT screened FROM cases WHERE case_id = ?', [caseId]);
  if (row !== undefined) return { open: row.screened !== 'declared', screened: row.screened === 'none' };
  const referral = db.column<number>('SELECT 1 FROM referrals WHERE case_id = ?', [caseId]).length > 0;
  return { open: referral, screened: referral };
}

/** What stands in the slot now; a colleague's version may itself have been replaced since the hub said so. */
function inSlot(db: ReadConnection, { header, verdict }: StoredEvent): StoredEvent | null {
  const event = known(header);
  const slot = event === null ? null : slotOf(event);
  const head = slot === null ? undefined : factsInView(db, header.caseId)?.facts.slots[slot];
  for (const id of [head, verdict?.current]) {
    const found = id === null || id === undefined ? null : eventById(db, id);
    if (found !== null && inView(found)) return found;
  }
  return null;
}

function draftOf(db: ReadConnection, { header }: StoredEvent): Refused['draft'] {
  const row = db.get<{ content: string; held_until: string | null }>(
    'SELECT content, held_until FROM drafts WHERE case_id = ? AND part = ?',
    [header.caseId, refusalDraft(header.id)],
  );
  if (row === undefined) return null;
  return { content: parseStored(Draft.shape.content, row.content, header.caseId), heldUntil: row.held_until };
}

/** Before the conflict screen is passed nothing of a colleague's words is told but who holds the case. */
const toldUnscreened: readonly string[] = ['allocated'];

function refusedEvent(db: ReadConnection, event: StoredEvent): Refused {
  const { header, verdict } = event;
  const { open, screened } = standingIn(db, header.caseId);
  const current = inSlot(db, event);
  const told = open && current !== null && (screened || toldUnscreened.includes(header.type));
  const code = verdict?.code ?? 'refused';
  return {
    event: header.id,
    caseId: header.caseId,
    reference: referenceOf(db, header.caseId),
    type: header.type,
    at: header.at,
    code,
    reason: verdict?.reason ?? null,
    who: verdict?.who ?? null,
    open,
    facets: open ? header.facets : {},
    payload: open ? (event.payload as Payload) : null,
    stands: told ? 'here' : current !== null ? 'not_screened' : code === 'conflict' ? 'not_arrived' : 'nothing',
    draft: open ? draftOf(db, event) : null,
    current: told
      ? {
          event: current.header.id,
          by: current.header.actor,
          at: current.header.at,
          facets: current.header.facets,
          payload: current.payload as Payload,
        }
      : null,
  };
}

const ofPerson = (event: StoredEvent) => !JOURNAL_TYPES.includes(event.header.type);

/** What the hub refused and its author has not settled, newest first and conflicts before all; of one case, or of all. */
export const refusals = (db: ReadConnection, caseId: string | null): Refused[] =>
  refusedEvents(db, caseId)
    .filter(ofPerson)
    .map((event) => refusedEvent(db, event))
    .sort((a, b) => Number(b.code === 'conflict') - Number(a.code === 'conflict'));

/** Own versions of a case that the hub refused and that gave way since, oldest first: the words stay in its history. */
export const gaveWay = (db: ReadConnection, events: readonly StoredEvent[]): Refused[] =>
  events.filter((event) => event.status === 'settled' && ofPerson(event)).map((event) => refusedEvent(db, event));

/** The author keeps what stands; the words stay in the history of this vault. */
export function settle(vault: WritingVault, event: string): void {
  change(
    vault,
    event,
    `UPDATE events SET status = 'settled', let_be = 1 WHERE id = ? AND status = 'refused'`,
    (caseId) => vault.db.run('DELETE FROM drafts WHERE case_id = ? AND part = ?', [caseId, refusalDraft(event)]),
  );
}

/** Takes a settling back, unless another event has replaced the refused one since. */
export function reopen(vault: WritingVault, event: string): void {
  change(
    vault,
    event,
    `UPDATE events SET status = 'refused', let_be = 0 WHERE id = ? AND status = 'settled' AND verdict IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM events other WHERE other.case_id = events.case_id AND other.status <> 'refused'
                         AND json_extract(other.header, '$.supersedes') = events.id)`,
  );
}

function change(vault: WritingVault, event: string, sql: string, also?: (caseId: string) => void): void {
  vault.db.transaction(() => {
    vault.db.run(sql, [event]);
    const caseId = vault.db.column<string>('SELECT case_id FROM events WHERE id = ?', [event])[0];
    if (caseId === undefined) return;
    also?.(caseId);
    foldProjection(vault, caseId);
    vault.changes.desk = true;
  });
}
