/**
 * What has climbed to the supervisors, out of an index: counted on the rail whenever something changes, and told once. The
 * columns are filled as the rows are folded anew.
 */
export const whatClimbs = `
-- To whose supervisors: the unit of the case, or '*' for one that is set apart, which only its readers hold.
ALTER TABLE dues ADD COLUMN climbs_to TEXT NOT NULL DEFAULT '';
-- Who has signed that they saw this very time pass: 0 nobody, 1 a supervisor, 2 the head of unit.
ALTER TABLE dues ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
-- 1 where it waits for a supervisor's word.
ALTER TABLE dues ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dues_climbing ON dues (kind, statutory, seen, climbs_to, due_at, case_id, what) WHERE due_at IS NOT NULL;
CREATE INDEX dues_asking ON dues (climbs_to, due_at, case_id, kind, what, opened_by) WHERE asks = 1;
`;
