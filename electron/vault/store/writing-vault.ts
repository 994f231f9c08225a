import type { Random } from '../../../shared/protocol/envelope.ts';
import type { WriteConnection } from './connection.ts';

/** What a writing function did that others want to hear of once it is committed. */
export interface Changes {
  readonly cases: Set<string>;
  desk: boolean;
  /** There is something new to push. */
  outbox: boolean;
  /** Units, people or keys changed. */
  directory: boolean;
  /** Who was given the keys of a named-readers case or of a referral. */
  keys: boolean;
}

export const noChanges = (): Changes => ({
  cases: new Set(),
  desk: false,
  outbox: false,
  directory: false,
  keys: false,
});

/** Everything that a writing function of the store works with: clock (ms since 1970) and randomness are handed in. */
export interface WritingVault {
  readonly db: WriteConnection;
  readonly clock: () => number;
  readonly random: Random;
  readonly changes: Changes;
}

export const instant = (ms: number) => new Date(ms).toISOString();
