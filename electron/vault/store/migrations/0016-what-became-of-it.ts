/**
 * What statistics need of each case, folded from headers: JSON of `Dated` (shared/domain/statistics). A changed row gets a
 * new `n`, so that the reader, which holds them all in memory, reads again only what came after the last it knows.
 * And how many cases there are, which is told while a first sync goes on and must not be counted each time.
 */
export const whatBecameOfIt = `
CREATE TABLE measures (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The row in \`cases\`, with which it goes.
  id INTEGER NOT NULL UNIQUE,
  measure TEXT NOT NULL
) STRICT;
INSERT INTO tallies SELECT 'cases', count(*) FROM cases;
CREATE TRIGGER case_counted AFTER INSERT ON cases BEGIN
  UPDATE tallies SET n = n + 1 WHERE name = 'cases';
END;
CREATE TRIGGER case_uncounted AFTER DELETE ON cases BEGIN
  UPDATE tallies SET n = n - 1 WHERE name = 'cases';
END;

CREATE TRIGGER measure_went AFTER DELETE ON cases BEGIN
  DELETE FROM measures WHERE id = OLD.id;
END;
`;
