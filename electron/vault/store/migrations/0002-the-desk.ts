/**
 * Projections: folded from the log, thrown away at will. Every list of the Desk has an index in its own order whose
 * condition is the view's, so that the first rows come without sorting and a view is counted without reading rows.
 */
export const theDesk = `
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  compartment TEXT NOT NULL,
  -- 1 when this person declared a conflict: in no list, search or count.
  hidden INTEGER NOT NULL,
  -- Band in the view Today, null when it is not in it: 0 refused, 1 immediate or danger, 2 priority, 3 the rest.
  today INTEGER,
  immediate INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  reference TEXT NOT NULL,
  parent_reference TEXT,
  unit TEXT NOT NULL,
  force TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  channel TEXT NOT NULL,
  reporter_mode TEXT NOT NULL,
  keep_in_contact INTEGER NOT NULL,
  -- Codes, each between bars: |VIOLENCE|OTHER|
  categories TEXT NOT NULL,
  category_order TEXT NOT NULL,
  state INTEGER NOT NULL,
  next_act INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  disseminated_at TEXT NOT NULL,
  arrived_at TEXT NOT NULL,
  roles TEXT NOT NULL,
  subject TEXT,
  word_count INTEGER NOT NULL,
  attachments INTEGER NOT NULL,
  danger TEXT,
  allocated_to TEXT,
  allocated_order TEXT NOT NULL,
  screened TEXT,
  unread INTEGER NOT NULL,
  drafts INTEGER NOT NULL,
  held INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  needs_update INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  -- What the search index holds of the case, so that it is written only when that changes.
  indexed TEXT NOT NULL,
  fold_version INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_in_compartment ON cases (compartment);
CREATE INDEX cases_by_reference_exactly ON cases (parent_reference) WHERE parent_reference IS NOT NULL;
CREATE INDEX cases_unscreened ON cases (urgency, received_at DESC, case_id) WHERE screened IS NULL;
CREATE INDEX cases_arrived ON cases (arrived_at) WHERE hidden = 0;

CREATE INDEX view_today ON cases (today, received_at DESC, case_id DESC) WHERE today IS NOT NULL;
CREATE INDEX view_mine ON cases (allocated_to, received_at DESC, case_id DESC) WHERE hidden = 0;
CREATE INDEX view_unallocated ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND allocated_to IS NULL;
CREATE INDEX view_immediate ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND immediate = 1;
CREATE INDEX view_decided ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND decided = 1;
CREATE INDEX view_refused ON cases (received_at DESC, case_id DESC) WHERE hidden = 0 AND refused > 0;
CREATE INDEX view_all ON cases (received_at DESC, case_id DESC) WHERE hidden = 0;

CREATE INDEX order_urgency ON cases (urgency, case_id) WHERE hidden = 0;
CREATE INDEX order_next_act ON cases (next_act, case_id) WHERE hidden = 0;
CREATE INDEX order_reference ON cases (reference, case_id) WHERE hidden = 0;
CREATE INDEX order_force ON cases (force, case_id) WHERE hidden = 0;
CREATE INDEX order_state ON cases (state, case_id) WHERE hidden = 0;
CREATE INDEX order_category ON cases (category_order, case_id) WHERE hidden = 0;
CREATE INDEX order_allocated ON cases (allocated_order, case_id) WHERE hidden = 0;

CREATE TABLE referrals (
  case_id TEXT PRIMARY KEY,
  compartment TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  unread INTEGER NOT NULL,
  referral TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX referrals_newest ON referrals (issued_at DESC, case_id);
`;
