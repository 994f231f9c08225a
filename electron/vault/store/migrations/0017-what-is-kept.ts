/** Work that came too late for a case, as the hub keeps it: fetched and opened for those who supervise the case. */
export const whatIsKept = `
CREATE TABLE kept_work (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  header TEXT NOT NULL,
  signature TEXT NOT NULL,
  -- 1 where its author signed it.
  good INTEGER NOT NULL CHECK (good IN (0, 1)),
  -- NULL where none of the case's keys opens it.
  payload TEXT,
  kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_work_of_case ON kept_work (case_id);
CREATE INDEX events_work_kept ON events (case_id) WHERE type = 'work_kept';
`;
