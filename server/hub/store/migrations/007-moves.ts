/**
 * Cases that moved. Where a case has left, its rows stay, without contents, and say where it went (`moved_to`): the tree is
 * made of them, and nobody is shown more than their hash. Where it came to, they say where from (`came_from`). Work that
 * came for a case which its author may not reach any more lies in `quarantine`, sealed as it came.
 */
export const name = 'moves';
export const statements = [
  `alter table events add column moved_to text, add column came_from text`,
  `create table quarantine (
    id uuid primary key,
    case_id uuid not null,
    device uuid not null,
    header text not null,
    signature text not null,
    sealed bytea not null,
    kept_at text not null
  )`,
  `create index quarantine_of_case on quarantine (case_id)`,
  `create index events_moved on events (id) where moved_to is not null`,
];
