/** Every hit of a search in a case, in the order in which one is led through them. Pure. */
import type { HitInFile } from '../../../../shared/bridge/attachment.ts';
import type { HitPlace } from '../../../../shared/bridge/desk.ts';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { type ShownAt, textsOf } from '../../../../shared/domain/search/case-texts.ts';
import { hitsIn } from '../../../../shared/domain/search/hits.ts';

/** `[from, to)` in `text`, UTF-16 units. `page`: of a file, from 1; null elsewhere. */
export interface CaseHit {
  readonly place: HitPlace;
  readonly at: ShownAt | { readonly in: 'narrative' };
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly page: number | null;
}

/**
 * The narrative's hits first, then those of what was written, stage by stage, then those in files: the order of the
 * vault's excerpts, so that the first is the one that the Desk showed.
 * @param wanted patterns of `hitPatterns`
 * @param inFiles the vault's answer about the case's files
 */
export function hitsOfCase(file: CaseFile, inFiles: readonly HitInFile[], wanted: readonly RegExp[]): CaseHit[] {
  if (wanted.length === 0) return [];
  const within = (text: string, place: HitPlace, at: CaseHit['at']): CaseHit[] =>
    hitsIn(text, wanted).map(({ from, to }) => ({ place, at, text, from, to, page: null }));
  return [
    ...within(file.report?.narrative ?? '', 'report', { in: 'narrative' }),
    ...textsOf(file).flatMap(({ place, text, at }) => within(text, place, at)),
    ...inFiles.map(({ attachment, page, ...hit }): CaseHit => {
      return { ...hit, place: 'attachment', at: { in: 'attachment', attachment }, page };
    }),
  ];
}

/** Characters of the line that shows a hit, before and behind it. */
const AROUND = 40;

/** The hit with a few words around it, cut between words. */
export function around(hit: Pick<CaseHit, 'text' | 'from' | 'to'>): readonly [string, string, string] {
  const { from, to } = hit;
  // The end of a page has no shape of its own.
  const text = hit.text.replaceAll('\f', ' ');
  const before = text.slice(Math.max(0, from - AROUND), from);
  const behind = text.slice(to, to + AROUND);
  return [
    from > AROUND ? `…${before.slice(before.search(/\s/) + 1)}` : before,
    text.slice(from, to),
    to + AROUND < text.length ? `${behind.slice(0, behind.search(/\s\S*$/) + 1 || undefined)}…` : behind,
  ];
}
