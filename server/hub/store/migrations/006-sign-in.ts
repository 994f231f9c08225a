/**
 * How people sign in, by which account the provider knows each of them, and which devices are signed in. A hub of the
 * version before, beside this one during an upgrade, asks nobody to sign in; so it is switched on after the upgrade.
 */
export const name = 'sign-in';
export const statements = [
  `alter table hub add column sign_in jsonb`,
  `create table accounts (
    user_id uuid primary key references users (user_id),
    account text not null unique
  )`,
  `create table sign_ins (
    device uuid primary key references devices (device),
    token_hash text not null,
    nonce text not null,
    checked_at bigint not null,
    expires_at bigint not null,
    ends_at bigint not null
  )`,
];
