/** Pages of a pack's files, drawn anew and checked, from the preview until the pack is signed or given up. */
export const pagesOfAPack = `
CREATE TABLE pack_pages (
  case_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  -- Base64 of the JPEG.
  jpeg TEXT NOT NULL,
  PRIMARY KEY (case_id, sha256)
) STRICT;
`;
