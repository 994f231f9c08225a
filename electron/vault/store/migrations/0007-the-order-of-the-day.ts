/**
 * The day in groups, and sorting by several columns. A column of few values has an index that holds the cases of each
 * value newest first, so that `force, then age` is read off it in either direction; `facets` holds whatever a filter asks
 * for. The columns themselves are folded again in the background.
 */
export const theOrderOfTheDay = `
DROP INDEX view_today;
CREATE INDEX view_today ON cases (today, received_at DESC, case_id DESC, next_due) WHERE today IS NOT NULL;
-- What the day does not have under Now already, by when it is due.
CREATE INDEX today_due ON cases (next_due, case_id, today) WHERE today > 1 AND next_due IS NOT NULL;

DROP INDEX order_urgency;
DROP INDEX order_next_act;
DROP INDEX order_force;
DROP INDEX order_state;
DROP INDEX order_category;
DROP INDEX order_allocated;
CREATE INDEX order_urgency ON cases (urgency, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_next_act ON cases (next_act, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_force ON cases (force, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_state ON cases (state, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_category ON cases (category_order, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_allocated ON cases (allocated_order, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_channel ON cases (channel, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX order_undue ON cases (case_id) WHERE hidden = 0 AND next_due IS NULL;

DROP INDEX facets;
CREATE INDEX facets ON cases
  (force, urgency, channel, state, categories, today, immediate, decided, refused, allocated_to, labels,
   waits_on_others, answered, next_due, received_at, compartment) WHERE hidden = 0;
`;
