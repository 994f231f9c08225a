import type { Facts } from '../../../shared/domain/facts.ts';
import type { Actor } from '../../../shared/domain/permits.ts';
import type { LogEntry } from './append.ts';

/** A case as the judge sees it: locked, with the effects of the events before in the same push. */
export interface DocketCase {
  readonly compartment: string;
  readonly unit: string | null;
  readonly facts: Facts;
  readonly isNew: boolean;
  /** Users to whom a new referral is closed: it came out of a named-readers case. */
  readonly closedTo?: readonly string[];
}

/** Everything that a push may ask about, read and locked beforehand, so that judging needs no database. */
export interface Docket {
  readonly actor: Actor;
  readonly cases: Map<string, DocketCase>;
  readonly changed: Set<string>;
  /** By event id: whether the ledger accepted it. */
  readonly accepted: Map<string, boolean>;
  /** Ids that accepted events of these cases replace: should they still come, they are not to count beside those. */
  readonly superseded: Set<string>;
  /** Kind by unit of the directory. */
  readonly units: ReadonlyMap<string, string>;
  /** Unit by key id, and user by device in use, as the directory has them. */
  readonly unitKeys: Map<string, string>;
  readonly devices: ReadonlyMap<string, string>;
  /** Those of the readers that the push names who assess or supervise somewhere. */
  readonly mayBeReaders: ReadonlySet<string>;
  /** HMAC by reference. */
  readonly references: Map<string, string>;
  readonly entries: LogEntry[];
}
