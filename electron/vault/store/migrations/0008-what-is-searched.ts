/**
 * Names that a person may see, by themselves, for `subject:`; a name before the conflict screen stands in neither index.
 * Filled by the fold behind an unlock, never here: a hundred thousand cases would hold it up for a minute. The indexes
 * answer `is:unread`, `is:draft` and `label:` without reading a row.
 */
export const whatIsSearched = `
CREATE VIRTUAL TABLE search_subjects USING fts5(names, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
INSERT INTO search_subjects (search_subjects, rank) VALUES ('secure-delete', 1);
CREATE INDEX cases_unread ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND unread = 1;
CREATE INDEX cases_with_drafts ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND drafts > 0;
CREATE INDEX cases_labelled ON cases (labels) WHERE hidden = 0 AND labels <> '||';
`;
