/**
 * Full-text search; rowid is the case's row. The text is kept beside the index (not contentless) because a deletion
 * then really removes the words: FTS5's contentless tables only mark them. Until a case's conflict screen is passed,
 * what stands here is the text with its names masked.
 */
export const theSearchIndex = `
CREATE VIRTUAL TABLE search USING fts5(narrative, notes, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
`;
