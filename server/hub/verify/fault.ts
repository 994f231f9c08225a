import { z } from 'zod';

/** What may be wrong with a hub's log, and what it means to somebody who has to act on it. */
export const faultMeanings = {
  log_unknown: 'events lie in a log that the hub does not know',
  gap: 'a number is missing: an event was taken out of the log',
  beyond_head: 'there are events after the head of the log',
  head_short: 'the log ends before its head: its last events were taken away',
  header_unreadable: 'the header of the event is not one that any version of Candour writes',
  header_not_canonical: 'the header is not in the form that was signed',
  row_differs: 'the columns beside the header say something else than the header',
  event_twice: 'the same event stands twice in the record',
  contents_missing: 'the sealed contents are gone, and nobody whose signature stands in the log has erased them',
  contents_kept: 'the sealed contents are still there although they were erased',
  contents_changed: 'the sealed contents are not those that the author signed',
  author_unknown: 'no device of the directory made this event, and it is none that the hub may make itself',
  signature_invalid: 'the author did not sign this header',
  order_changed: 'events of one device stand in another order than it made them',
  tree_differs: 'the tree of all events is not the one that the hub counted with when it accepted them',
  checkpoint_missing: 'no signed checkpoint of the log is kept',
  checkpoint_forged: 'the kept checkpoint was not signed by this hub for this log',
  checkpoint_beyond: 'the hub signed a longer log than there is now: its end was taken away',
  checkpoint_differs: 'the hub signed another log than the one that is there now',
  witness_unreadable: 'a checkpoint from outside was not signed by this hub',
  witness_beyond: 'a checkpoint from outside shows a longer log than there is now: its end was taken away',
  witness_differs: 'a checkpoint from outside shows another log than the one that is there now',
  ledger_missing: 'the ledger does not know that this event was accepted',
  ledger_differs: 'the ledger knows this event with another header',
  ledger_without_event: 'the ledger says that an event was accepted that is in no log',
  numbers_broken: 'the numbers of a device in the ledger are not those that it was given, one after the other',
  facts_differ: 'what the hub decides by is not what the events of the case come to',
  readers_differ: 'those who may see a named-readers case are not those whom its events name',
  directory_differs: 'users, devices or units are not those of the directory’s log',
  move_differs: 'an event that went along with its case is not the one that lies where the case came from',
  move_unsigned: 'places of a log are closed as if their case had moved, and no signed move of the case says so',
  departure_unheard:
    'a desk was told of a case that left it what nobody has signed, or of a case that did not leave it so',
  chunk_changed: 'the bytes of a file are not those that name them',
} as const;
export type FaultKind = keyof typeof faultMeanings;

export const Fault = z.strictObject({
  kind: z.enum(Object.keys(faultMeanings) as [FaultKind, ...FaultKind[]]),
  compartment: z.string().nullable(),
  /** The first place in the log that it concerns; null where it cannot be told or concerns no log. */
  seq: z.int().nullable(),
  /** An identifier or two; never contents. */
  detail: z.string(),
});
export type Fault = z.infer<typeof Fault>;

export const fault = (kind: FaultKind, compartment: string | null, seq: number | null, detail = ''): Fault => ({
  kind,
  compartment,
  seq,
  detail,
});
