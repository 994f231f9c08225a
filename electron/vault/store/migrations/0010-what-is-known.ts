/**
 * What is known across cases: folded from the log, thrown away at will. Only a case whose conflict screen this person
 * has passed stands here, and never a named-readers case: what is not here can be neither listed, counted nor alerted to.
 */
export const whatIsKnown = `
CREATE TABLE known_cases (
  -- The row in \`cases\`.
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  force TEXT NOT NULL,
  received_at TEXT NOT NULL,
  -- 64 values of a MinHash over the narrative's rows of three words; null for a text too short to compare.
  sketch BLOB
) STRICT;
-- Cases that share a band are probably alike; each has sixteen.
CREATE TABLE known_bands (
  band INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (band, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE known_places (
  -- \`station <force> <as compared>\` or \`where <force> <as compared>\`.
  place TEXT NOT NULL,
  received_at TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (place, received_at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_places_of ON known_places (id);

-- One line of the index of people: entries that give the same collar number, else the same name, in one force.
CREATE TABLE officers (
  id INTEGER PRIMARY KEY,
  officer TEXT NOT NULL UNIQUE,
  force TEXT NOT NULL,
  last_received TEXT NOT NULL,
  -- Cases by the surest identification that the case gives: never added up.
  confirmed INTEGER NOT NULL,
  probable INTEGER NOT NULL,
  possible INTEGER NOT NULL,
  described INTEGER NOT NULL,
  unknown INTEGER NOT NULL
) STRICT;
CREATE INDEX officers_newest ON officers (last_received DESC, id DESC);
CREATE TABLE officer_words (
  word TEXT NOT NULL,
  officer INTEGER NOT NULL,
  PRIMARY KEY (word, officer)
) STRICT, WITHOUT ROWID;
CREATE INDEX officer_words_of ON officer_words (officer);

CREATE TABLE known_people (
  id INTEGER PRIMARY KEY,
  known_case INTEGER NOT NULL,
  person TEXT NOT NULL,
  -- The event of the version that holds; null as the report gave it.
  version TEXT,
  officer INTEGER NOT NULL,
  force TEXT NOT NULL,
  received_at TEXT NOT NULL,
  -- Its place in the list of identifications: 0 confirmed to 4 unknown.
  identification INTEGER NOT NULL,
  surname TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT,
  rank TEXT,
  collar_number TEXT,
  station TEXT,
  description TEXT
) STRICT;
CREATE INDEX known_people_of_case ON known_people (known_case);
CREATE INDEX known_people_of_officer ON known_people (officer, received_at DESC);
CREATE INDEX known_people_by_number ON known_people (number, force) WHERE number <> '';
CREATE INDEX known_people_by_surname ON known_people (surname, force) WHERE surname <> '';

CREATE TABLE known_links (
  id INTEGER NOT NULL,
  other TEXT NOT NULL,
  kind TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (id, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_links_to ON known_links (other);
CREATE TABLE known_quieted (
  id INTEGER NOT NULL,
  other TEXT NOT NULL,
  kind TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (id, other, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_quieted_to ON known_quieted (other);
`;
