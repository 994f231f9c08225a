/** Who was reminded of what is due, and what each person holds in the order of its time. */
export const reminders = `
-- The event of the last reminder, whom it reminded, who signed it, and when.
ALTER TABLE dues ADD COLUMN reminder TEXT;
ALTER TABLE dues ADD COLUMN reminded TEXT;
ALTER TABLE dues ADD COLUMN reminded_by TEXT;
ALTER TABLE dues ADD COLUMN reminded_at TEXT;
CREATE INDEX dues_of_holder ON dues (holder, due_at, case_id, kind, what) WHERE holder IS NOT NULL;
CREATE INDEX dues_reminded ON dues (reminded) WHERE reminded IS NOT NULL;
`;
