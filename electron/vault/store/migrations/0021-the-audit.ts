/**
 * One line for each event, by which an auditor finds it: folded from header and, for a journal's entry, contents, when
 * somebody who may audit opens the audit; elsewhere it stays empty. And the hashes of places in a log whose events have
 * gone from here, without which no other place of that log could be proved.
 */
export const theAudit = `
CREATE TABLE audit (
  -- Of the event in \`events\`, with which it goes.
  n INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  case_id TEXT,
  actor TEXT NOT NULL,
  device TEXT NOT NULL,
  justification TEXT,
  recipient TEXT,
  -- Of a report: the charity's reference.
  reference TEXT,
  -- 1 while the contents of a journal's entry wait for a key.
  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1))
) STRICT;
CREATE INDEX audit_by_time ON audit (at, n);
CREATE INDEX audit_of_case ON audit (case_id, at, n) WHERE case_id IS NOT NULL;
CREATE INDEX audit_of_kind ON audit (kind, at, n);
CREATE INDEX audit_of_actor ON audit (actor, at, n);
CREATE INDEX audit_sealed ON audit (n) WHERE sealed = 1;
CREATE INDEX audit_by_reference ON audit (reference) WHERE reference IS NOT NULL;
CREATE TRIGGER audited_event_went AFTER DELETE ON events BEGIN
  DELETE FROM audit WHERE n = OLD.n;
END;

CREATE TABLE closed_leaves (
  compartment TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  hash TEXT NOT NULL,
  PRIMARY KEY (compartment, seq)
) STRICT, WITHOUT ROWID;
`;
