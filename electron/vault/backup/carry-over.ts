import { kindOf } from '../../../shared/domain/compartment.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { eventById, parseHeader } from '../store/events.ts';
import { caseKey } from '../store/keys.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

export interface CarriedOver {
  /** Events signed anew, each superseding the one that it was. */
  readonly signed: number;
  readonly drafts: number;
  /** What could not be signed here, by its old id and the code of the refusal; it stays readable in the old file. */
  readonly left: readonly { readonly event: string; readonly code: string }[];
}

interface Waiting extends SqlRow {
  header: string;
  payload: string | null;
  compartment: string;
}

/** Ids of events that were signed anew are named by their new ones. */
function renamed<Value>(value: Value, names: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') return (names.get(value) ?? value) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => renamed(one, names)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, names)])) as Value;
}

/** What to sign for an old event: the same act at the same time, under this device, naming the one that it replaces. */
function anew(old: ReadConnection, vault: WritingVault, row: Waiting, names: ReadonlyMap<string, string>) {
  const header: EventHeader = parseHeader(row.header);
  const inJournal = kindOf(row.compartment) === 'journal';
  const key = inJournal ? null : caseKey(old, header.caseId);
  return compose(vault, {
    caseId: inJournal ? identityOf(vault.db).device : header.caseId,
    type: header.type,
    facets: renamed(header.facets, names),
    payload: row.payload === null ? null : renamed(JSON.parse(row.payload) as unknown, names),
    basedOn: header.basedOn === undefined ? null : renamed(header.basedOn, names),
    after: (header.after ?? []).flatMap((id) => names.get(id) ?? []),
    supersedes: header.id,
    at: header.at,
    ...(key !== null && { key }),
    ...(header.type === 'referral_issued' && { compartment: row.compartment }),
  });
}

/**
 * Brings the unsent work of an older or damaged database of the same person into a vault that has enrolled anew and
 * caught up with its hub: a restored vault never pushes under its old device. Events that the hub has after all are
 * known here by their ids and left out, and it drops what slips through, by `supersedes`. Only reads `old`; carried over
 * twice, nothing is there twice.
 */
export function carryOver(old: ReadConnection, vault: WritingVault): CarriedOver {
  const { db } = vault;
  const waiting = old.all<Waiting>(
    `SELECT header, payload, compartment FROM events WHERE status = 'waiting' AND type <> 'journal_opened' ORDER BY device_seq`,
  );
  const before = db.all<{ id: string; supersedes: string }>(
    `SELECT id, json_extract(header, '$.supersedes') AS supersedes FROM events
     WHERE json_extract(header, '$.supersedes') IS NOT NULL`,
  );
  const names = new Map(before.map(({ id, supersedes }) => [supersedes, id]));
  const left: { event: string; code: string }[] = [];
  let signed = 0;
  for (const row of waiting) {
    const { id, caseId } = parseHeader(row.header);
    if (names.has(id) || eventById(db, id) !== null) continue;
    if (kindOf(row.compartment) === 'journal' && readMeta(db, 'journal') !== 'opened') {
      left.push({ event: id, code: 'journal_not_open' });
      continue;
    }
    db.transaction(() => {
      const composed = anew(old, vault, row, names);
      if (!composed.ok) return left.push({ event: id, code: composed.error.code });
      keepSigned(vault, composed.value);
      foldProjection(vault, caseId);
      names.set(id, composed.value.header.id);
      return (signed += 1);
    });
  }
  return { signed, drafts: carryDrafts(old, vault), left };
}

/** Drafts, held ones as plain drafts again. One that was typed on here since is newer and stands. */
function carryDrafts(old: ReadConnection, { db, ...vault }: WritingVault): number {
  const drafts = old.all<{ case_id: string; part: string; content: string; saved_at: string }>(
    'SELECT case_id, part, content, saved_at FROM drafts',
  );
  let carried = 0;
  db.transaction(() => {
    for (const { case_id, part, content, saved_at } of drafts) {
      const { changes } = db.run(
        `INSERT INTO drafts (case_id, part, content, saved_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at
           WHERE excluded.saved_at > drafts.saved_at`,
        [case_id, part, content, saved_at],
      );
      carried += changes;
      if (changes > 0) foldProjection({ db, ...vault }, case_id);
    }
  });
  return carried;
}
