/**
 * Everything that is due on a case, a row for each thing: the list of clocks is read in the order of its index. The
 * Desk's row has the nearest of them, and what its views and filters ask for.
 */
export const whatIsDue = `
CREATE TABLE dues (
  case_id TEXT NOT NULL,
  -- alert, urgent, clock, task, hand_over, question, check
  kind TEXT NOT NULL,
  -- A clock's code; else the event that opened it.
  what TEXT NOT NULL,
  -- Null when it is open without a time.
  due_at TEXT,
  statutory INTEGER NOT NULL,
  holder TEXT,
  opened_by TEXT,
  PRIMARY KEY (case_id, kind, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX dues_in_order ON dues (due_at, case_id, kind, what) WHERE due_at IS NOT NULL;
CREATE INDEX dues_of_kind ON dues (kind, due_at, case_id, what);

ALTER TABLE cases ADD COLUMN next_due TEXT;
-- What of the case is due next: a clock's code, or the kind of what is due.
ALTER TABLE cases ADD COLUMN next_due_what TEXT;
ALTER TABLE cases ADD COLUMN next_due_statutory INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN waits_on_others INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
-- Codes, each between bars.
ALTER TABLE cases ADD COLUMN labels TEXT NOT NULL DEFAULT '||';
ALTER TABLE cases ADD COLUMN heavy INTEGER NOT NULL DEFAULT 0;

CREATE INDEX view_due ON cases (next_due, case_id) WHERE hidden = 0 AND next_due IS NOT NULL;
CREATE INDEX view_waiting ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND waits_on_others = 1;
CREATE INDEX view_answered ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND answered = 1;
`;
