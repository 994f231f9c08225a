import { z } from 'zod';
import { journalOf } from '../../../shared/domain/compartment.ts';
import type { FacetsOf, PayloadOf } from '../../../shared/domain/events/index.ts';
import type { Sealed } from '../../../shared/domain/keys.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { keepCaseKey } from '../store/keys.ts';
import { identityOf, readMeta, writeMeta } from '../store/meta.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';

/** What goes into the device's journal: consultations, searches, unlocks; never the words of a search. */
export type JournalEntry =
  | { type: 'case_consulted'; facets: FacetsOf<'case_consulted'>; payload: PayloadOf<'case_consulted'> }
  | { type: 'attachment_viewed'; facets: FacetsOf<'attachment_viewed'>; payload: PayloadOf<'attachment_viewed'> }
  | { type: 'searched'; facets: Record<string, never>; payload: PayloadOf<'searched'> }
  | { type: 'unlocked'; facets: { outcome: 'opened' | 'refused' }; payload: Record<string, never> }
  | { type: 'disposal_refused'; facets: FacetsOf<'disposal_refused'>; payload: PayloadOf<'disposal_refused'> }
  | { type: 'outcome_refused'; facets: FacetsOf<'outcome_refused'>; payload: PayloadOf<'outcome_refused'> }
  | { type: 'notice_seen'; facets: Record<string, never>; payload: PayloadOf<'notice_seen'> }
  | { type: 'event_id_taken'; facets: FacetsOf<'event_id_taken'>; payload: PayloadOf<'event_id_taken'> }
  | { type: 'audit_read'; facets: Record<string, never>; payload: PayloadOf<'audit_read'> }
  | { type: 'subject_searched'; facets: Record<string, never>; payload: PayloadOf<'subject_searched'> }
  | { type: 'pack_refused'; facets: FacetsOf<'pack_refused'>; payload: PayloadOf<'pack_refused'> }
  | { type: 'vault_recovered'; facets: { by: 'recovery' }; payload: Record<string, never> };

/** Enters something in the journal. Until the auditors' key has come here, it is kept in this vault. */
export const enter = (vault: WritingVault, entry: JournalEntry): void =>
  vault.db.transaction(() => enterWithin(vault, entry));

/** `enter`, inside the caller's transaction. */
export function enterWithin(vault: WritingVault, entry: JournalEntry): void {
  const { db } = vault;
  if (readMeta(db, 'journal') === 'opened') signEntry(vault, entry);
  else
    db.run('INSERT INTO journal_pending (type, at, facets, payload) VALUES (?, ?, ?, ?)', [
      entry.type,
      instant(vault.clock()),
      JSON.stringify(entry.facets),
      JSON.stringify(entry.payload),
    ]);
}

function signEntry(vault: WritingVault, entry: { type: string; facets: unknown; payload: unknown; at?: string }): void {
  const composed = compose(vault, { caseId: identityOf(vault.db).device, ...entry });
  // Nothing that a person does hangs on the journal; what cannot be entered (this device is withdrawn) is not.
  if (composed.ok) keepSigned(vault, composed.value);
}

type KeptEntry = { type: string; at: string; facets: string; payload: string };

/** Entries of an older vault of the same person, at their own times. Inside the caller's transaction. */
export function enterOld(vault: WritingVault, entries: readonly KeptEntry[]): void {
  const opened = readMeta(vault.db, 'journal') === 'opened';
  for (const { type, at, facets, payload } of entries) {
    if (opened) signKept(vault, { type, at, facets, payload });
    else
      vault.db.run('INSERT INTO journal_pending (type, at, facets, payload) VALUES (?, ?, ?, ?)', [
        type,
        at,
        facets,
        payload,
      ]);
  }
}

const signKept = (vault: WritingVault, { type, at, facets, payload }: KeptEntry): void =>
  signEntry(vault, { type, at, facets: Json.parse(JSON.parse(facets)), payload: Json.parse(JSON.parse(payload)) });

/** What opens the journal: its key, sealed to the auditors' key. */
export interface JournalOpening {
  /** The id of the auditors' key. */
  readonly auditors: string;
  /** Raw 32 bytes. */
  readonly key: Uint8Array;
  readonly sealed: Sealed;
}

const Json = z.json();

/** Opens the journal of this device, once, and enters what was kept for it. */
export function openJournal(vault: WritingVault, { auditors, key, sealed }: JournalOpening): void {
  const { db } = vault;
  db.transaction(() => {
    if (readMeta(db, 'journal') === 'opened') return;
    const { device } = identityOf(db);
    const compartment = journalOf(device);
    const facets = { auditors, caseKey: sealed };
    const composed = compose(vault, { caseId: device, type: 'journal_opened', facets, compartment, key });
    if (!composed.ok) return;
    keepSigned(vault, composed.value);
    keepCaseKey(db, device, compartment, Buffer.from(key).toString('base64'));
    writeMeta(db, 'journal', 'opened');
    const pending = db.all<{ type: string; at: string; facets: string; payload: string }>(
      'SELECT type, at, facets, payload FROM journal_pending ORDER BY n',
    );
    for (const entry of pending) signKept(vault, entry);
    db.exec('DELETE FROM journal_pending');
  });
}
