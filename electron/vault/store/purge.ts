import { tellGone } from '../audit/directory-notices.ts';
import { forgetCompartment } from '../knowing/fold-known.ts';
import { withQuickDeletes } from '../search/index-case.ts';
import { dropBesideEvents } from './beside-events.ts';
import { dropKeptPages } from './bundle-pages.ts';
import { letGoStranded } from './departures.ts';
import { FORGET_ALL_BUT_THE_ANSWER } from './own-events.ts';
import { oweReceipt } from './receipts.ts';
import type { WritingVault } from './writing-vault.ts';

/**
 * Access to a compartment is gone: its rows, keys, facts, index entries and drafts are deleted, nothing of it is known
 * any more, the search index is written anew so that no word stays in an old segment, and the WAL is truncated. One's own
 * events keep their number and sealed bytes, which nobody here can open any more: those that wait must not block the
 * queue, and a hub restored from before the others has to be offered them again, or every later number leaves a gap; for
 * how long, `own-events.ts` says.
 */
export function purge(vault: WritingVault, compartment: string): void {
  const { db } = vault;
  db.transaction(() => {
    const [cases] = db.column<number>(
      'SELECT (SELECT count(*) FROM cases WHERE compartment = ?) + (SELECT count(*) FROM referrals WHERE compartment = ?)',
      [compartment, compartment],
    );
    tellGone(vault, compartment, cases!);
    const of = 'SELECT case_id FROM facts WHERE compartment = ? UNION SELECT case_id FROM events WHERE compartment = ?';
    dropBesideEvents(db, of, [compartment, compartment]);
    db.run('DELETE FROM case_keys WHERE compartment = ?', [compartment]);
    forgetCompartment(db, compartment);
    withQuickDeletes(db, () => {
      for (const index of ['search', 'search_subjects'])
        db.run(`DELETE FROM ${index} WHERE rowid IN (SELECT id FROM cases WHERE compartment = ?)`, [compartment]);
    });
    db.run(`INSERT INTO search (search) VALUES ('rebuild')`);
    db.run(`INSERT INTO search_subjects (search_subjects) VALUES ('rebuild')`);
    for (const table of ['dues', 'recipients'])
      db.run(`DELETE FROM ${table} WHERE case_id IN (SELECT case_id FROM cases WHERE compartment = ?)`, [compartment]);
    db.run('DELETE FROM cases WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM referrals WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM events WHERE compartment = ? AND device_seq IS NULL', [compartment]);
    db.run('DELETE FROM forgotten_events WHERE compartment = ?', [compartment]);
    db.run(`${FORGET_ALL_BUT_THE_ANSWER} WHERE compartment = ?`, [compartment]);
    db.run('DELETE FROM facts WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM departures WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM closed_leaves WHERE compartment = ?', [compartment]);
    dropKeptPages(db, compartment);
    db.run('DELETE FROM compartments WHERE compartment = ?', [compartment]);
    letGoStranded(vault);
    oweReceipt(vault, 'purged', compartment);
    vault.changes.desk = true;
  });
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
