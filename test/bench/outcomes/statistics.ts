/** Statistics over many cases: the first time, and after one new event; each against the same rows read by SQL alone. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readStatistics } from '../../../electron/vault/statistics/read.ts';
import { MeasuresHeld } from '../../../electron/vault/statistics/measures-held.ts';
import { DATABASE } from '../../../electron/vault/keys/file-key.ts';
import { openReader, openWriter } from '../../../electron/vault/store/connection.ts';
import { newFolder } from '../../../scripts/setup/start-command.ts';
import { type BenchOptions, type Figure, inTurn } from '../figure.ts';
import { copyOf, preparedVault } from '../prepared/prepared-vault.ts';

const EVER = { from: '2000-01-01', to: '2099-12-31', division: 'force' } as const;
const counted = (cases: number) => new Intl.NumberFormat('en-GB').format(cases);

/** What SQL alone can do with the same rows: received, assessed and investigated by force. */
const SQL = `SELECT measure ->> '$.force' AS force, count(*) AS received,
  count(measure ->> '$.reached.assessed') AS assessed, count(measure ->> '$.reached.investigation') AS investigation
  FROM measures WHERE measure ->> '$.day' BETWEEN '2000-01-01' AND '2099-12-31' GROUP BY force ORDER BY force`;

export async function* measure({ cases = 100_000 }: BenchOptions): AsyncGenerator<Figure> {
  const vault = await preparedVault(cases);
  const profile = copyOf(vault, join(newFolder('bench-statistics'), 'profile'));
  const file = join(profile, DATABASE);
  const db = openReader(file, vault.key);
  const writer = openWriter(file, vault.key);
  try {
    const sql = () => void db.all(SQL);
    const of = `${counted(cases)} cases`;
    yield await inTurn(
      `statistics for the first time, ${of}`,
      5,
      () => readStatistics(new MeasuresHeld(db), EVER),
      sql,
    );
    const held = new MeasuresHeld(db);
    await readStatistics(held, EVER);
    const ids = writer.column<number>('SELECT id FROM measures ORDER BY id LIMIT 50');
    let at = 0;
    yield await inTurn(
      `statistics after one new event, ${of}`,
      9,
      async () => {
        // As a fold writes it: the row of the case that changed gets a new number.
        writer.run('INSERT OR REPLACE INTO measures (id, measure) SELECT id, measure FROM measures WHERE id = ?', [
          ids[at++ % ids.length]!,
        ]);
        const began = performance.now();
        await readStatistics(held, EVER);
        return performance.now() - began;
      },
      sql,
    );
  } finally {
    db.close();
    writer.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
