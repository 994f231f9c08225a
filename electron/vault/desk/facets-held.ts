import type { ReadConnection, SqlRow, SqlValue } from '../store/connection.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';
import { facetGroups, groupKey, inGroup } from './facet-groups.ts';
import { Growing } from './growing.ts';

/** What is alike in many cases, so that it is held once for all of them. */
export interface Alike {
  readonly force: string;
  readonly urgency: number;
  readonly channel: string;
  readonly state: number;
  /** Codes, each between bars. */
  readonly categories: string;
  readonly labels: string;
  readonly today: boolean;
  readonly immediate: boolean;
  readonly decided: boolean;
  readonly refused: boolean;
  readonly waits: boolean;
  readonly answered: boolean;
  readonly holder: string | null;
  readonly readers: 'named' | 'unit';
}

interface Row extends SqlRow {
  id: number;
  kind: string;
  next_due: string | null;
  received_at: string;
  arrived_at?: string;
}

/** The columns of a row: few, since to bring a value over from SQLite takes longer than to read it there. */
const columns = `id, next_due, received_at, json_array(force, urgency, channel, state, categories, labels,
  today IS NOT NULL, immediate, decided, refused > 0, waits_on_others, answered, allocated_to,
  compartment LIKE 'readers:%') AS kind`;

function alikeOf(kind: string): Alike {
  const values = JSON.parse(kind) as (string | number | null)[];
  const [force, urgency, channel, state, categories, labels] = values as [
    string,
    number,
    string,
    number,
    string,
    string,
  ];
  const [today, immediate, decided, refused, waits, answered] = values.slice(6, 12).map((value) => value === 1) as [
    ...[boolean, boolean, boolean, boolean, boolean, boolean],
  ];
  const holder = values[12] as string | null;
  const readers = values[13] === 1 ? 'named' : 'unit';
  return {
    ...{ force, urgency, channel, state, categories, labels, holder, readers },
    ...{ today, immediate, decided, refused, waits, answered },
  };
}

/** Cases whose rows are read again at a time, and whose arrival is. */
const AGAIN = 500;
const ARRIVALS = 4000;

const moment = (at: string | null) => (at === null ? Number.NaN : Date.parse(at));

/**
 * The facets of every case that is not hidden, in memory: thirty bytes a case. They are read once, behind whatever else
 * is asked, and from then on only of cases that turned (`cases_turned`). One of these stands in the reader thread.
 */
export class FacetsHeld {
  readonly #db: ReadConnection;
  /** By row id: its place in `alike`, from 1; 0 for a case that is not here. */
  readonly #place = new Growing(Uint32Array);
  readonly #due = new Growing(Float64Array);
  readonly #received = new Growing(Float64Array);
  readonly #arrived = new Growing(Float64Array);
  readonly #placeOf = new Map<string, number>();
  readonly #alike: Alike[] = [];
  readonly #cases: number[] = [];
  #seen: number | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(db: ReadConnection) {
    this.#db = db;
  }

  /** Every kind of case that there is or was, with how many there are. */
  *kinds(): Generator<{ readonly at: number; readonly alike: Alike; readonly cases: number }> {
    for (const [at, alike] of this.#alike.entries())
      if (this.#cases[at]! > 0) yield { at, alike, cases: this.#cases[at]! };
  }

  /**
   * Goes through every case.
   * @param visit the place of its kind as `kinds` gives it; when its next thing is due (not a number: never), when it was
   * received and when it arrived, ms since 1970
   */
  visit(visit: (kind: number, due: number, received: number, arrived: number) => void): void {
    const { values: places } = this.#place;
    const [due, received, arrived] = [this.#due.values, this.#received.values, this.#arrived.values];
    for (let id = 1; id < places.length; id++) {
      const place = places[id]!;
      if (place > 0) visit(place - 1, due[id]!, received[id]!, arrived[id]!);
    }
  }

  /** How many kinds there are or were. */
  get size(): number {
    return this.#alike.length;
  }

  kind(at: number): Alike {
    return this.#alike[at]!;
  }

  /** Brings everything up to what the vault holds now; in slices, so that a short question is answered between. */
  catchUp(): Promise<void> {
    const turn = this.#turn.catch(() => undefined).then(() => this.#catchUp());
    this.#turn = turn;
    return turn;
  }

  async #catchUp(): Promise<void> {
    const db = this.#db;
    const first = db.column<number | null>('SELECT min(n) FROM cases_turned')[0] ?? null;
    if (this.#seen === null || (first !== null && first > this.#seen + 1)) await this.#readAll();
    for (;;) {
      const turned = db.all<{ n: number; id: number }>(
        'SELECT n, id FROM cases_turned WHERE n > ? ORDER BY n LIMIT ?',
        [this.#seen!, AGAIN],
      );
      if (turned.length > 0) this.#readAgain([...new Set(turned.map(({ id }) => id))]);
      this.#seen = turned.at(-1)?.n ?? this.#seen;
      if (turned.length < AGAIN) return;
      await pause();
    }
  }

  async #readAll(): Promise<void> {
    const db = this.#db;
    // What turns meanwhile is read once more behind it.
    const seen = db.column<number | null>('SELECT max(n) FROM cases_turned')[0] ?? 0;
    for (const part of [this.#place, this.#due, this.#received, this.#arrived]) part.clear();
    this.#cases.fill(0);
    let began = performance.now();
    for (const group of facetGroups(db)) {
      const sql = `SELECT ${columns} FROM cases INDEXED BY facets WHERE ${inGroup}`;
      for (const row of db.all<Row>(sql, groupKey(group))) this.#put(row);
      if (performance.now() - began < READ_SLICE_MS) continue;
      await pause();
      began = performance.now();
    }
    let last: SqlValue[] = ['', 0, 0];
    for (;;) {
      const arrivals = db.all<{ id: number; arrived_at: string; urgency: number }>(
        `SELECT id, arrived_at, urgency FROM cases INDEXED BY cases_arrived
         WHERE hidden = 0 AND (arrived_at, urgency, id) > (?, ?, ?) ORDER BY arrived_at, urgency, id LIMIT ?`,
        [...last, ARRIVALS],
      );
      for (const { id, arrived_at } of arrivals) this.#arrived.set(id, moment(arrived_at));
      const end = arrivals.at(-1);
      if (end === undefined || arrivals.length < ARRIVALS) break;
      last = [end.arrived_at, end.urgency, end.id];
      await pause();
    }
    this.#seen = seen;
  }

  #readAgain(ids: readonly number[]): void {
    const rows = this.#db.all<Row>(
      `SELECT ${columns}, arrived_at FROM cases NOT INDEXED
       WHERE hidden = 0 AND id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
    );
    const here = new Set(rows.map((row) => row.id));
    for (const id of ids) if (!here.has(id)) this.#move(id, 0);
    for (const row of rows) this.#put(row);
  }

  #put(row: Row): void {
    let place = this.#placeOf.get(row.kind);
    if (place === undefined) {
      place = this.#alike.push(alikeOf(row.kind));
      this.#cases.push(0);
      this.#placeOf.set(row.kind, place);
    }
    this.#move(row.id, place);
    this.#due.set(row.id, moment(row.next_due));
    this.#received.set(row.id, moment(row.received_at));
    if (row.arrived_at !== undefined) this.#arrived.set(row.id, moment(row.arrived_at));
  }

  #move(id: number, place: number): void {
    const before = this.#place.at(id);
    if (before > 0) this.#cases[before - 1]!--;
    if (place > 0) this.#cases[place - 1]!++;
    this.#place.set(id, place);
  }
}
