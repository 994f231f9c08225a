import type { z } from 'zod';
import type { DeskQuery, DeskRow, View } from '../../../shared/bridge/desk.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { excerpts } from '../search/excerpts.ts';
import { parseSearch } from '../search/query.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { collect, collectSmall } from './collect.ts';
import { orderBy, orderOf } from './order.ts';
import { rowsById } from './rows.ts';
import { pause } from '../threads/slices.ts';
import { sortInSlices } from './sorting.ts';
import { both, filterConditions, viewCondition } from './views.ts';

/** An opened list: the row ids of a view, filtered, searched and sorted, as they were when it was opened. */
interface List {
  readonly ids: Promise<Uint32Array>;
  readonly match: string | null;
}

export interface Opened {
  readonly list: string;
  readonly total: number;
  readonly rows: DeskRow[];
  readonly completeAsOf: string | null;
}

const FIRST_ROWS = 200;
const KEPT_LISTS = 4;
/** Up to so many cases a view is collected and sorted before the first rows are shown: that takes a few milliseconds. */
const SMALL_VIEW = 2_000;

const viewIndex: Record<View, string> = {
  today: 'view_today',
  mine: 'view_mine',
  unallocated: 'view_unallocated',
  immediate: 'view_immediate',
  decided: 'view_decided',
  refused: 'view_refused',
  all: 'view_all',
};

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

  #rows(ids: ArrayLike<number>, match: string | null): DeskRow[] {
    const rows = rowsById(this.#db, ids);
    if (match === null) return rows;
    const found = excerpts(this.#db, match, Array.from(ids));
    const byCase = new Map(
      this.#db
        .all<{ id: number; case_id: string }>(
          'SELECT id, case_id FROM cases WHERE id IN (SELECT value FROM json_each(?))',
          [JSON.stringify(Array.from(ids))],
        )
        .map((row) => [row.case_id, found.get(row.id) ?? null]),
    );
    return rows.map((row) => ({ ...row, excerpt: byCase.get(row.caseId) ?? null }));
  }

  /** Opens a list. A newer search makes an older one that is still being typed obsolete (`superseded`). */
  async open(query: z.output<typeof DeskQuery>): Promise<Done<Opened>> {
    const db = this.#db;
    const searching = query.search.trim() !== '';
    const search = parseSearch(query.search, query.typing);
    if (!search.ok) return failed('search_unreadable', { at: search.at });
    const typed = searching ? ++this.#typed : 0;
    const list = String(++this.#opened);
    let answered = false;
    // Before the answer a newer search ends this one, after it only that the list is not kept any more.
    const obsolete = () => (answered ? !this.#lists.has(list) : query.typing && typed !== this.#typed);

    const completeAsOf = readMeta(db, 'complete_as_of');
    const filters = filterConditions(query.filter);
    const condition = both(viewCondition(query.view, identityOf(db).user), ...filters);
    const keys = orderOf(query.view, searching, query.sort);
    const viewSize = viewTotal(db, query.view);
    const whole = async (): Promise<Uint32Array | null> => {
      if (searching && search.match === null) return new Uint32Array();
      const rows =
        !searching && viewSize <= SMALL_VIEW
          ? collectSmall(db, viewIndex[query.view], condition, keys)
          : await collect(db, searching ? search.match : null, condition, keys, obsolete);
      return rows === null ? null : sortInSlices(rows, keys, obsolete);
    };

    if (!searching && filters.length === 0 && viewSize > SMALL_VIEW) {
      const first = db.column<number>(
        `SELECT id FROM cases WHERE ${condition.sql} ORDER BY ${orderBy(keys)} LIMIT ${FIRST_ROWS}`,
        condition.parameters,
      );
      // Collected behind the answer; a slice that comes early waits for it, and hears of it should it fail.
      answered = true;
      const ids = pause().then(async () => (await whole()) ?? new Uint32Array());
      ids.catch(() => undefined);
      this.#keep(list, { ids, match: null });
      return done({ list, total: viewSize, rows: this.#rows(first, null), completeAsOf });
    }
    const ids = await whole();
    if (ids === null) return failed('superseded');
    const match = searching ? search.match : null;
    this.#keep(list, { ids: Promise.resolve(ids), match });
    return done({ list, total: ids.length, rows: this.#rows(ids.subarray(0, FIRST_ROWS), match), completeAsOf });
  }

  /** Rows `[from, to)`, at most 200. */
  async slice(list: string, from: number, to: number): Promise<Done<DeskRow[]>> {
    const kept = this.#lists.get(list);
    if (kept === undefined) return failed('list_gone');
    const ids = await kept.ids;
    return done(this.#rows(ids.subarray(from, Math.min(to, from + FIRST_ROWS)), kept.match));
  }

  /** The position of a case in a list; null when it is not in it. */
  async indexOf(list: string, caseId: string): Promise<Done<number | null>> {
    const kept = this.#lists.get(list);
    if (kept === undefined) return failed('list_gone');
    const id = this.#db.column<number>('SELECT id FROM cases WHERE case_id = ?', [caseId])[0];
    const at = id === undefined ? -1 : (await kept.ids).indexOf(id);
    return done(at < 0 ? null : at);
  }
}
