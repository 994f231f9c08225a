import type { z } from 'zod';
import type { HitInFile } from '../../../shared/bridge/attachment.ts';
import { hitPatterns, hitsIn } from '../../../shared/domain/search/hits.ts';
import { readSearch, soughtWords } from '../../../shared/domain/search/query.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { rowOf } from '../desk/rows.ts';
import type { ReadConnection } from '../store/connection.ts';

/** So many hits of a case's files are led to; a file with more has them marked all the same. */
const MOST = 500;
/** Characters around a hit by which the page finds it again. */
const AROUND = 60;

/** Where the words of a search stand in the texts of a case's files, as far as the page has taken them out. */
export function hitsInFiles(
  db: ReadConnection,
  { caseId, search, typing }: { caseId: string; search: string; typing: boolean },
): Done<z.output<typeof HitInFile>[]> {
  const row = rowOf(db, caseId);
  if (row === null) return failed('case_unknown');
  if (row.screened !== 'none') return failed(row.screened === 'declared' ? 'conflict_declared' : 'not_screened');
  const read = readSearch(search, typing);
  const wanted = read.ok ? hitPatterns(soughtWords(read.terms)) : [];
  if (wanted.length === 0) return done([]);
  const files = db.all<{ attachment: string; text: string }>(
    'SELECT attachment, text FROM attachment_texts WHERE case_id = ? ORDER BY attachment',
    [caseId],
  );
  const hits = files.flatMap(({ attachment, text }) => {
    let page = 1;
    let counted = 0;
    return hitsIn(text, wanted)
      .slice(0, MOST)
      .map(({ from, to }) => {
        // A form feed ends a page, as in the plain text of a PDF everywhere.
        for (let at = text.indexOf('\f', counted); at >= 0 && at < from; at = text.indexOf('\f', counted)) {
          page += 1;
          counted = at + 1;
        }
        const start = Math.max(0, from - AROUND);
        return { attachment, page, text: text.slice(start, to + AROUND), from: from - start, to: to - start };
      });
  });
  return done(hits.slice(0, MOST));
}
