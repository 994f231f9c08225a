/** How many rows the step writes; enough pages that they spill into the WAL before it is committed. */
export const LONG_ROWS = 60_000;

export const longStep = `
CREATE TABLE half (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${LONG_ROWS})
  INSERT INTO half SELECT n, hex(randomblob(200)) FROM counted;
ALTER TABLE drafts ADD COLUMN whole INTEGER NOT NULL DEFAULT 1;
`;
