import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { Random } from '../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import type { Speaks } from '../../shared/protocol/versions.ts';
import { signOldHeads } from './feed/checkpoint.ts';
import { createApp } from './http/app.ts';
import { idTokens } from './id-tokens.ts';
import type { Metrics } from './http/metrics.ts';
import { instant, type Hub, type HubIdentity } from './parts.ts';
import { openDatabase, type DatabasePlace } from './store/database.ts';
import { claim, enterEpoch, ownerOf } from './store/hub-row.ts';
import type { Db } from './store/tables.ts';
import type { Clock } from './clock.ts';
import type { Tls } from './http/new-app.ts';

export interface HubOptions {
  readonly identity: HubIdentity;
  readonly adminToken: string;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly recoveryRecipient?: () => string | null;
  readonly log?: FastifyServerOptions;
  readonly tls?: Tls | null;
  /** Versions that it speaks, where those are not this build's: for tests of what is yet to come. */
  readonly speaks?: Speaks;
}

export interface RunningHub {
  readonly app: FastifyInstance;
  readonly hub: Hub;
  readonly metrics: Metrics;
  /** Answers what has begun, then closes the database. */
  readonly close: () => Promise<void>;
}

export type HubOpened =
  { readonly ok: true; readonly hub: RunningHub } | { readonly ok: false; readonly reason: string };

/** A hub over an open, migrated database. Listening is for the caller. */
export async function createHub(db: Db, options: HubOptions): Promise<HubOpened> {
  const {
    identity,
    adminToken,
    clock = Date.now,
    random = randomBytes,
    log = {},
    tls = null,
    recoveryRecipient = () => null,
  } = options;
  await claim(db, identity.hubId);
  const owner = await ownerOf(db);
  if (owner !== identity.hubId)
    return { ok: false, reason: `the database belongs to hub ${owner}: start with that hub's data folder (--data)` };
  const before = await enterEpoch(db, identity.hubEpoch, instant(clock()));
  if (before.epoch !== null && before.epoch > identity.hubEpoch)
    return {
      ok: false,
      reason: `the database was served under epoch ${before.epoch}, hub.json says ${identity.hubEpoch}: copy the current hub.json from another instance`,
    };
  const signingKey = privateKeyObject('ed25519', identity.hubKey.privateKey);
  const hub: Hub = {
    db,
    identity,
    signingKey,
    clock,
    random,
    recoveryRecipient,
    idTokens: idTokens(clock),
    ...(options.speaks && { speaks: options.speaks }),
  };
  await signOldHeads(hub);
  const { app, metrics } = await createApp({ hub, adminToken, log, tls });
  const close = async () => {
    await app.close();
    await db.destroy();
  };
  return { ok: true, hub: { app, hub, metrics, close } };
}

/** Opens the database and a hub over it. */
export async function openHub(options: HubOptions & { readonly database: DatabasePlace }): Promise<HubOpened> {
  const opened = await openDatabase(options.database);
  if (!opened.ok) return opened;
  const created = await createHub(opened.db, options);
  if (!created.ok) await opened.db.destroy();
  return created;
}
