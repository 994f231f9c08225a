import { forgetCompartment } from '../knowing/fold-known.ts';
import { withQuickDeletes } from '../search/index-case.ts';
import type { WritingVault } from './writing-vault.ts';

/**
 * Access to a compartment is gone: its rows, keys, facts, index entries and drafts are deleted, nothing of it is known
 * any more, the search index is written anew so that no word stays in an old segment, and the WAL is truncated. One's own
 * events keep their number and sealed bytes, which nobody here can open any more: those that wait must not block the
 * queue, and a hub restored from before the others has to be offered them again, or every later number leaves a gap.
 */
export function purge(vault: WritingVault, compartment: string): void {
  const { db } = vault;
  db.transaction(() => {
    const of = 'SELECT case_id FROM facts WHERE compartment = ? UNION SELECT case_id FROM events WHERE compartment = ?';
    db.run(`DELETE FROM drafts WHERE case_id IN (${of})`, [compartment, compartment]);
    db.run(`DELETE FROM attachment_texts WHERE case_id IN (${of})`, [compartment, compartment]);
    db.run(`DELETE FROM case_keys WHERE compartment = ? OR case_id IN (${of})`, [
      compartment,
      compartment,
      compartment,
    ]);
    forgetCompartment(db, compartment);
    withQuickDeletes(db, () => {
      for (const index of ['search', 'search_subjects'])
        db.run(`DELETE FROM ${index} WHERE rowid IN (SELECT id FROM cases WHERE compartment = ?)`, [compartment]);
    });
    db.run(`INSERT INTO search (search) VALUES ('rebuild')`);
    db.run(`INSERT INTO search_subjects (search_subjects) VALUES ('rebuild')`);
    db.run('DELETE FROM dues WHERE case_id IN (SELECT case_id FROM cases WHERE compartment = ?)', [compartment]);
    db.run('DELETE FROM cases WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM referrals WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM events WHERE compartment = ? AND device_seq IS NULL', [compartment]);
    // As if only the answer were known: when the compartment is given back, the feed brings them like new.
    db.run(
      `UPDATE events SET payload = NULL, seq = NULL, hub_time = NULL, provisional = 0,
         status = CASE status WHEN 'accepted' THEN 'answered' WHEN 'refused' THEN 'settled' ELSE status END
       WHERE compartment = ?`,
      [compartment],
    );
    db.run('DELETE FROM facts WHERE compartment = ?', [compartment]);
    db.run('DELETE FROM compartments WHERE compartment = ?', [compartment]);
    vault.changes.desk = true;
  });
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
