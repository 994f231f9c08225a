import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adminListener } from '../../../server/hub/http/admin-listener.ts';
import { openHub, type RunningHub } from '../../../server/hub/hub.ts';
import { newIdentity } from '../../../server/hub/identity.ts';
import { startPostgresPair } from '../support/postgres-pair.ts';
import { postgresqlPrograms } from '../support/hub-databases.ts';
import { makeGateway, reportEvent, testHub } from '../support/hub-organisation.ts';
import { openDatabase } from '../../../server/hub/store/database.ts';

/** What those who run a hub can see of it, and how `serve` may be reached. */

const cli = new URL('../../../server/cli.ts', import.meta.url).pathname;
const options = { adminToken: 'a'.repeat(40) };

test('the metrics count answers, verdicts and time by route, and name no case, no person and no compartment', async () => {
  const opened = await openDatabase({ kind: 'memory' });
  if (!opened.ok) throw new Error(opened.reason);
  const hub = await testHub(opened.db);
  const gateway = await makeGateway(hub);
  const report = reportEvent(gateway);
  await gateway.push(report);
  await gateway.client.hello();
  await gateway.client.hasChunk('desk:MPS', '0'.repeat(64));
  const text = await hub.metrics.text();
  expect(text).toMatch(/^candour_answers_total\{method="POST",route="\/v1\/events",status="200"\} 1$/m);
  expect(text).toMatch(/^candour_events_total\{verdict="accepted"\} 1$/m);
  expect(text).toMatch(/^candour_answer_seconds_count\{route="\/v1\/hello"\} 1$/m);
  expect(text).toMatch(/route="\/v1\/compartments\/:c\/blobs\/:sha256"/);
  expect(text).toMatch(/^candour_ready 1$/m);
  expect(text.endsWith('# EOF\n')).toBe(true);
  // OpenMetrics: a comment, or a name with labels and a number.
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (TYPE|HELP) candour_[a-z_]+ .+|# EOF|candour_[a-z_]+(\{[^}]*\})? [0-9.]+)$/);
  for (const told of [
    report.header.caseId,
    gateway.identity.device,
    gateway.identity.enrolled.user,
    'desk:MPS',
    '0'.repeat(64),
  ])
    expect(text).not.toContain(told);
  await hub.close();
  await opened.db.destroy();
});

describe.skipIf(postgresqlPrograms === null)('readiness', () => {
  let pair: Awaited<ReturnType<typeof startPostgresPair>>;
  let hub: RunningHub;
  beforeAll(async () => {
    pair = await startPostgresPair();
    const database = { kind: 'postgresql', url: pair.url } as const;
    const opened = await openHub({ ...options, identity: newIdentity(), database });
    if (!opened.ok) throw new Error(opened.reason);
    hub = opened.hub;
  });
  afterAll(async () => {
    await hub?.close();
    pair?.stop();
  });

  test('is false while only a standby is there, and true again once it was promoted; the process lives throughout', async () => {
    const listener = adminListener(hub.app, hub.hub, hub.metrics);
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${(listener.address() as { port: number }).port}`;
    const ready = async () => {
      const answer = await fetch(`${at}/ready`);
      return [answer.status, await answer.json()] as unknown;
    };
    expect(await ready()).toEqual([200, { ready: true }]);
    expect((await fetch(`${at}/metrics`)).headers.get('content-type')).toMatch(
      /^application\/openmetrics-text; version=1/,
    );
    pair.killPrimary();
    expect(await ready()).toEqual([503, { ready: false, reason: expect.stringMatching(/database|standby/) }]);
    expect(await ready()).toEqual([503, { ready: false, reason: 'standby' }]);
    expect((await fetch(`${at}/live`)).status).toBe(200);
    expect((await fetch(`${at}/v1/live`)).status).toBe(204);
    await pair.takeOver();
    expect(await ready()).toEqual([200, { ready: true }]);
    expect(await (await fetch(`${at}/metrics`)).text()).toMatch(/^candour_host_switches_total 1$/m);
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  });
});

describe('serve', () => {
  let folder: string;
  const started: ChildProcess[] = [];
  const file = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'candour-serve-'));
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ed25519',
        '-nodes',
        '-days',
        '2',
        ...subject,
        '-keyout',
        file('hub.key'),
        '-out',
        file('hub.pem'),
      ],
      { stdio: 'ignore' },
    );
  });
  afterAll(async () => {
    for (const hub of started) {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      if (hub.exitCode === null && hub.kill('SIGTERM')) await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  function serve(...args: string[]) {
    const hub = spawn(process.execPath, [cli, 'serve', '--port', '0', '--data', file('data'), ...args], {
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(hub);
    let said = '';
    hub.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
    return new Promise<{ listening?: string; admin?: string; code?: number | null; said: string }>((resolve) => {
      hub.stdout.once('data', (line: Buffer) => resolve({ ...(JSON.parse(line.toString()) as object), said }));
      hub.once('exit', (code) => resolve({ code, said }));
    });
  }

  test('refuses plain HTTP where others could listen in, unless a proxy ends TLS', async () => {
    const refused = await serve('--host', '0.0.0.0');
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('--tls-cert')]);
    const half = await serve('--host', '0.0.0.0', '--tls-cert', file('hub.pem'));
    expect([half.code, half.said]).toEqual([1, expect.stringContaining('belong together')]);
  });

  test('speaks TLS 1.3 and nothing older, resumes no session, and its own command line still reaches it', async () => {
    const { listening, admin } = await serve(
      ...['--host', '0.0.0.0', '--tls-cert', file('hub.pem'), '--tls-key', file('hub.key')],
    );
    const port = Number(new URL(listening!).port);
    expect(listening).toMatch(/^https:/);
    const ca = readFileSync(file('hub.pem'));
    const meet = (more: object) =>
      new Promise<{ protocol: string | null; reused: boolean; session: Buffer | undefined; error?: string }>(
        (resolve) => {
          const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, ...more });
          let session: Buffer | undefined;
          socket.on('session', (given: Buffer) => (session = given));
          socket.once('error', (error: NodeJS.ErrnoException) =>
            resolve({ protocol: null, reused: false, session, error: error.code ?? error.message }),
          );
          socket.once('secureConnect', () => {
            socket.write('GET /v1/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
            socket.on('data', () => undefined);
            socket.once('end', () => {
              resolve({ protocol: socket.getProtocol(), reused: socket.isSessionReused(), session });
              socket.destroy();
            });
          });
        },
      );
    const first = await meet({});
    expect(first).toMatchObject({ protocol: 'TLSv1.3', reused: false });
    const second = await meet(first.session === undefined ? {} : { session: first.session });
    expect(second).toMatchObject({ protocol: 'TLSv1.3', reused: false });
    expect(await meet({ maxVersion: 'TLSv1.2' })).toMatchObject({
      error: expect.stringContaining('ALERT_PROTOCOL_VERSION'),
    });
    const stats = execFileSync(process.execPath, [cli, 'stats', '--json', '--data', file('data')], {
      encoding: 'utf8',
    });
    expect(JSON.parse(stats)).toMatchObject({ reports: 0 });
    expect((await fetch(`${admin}/live`)).status).toBe(200);
  });
});
