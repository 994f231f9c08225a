import type { Milestone } from '../../../shared/domain/statistics/measure.ts';

/** A figure that was opened: of one row, or of all. */
export interface Figure {
  readonly milestone: Milestone;
  readonly code: string | null;
}
