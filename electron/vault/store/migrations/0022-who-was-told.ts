/** Who was told of each case, a row for each recipient: the list of what was sent is read in the order of its index. */
export const whoWasTold = `
CREATE TABLE recipients (
  case_id TEXT NOT NULL,
  -- The event that told them, the move, or the referral's own case.
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL,
  way TEXT NOT NULL,
  -- A unit, a force or an oversight body; null where the kind alone says who.
  body TEXT,
  state TEXT NOT NULL,
  code TEXT,
  told_at TEXT NOT NULL,
  since TEXT NOT NULL,
  -- Null where nothing is awaited of them.
  due_at TEXT,
  soon_at TEXT,
  chased_at TEXT,
  chases INTEGER NOT NULL,
  -- What is awaited first, by its time; then the rest, the newest last.
  place TEXT NOT NULL,
  PRIMARY KEY (case_id, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_in_order ON recipients (place, case_id, recipient);
CREATE INDEX recipients_due_soon ON recipients (soon_at, case_id, recipient) WHERE soon_at IS NOT NULL;
CREATE INDEX recipients_of_kind ON recipients (kind, state, place, case_id, recipient);
`;
