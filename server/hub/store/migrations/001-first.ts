/**
 * The first schema. A change is a new migration; this one is never edited again.
 *
 * No foreign key points at `compartments`: checking one would lock the counter's row before its turn, and two pushes
 * into one desk would wait for each other.
 */
export const name = 'first';
export const statements = [
  `create table hub (
    one boolean primary key default true check (one),
    hub_id uuid not null,
    grants_version integer not null default 0
  )`,
  `create table units (unit text primary key, name text not null, kind text not null, force text)`,
  `create table unit_keys (key uuid primary key, unit text not null references units, public_key text not null)`,
  `create table users (user_id uuid primary key, name text not null, memberships jsonb not null)`,
  `create table devices (
    device uuid primary key,
    user_id uuid not null references users,
    signing_key text not null unique,
    sealing_key text not null,
    state text not null default 'active' check (state in ('active', 'quarantined', 'withdrawn')),
    last_seq integer not null default 0,
    enrolled_at text not null
  )`,
  `create table compartments (
    compartment text primary key,
    kind text not null,
    unit text,
    head integer not null default 0,
    peaks jsonb not null default '[]'
  )`,
  `create index compartments_of_unit on compartments (kind, unit)`,
  `create table events (
    compartment text not null,
    seq integer not null check (seq > 0),
    id uuid not null,
    case_id uuid not null,
    type text not null,
    header text not null,
    signature text,
    sealed bytea,
    hub_time text not null,
    weight integer not null,
    primary key (compartment, seq)
  )`,
  `create index events_of_case on events (compartment, case_id, seq)`,
  // The ledger is kept for ever, refusals too: by it a repeat is told from a new event and from a forged one.
  `create table ledger (
    id uuid primary key,
    header_hash text not null,
    device uuid not null,
    device_seq integer not null,
    verdict jsonb not null,
    hub_time text not null
  )`,
  // The hub's own events all have number 0; every other number is used once by its device.
  `create unique index ledger_device_seq on ledger (device, device_seq) where device_seq > 0`,
  `create table case_state (
    case_id uuid primary key,
    compartment text not null,
    facts jsonb not null,
    open boolean not null,
    urgency smallint not null,
    began_at text not null,
    weight integer not null
  )`,
  `create index case_state_order on case_state (compartment, urgency, began_at desc, case_id) where open`,
  `create table report_references (
    reference text primary key,
    content_mac text not null,
    case_id uuid not null
  )`,
  `create table chunks (
    compartment text not null,
    sha256 text not null,
    bytes bytea not null,
    primary key (compartment, sha256)
  )`,
  `create table nonces (
    device uuid not null,
    nonce text not null,
    expires_at bigint not null,
    primary key (device, nonce)
  )`,
  `create index nonces_expiry on nonces (expires_at)`,
  `create table enrolment_codes (
    code_hash text primary key,
    user_id uuid not null references users,
    expires_at bigint not null,
    device uuid
  )`,
];
