import type { Dated } from '../../../shared/domain/statistics/tally.ts';
import type { ReadConnection } from '../store/connection.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';

/** Rows read at a time: about a slice's worth. */
const AT_ONCE = 500;

/** What statistics need of every case, in the reader's memory: read once, and from then on only what changed. */
export class MeasuresHeld {
  readonly #db: ReadConnection;
  /** By row of `cases`. */
  #held = new Map<number, Dated>();
  #seen = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(db: ReadConnection) {
    this.#db = db;
  }

  /** As the vault holds them now, cases that are hidden from this person among them: a figure names nobody. */
  async all(): Promise<readonly Dated[]> {
    const turn = this.#turn.catch(() => undefined).then(() => this.#catchUp());
    this.#turn = turn;
    await turn;
    return [...this.#held.values()];
  }

  async #catchUp(): Promise<void> {
    await this.#read();
    const [there] = this.#db.column<number>('SELECT count(*) FROM measures');
    if (there === this.#held.size) return;
    // Some went, with access to their compartment. That is rare, and everything is read anew.
    this.#held = new Map();
    this.#seen = 0;
    await this.#read();
  }

  async #read(): Promise<void> {
    let began = performance.now();
    for (;;) {
      const rows = this.#db.all<{ n: number; id: number; measure: string }>(
        'SELECT n, id, measure FROM measures WHERE n > ? ORDER BY n LIMIT ?',
        [this.#seen, AT_ONCE],
      );
      for (const { id, measure } of rows) this.#held.set(id, JSON.parse(measure) as Dated);
      this.#seen = rows.at(-1)?.n ?? this.#seen;
      if (rows.length < AT_ONCE) return;
      if (performance.now() - began < READ_SLICE_MS) continue;
      await pause();
      began = performance.now();
    }
  }
}
