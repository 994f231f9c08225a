/** Cases that were here and have gone to where this person may not read them: which, where to, and who may say more. */
export const whatLeft = `
CREATE TABLE departures (
  case_id TEXT PRIMARY KEY,
  -- The log that it left.
  compartment TEXT NOT NULL,
  reference TEXT NOT NULL,
  at TEXT NOT NULL,
  -- Who moved it, and the unit whose desk has it now: null where it was set apart.
  by_user TEXT NOT NULL,
  to_unit TEXT,
  -- 1 once this person has let the line go.
  seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
) STRICT, WITHOUT ROWID;
`;
