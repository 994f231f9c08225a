/**
 * What workstations have confirmed in their own name: that they hold nothing any more of a compartment that was taken from
 * them, and nothing of contents that were erased. `statement` is the signed text as it came.
 */
export const name = 'receipts';
export const statements = [
  `create table receipts (
    device uuid not null,
    kind text not null,
    subject text not null,
    at text not null,
    statement text not null,
    signature text not null,
    received_at text not null,
    primary key (device, kind, subject)
  )`,
  `create index receipts_of_subject on receipts (kind, subject)`,
  // Verification looks for contents that are missing, and for those that should be.
  `create index events_erased on events (case_id) where type = 'erased'`,
];
