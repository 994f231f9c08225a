import type { NotLookedAt, SubjectFound, SubjectPassage, SubjectWanted } from '../../../shared/bridge/subjects.ts';
import { without } from '../../../shared/domain/danger-told.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { storedContents, unlessDamaged } from '../store/damaged-row.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';
import { maySearchSubjects } from './may-search.ts';
import { namedIn, wantedPerson, type Named, type WantedPerson } from './name-match.ts';

const AT_ONCE = 200;
/** Passages that are listed at most: more is a name that has to be narrowed by a given name. */
const LISTED = 5000;
/** Characters around a name. */
const AROUND = 160;

interface Held {
  readonly passage: Omit<SubjectPassage, 'text' | 'uncovered'>;
  readonly words: string;
  readonly from: number;
  readonly to: number;
}
interface List {
  readonly held: readonly Held[];
  readonly uncovered: Set<number>;
}

/** Cases that this person may read by name: screened, and not closed to them. */
const readable = `c.hidden = 0 AND c.screened = 'none'`;

/** Every text of some contents, with the name of the field at the top. */
function* textsOf(value: unknown, field = ''): Generator<{ field: string; text: string }> {
  if (typeof value === 'string') yield { field, text: value };
  else if (Array.isArray(value)) for (const one of value) yield* textsOf(one, field);
  else if (value !== null && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) yield* textsOf(one, field === '' ? name : field);
}

const cover = (text: string) => text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => '▇'.repeat(Math.min(word.length, 6)));

function excerpt(text: string, { from, to }: Named): Pick<Held, 'words' | 'from' | 'to'> {
  const start = Math.max(0, from - AROUND);
  return { words: text.slice(start, to + AROUND), from: from - start, to: to - start };
}

/** What is held about a person, in the reader's memory for as long as the page shows it. */
export class SubjectLists {
  readonly #db: ReadConnection;
  readonly #progress: (done: number, total: number) => void;
  #list: { readonly name: string; readonly list: List } | null = null;
  #made = 0;
  #cancelled = false;

  constructor(db: ReadConnection, progress: (done: number, total: number) => void = () => undefined) {
    this.#db = db;
    this.#progress = progress;
  }

  cancel(): void {
    this.#cancelled = true;
  }

  /** Reads all that is held of every case in reach, in slices. Error `superseded` when it was cancelled. */
  async search({ name, collarNumber }: SubjectWanted): Promise<Done<SubjectFound>> {
    const db = this.#db;
    if (!maySearchSubjects(db)) return failed('not_permitted', { reason: 'role_missing', who: 'supervisor' });
    const wanted = wantedPerson(name, collarNumber);
    if (wanted === null) return failed('nothing_to_look_for');
    this.#cancelled = false;
    const found: Held[] = [];
    const looked = { events: 0, files: 0 };
    const promised = await this.#lookAtEvents(wanted, found, looked);
    if (promised === null) return failed('superseded');
    await this.#lookAtFiles(wanted, found, looked);
    const list = `subject ${(this.#made += 1)}`;
    this.#list = { name: list, list: { held: found.slice(0, LISTED), uncovered: new Set() } };
    const count = (sql: string) => db.column<number>(`SELECT count(*) FROM ${sql}`)[0]!;
    const not: NotLookedAt = {
      unscreened: count('cases c WHERE c.hidden = 0 AND c.screened IS NULL'),
      closed: count('cases c WHERE c.hidden = 1'),
      files: Math.max(0, promised - looked.files),
      sealed: count(`events WHERE sealed_to_us = 1`),
    };
    return done({
      list,
      passages: found.length,
      cases: new Set(found.map(({ passage }) => passage.caseId)).size,
      looked: { cases: count(`cases c WHERE ${readable}`), ...looked },
      not,
      more: found.length > LISTED,
    });
  }

  /** @returns how many files the reports name; null when cancelled */
  async #lookAtEvents(wanted: WantedPerson, found: Held[], looked: { events: number }): Promise<number | null> {
    const db = this.#db;
    const [last = 0] = db.column<number>('SELECT max(n) FROM events');
    let files = 0;
    const clues = new Set<string>();
    let until = performance.now() + READ_SLICE_MS;
    for (let after = 0; ;) {
      const rows = db.all<{
        n: number;
        case_id: string;
        reference: string;
        type: string;
        at: string;
        id: string;
        clue: string | null;
        annotation: string | null;
        payload: string | null;
      }>(
        `SELECT e.n, e.case_id, c.reference, e.type, e.header ->> '$.at' AS at, e.id, e.header ->> '$.facets.kind' AS clue,
           e.header ->> '$.facets.annotation' AS annotation, e.payload
         FROM events e JOIN cases c ON c.case_id = e.case_id
         WHERE e.n > ? AND ${readable} AND e.payload IS NOT NULL AND e.status NOT IN ('refused', 'settled')
         ORDER BY e.n LIMIT ${AT_ONCE}`,
        [after],
      );
      for (const { id, case_id: caseId, reference, type, at, clue, annotation, payload } of rows) {
        looked.events += 1;
        const contents = unlessDamaged(() => storedContents(payload, caseId), null);
        if (type === 'report_received')
          files += ((contents as { attachments?: readonly unknown[] } | null)?.attachments ?? []).length;
        // What a mark of the reporter says is a file on the reporter: it is about nobody else.
        if (clue === 'reporter_clue') clues.add(id);
        if (clue === 'reporter_clue' || clues.has(annotation ?? '')) continue;
        for (const { field, text } of textsOf(contents))
          for (const named of namedIn(text, wanted))
            found.push({
              passage: { n: found.length, caseId, reference, type, field, at, way: named.way },
              ...excerpt(text, named),
            });
      }
      after = rows.at(-1)?.n ?? after;
      if (rows.length < AT_ONCE) return files;
      if (performance.now() < until) continue;
      this.#progress(after, last);
      await pause();
      if (this.#cancelled) return null;
      until = performance.now() + READ_SLICE_MS;
    }
  }

  async #lookAtFiles(wanted: WantedPerson, found: Held[], looked: { files: number }): Promise<void> {
    const rows = this.#db.all<{ case_id: string; attachment: string; reference: string }>(
      `SELECT t.case_id, t.attachment, c.reference FROM attachment_texts t JOIN cases c ON c.case_id = t.case_id
       WHERE ${readable}`,
    );
    for (const { case_id: caseId, attachment, reference } of rows) {
      looked.files += 1;
      const [text = ''] = this.#db.column<string>(
        'SELECT text FROM attachment_texts WHERE case_id = ? AND attachment = ?',
        [caseId, attachment],
      );
      for (const named of namedIn(text, wanted))
        found.push({
          passage: { n: found.length, caseId, reference, type: 'file', field: 'text', at: null, way: named.way },
          ...excerpt(text, named),
        });
      await pause();
    }
  }

  slice(list: string, from: number, to: number): Done<SubjectPassage[]> {
    const held = this.#of(list);
    if (held === null) return failed('list_gone');
    return done(held.held.slice(from, Math.min(to, from + 200)).map((one) => this.#shown(held, one)));
  }

  uncover(list: string, n: number): Done<SubjectPassage> {
    const held = this.#of(list);
    const one = held?.held[n];
    if (held === null || one === undefined) return failed('list_gone');
    held.uncovered.add(n);
    return done(this.#shown(held, one));
  }

  /** All passages as they stand, covered or not, as JSON. */
  file(list: string): Done<{ text: string; passages: number; uncovered: number }> {
    const held = this.#of(list);
    if (held === null) return failed('list_gone');
    const passages = held.held.map((one) => this.#shown(held, one));
    const text = JSON.stringify({ format: 'candour-subject', version: 1, passages }, null, 1);
    return done({ text, passages: passages.length, uncovered: held.uncovered.size });
  }

  #of = (list: string): List | null => (this.#list?.name === list ? this.#list.list : null);

  #shown({ uncovered }: List, { passage, words, from, to }: Held): SubjectPassage {
    const open = uncovered.has(passage.n);
    const [before, name, after] = [words.slice(0, from), words.slice(from, to), words.slice(to)];
    const text = open ? without(words, this.#clues(passage.caseId)) : cover(before) + name + cover(after);
    return { ...passage, text, uncovered: open };
  }

  /** What was marked in the case as pointing to the reporter: it stays covered. */
  #clues(caseId: string): string[] {
    return this.#db
      .column<string>(
        `SELECT payload ->> '$.target.exact' FROM events
         WHERE case_id = ? AND type = 'annotated' AND header ->> '$.facets.kind' = 'reporter_clue' AND payload IS NOT NULL`,
        [caseId],
      )
      .filter((piece) => typeof piece === 'string');
  }
}
