import type { CaseHit } from '../../hits/case-hits.ts';
import { findShown } from '../../hits/find-on-screen.ts';
import type { OpenPdf } from './pdf-document.ts';

/** The page that holds a hit: the one that the index says, unless its text was taken out before pages were told apart. */
export async function pageOfHit(pdf: Pick<OpenPdf, 'pages' | 'text'>, hit: CaseHit): Promise<number> {
  const told = Math.min(hit.page ?? 1, pdf.pages);
  for (let step = 0; step < pdf.pages; step++) {
    const page = ((told - 1 + step) % pdf.pages) + 1;
    if (findShown(await pdf.text(page), hit) !== null) return page;
  }
  return told;
}
