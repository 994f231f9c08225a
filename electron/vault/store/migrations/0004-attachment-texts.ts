/** The plain text of reports' files, as the page has extracted it: the vault opens no file itself. Indexed with the notes. */
export const attachmentTexts = `
CREATE TABLE attachment_texts (
  case_id TEXT NOT NULL,
  attachment TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (case_id, attachment)
) STRICT, WITHOUT ROWID;
`;
