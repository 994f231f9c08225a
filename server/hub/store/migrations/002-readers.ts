/** Named-readers cases: who may see which compartment, and the collar numbers by which reports may name a user. */
export const name = 'readers';
export const statements = [
  `create table compartment_readers (
    user_id uuid not null,
    compartment text not null,
    primary key (user_id, compartment)
  )`,
  // A referral out of such a case goes to a unit; somebody of that unit may be the one who is named.
  `create table compartment_closed (
    user_id uuid not null,
    compartment text not null,
    primary key (user_id, compartment)
  )`,
  `alter table users add column collar_number text`,
];
