/** The log itself and what cannot be folded from it: identity, keys, cursors, drafts. */
export const theLog = `
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE compartments (
  compartment TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  tree_size INTEGER NOT NULL,
  peaks TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  checkpoint TEXT
) STRICT, WITHOUT ROWID;

-- status: waiting (the hub has not answered), answered (accepted, not yet here by the feed), accepted (in the feed),
-- refused, settled (refused, and its author keeps what stands).
CREATE TABLE events (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL,
  compartment TEXT NOT NULL,
  type TEXT NOT NULL,
  seq INTEGER CHECK (seq > 0),
  provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1)),
  hub_time TEXT,
  device_seq INTEGER,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'answered', 'accepted', 'refused', 'settled')),
  verdict TEXT,
  -- 1 once its author let a refusal be; a restored hub may ask for the event again.
  let_be INTEGER NOT NULL DEFAULT 0 CHECK (let_be IN (0, 1)),
  header TEXT NOT NULL,
  signature TEXT,
  sealed BLOB,
  payload TEXT,
  sealed_to_us INTEGER NOT NULL DEFAULT 0 CHECK (sealed_to_us IN (0, 1)),
  -- 0 not yet checked, 1 good, 2 bad
  verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1, 2)),
  CHECK (device_seq IS NOT NULL OR status = 'accepted')
) STRICT;
CREATE INDEX events_of_case ON events (case_id);
CREATE UNIQUE INDEX events_by_place ON events (compartment, seq) WHERE seq IS NOT NULL AND provisional = 0;
CREATE UNIQUE INDEX events_of_device ON events (device_seq) WHERE device_seq IS NOT NULL;
CREATE INDEX events_waiting ON events (device_seq) WHERE status = 'waiting';
CREATE INDEX events_refused ON events (device_seq) WHERE status = 'refused';
CREATE INDEX events_unopened ON events (n) WHERE sealed_to_us = 1;
CREATE INDEX events_unverified ON events (n) WHERE verified = 0 AND status = 'accepted';

CREATE TABLE case_keys (
  case_id TEXT PRIMARY KEY,
  compartment TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit_keys (
  key_id TEXT PRIMARY KEY,
  private_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Folded from accepted headers alone, as the hub folds them.
CREATE TABLE facts (
  case_id TEXT PRIMARY KEY,
  compartment TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  case_id TEXT NOT NULL,
  part TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  held_until TEXT,
  command TEXT,
  PRIMARY KEY (case_id, part),
  CHECK ((held_until IS NULL) = (command IS NULL))
) STRICT, WITHOUT ROWID;

-- Journal entries made before the auditors' key was known here.
CREATE TABLE journal_pending (
  n INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  facets TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
`;
