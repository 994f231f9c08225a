import type { z } from 'zod';
import type { DeskQuery, DeskRow, GroupStart, View } from '../../../shared/bridge/desk.ts';
import { readSearch, soughtWords, type WordsTerm } from '../../../shared/domain/search/query.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { excerpts, type Excerpt } from '../search/excerpts.ts';
import { planOf } from '../search/plan.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import type { Cancelled } from '../threads/slices.ts';
import { filterConditions } from './filter.ts';
import { everyId, firstIds, SMALL, type Wanted } from './gather.ts';
import type { Ordered } from './gathered.ts';
import { momentsOf } from './moments.ts';
import { isGrouped, orderOf } from './order.ts';
import { rowsById } from './rows.ts';
import { viewCondition, viewIndex, type Viewpoint } from './views.ts';

/** An opened list: the row ids of a view, filtered, searched and sorted, as they were when it was opened. */
interface List {
  readonly terms: readonly WordsTerm[];
  /** Collects every id; null when given up. */
  readonly gather: (givenUp: Cancelled) => Promise<Ordered | null>;
  /** While they are collected, and afterwards. */
  whole: Promise<Ordered | null> | null;
  /** The page has asked for what lies behind the first rows. */
  asked: boolean;
}

export interface Opened {
  readonly list: string;
  readonly total: number;
  readonly counted: boolean;
  readonly groups: GroupStart[];
  readonly rows: DeskRow[];
  readonly completeAsOf: string | null;
}

/** Rows that come with the answer: as many as a tall window shows, since each is a page to decrypt and a row to draw. */
export const FIRST_ROWS = 60;
const MOST_ROWS = 200;
const KEPT_LISTS = 4;
/** Milliseconds without another question before the rest of a list is collected unasked. */
const QUIET_MS = 150;

/** As many ids as one question may bring. */
const MOST_IDS = 10_000;

/** How many cases a view holds, counted in the view's own index; at most `most`. */
function viewTotal(db: ReadConnection, at: Viewpoint, most: number): number {
  const { sql, parameters } = viewCondition(at);
  const some = `SELECT 1 FROM cases INDEXED BY ${viewIndex[at.view]} WHERE ${sql} LIMIT ?`;
  return db.column<number>(`SELECT count(*) FROM (${some})`, [...parameters, most])[0]!;
}

/** From where this person looks at a view now. @param now ms since 1970 */
export const viewpointOf = (db: ReadConnection, view: View, now: number): Viewpoint => ({
  view,
  user: identityOf(db).user,
  ...momentsOf(now),
});

/** The lists that are kept for the page. One of these stands in the reader thread. */
export class Lists {
  readonly #db: ReadConnection;
  readonly #lists = new Map<string, List>();
  readonly #clock: () => number;
  /** How many cases a large view held when it was last gone through to its end. */
  readonly #sizes = new Map<View, number>();
  #opened = 0;
  #typed = 0;

  /** @param clock ms since 1970 */
  constructor(db: ReadConnection, clock: () => number = Date.now) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * A large view is not counted to open it, but told as it was last gone through: to count a hundred thousand entries is
   * to decrypt them all, and every commit of the writer empties the reader's cache of pages. The page asks for its total.
   */
  #sizeOf(at: Viewpoint): Pick<Wanted, 'viewSize' | 'viewCounted'> {
    const counted = viewTotal(this.#db, at, SMALL + 1);
    if (counted > SMALL) return { viewSize: Math.max(counted, this.#sizes.get(at.view) ?? 0), viewCounted: false };
    return { viewSize: counted, viewCounted: true };
  }

  #keep(id: string, list: List): void {
    this.#lists.set(id, list);
    for (const old of [...this.#lists.keys()].slice(0, -KEPT_LISTS)) this.#lists.delete(old);
  }

  /** Every id of a list. Collected behind its answer while it is the newest, otherwise only once the page asks. */
  #collected(name: string, list: List): Promise<Ordered | null> {
    const givenUp = () => !this.#lists.has(name) || (name !== String(this.#opened) && !list.asked);
    list.whole ??= list.gather(givenUp).then((whole) => {
      if (whole === null) list.whole = null;
      return whole;
    });
    return list.whole;
  }

  /** As the page asks for them; null when the list is not kept any more. */
  async #idsOf(name: string): Promise<(Ordered & { terms: readonly WordsTerm[] }) | null> {
    for (;;) {
      const list = this.#lists.get(name);
      if (list === undefined) return null;
      list.asked = true;
      const whole = await this.#collected(name, list);
      // Given up for a newer list a moment before it was asked for: once more.
      if (whole !== null) return { ...whole, terms: list.terms };
    }
  }

  #rows(ids: ArrayLike<number>, terms: readonly WordsTerm[]): DeskRow[] {
    const wanted = Array.from(ids);
    const texts = terms.length === 0 ? new Map<number, Excerpt>() : excerpts(this.#db, terms, wanted);
    return rowsById(this.#db, wanted, texts);
  }

  /**
   * Opens a list: its first rows as soon as an index gives them, the rest behind the answer. A newer search makes an
   * older one that is still being typed obsolete (`superseded`).
   */
  async open(query: z.output<typeof DeskQuery>): Promise<Done<Opened>> {
    const db = this.#db;
    const search = readSearch(query.search, query.typing);
    if (!search.ok) return failed('search_unreadable', { ...search.fault });
    const searching = query.search.trim() !== '' && !search.nothingYet;
    const typed = searching ? ++this.#typed : 0;
    const list = String(++this.#opened);
    const obsolete = () => query.typing && typed !== this.#typed;
    const terms = soughtWords(search.terms);
    const completeAsOf = readMeta(db, 'complete_as_of');
    const answer = ({ ids, groups }: Ordered, total: number, counted: boolean) => {
      const rows = this.#rows(ids.subarray(0, FIRST_ROWS), terms);
      return done({ list, total, counted, groups: [...groups], rows, completeAsOf });
    };
    const keepWhole = (whole: Ordered) =>
      this.#keep(list, { terms, gather: () => Promise.resolve(whole), whole: Promise.resolve(whole), asked: false });

    if (searching && search.terms.length === 0) {
      const none: Ordered = { ids: new Uint32Array(), groups: [] };
      keepWhole(none);
      return answer(none, 0, true);
    }
    const at = viewpointOf(db, query.view, this.#clock());
    const { viewSize, viewCounted } = this.#sizeOf(at);
    const wanted: Wanted = {
      at,
      viewSize,
      viewCounted,
      search: searching ? planOf(search.terms, at) : null,
      filter: query.filter,
      keys: orderOf(query.view, searching, query.sort),
      grouped: isGrouped(query.view, searching, query.sort),
    };
    const first = await firstIds(db, wanted, FIRST_ROWS, obsolete);
    if (first === null) return failed('superseded');
    if (first.whole) {
      keepWhole(first.known);
      return answer(first.known, first.atLeast, true);
    }
    // Collected behind the answer; a slice that comes early waits for it, and hears of it should it fail.
    const kept: List = {
      terms,
      gather: async (givenUp) => {
        const whole = givenUp() ? null : await everyId(db, wanted, first, givenUp);
        const plain = wanted.search === null && filterConditions(query.filter).length === 0;
        if (whole !== null && plain) this.#sizes.set(query.view, whole.ids.length);
        return whole;
      },
      whole: null,
      asked: false,
    };
    this.#keep(list, kept);
    // Once nobody has asked for anything for a while: what is collected for a list that is left again was for nothing.
    setTimeout(() => {
      if (list === String(this.#opened)) this.#collected(list, kept).catch(() => undefined);
    }, QUIET_MS);
    return answer(first.known, first.atLeast, first.counted);
  }

  /** How many cases an opened list holds and where its groups begin, once they are counted. */
  async total(list: string): Promise<Done<{ total: number; groups: GroupStart[] }>> {
    const kept = await this.#idsOf(list);
    return kept === null ? failed('list_gone') : done({ total: kept.ids.length, groups: [...kept.groups] });
  }

  /** The cases `[from, to)` by their ids, at most `MOST_IDS`; a case that is gone meanwhile is left out. */
  async ids(list: string, from: number, to: number): Promise<Done<string[]>> {
    const kept = await this.#idsOf(list);
    if (kept === null) return failed('list_gone');
    const wanted = Array.from(kept.ids.subarray(from, Math.min(to, from + MOST_IDS)));
    const named = this.#db.all<{ id: number; case_id: string }>(
      'SELECT id, case_id FROM cases WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(wanted)],
    );
    const caseOf = new Map(named.map(({ id, case_id }) => [id, case_id]));
    return done(wanted.flatMap((id) => caseOf.get(id) ?? []));
  }

  /** Rows `[from, to)`, at most 200. */
  async slice(list: string, from: number, to: number): Promise<Done<DeskRow[]>> {
    const kept = await this.#idsOf(list);
    if (kept === null) return failed('list_gone');
    return done(this.#rows(kept.ids.subarray(from, Math.min(to, from + MOST_ROWS)), kept.terms));
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
