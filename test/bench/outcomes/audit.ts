/** Opening the audit of one case with 10,000 events, in a vault with many others, against its rows read by SQL alone. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLists } from '../../../electron/vault/audit/audit-lists.ts';
import { catchUpAudit } from '../../../electron/vault/audit/audit-rows.ts';
import { DATABASE } from '../../../electron/vault/keys/file-key.ts';
import { openWriter } from '../../../electron/vault/store/connection.ts';
import { runThrough } from '../../../electron/vault/store/sync-store.ts';
import { noChanges } from '../../../electron/vault/store/writing-vault.ts';
import { newFolder } from '../../../scripts/setup/start-command.ts';
import { type BenchOptions, type Figure, inTurn } from '../figure.ts';
import { copyOf, preparedVault } from '../prepared/prepared-vault.ts';
import { superviseHere } from '../prepared/supervising.ts';

const EVENTS = 10_000;
const counted = (cases: number) => new Intl.NumberFormat('en-GB').format(cases);
const SQL = 'SELECT id, header, signature, seq FROM events WHERE case_id = ? ORDER BY n DESC';

export async function* measure({ cases = 100_000 }: BenchOptions): AsyncGenerator<Figure> {
  const prepared = await preparedVault(cases);
  const profile = copyOf(prepared, join(newFolder('bench-audit'), 'profile'));
  const db = openWriter(join(profile, DATABASE), prepared.key);
  const vault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  try {
    superviseHere(db);
    const caseId = db.column<string>('SELECT case_id FROM cases WHERE hidden = 0 LIMIT 1')[0]!;
    // The same event over and over, each with an id and a number of its own: what is measured reads headers alone.
    const like = db.get<{ n: number; compartment: string }>(
      'SELECT n, compartment FROM events WHERE case_id = ? LIMIT 1',
      [caseId],
    )!;
    db.transaction(() => {
      for (let at = 0; at < EVENTS; at++)
        db.run(
          `INSERT INTO events (id, case_id, compartment, type, seq, provisional, hub_time, status, header, signature, verified)
           SELECT ?, case_id, compartment, type, ?, 1, hub_time, status, header, signature, verified FROM events WHERE n = ?`,
          [`bench-${at}`, 10_000_000 + at, like.n],
        );
    });
    const began = performance.now();
    runThrough(catchUpAudit(vault));
    const ms = performance.now() - began;
    const [events] = db.column<number>('SELECT count(*) FROM events');
    const all = await inTurn(
      '',
      1,
      () => ms,
      () => void db.all('SELECT n, header FROM events'),
      false,
    );
    yield { ...all, name: `enter every event in the audit once, ${counted(events!)} events` };
    const filter = { caseId };
    yield await inTurn(
      `open the audit of a case with ${counted(EVENTS)} events, ${counted(cases)} cases`,
      9,
      async () => {
        const lists = new AuditLists(db);
        const opened = await lists.open(filter);
        if (!opened.ok || opened.value.total < EVENTS) throw new Error('the audit is not whole');
        const first = lists.slice(opened.value.list, 0, 100);
        if (!first.ok || first.value.length < 100) throw new Error('no lines');
      },
      () => void db.all(SQL, [caseId]),
    );
  } finally {
    db.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
