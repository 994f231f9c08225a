import type { z } from 'zod';
import type { DeskQuery, DeskRow, View } from '../../../shared/bridge/desk.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { excerpts } from '../search/excerpts.ts';
import { parseSearch, type SearchTerm } from '../search/query.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { pause, type Cancelled } from '../threads/slices.ts';
import { everyId, firstIds, type Wanted } from './gather.ts';
import { orderOf } from './order.ts';
import { rowsById } from './rows.ts';
import { viewCondition, viewIndex } from './views.ts';

/** An opened list: the row ids of a view, filtered, searched and sorted, as they were when it was opened. */
interface List {
  readonly terms: readonly SearchTerm[];
  /** Collects every id; null when given up. */
  readonly gather: (givenUp: Cancelled) => Promise<Uint32Array | null>;
  /** While they are collected, and afterwards. */
  ids: Promise<Uint32Array | null> | null;
  /** The page has asked for what lies behind the first rows. */
  asked: boolean;
}

export interface Opened {
  readonly list: string;
  readonly total: number;
  readonly counted: boolean;
  readonly rows: DeskRow[];
  readonly completeAsOf: string | null;
}

const FIRST_ROWS = 200;
const KEPT_LISTS = 4;

/** How many cases a view holds, counted in the view's own index. */
export function viewTotal(db: ReadConnection, view: View): number {
  const { sql, parameters } = viewCondition(view, identityOf(db).user);
  const count = `SELECT count(*) FROM cases INDEXED BY ${viewIndex[view]} WHERE ${sql}`;
  return db.column<number>(count, parameters)[0]!;
}

/** The lists that are kept for the page. One of these stands in the reader thread. */
export class Lists {
  readonly #db: ReadConnection;
  readonly #lists = new Map<string, List>();
  #opened = 0;
  #typed = 0;

  constructor(db: ReadConnection) {
    this.#db = db;
  }

  #keep(id: string, list: List): void {
    this.#lists.set(id, list);
    for (const old of [...this.#lists.keys()].slice(0, -KEPT_LISTS)) this.#lists.delete(old);
  }

  /** Every id of a list. Collected behind its answer while it is the newest, otherwise only once the page asks. */
  #collected(name: string, list: List): Promise<Uint32Array | null> {
    const givenUp = () => !this.#lists.has(name) || (name !== String(this.#opened) && !list.asked);
    list.ids ??= list.gather(givenUp).then((ids) => {
      if (ids === null) list.ids = null;
      return ids;
    });
    return list.ids;
  }

  /** As the page asks for them; null when the list is not kept any more. */
  async #idsOf(name: string): Promise<{ ids: Uint32Array; terms: readonly SearchTerm[] } | null> {
    for (;;) {
      const list = this.#lists.get(name);
      if (list === undefined) return null;
      list.asked = true;
      const ids = await this.#collected(name, list);
      // Given up for a newer list a moment before it was asked for: once more.
      if (ids !== null) return { ids, terms: list.terms };
    }
  }

  #rows(ids: ArrayLike<number>, terms: readonly SearchTerm[]): DeskRow[] {
    const wanted = Array.from(ids);
    const texts = terms.length === 0 ? new Map<number, string>() : excerpts(this.#db, terms, wanted);
    return rowsById(this.#db, wanted, texts);
  }

  /**
   * Opens a list: its first rows as soon as an index gives them, the rest behind the answer. A newer search makes an
   * older one that is still being typed obsolete (`superseded`).
   */
  async open(query: z.output<typeof DeskQuery>): Promise<Done<Opened>> {
    const db = this.#db;
    const searching = query.search.trim() !== '';
    const search = parseSearch(query.search, query.typing);
    if (!search.ok) return failed('search_unreadable', { at: search.at });
    const typed = searching ? ++this.#typed : 0;
    const list = String(++this.#opened);
    const obsolete = () => query.typing && typed !== this.#typed;
    const terms = searching ? search.terms : [];
    const completeAsOf = readMeta(db, 'complete_as_of');
    const answer = (ids: ArrayLike<number>, total: number, counted: boolean) =>
      done({ list, total, counted, rows: this.#rows(ids, terms), completeAsOf });
    const keepWhole = (ids: Uint32Array) =>
      this.#keep(list, { terms, gather: () => Promise.resolve(ids), ids: Promise.resolve(ids), asked: false });

    if (searching && search.match === null) {
      keepWhole(new Uint32Array());
      return answer([], 0, true);
    }
    const { user } = identityOf(db);
    const wanted: Wanted = {
      view: query.view,
      user,
      viewSize: viewTotal(db, query.view),
      match: searching ? search.match : null,
      filter: query.filter,
      keys: orderOf(query.view, searching, query.sort),
    };
    const first = await firstIds(db, wanted, FIRST_ROWS, obsolete);
    if (first === null) return failed('superseded');
    if (first.whole !== null) {
      keepWhole(first.whole);
      return answer(first.whole.subarray(0, FIRST_ROWS), first.whole.length, true);
    }
    // Collected behind the answer; a slice that comes early waits for it, and hears of it should it fail.
    const kept: List = {
      terms,
      gather: (givenUp) => pause().then(() => (givenUp() ? null : everyId(db, wanted, first, givenUp))),
      ids: null,
      asked: false,
    };
    this.#keep(list, kept);
    this.#collected(list, kept).catch(() => undefined);
    return answer(first.ids, first.atLeast, first.counted);
  }

  /** How many cases an opened list holds, once they are counted. */
  async total(list: string): Promise<Done<number>> {
    const kept = await this.#idsOf(list);
    return kept === null ? failed('list_gone') : done(kept.ids.length);
  }

  /** Rows `[from, to)`, at most 200. */
  async slice(list: string, from: number, to: number): Promise<Done<DeskRow[]>> {
    const kept = await this.#idsOf(list);
    if (kept === null) return failed('list_gone');
    return done(this.#rows(kept.ids.subarray(from, Math.min(to, from + FIRST_ROWS)), kept.terms));
  }

  /** The position of a case in a list; null when it is not in it. */
  async indexOf(list: string, caseId: string): Promise<Done<number | null>> {
    const kept = await this.#idsOf(list);
    if (kept === null) return failed('list_gone');
    const id = this.#db.column<number>('SELECT id FROM cases WHERE case_id = ?', [caseId])[0];
    const at = id === undefined ? -1 : kept.ids.indexOf(id);
    return done(at < 0 ? null : at);
  }
}
