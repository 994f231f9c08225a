/**
 * What lets a hub's log be checked by somebody who believes neither the database nor those who run it: the last
 * checkpoint that was signed of each log, by a key that lies outside the database. And the parts of chunks on their way.
 */
export const name = 'the-record';
export const statements = [
  `alter table compartments add column checkpoint text`,
  // False until the heads of logs from before this migration have been signed, once.
  `alter table hub add column heads_signed boolean not null default false`,
  `create table upload_parts (
    compartment text not null,
    sha256 text not null,
    n smallint not null check (n >= 0),
    bytes bytea not null,
    kept_at bigint not null,
    primary key (compartment, sha256, n)
  )`,
  `create index upload_parts_age on upload_parts (kept_at)`,
];
