import type { DepartureNews } from '../../../shared/domain/departure-progress.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { WhyKept } from '../../../shared/domain/events/kept-work.ts';
import type { Arrival } from './arrival.ts';
import type { LogEntry } from './append.ts';
import type { Actor } from '../../../shared/domain/verdict.ts';

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
  /** Of these: events of other people than the actor. */
  readonly ofOthers: ReadonlySet<string>;
  /** Ids that accepted events of these cases replace: should they still come, they are not to count beside those. */
  readonly superseded: Set<string>;
  /** Kind by unit of the directory. */
  readonly units: ReadonlyMap<string, string>;
  /** Unit by key id, and user by device in use, as the directory has them. */
  readonly unitKeys: Map<string, { readonly unit: string; readonly publicKey: string }>;
  readonly devices: ReadonlyMap<string, string>;
  /** Those of the readers that the push names who assess or supervise somewhere. */
  readonly mayBeReaders: ReadonlySet<string>;
  /** `device case` of those workstations that are given a referral's key and whose people may read it. */
  readonly recipients: ReadonlySet<string>;
  /** HMAC by reference. */
  readonly references: Map<string, string>;
  readonly entries: LogEntry[];
  /** What accepted events are news of for the desks that their cases have left. */
  readonly departures: (DepartureNews & { readonly caseId: string; readonly event: string })[];
  /** The device was withdrawn: nothing of it is taken in any more, and what fits a case is kept. */
  readonly withdrawn: boolean;
  /** Where the author worked before, which cases they were let out of, and how much more of the device may be kept. */
  readonly former: {
    readonly desks: ReadonlySet<string>;
    readonly letOut: ReadonlySet<string>;
    room: number;
  };
  /** Refused events that are kept for a supervisor. */
  readonly kept: { readonly arrival: Arrival; readonly why: WhyKept }[];
}
