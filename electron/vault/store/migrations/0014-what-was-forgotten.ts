/** What a restored hub no longer has of others' work: out of the log, and still here. */
export const whatWasForgotten = `
CREATE TABLE forgotten_events (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  compartment TEXT NOT NULL,
  header TEXT NOT NULL,
  signature TEXT,
  sealed BLOB,
  payload TEXT,
  set_aside_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX forgotten_of_case ON forgotten_events (case_id);

CREATE INDEX events_provisional ON events (case_id) WHERE provisional = 1;
`;
