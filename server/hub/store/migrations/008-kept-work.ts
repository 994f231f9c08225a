/**
 * Of work that is kept: why, and the event by which a supervisor settled it. The rows stay. What an earlier version kept had
 * one reason, the only one that it knew.
 */
export const name = 'kept work';
export const statements = [
  `alter table quarantine add column why text not null default 'case_moved', add column settled_by uuid`,
  `create index quarantine_of_device on quarantine (device)`,
];
