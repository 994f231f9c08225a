/** What the rail counts for a supervisor whenever something changes, and their lists, over many cases; against rows by SQL. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../../electron/vault/keys/file-key.ts';
import { openWriter } from '../../../electron/vault/store/connection.ts';
import { climbed, countAsking, countClimbed } from '../../../electron/vault/supervision/climbing.ts';
import { listRecords } from '../../../electron/vault/records/read-records.ts';
import { readOverdue } from '../../../electron/vault/supervision/overdue.ts';
import { readUnheld } from '../../../electron/vault/supervision/unheld.ts';
import { newFolder } from '../../../scripts/setup/start-command.ts';
import { type BenchOptions, type Figure, inTurn } from '../figure.ts';
import { copyOf, preparedVault } from '../prepared/prepared-vault.ts';
import { superviseHere } from '../prepared/supervising.ts';

const counted = (cases: number) => new Intl.NumberFormat('en-GB').format(cases);
/** Everything that has a time has passed it by then. */
const LATE = Date.parse('2099-01-01T00:00:00.000Z');

export async function* measure({ cases = 100_000 }: BenchOptions): AsyncGenerator<Figure> {
  const vault = await preparedVault(cases);
  const profile = copyOf(vault, join(newFolder('bench-supervision'), 'profile'));
  const db = openWriter(join(profile, DATABASE), vault.key);
  try {
    superviseHere(db);
    const units = db.column<string>('SELECT DISTINCT unit FROM cases');
    const sql = () => void db.column(`SELECT count(*) FROM dues WHERE due_at <= ?`, [new Date(LATE).toISOString()]);
    const of = `${counted(cases)} cases, all overdue`;
    yield await inTurn(
      `what has climbed and what asks, counted, ${of}`,
      9,
      () => {
        countClimbed(db, units, LATE);
        countAsking(db, units, '');
      },
      sql,
    );
    yield await inTurn(
      `the first 200 that nobody has seen, ${of}`,
      9,
      () => climbed(db, units, LATE, { unseen: true, most: 200, order: 'oldest' }),
      sql,
    );
    const first = () => void db.all('SELECT * FROM cases ORDER BY received_at LIMIT 200');
    const lists = [
      ['overdue', () => readOverdue(db, LATE).rows.length],
      ['held by nobody', () => readUnheld(db, LATE).rows.length],
      ['due for review', () => listRecords(db, 'due', LATE).rows.length],
    ] as const;
    for (const [name, rows] of lists) {
      if (rows() < 100) throw new Error(`too few ${name}`);
      yield await inTurn(`the screen's list of what is ${name}, ${of}`, 9, () => void rows(), first);
    }
  } finally {
    db.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
