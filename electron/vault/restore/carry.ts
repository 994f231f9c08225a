import { carryJournalPending, carrySteps, signedAnew, type LeftBehind } from '../backup/carry-over.ts';
import { eventById, parseHeader } from '../store/events.ts';
import { dropMeta, readMeta, writeMeta, type Restored, type Restoring } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { isAct, ownDrafts, refusedEvents, unsentEvents } from './readable.ts';
import { readSource } from './source.ts';
import type { ReadConnection } from '../store/connection.ts';

/** What comes by itself later: a key that an officer has still to grant, the auditors' key. */
const later = new Set(['case_sealed', 'journal_not_open', 'unit_key_missing']);

/**
 * Carries over what a restore has still to bring, once the vault has caught up with its hub. Where a key is still to
 * come, it is tried again after the next round; a kill at any step loses and doubles nothing.
 * @param file the working copy of the source
 * @returns null where there is nothing to restore
 */
export function* carryRestored(vault: WritingVault, file: string): Generator<undefined, Restored | null, undefined> {
  const { db } = vault;
  const restoring = readMeta(db, 'restoring');
  if (restoring === null) return null;
  const old = opened(file, restoring);
  try {
    const { left } = yield* carrySteps(old, vault);
    const done = left.every(({ code }) => !later.has(code));
    const restored = outcome(old, vault, restoring, left, done);
    db.transaction(() => {
      writeMeta(db, 'restored', restored);
      if (!done) return;
      carryJournalPending(old, vault);
      dropMeta(db, 'restoring');
    });
    return restored;
  } finally {
    old.close();
  }
}

/** The person has read what a restore brought. */
export function settleRestore({ db }: WritingVault): void {
  db.transaction(() => {
    if (readMeta(db, 'restoring') === null) dropMeta(db, 'restored');
  });
}

/** What is wrong with the source is not wrong with this vault: no error of it may look like damage here. */
function opened(file: string, restoring: Restoring): ReadConnection {
  try {
    return readSource({ file, key: Buffer.from(restoring.key, 'base64') });
  } catch {
    throw new Error('the source of a restore cannot be read');
  }
}

/** Counted from what is here, not from this run alone: an earlier one may have been killed half-way. */
function outcome(
  old: ReadConnection,
  { db }: WritingVault,
  { from, setAside }: Restoring,
  left: readonly LeftBehind[],
  done: boolean,
): Restored {
  const anew = signedAnew(db);
  const ids = (rows: readonly { header: string }[]) => rows.map(({ header }) => parseHeader(header).id);
  const events = unsentEvents(old);
  const drafts = ownDrafts(old);
  const here = drafts.rows.filter(
    ({ case_id: caseId, part }) =>
      db.column('SELECT 1 FROM drafts WHERE case_id = ? AND part = ?', [caseId, part]).length > 0,
  );
  const codes: Record<string, number> = {};
  for (const { code } of left) codes[code] = (codes[code] ?? 0) + 1;
  return {
    from,
    signed: ids(events.rows.filter(isAct)).filter((id) => anew.has(id)).length,
    drafts: here.length,
    left: codes,
    unreadable: events.lost + drafts.lost,
    refused: ids(refusedEvents(old)).filter((id) => eventById(db, id) === null).length,
    setAside,
    done,
  };
}
