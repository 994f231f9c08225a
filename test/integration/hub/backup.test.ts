import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubClient } from '../../../server/device/hub-client.ts';
import { httpTransport, injectTransport } from '../../../server/device/transport.ts';
import { readGateway } from '../../../server/cli/gateway-files.ts';
import { dataFolder } from '../../../server/cli/data-folder.ts';
import { openHub } from '../../../server/hub/hub.ts';
import { keepIdentity } from '../../../server/hub/identity.ts';
import { postgresqlPrograms, startPostgresql } from '../support/hub-databases.ts';

/** A hub on the embedded database is backed up, and comes back on PostgreSQL; then by PostgreSQL's own tools. */

const cli = new URL('../../../server/cli.ts', import.meta.url).pathname;
const HUB_OF = { adminToken: 'a'.repeat(40) };

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
const run = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, NODE_NO_WARNINGS: '1', ...env }, maxBuffer: 64 << 20 };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

describe.skipIf(postgresqlPrograms === null)('backup, restore and review', () => {
  let data: string;
  let file: string;
  let postgresql: Awaited<ReturnType<typeof startPostgresql>>;
  const url = (database: string) => ({ DATABASE_URL: postgresql.url(database) });
  const hub = (env: Record<string, string>, ...args: string[]) => run([...args, '--data', data], env);
  const json = <T>({ code, stdout, stderr }: Ended) => {
    expect([code, stderr.includes('hub:')]).toEqual([0, false]);
    return JSON.parse(stdout) as T;
  };
  async function createDatabase(name: string): Promise<void> {
    const client = new pg.Client({ connectionString: postgresql.url('postgres') });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
  }
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'candour-backup-'));
    file = join(data, 'hub.jsonl.gz');
    postgresql = await startPostgresql();
    for (const name of ['restored', 'damaged', 'again']) await createDatabase(name);
    expect((await run(['demo', '--count', '30', '--data', data])).code).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await postgresql.stop();
    rmSync(data, { recursive: true, force: true });
  });
  /** The gateway's own device says hello: is it answered? */
  async function hello(database: string) {
    const identity = keepIdentity(join(data, 'hub.json'));
    if (!identity.ok) throw new Error(identity.reason);
    const place = { kind: 'postgresql', url: postgresql.url(database) } as const;
    const opened = await openHub({ ...HUB_OF, database: place, identity: identity.identity });
    if (!opened.ok) throw new Error(opened.reason);
    try {
      const ready = await opened.hub.app.inject('/v1/ready');
      const gateway = readGateway(dataFolder(data))!;
      const answer = await hubClient(injectTransport(opened.hub.app), gateway, 1).hello();
      return { ready: ready.json() as unknown, answer };
    } finally {
      await opened.hub.close();
    }
  }

  test('a backup is for its owner only, read back, and holds neither the key of the hub nor a word of a report', async () => {
    const written = json<{ rows: number }>(await hub({}, 'backup', '--out', file, '--json'));
    expect(written.rows).toBeGreaterThan(100);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    const { hubKey } = JSON.parse(readFileSync(join(data, 'hub.json'), 'utf8')) as { hubKey: { privateKey: string } };
    expect(text).not.toContain(hubKey.privateKey);
    expect(text).not.toContain('narrative');
  });

  test('a database that is there is never written over', async () => {
    const there = await hub({}, 'restore', file);
    expect([there.code, there.stderr]).toEqual([1, expect.stringContaining('move that folder away first')]);
  });

  test('a changed, a cut and a foreign backup are refused, and nothing of them stays', async () => {
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    const spoilt = join(data, 'spoilt.gz');
    const tries: [string[], string][] = [
      // One event's time: the row fits, the log's tree does not.
      [
        lines.map((line) => line.replace(/(hub_time\\":\\"20\d\d-\d\d-\d\dT\d\d:\d\d:)\d\d/, '$1' + '61')),
        'is not what was logged',
      ],
      [lines.slice(0, -1), 'broke off'],
      [
        [
          lines[0]!.replace(/"hubId":"([0-9a-f])/, (_, digit) => `"hubId":"${digit === '0' ? '1' : '0'}`),
          ...lines.slice(1),
        ],
        'hub.json',
      ],
      [['nonsense'], 'no backup of a hub'],
    ];
    for (const [changed, reason] of tries) {
      writeFileSync(spoilt, gzipSync(`${changed.join('\n')}\n`));
      const refused = await hub(url('damaged'), 'restore', spoilt);
      expect([refused.code, refused.stdout, refused.stderr]).toEqual([1, '', expect.stringContaining(reason)]);
      const client = new pg.Client({ connectionString: postgresql.url('damaged') });
      await client.connect();
      const there = (await client.query(`select 1 from pg_tables where tablename = 'hub'`)).rowCount;
      if (there) expect((await client.query('select 1 from hub')).rowCount).toBe(0);
      await client.query('drop schema public cascade; create schema public');
      await client.end();
    }
  });

  test('restored on PostgreSQL it holds the same, under a new epoch, and answers no workstation before the review', async () => {
    const before = json(await hub({}, 'stats', '--json'));
    const { epoch } = json<{ epoch: number }>(await hub(url('restored'), 'restore', file, '--json'));
    expect(epoch).toBeGreaterThan(1);
    expect(json(await hub(url('restored'), 'stats', '--json'))).toEqual(before);
    const waiting = await hello('restored');
    expect(waiting.ready).toEqual({ ready: false, reason: 'restored' });
    expect(waiting.answer).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    const reviewed = json<{ since: string | null; people: { roles: string[]; devices: unknown[] }[] }>(
      await hub(url('restored'), 'review', '--json'),
    );
    expect(reviewed.since).not.toBeNull();
    expect(reviewed.people.some(({ roles }) => roles.some((role) => role.startsWith('assessor:')))).toBe(true);
    expect(json(await hub(url('restored'), 'review', '--end', '--json'))).toMatchObject({ since: null, epoch });
    const open = await hello('restored');
    expect(open.ready).toEqual({ ready: true });
    expect(open.answer).toMatchObject({ ok: true, value: { hubEpoch: epoch } });
    expect((await hub(url('restored'), 'review', '--end')).code).toBe(1);
  });

  test('an enrolment code of before the backup works no more', async () => {
    const client = new pg.Client({ connectionString: postgresql.url('restored') });
    await client.connect();
    expect((await client.query('select 1 from enrolment_codes where device is null')).rowCount).toBe(0);
    await client.end();
  });

  test('what pg_dump and pg_restore put back is adopted: another epoch, and again a review', async () => {
    const dump = join(tmpdir(), `candour-${process.pid}.dump`);
    const program = (name: string) => join(postgresqlPrograms!, name);
    execFileSync(program('pg_dump'), ['-Fc', '-f', dump, postgresql.url('restored')]);
    execFileSync(program('pg_restore'), ['--no-owner', '-d', postgresql.url('again'), dump]);
    rmSync(dump);
    const first = JSON.parse(readFileSync(join(data, 'hub.json'), 'utf8')) as { hubEpoch: number };
    const adopted = json<{ epoch: number }>(await hub(url('again'), 'restore', '--adopt', '--json'));
    expect(adopted.epoch).toBe(first.hubEpoch + 1);
    expect((await hello('again')).ready).toEqual({ ready: false, reason: 'restored' });
    json(await hub(url('again'), 'review', '--end', '--json'));
    expect((await hello('again')).answer).toMatchObject({ ok: true, value: { hubEpoch: adopted.epoch } });
    // An instance that still has the hub.json of before neither starts nor, had it been running, answers.
    writeFileSync(join(data, 'hub.json'), JSON.stringify({ ...first }));
    const stale = await hub(url('again'), 'stats');
    expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('copy the current hub.json')]);
  });

  test('an instance that was running while the database was restored under it takes nothing any more', async () => {
    const identity = keepIdentity(join(data, 'hub.json'));
    if (!identity.ok) throw new Error(identity.reason);
    const place = { kind: 'postgresql', url: postgresql.url('restored') } as const;
    const running = await openHub({ ...HUB_OF, database: place, identity: identity.identity });
    if (!running.ok) throw new Error(running.reason);
    const address = await running.hub.app.listen({ port: 0, host: '127.0.0.1' });
    const gateway = hubClient(httpTransport(address), readGateway(dataFolder(data))!, 1);
    expect((await gateway.hello()).ok).toBe(true);
    json(await hub(url('restored'), 'restore', '--adopt', '--json'));
    expect(await gateway.hello()).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    expect((await running.hub.app.inject('/v1/ready')).json()).toEqual({ ready: false, reason: 'older_epoch' });
    await running.hub.close();
  });
});
