import type { z } from 'zod';
import type { KeptCase, KeptWork } from '../../../shared/bridge/kept-work.ts';
import { NO_PAYLOAD_HASH, type EventHeader } from '../../../shared/domain/header.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { parseHeader } from '../store/events.ts';
import { caseInView, factsInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { compose, keepSigned } from './compose.ts';
import { supervises } from '../../../shared/domain/standing.ts';

type Kept = z.output<typeof KeptWork>;
/** JSON of the contents that still fits, with the new event around it, into one push. */
const MOST_CHARS = 600_000;

type KeptRow = {
  readonly header: string;
  readonly signature: string;
  readonly good: number;
  readonly payload: string | null;
  readonly kept_at: string;
};

const rowOf = (db: ReadConnection, event: string) =>
  db.get<KeptRow>('SELECT header, signature, good, payload, kept_at FROM kept_work WHERE id = ?', [event]);

/** Work that came too late and waits for a supervisor, oldest first; nothing of it for anybody else. */
export function keptWork(db: ReadConnection, facts: CaseFacts): Kept[] {
  const { user, device } = identityOf(db);
  const actor = { user, device, memberships: directoryOf(db).users[user]?.memberships ?? [] };
  if (!supervises(actor, facts)) return [];
  return Object.entries(facts.kept ?? {})
    .filter(([, { settled }]) => !settled)
    .sort(([, a], [, b]) => (a.at < b.at ? -1 : 1))
    .map(([event, { by, type, at, why }]): Kept => {
      const row = rowOf(db, event);
      const header: EventHeader | null = row === undefined ? null : parseHeader(row.header, facts.caseId);
      const told = { event, by, type, at, why, keptAt: row?.kept_at ?? null };
      if (row === undefined || header === null) return { ...told, state: 'not_arrived', facets: {}, payload: null };
      if (row.good !== 1 || header.type !== type || header.actor !== by)
        return { ...told, state: 'forged', facets: {}, payload: null };
      const contents = row.payload === null && header.payloadHash !== NO_PAYLOAD_HASH;
      return {
        ...told,
        state: contents ? 'sealed' : 'here',
        facets: header.facets,
        payload: row.payload === null ? null : (JSON.parse(row.payload) as Kept['payload']),
      };
    });
}

/** The cases in which such work waits for this person, by reference. One that is closed to them is not among them. */
export function keptCases(db: ReadConnection): z.output<typeof KeptCase>[] {
  const { user } = identityOf(db);
  return db
    .column<string>(`SELECT DISTINCT case_id FROM events WHERE type = 'work_kept'`)
    .flatMap((caseId) => {
      const facts = unlessDamaged(() => caseInView(db, caseId), null)?.facts;
      if (facts === undefined || facts.screened[user] === 'declared') return [];
      const entries = keptWork(db, facts).length;
      return entries === 0 ? [] : [{ caseId, reference: facts.received.reference, entries }];
    })
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

/**
 * Signs that the work is taken over, or dismissed; what came goes along, as it was signed. Errors: the codes of `permits`,
 * `kept_unopened` (it has not come here, or cannot be opened or is not its author's), `too_large`.
 */
export function settleKept(
  vault: WritingVault,
  { caseId, kept, how, reason }: { caseId: string; kept: string; how: 'added' | 'dismissed'; reason: string },
): Done<{ event: string }> {
  const { db } = vault;
  return db.transaction(() => {
    const facts = factsInView(db, caseId)?.facts;
    const row = rowOf(db, kept);
    const told = facts?.kind === 'case' ? keptWork(db, facts).find(({ event }) => event === kept) : undefined;
    if (row === undefined || told?.state !== 'here') return failed('kept_unopened');
    if (row.header.length + (row.payload?.length ?? 0) > MOST_CHARS) return failed('too_large');
    const header = parseHeader(row.header, caseId);
    const original = { header, signature: row.signature, payload: told.payload };
    const payload = { reason, original };
    const composed = compose(vault, { caseId, type: 'kept_work_settled', facets: { kept, how }, payload });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    foldProjection(vault, caseId);
    return done({ event: composed.value.header.id });
  });
}
