/** A hub in a process of its own, on PostgreSQL where it is installed, with a demonstration of so many reports. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../scripts/setup/electron-runtime.mjs';
import { inTurn } from '../../../scripts/setup/turns.ts';
import { adminClient } from '../../../server/cli/admin-client.ts';
import { httpTransport } from '../../../server/device/transport.ts';
import { postgresqlPrograms, startPostgresql } from '../../integration/support/hub-databases.ts';

const cli = new URL('../../../server/cli.ts', import.meta.url).pathname;
const DATABASE = 'hub_1';

/** What a kept hub was made of; its schema is brought up to date when it is served. */
const version = createHash('sha256')
  .update(readFileSync(new URL('../../../server/demo/reports.ts', import.meta.url)))
  .update(readFileSync(new URL('../../../server/gateway/report-event.ts', import.meta.url)))
  .digest('hex')
  .slice(0, 12);

const hubCommand = (data: string, database: string | null) => {
  const env = { ...process.env, NODE_NO_WARNINGS: '1', ...(database !== null && { DATABASE_URL: database }) };
  const run = async (...args: string[]) => {
    const options = { env, maxBuffer: 64 << 20 };
    return (await promisify(execFile)(process.execPath, [cli, ...args, '--data', data], options)).stdout;
  };
  return { env, run };
};

/**
 * The hub's folder and its cluster with so many reports: out of the cache, or made and kept. A making that was broken
 * off is begun again.
 */
async function preparedHub(reports: number): Promise<string> {
  const kept = join(cacheFolder(), 'bench');
  const folder = join(kept, `hub-${version}-${reports}`);
  mkdirSync(kept, { recursive: true });
  await inTurn(`${folder}.turn`, async () => {
    if (existsSync(folder)) return;
    for (const name of readdirSync(kept))
      if (name.startsWith('hub-') && !name.startsWith(`hub-${version}`))
        rmSync(join(kept, name), { recursive: true, force: true });
    const work = `${folder}.making`;
    rmSync(work, { recursive: true, force: true });
    mkdirSync(join(work, 'hub'), { recursive: true });
    const cluster = postgresqlPrograms === null ? null : await startPostgresql();
    await cluster?.fresh();
    const { run } = hubCommand(join(work, 'hub'), cluster?.url(DATABASE) ?? null);
    await run('demo', '--count', String(reports), '--json');
    await cluster?.keep(join(work, 'cluster'));
    renameSync(work, folder);
  });
  return folder;
}

/** The processor time of a process so far, ms, and of PostgreSQL's of this cluster. Linux only. */
const TICK_MS = 10;
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** @param durable commits wait for the disk, as in service */
export async function startHubProcess(reports: number, durable = false) {
  const prepared = await preparedHub(reports);
  const data = mkdtempSync(join(tmpdir(), 'candour-bench-hub-'));
  cpSync(join(prepared, 'hub'), data, { recursive: true });
  const cluster = postgresqlPrograms === null ? null : await startPostgresql(join(prepared, 'cluster'), durable);
  const database = cluster?.url(DATABASE) ?? null;
  const { env, run } = hubCommand(data, database);
  const hub = spawn(process.execPath, [cli, 'serve', '--port', '0', '--data', data], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    hub.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()));
    hub.once('exit', () => reject(new Error('the hub ended')));
  });
  const { listening: url } = JSON.parse(line) as { listening: string };
  const transport = httpTransport(url);
  const admin = adminClient({ transport, adminToken: readFileSync(join(data, 'admin-token'), 'utf8').trim() });
  const desks = (await admin.units()).filter(({ kind }) => kind === 'desk').map(({ unit }) => unit);
  return {
    url,
    transport,
    admin,
    desks,
    database,
    /** A person who assesses at every desk, and a one-time code for a workstation of theirs. */
    async assessor(name: string) {
      const memberships = desks.map((unit) => ({ unit, role: 'assessor' as const }));
      const user = await admin.setUser({ name, memberships });
      return { user, code: (await admin.makeCode(user)).code };
    },
    /** The keyring grants every workstation that waits. */
    grantAll: () => run('grant', '--demonstration'),
    /** So many reports more, as a day brings them. Another seed, other reports. */
    more: (count: number, seed: number) => run('demo', '--count', String(count), '--seed', String(seed), '--json'),
    /** The most memory that the hub has held, bytes. Linux only. */
    peakBytes: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    /** What the hub's process has taken of a processor so far, ms. Linux only. */
    processorMs: () => processorMs(hub.pid!),
    async stop() {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      await ended;
      await cluster?.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
export type HubProcess = Awaited<ReturnType<typeof startHubProcess>>;
