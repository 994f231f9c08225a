import { z } from 'zod';
import { AlertRules } from '../../../shared/domain/alerts.ts';
import { Arrangement } from '../../../shared/bridge/arrangement.ts';
import type { Directory } from '../../../shared/domain/directory.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import { Id, Instant } from '../../../shared/domain/primitives.ts';
import { OwnTemplate } from '../../../shared/domain/templates.ts';
import { Interests } from '../../../shared/protocol/interests.ts';
import { foldTrusted, nothingTrusted, type TrustedDirectory } from '../../../shared/protocol/trusted-directory.ts';
import { KeptSignIn } from '../sign-in/kept.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import type { ReadConnection, WriteConnection } from './connection.ts';
import { StoredDirectory } from './directory-row.ts';
import { KeptNotice } from './kept-notice.ts';

const KeyPair = z.strictObject({ publicKey: z.string(), privateKey: z.string() });
const Identity: z.ZodType<VaultIdentity> = z.strictObject({
  device: Id,
  user: Id,
  name: z.string(),
  hub: z.string(),
  hubId: Id,
  hubKey: z.string(),
  keyringKey: z.string().nullable().optional(),
  signing: KeyPair,
  sealing: KeyPair,
});

/** A restore that is under way: where its source lies and the raw key that opens it, in base64. */
const Restoring = z.strictObject({
  from: z.enum(['backup', 'own']),
  key: z.base64(),
  startedAt: Instant,
  /** The folder in which the vault that was here before lies now, or null. */
  setAside: z.string().nullable(),
});
export type Restoring = z.infer<typeof Restoring>;

/** What a restore brought, until the person has read it. */
const Restored = z.strictObject({
  from: z.enum(['backup', 'own']),
  signed: z.int(),
  drafts: z.int(),
  /** How often, by the code of why it was left. */
  left: z.record(z.string(), z.int()),
  /** On pages that could not be read. */
  unreadable: z.int(),
  /** Refused before, and not settled: they stay in the old vault. */
  refused: z.int(),
  setAside: z.string().nullable(),
  done: z.boolean(),
});
export type Restored = z.infer<typeof Restored>;

/** Single values of the vault, each with its schema. */
const entries = {
  identity: Identity,
  place: z.json(),
  /** How the person has arranged the Desk. */
  desk: Arrangement,
  /** This person's own rationale templates. */
  templates: z.array(OwnTemplate),
  last_device_seq: z.int().min(0),
  /** The last number that was ever handed to sync: kept before it leaves, so that an older copy of the vault is told. */
  offered_device_seq: z.int().min(0),
  complete_as_of: Instant,
  /** The person has the rest of a long first sync wait. */
  sync_held: z.boolean(),
  /** When the hub, by its own clock, last said what this vault may hold and until when. */
  last_hello: Instant,
  /** The latest moment that the local clock has shown since a hello set it right. */
  clock_seen: Instant,
  /** The hub has shut this device out; forgotten when it lets it in again. */
  shut: z.enum(['device_revoked', 'device_forked']),
  /** The last moment at which the person was here, and the one before this session. */
  last_here: Instant,
  away_since: Instant,
  /** The version of the fold that every row of the Desk has reached. */
  fold_version: z.int(),
  /** Cases gone through of all that an earlier version folded, while they are folded again. */
  refolding: z.strictObject({ done: z.int().min(0), total: z.int().min(0) }),
  journal: z.enum(['opened']),
  restoring: Restoring,
  restored: Restored,
  /** The last backup that came out whole. */
  last_backup: z.strictObject({ at: Instant, name: z.string(), folder: z.string() }),
  /** This person's entry in the register of interests, and the gateways to which it was sealed last. */
  interests: Interests,
  interests_sealed_for: z.array(Id),
  directory_notices: z.array(KeptNotice),
  /** Reminders that this person has seen, by their events. */
  reminders_seen: z.array(Id),
  /** MiB up to which files are fetched before they are asked for. */
  attachments_ahead: z.int().min(0).max(200),
  /** The person's sign-in at their organisation's provider; no backup takes it along. */
  sign_in: KeptSignIn,
  /** Thresholds that this person has set; absent: the dated defaults. */
  alert_rules: AlertRules,
} as const;
type Name = keyof typeof entries;
type Value<N extends Name> = z.output<(typeof entries)[N]>;

export function readMeta<N extends Name>(db: ReadConnection, name: N): Value<N> | null {
  const row = db.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', [name]);
  return row === undefined ? null : (entries[name].parse(JSON.parse(row.value)) as Value<N>);
}

export function writeMeta<N extends Name>(db: WriteConnection, name: N, value: Value<N>): void {
  db.run('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', [
    name,
    JSON.stringify(value),
  ]);
}

export const dropMeta = (db: WriteConnection, name: Name): void =>
  void db.run('DELETE FROM meta WHERE name = ?', [name]);

const identities = new WeakMap<ReadConnection, VaultIdentity>();

/** Who this vault is; written once, at set-up. Throws when the vault was never set up. */
export function identityOf(db: ReadConnection): VaultIdentity {
  let identity = identities.get(db);
  if (identity === undefined) {
    const read = readMeta(db, 'identity');
    if (read === null) throw new Error('the vault has no identity');
    identities.set(db, (identity = read));
  }
  return identity;
}

const directories = new WeakMap<ReadConnection, { version: string; trusted: TrustedDirectory }>();

const rawMeta = (db: ReadConnection, name: string) =>
  db.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', [name])?.value;

/** The folded directory and the keyring by which it is believed. Folded again only when it has changed. */
export function trustedOf(db: ReadConnection): TrustedDirectory {
  const version = rawMeta(db, 'directory_version') ?? '0';
  const held = directories.get(db);
  if (held?.version === version) return held.trusted;
  const row = rawMeta(db, 'directory');
  const trusted = row === undefined ? nothingTrusted(pinned(db)) : (storedDirectory(row) ?? foldAgain(db));
  directories.set(db, { version, trusted });
  return trusted;
}

export const directoryOf = (db: ReadConnection): Directory => trustedOf(db).directory;

const pinned = (db: ReadConnection) => readMeta(db, 'identity')?.keyringKey ?? null;

function storedDirectory(row: string): TrustedDirectory | null {
  try {
    return StoredDirectory.safeParse(JSON.parse(row)).data ?? null;
  } catch {
    return null;
  }
}

/** From the log itself: the row was written by an older version, or is damaged. */
const foldAgain = (db: ReadConnection): TrustedDirectory =>
  db
    .all<{ header: string; signature: string | null }>(
      `SELECT header, signature FROM events WHERE compartment = 'directory' AND status = 'accepted' ORDER BY n`,
    )
    .reduce<TrustedDirectory>(
      (trusted, { header, signature }) => foldTrusted(trusted, EventHeader.parse(JSON.parse(header)), signature),
      nothingTrusted(pinned(db)),
    );

/** Some of its events were taken out of the log. Inside the caller's transaction. */
export const refoldDirectory = (db: WriteConnection): void => keepDirectory(db, foldAgain(db));

export function keepDirectory(db: WriteConnection, { directory, keyring, witness }: TrustedDirectory): void {
  const version = rawMeta(db, 'directory_version') ?? '0';
  const write = 'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';
  db.run(write, ['directory', JSON.stringify({ directory, keyring, witness })]);
  db.run(write, ['directory_version', String(Number(version) + 1)]);
}
