/**
 * The database of the reports' files, in order as the vault's own migrations. Chunks lie opened: the file is encrypted as
 * a whole, and a second encryption would protect nothing. All of it is on the hub too, except how often a file was opened.
 */
const theFiles = `
CREATE TABLE files (
  n INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  attachment TEXT NOT NULL,
  compartment TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- 1 once every chunk is there and the whole has the promised size and SHA-256.
  whole INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1)),
  kind TEXT,
  -- 1 while the page decodes something of it, 2 once a page fell over in that.
  decoding INTEGER NOT NULL DEFAULT 0 CHECK (decoding IN (0, 1, 2)),
  viewings INTEGER NOT NULL DEFAULT 0,
  UNIQUE (case_id, attachment)
) STRICT;
CREATE INDEX files_in_compartment ON files (compartment);

CREATE TABLE chunks (
  file INTEGER NOT NULL REFERENCES files (n) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (file, place)
) STRICT;
`;

export const attachmentMigrations: readonly string[] = [theFiles];
