/**
 * What the Desk's counts are kept by. The reader holds the facets of every case in its memory, and reads again only the
 * cases that turned since it last counted: a row for each turn, the last 20,000 of them. Whoever has fallen further
 * behind finds the first one missing, and reads everything anew. `tallies` tells how many rows a large table has without
 * reading it.
 */
const columns = `hidden, force, urgency, channel, state, categories, today, immediate, decided, refused, allocated_to, labels,
  waits_on_others, answered, next_due, received_at, arrived_at, compartment`;
const of = (row: 'OLD' | 'NEW') =>
  columns
    .split(/,\s+/)
    .map((column) => `${row}.${column}`)
    .join(', ');

export const whatTurned = `
CREATE TABLE cases_turned (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The row in \`cases\`; gone when it is there no more.
  id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER case_came AFTER INSERT ON cases BEGIN
  INSERT INTO cases_turned (id) VALUES (NEW.id);
END;
CREATE TRIGGER case_changed AFTER UPDATE OF ${columns} ON cases WHEN (${of('OLD')}) IS NOT (${of('NEW')}) BEGIN
  INSERT INTO cases_turned (id) VALUES (NEW.id);
END;
CREATE TRIGGER case_went AFTER DELETE ON cases BEGIN
  INSERT INTO cases_turned (id) VALUES (OLD.id);
END;
CREATE TRIGGER turn_forgotten AFTER INSERT ON cases_turned BEGIN
  DELETE FROM cases_turned WHERE n = NEW.n - 20000;
END;

CREATE TABLE tallies (
  name TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tallies SELECT 'dues', count(*) FROM dues;
CREATE TRIGGER due_came AFTER INSERT ON dues BEGIN
  UPDATE tallies SET n = n + 1 WHERE name = 'dues';
END;
CREATE TRIGGER due_went AFTER DELETE ON dues BEGIN
  UPDATE tallies SET n = n - 1 WHERE name = 'dues';
END;

-- What is asked for behind every unlock, and while a first sync goes on, each time the Desk changes: cases set apart, and
-- cases with files, those first that are fetched first.
CREATE INDEX facts_apart ON facts (compartment) WHERE compartment >= 'readers:' AND compartment < 'readers;';
CREATE INDEX cases_with_files ON cases (decided, screened IS NULL, urgency, received_at DESC, case_id)
  WHERE hidden = 0 AND attachments > 0;
`;
