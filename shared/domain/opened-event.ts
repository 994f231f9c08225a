/** An event whose contents are open, and what everything that came of one remembers of it. */
import type { EventHeader } from './header.ts';

/** An event as a holder of the case key sees it. `payload: null` means that its contents were erased, or it has none. */
export interface OpenedEvent {
  readonly header: EventHeader;
  /** Parsed JSON of the opened payload; checked against the type's schema by the fold. */
  readonly payload: unknown;
  /** Sequence number in its compartment; null while only this workstation has it. */
  readonly seq: number | null;
}

/** Who signed what and when: on everything a person can point at. */
export interface Signed {
  readonly event: string;
  readonly by: string;
  readonly at: string;
  /** False while it waits here to be accepted by the hub. */
  readonly accepted: boolean;
}
