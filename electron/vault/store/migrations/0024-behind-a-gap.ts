/**
 * Pages of a hub's bundles that came before what stands in front of them: sealed as they were, until the bundle that is
 * missing comes.
 */
export const behindAGap = `
CREATE TABLE bundle_pages (
  compartment TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  -- Its places in the log, both included.
  first INTEGER NOT NULL CHECK (first > 0),
  last INTEGER NOT NULL CHECK (last >= first),
  -- The answer of the feed, JSON.
  page TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  PRIMARY KEY (compartment, first, last)
) STRICT, WITHOUT ROWID;
`;
