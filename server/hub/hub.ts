import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { Random } from '../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { signOldHeads } from './feed/checkpoint.ts';
import { createApp } from './http/app.ts';
import type { Clock, Hub, HubIdentity } from './parts.ts';
import { openDatabase, type DatabasePlace } from './store/database.ts';
import { claim, ownerOf } from './store/hub-row.ts';
import type { Db } from './store/tables.ts';

export interface HubOptions {
  readonly identity: HubIdentity;
  readonly adminToken: string;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly recoveryRecipient?: () => string | null;
  readonly log?: FastifyServerOptions;
}

export interface RunningHub {
  readonly app: FastifyInstance;
  readonly hub: Hub;
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
    recoveryRecipient = () => null,
  } = options;
  await claim(db, identity.hubId);
  const owner = await ownerOf(db);
  if (owner !== identity.hubId)
    return { ok: false, reason: `the database belongs to hub ${owner}: start with that hub's data folder (--data)` };
  const signingKey = privateKeyObject('ed25519', identity.hubKey.privateKey);
  const hub: Hub = { db, identity, signingKey, clock, random, recoveryRecipient };
  await signOldHeads(hub);
  const app = await createApp({ hub, adminToken, log });
  const close = async () => {
    await app.close();
    await db.destroy();
  };
  return { ok: true, hub: { app, hub, close } };
}

/** Opens the database and a hub over it. */
export async function openHub(options: HubOptions & { readonly database: DatabasePlace }): Promise<HubOpened> {
  const opened = await openDatabase(options.database);
  if (!opened.ok) return opened;
  const created = await createHub(opened.db, options);
  if (!created.ok) await opened.db.destroy();
  return created;
}
