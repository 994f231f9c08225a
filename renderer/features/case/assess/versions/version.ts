/** Versions of a stage as they are laid side by side. */
import type { Signed } from '../../../../../shared/domain/opened-event.ts';

/** One version of something signed: its parts by name, so that each is compared with its own earlier words. */
export interface Version {
  readonly signed: Signed;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
}

/** What stays the same through its versions: a stage's rounds, the grades of one statement, one person, the decision. */
export interface Versioned {
  readonly key: string;
  readonly title: string;
  /** Oldest first; at least two. */
  readonly versions: readonly Version[];
}
