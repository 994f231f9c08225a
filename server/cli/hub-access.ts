import { randomBytes } from 'node:crypto';
import type { FastifyServerOptions } from 'fastify';
import { z } from 'zod';
import { HealthAnswer } from '../hub/http/health.ts';
import { readBytes, readPrivateJson, writePrivate } from '../files.ts';
import { openHub, type RunningHub } from '../hub/hub.ts';
import { keepIdentity } from '../hub/identity.ts';
import { httpTransport, injectTransport, type Transport } from '../device/transport.ts';
import type { DataFolder } from './data-folder.ts';
import { takeLock } from './lock-file.ts';
import { readRecoveryRecipient } from './recovery-files.ts';
import { Stop } from './stop.ts';
import type { Tls } from '../hub/http/new-app.ts';

export const Running = z.strictObject({ url: z.url(), pid: z.int() });

/** A way to a hub for one command. */
export interface HubAccess {
  readonly transport: Transport;
  readonly adminToken: string;
  readonly close: () => Promise<void>;
}

/** The administrator's token, made on first use. */
export function keepAdminToken(data: DataFolder): string {
  const bytes = readBytes(data.adminToken);
  if (bytes.ok) return bytes.value.toString('utf8').trim();
  if (bytes.code !== 'missing') throw new Stop(bytes.reason);
  const token = randomBytes(32).toString('base64url');
  writePrivate(data.adminToken, `${token}\n`);
  return token;
}

/** Opens the hub's database in this process. With PGlite one process at a time has it open. */
export async function openOwnHub(
  data: DataFolder,
  log: FastifyServerOptions = {},
  tls: Tls | null = null,
): Promise<RunningHub> {
  const url = process.env['DATABASE_URL'];
  const lock = url === undefined ? takeLock(data.lock) : null;
  if (lock?.ok === false)
    throw new Stop(
      `the database in ${data.folder} is open in process ${lock.pid}: wait until it has ended, or stop it`,
    );
  try {
    const kept = keepIdentity(data.hub);
    if (!kept.ok) throw new Stop(kept.reason);
    const opened = await openHub({
      identity: kept.identity,
      adminToken: keepAdminToken(data),
      recoveryRecipient: () => readRecoveryRecipient(data),
      database: url === undefined ? { kind: 'folder', folder: data.database } : { kind: 'postgresql', url },
      log,
      tls,
    });
    if (!opened.ok) throw new Stop(opened.reason);
    const close = async () => {
      await opened.hub.close();
      lock?.release();
    };
    return { ...opened.hub, close };
  } catch (error) {
    lock?.release();
    if (error instanceof Stop || url === undefined) throw error;
    throw new Stop(`the database of DATABASE_URL does not answer (${(error as Error).message}): check its address`);
  }
}

/** The address of the hub that runs over this folder; what a killed one left behind is recognised. */
export async function runningHub(data: DataFolder): Promise<string | null> {
  const file = readPrivateJson(data.running, Running);
  const own = keepIdentity(data.hub);
  if (!file.ok || !own.ok) return null;
  try {
    const response = await fetch(new URL('/v1/health', file.value.url), { signal: AbortSignal.timeout(3000) });
    const health = HealthAnswer.parse(await response.json());
    return health.hubId === own.identity.hubId ? file.value.url : null;
  } catch {
    return null;
  }
}

/** Over HTTP to the hub that `--hub` names or that runs over the folder; otherwise the hub is opened in this process. */
export async function reachHub(data: DataFolder, hubUrl: string | undefined): Promise<HubAccess> {
  const url = hubUrl ?? (await runningHub(data));
  if (url === null) {
    const own = await openOwnHub(data);
    return { transport: injectTransport(own.app), adminToken: keepAdminToken(data), close: own.close };
  }
  if (!URL.canParse(url)) throw new Stop(`--hub ${url} is no address: write it like http://127.0.0.1:8460`);
  const adminToken = process.env['CANDOUR_ADMIN_TOKEN'] ?? keepAdminToken(data);
  return { transport: httpTransport(url), adminToken, close: async () => undefined };
}

/** Runs a command's work with a hub and lets go of it however the work ends. */
export async function withHub<T>(
  data: DataFolder,
  hubUrl: string | undefined,
  work: (access: HubAccess) => Promise<T>,
): Promise<T> {
  const access = await reachHub(data, hubUrl);
  try {
    return await work(access);
  } finally {
    await access.close();
  }
}
