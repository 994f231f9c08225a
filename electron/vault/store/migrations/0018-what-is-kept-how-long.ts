/**
 * How long a case is kept, for the review queue: folded from facets. And receipts that are still to be sent: that nothing is
 * held any more of a compartment that was taken away, or of contents that were erased.
 */
export const whatIsKeptHowLong = `
-- The day on which the case is due for review, null while it is open or when its contents are gone.
ALTER TABLE cases ADD COLUMN review_due TEXT;
ALTER TABLE cases ADD COLUMN legal_holds INTEGER NOT NULL DEFAULT 0;
-- 1 while somebody proposes to erase it, or entries of it.
ALTER TABLE cases ADD COLUMN disposal INTEGER NOT NULL DEFAULT 0;
-- When its contents were erased.
ALTER TABLE cases ADD COLUMN erased_at TEXT;
CREATE INDEX records_due ON cases (review_due, case_id) WHERE hidden = 0 AND review_due IS NOT NULL;
CREATE INDEX records_held ON cases (review_due, case_id) WHERE hidden = 0 AND legal_holds > 0;
CREATE INDEX records_proposed ON cases (review_due, case_id) WHERE hidden = 0 AND disposal = 1;
CREATE INDEX records_erased ON cases (erased_at DESC, case_id) WHERE hidden = 0 AND erased_at IS NOT NULL;

CREATE TABLE receipts_due (
  kind TEXT NOT NULL CHECK (kind IN ('purged', 'erased')),
  -- The compartment, or the event by which contents were erased.
  subject TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
`;
