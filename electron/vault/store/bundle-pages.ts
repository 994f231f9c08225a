import { endOfPage, FeedAnswer, startOfPage } from '../../../shared/protocol/calls.ts';
import type { PageAhead } from '../sync/sync-store.ts';
import type { ReadConnection, WriteConnection } from './connection.ts';
import { parseStored, unlessDamaged } from './damaged-row.ts';
import { instant, type WritingVault } from './writing-vault.ts';

/** Of all that is kept: a month of a busy desk. What is beyond it has to be read again from its file. */
export const KEPT_CHARS = 128 << 20;
/** By then its leases have long ended, and whoever carries bundles has written another. */
const KEPT_MS = 60 * 24 * 3600_000;

/** Keeps a page behind a gap. @returns false where there is no room for it */
export function keepPage(vault: WritingVault, page: FeedAnswer): boolean {
  const { db, clock } = vault;
  return db.transaction(() => {
    db.run('DELETE FROM bundle_pages WHERE kept_at < ?', [instant(clock() - KEPT_MS)]);
    const text = JSON.stringify(page);
    const place = [page.compartment, startOfPage(page), endOfPage(page)] as const;
    const there = db.get('SELECT 1 FROM bundle_pages WHERE compartment = ? AND first = ? AND last = ?', [...place]);
    if (there !== undefined) return true;
    const [held] = db.column<number>('SELECT coalesce(sum(length(page)), 0) FROM bundle_pages');
    if (held! + text.length > KEPT_CHARS) return false;
    db.run('INSERT INTO bundle_pages (compartment, first, last, epoch, page, kept_at) VALUES (?, ?, ?, ?, ?, ?)', [
      ...place,
      page.hubEpoch,
      text,
      instant(clock()),
    ]);
    return true;
  });
}

/** What is kept that goes on behind this place of a log, and reaches furthest; null when nothing does. */
export function pageBehind(db: ReadConnection, compartment: string, epoch: number, seq: number): FeedAnswer | null {
  const [page] = db.column<string>(
    `SELECT page FROM bundle_pages WHERE compartment = ? AND epoch = ? AND first <= ? AND last > ?
       ORDER BY last DESC LIMIT 1`,
    [compartment, epoch, seq + 1, seq],
  );
  return page === undefined ? null : unlessDamaged(() => parseStored(FeedAnswer, page, null), null);
}

/** Where what is kept of each log begins. */
export const pagesAhead = (db: ReadConnection): PageAhead[] =>
  db.all<{ compartment: string; first: number }>(
    'SELECT compartment, min(first) AS first FROM bundle_pages GROUP BY compartment ORDER BY compartment',
  );

/** The log has come to here by whichever way: nothing before it is kept. Inside the caller's transaction. */
export const dropPagesUpTo = (db: WriteConnection, compartment: string, seq: number): void =>
  void db.run('DELETE FROM bundle_pages WHERE compartment = ? AND last <= ?', [compartment, seq]);

/** Of one log, or, where none is named, of all. Inside the caller's transaction. */
export const dropKeptPages = (db: WriteConnection, compartment?: string): void =>
  void (compartment === undefined
    ? db.run('DELETE FROM bundle_pages')
    : db.run('DELETE FROM bundle_pages WHERE compartment = ?', [compartment]));
