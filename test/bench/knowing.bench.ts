/** The suite `knowing`: what a case costs when it is folded into what is known across cases, and what is asked of it. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { candidatesFor } from '../../electron/vault/knowing/candidates.ts';
import { duplicatesOf } from '../../electron/vault/knowing/duplicates.ts';
import { foldKnown } from '../../electron/vault/knowing/fold-known.ts';
import { searchPeople } from '../../electron/vault/knowing/read-people.ts';
import { openWriter, type WriteConnection } from '../../electron/vault/store/connection.ts';
import { newFolder } from '../../scripts/setup/start-command.ts';
import { narrativeOf } from '../integration/vault/support/narratives.ts';
import { type BenchOptions, type Figure, inTurn } from './figure.ts';

const surnames = 'Tolliver Underhill Vanbrugh Wexcombe Yarrow Abbotsleigh Brackley Corder Denholme Eastlake'.split(' ');
const instant = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 600_000).toISOString();
const caseIdOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

function take(db: WriteConnection, n: number, screened = true): void {
  const subject = {
    name: `${String.fromCharCode(65 + (n % 26))}. ${surnames[n % 10]}${n % 997}`,
    ...(n % 3 === 0 && { collarNumber: `KT ${n % 30_011}` }),
    station: `Station ${n % 400}`,
  };
  const kept = {
    id: n + 1,
    caseId: caseIdOf(n),
    compartment: 'desk:MPS',
    force: 'MPS',
    receivedAt: instant(n),
    screened,
  };
  foldKnown(db, kept, { narrative: narrativeOf(n), subjects: [subject], peopleAtRisk: [], attachments: [] });
}

/** As many cases as a slice of the writer takes. */
const SLICE = 25;
function takeMany(db: WriteConnection, from: number, to: number, screened = true): void {
  for (let at = from; at < to; at += SLICE)
    db.transaction(() => {
      for (let n = at; n < Math.min(to, at + SLICE); n++) take(db, n, screened);
    });
}

/** One line a figure: each case in ms. Beside folding it in stands folding an unscreened one, which is all that an intake does. */
export async function* measure({ cases = 100_000 }: BenchOptions): AsyncGenerator<Figure> {
  const db = openWriter(join(newFolder('bench-knowing'), 'vault.db'), randomBytes(32));
  let next = cases;
  const folded = (size: number): Figure => {
    const n = 1000;
    const at = performance.now();
    takeMany(db, size, size + n);
    const ours = (performance.now() - at) / n;
    const before = performance.now();
    takeMany(db, 10_000_000, 10_000_000 + n, false);
    const theirs = (performance.now() - before) / n;
    const ratio = Number((ours / theirs).toPrecision(4));
    return { name: `fold a case beside ${size}`, value: ours, unit: 'ms', baseline: theirs, ratio, n };
  };
  takeMany(db, 0, Math.min(10_000, cases) - 1000);
  yield folded(Math.min(10_000, cases) - 1000);
  if (cases > 10_000) {
    takeMany(db, 10_000, cases - 1000);
    yield folded(cases - 1000);
  }
  const bare = () => db.all('SELECT id FROM officers ORDER BY last_received DESC LIMIT 200');
  yield await inTurn('the newest 200 officers', 20, () => searchPeople(db, { words: '', typing: false }), bare);
  yield await inTurn('an officer by number', 20, () => searchPeople(db, { words: 'kt 1203', typing: false }), bare);
  yield await inTurn('officers by one letter', 20, () => searchPeople(db, { words: 't', typing: true }), bare);
  yield await inTurn('near-duplicates of a case', 20, () => duplicatesOf(db, (next-- % cases) + 1, 0.5), bare);
  const typed = { caseId: caseIdOf(1), name: 'Tolliver20', collarNumber: '', rank: '', station: '' };
  yield await inTurn('candidates for a name', 20, () => candidatesFor(db, typed), bare);
  db.close();
}
