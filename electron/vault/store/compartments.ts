import { z } from 'zod';
import { Sha256 } from '../../../shared/domain/primitives.ts';
import type { Cursor } from '../sync/sync-store.ts';
import type { ReadConnection, SqlRow, WriteConnection } from './connection.ts';
import { parseStored } from './damaged-row.ts';
import { forgetRoots } from './directory-roots.ts';

/** Roots of the perfect subtrees, hex. */
const Peaks = z.array(Sha256);

interface CompartmentRow extends SqlRow {
  compartment: string;
  epoch: number;
  tree_size: number;
  peaks: string;
  lease_until: string;
  checkpoint: string | null;
  frozen: string | null;
}

export const cursorsOf = (db: ReadConnection): Cursor[] =>
  db.all<CompartmentRow>('SELECT * FROM compartments').map((row) => ({
    compartment: row.compartment,
    epoch: row.epoch,
    tree: { size: row.tree_size, peaks: parseStored(Peaks, row.peaks, null) },
    leaseUntil: row.lease_until,
    checkpoint: row.checkpoint,
    frozen: row.frozen,
  }));

/** Before the first lease of a compartment: long past, so that nothing relies on it. */
const NO_LEASE = '1970-01-01T00:00:00.000Z';

export function moveCursor(
  db: WriteConnection,
  cursor: Pick<Cursor, 'compartment' | 'epoch' | 'tree'>,
  checkpoint: string | null,
): void {
  db.run(
    `INSERT INTO compartments (compartment, epoch, tree_size, peaks, lease_until, checkpoint) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET epoch = excluded.epoch, tree_size = excluded.tree_size, peaks = excluded.peaks,
       checkpoint = coalesce(excluded.checkpoint, checkpoint)`,
    [cursor.compartment, cursor.epoch, cursor.tree.size, JSON.stringify(cursor.tree.peaks), NO_LEASE, checkpoint],
  );
}

export function keepLeases(db: WriteConnection, leases: Readonly<Record<string, string>>, epoch: number): void {
  for (const [compartment, until] of Object.entries(leases))
    db.run(
      `INSERT INTO compartments (compartment, epoch, tree_size, peaks, lease_until) VALUES (?, ?, 0, '[]', ?)
       ON CONFLICT DO UPDATE SET lease_until = excluded.lease_until`,
      [compartment, epoch, until],
    );
}

/** The hub contradicted itself here: nothing more is taken in, also after a restart. */
export function freeze(db: WriteConnection, compartment: string, epoch: number, code: string): void {
  db.run(
    `INSERT INTO compartments (compartment, epoch, tree_size, peaks, lease_until, frozen) VALUES (?, ?, 0, '[]', ?, ?)
     ON CONFLICT DO UPDATE SET frozen = coalesce(frozen, excluded.frozen)`,
    [compartment, epoch, NO_LEASE, code],
  );
}

/**
 * Reads a log again from its start: what was accepted counts as provisional until then. The last checkpoint stays, and the
 * log has to come to it again.
 */
export function resetCompartment(db: WriteConnection, compartment: string): void {
  forgetRoots(db);
  db.run(`UPDATE compartments SET tree_size = 0, peaks = '[]' WHERE compartment = ?`, [compartment]);
  db.run(`UPDATE events SET provisional = 1 WHERE compartment = ? AND status = 'accepted'`, [compartment]);
}
