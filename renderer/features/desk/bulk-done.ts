/** Work on many cases at once, and how it ended. */
import type { BulkOutcome } from './bulk.ts';

export type BulkKind = 'allocation' | 'label' | 'withdrawal';

export interface BulkDone {
  readonly kind: BulkKind;
  readonly asked: number;
  readonly outcome: BulkOutcome;
}
