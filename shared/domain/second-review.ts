import type { KnownHeader } from './events/index.ts';

/** How far the second review of one decision has come. Who did what is kept to keep people apart, never to count them. */
export interface SecondReview {
  readonly drawnBy: string;
  readonly at: string;
  readonly month: string;
  readonly share: number;
  readonly seed: string;
  readonly of: number;
  readonly reviewer: string | null;
  readonly finding: 'agrees' | 'differs' | null;
  readonly settled: 'stands' | 'reopened' | null;
}
/** By decision. */
export type SecondReviews = Readonly<Record<string, SecondReview>>;

type ReviewEvent = Extract<
  KnownHeader,
  { type: 'second_review_drawn' | 'second_review_found' | 'second_review_settled' }
>;

/** Pure and total; what was drawn once is not drawn anew, and a finding is not found twice. */
export function foldSecondReview(reviews: SecondReviews, event: ReviewEvent): SecondReviews {
  const { decision } = event.facets;
  const held = reviews[decision];
  if (event.type === 'second_review_drawn') {
    if (held !== undefined) return reviews;
    const { month, share, seed, of } = event.facets;
    const drawn = { drawnBy: event.actor, at: event.at, month, share, seed, of };
    return { ...reviews, [decision]: { ...drawn, reviewer: null, finding: null, settled: null } };
  }
  if (held === undefined) return reviews;
  if (event.type === 'second_review_found') {
    if (held.finding !== null) return reviews;
    return { ...reviews, [decision]: { ...held, reviewer: event.actor, finding: event.facets.finding } };
  }
  if (held.settled !== null) return reviews;
  return { ...reviews, [decision]: { ...held, settled: event.facets.result } };
}

/** What waits of a second review: for the reviewer, or for whoever settles a finding that differs; null when nothing does. */
export const openReview = ({ finding, settled }: SecondReview): 'review' | 'settle' | null =>
  finding === null ? 'review' : finding === 'differs' && settled === null ? 'settle' : null;

/** How the second reviews of a month went; no figure is about a person. */
export interface ReviewFigures {
  readonly month: string;
  readonly drawn: number;
  readonly open: number;
  readonly agreed: number;
  readonly differed: number;
  readonly stood: number;
  readonly reopened: number;
}

/** Figures by month, the newest first. */
export function reviewFigures(reviews: readonly SecondReview[]): ReviewFigures[] {
  const months = [...new Set(reviews.map(({ month }) => month))].toSorted().toReversed();
  return months.map((month) => {
    const of = reviews.filter((review) => review.month === month);
    const count = (holds: (review: SecondReview) => boolean) => of.filter(holds).length;
    return {
      month,
      drawn: of.length,
      open: count((review) => openReview(review) !== null),
      agreed: count(({ finding }) => finding === 'agrees'),
      differed: count(({ finding }) => finding === 'differs'),
      stood: count(({ settled }) => settled === 'stands'),
      reopened: count(({ settled }) => settled === 'reopened'),
    };
  });
}
