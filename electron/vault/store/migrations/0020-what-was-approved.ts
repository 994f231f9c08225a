/** Approvals and second reviews are few among all events, and a draw reads every one of them. */
export const whatWasApproved = `
CREATE INDEX events_decision_reviewed ON events (case_id) WHERE type = 'decision_reviewed';
CREATE INDEX events_second_review_drawn ON events (case_id) WHERE type = 'second_review_drawn';
CREATE INDEX events_covered ON events (case_id) WHERE type = 'covered';
`;
