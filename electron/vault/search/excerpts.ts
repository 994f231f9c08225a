import type { z } from 'zod';
import type { HitPlace } from '../../../shared/bridge/desk.ts';
import { type Hit, hitPatterns, hitsIn } from '../../../shared/domain/search/hits.ts';
import type { WordsTerm } from '../../../shared/domain/search/query.ts';
import { MASK } from '../cases/masking.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { parted } from './sections.ts';

/** Hits of an excerpt stand between these two; nobody can type them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
/** Characters of an excerpt, and how many of them before its first hit. */
const LENGTH = 150;
const BEFORE = 45;

/** The hit from which on most of the terms stand close together. */
function bestHit(hits: readonly Hit[]): Hit | undefined {
  let best: Hit | undefined;
  let most = 0;
  for (const [at, hit] of hits.entries()) {
    const close = new Set<number>();
    for (let next = at; next < hits.length && hits[next]!.from < hit.from + LENGTH - BEFORE; next++)
      close.add(hits[next]!.term);
    if (close.size > most) [best, most] = [hit, close.size];
  }
  return best;
}

const isLetter = (text: string, at: number) => /[^\s]/.test(text[at] ?? ' ');

/** Cuts between words, never within one. */
function cut(text: string, hits: readonly Hit[], first: Hit): { from: number; to: number } {
  let from = Math.max(0, first.from - BEFORE);
  while (from > 0 && from < first.from && isLetter(text, from - 1)) from++;
  let to = Math.min(text.length, Math.max(first.to, from + LENGTH));
  while (to < text.length && isLetter(text, to - 1) && isLetter(text, to)) to++;
  const across = hits.find((hit) => hit.from < to && hit.to > to);
  return { from, to: across?.to ?? to };
}

/** A few words around the hits of a text, hits marked; null when nothing of the search stands in it. */
function excerptOf(text: string, wanted: readonly RegExp[]): string | null {
  const hits = hitsIn(text, wanted);
  const first = bestHit(hits);
  if (first === undefined) return null;
  const { from, to } = cut(text, hits, first);
  let shown = from > 0 ? '…' : '';
  let at = from;
  for (const hit of hits.filter((each) => each.from >= from && each.to <= to)) {
    shown += text.slice(at, hit.from) + OPEN + text.slice(hit.from, hit.to) + CLOSE;
    at = hit.to;
  }
  return shown + text.slice(at, to) + (to < text.length ? '…' : '');
}

/** A few words of a case, and where they stand. */
export interface Excerpt {
  readonly text: string;
  readonly place: z.output<typeof HitPlace>;
}

interface Entry extends SqlRow {
  id: number;
  narrative: string;
  notes: string;
}

function ofEntry({ narrative, notes }: Entry, wanted: readonly RegExp[]): Excerpt | null {
  const texts: Iterable<{ place: Excerpt['place']; text: string }> = [
    { place: 'report', text: narrative },
    ...(notes === '' ? [] : parted(notes)),
  ];
  for (const { place, text } of texts) {
    const excerpt = excerptOf(text, wanted);
    if (excerpt !== null) return { place, text: excerpt.replaceAll(MASK, '▒▒▒').replaceAll('\f', ' ') };
  }
  return null;
}

/**
 * A few words around the hits of each row, names masked where the conflict screen is not passed. Made from the rows
 * that are shown: FTS5's `snippet` goes through every place of every word again for each row (30 s for 200 rows of `s`).
 */
export function excerpts(
  db: ReadConnection,
  terms: readonly Pick<WordsTerm, 'text' | 'beginning'>[],
  ids: readonly number[],
): Map<number, Excerpt> {
  const rows = db.all<Entry>(
    `SELECT rowid AS id, narrative, notes FROM search WHERE rowid IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  const wanted = hitPatterns(terms);
  return new Map(
    rows.flatMap((entry) => {
      const excerpt = ofEntry(entry, wanted);
      return excerpt === null ? [] : [[entry.id, excerpt] as const];
    }),
  );
}
