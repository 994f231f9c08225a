/** What devices have acknowledged by bundles, so that the next bundle begins there. */
export const name = 'bundles';
export const statements = [
  `create table bundle_positions (
    device uuid not null,
    compartment text not null,
    epoch integer not null,
    seq integer not null,
    primary key (device, compartment)
  )`,
  `create table bundle_answers (
    device uuid primary key,
    epoch integer not null,
    answered integer not null
  )`,
];
