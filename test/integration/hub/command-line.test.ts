import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrolDevice } from '../../../server/device/hub-client.ts';
import { fingerprintOf, newDeviceIdentity } from '../../../server/device/identity.ts';
import { httpTransport } from '../../../server/device/transport.ts';
import { postgresqlPrograms, startPostgresql } from '../support/hub-databases.ts';

const cli = new URL('../../../server/cli.ts', import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, NODE_NO_WARNINGS: '1', ...env }, maxBuffer: 64 << 20 };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

async function listening(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ hub: ChildProcess; url: string }> {
  const hub = spawn(process.execPath, [cli, 'serve', '--port', '0', ...args], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    hub.stdout!.once('data', (data: Buffer) => resolve(data.toString()));
    hub.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  return { hub, url: (JSON.parse(line) as { listening: string }).listening };
}
const ended = (hub: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<number | null>((resolve) => {
    hub.once('exit', (code) => resolve(code));
    hub.kill(signal);
  });

const commands =
  'serve import demo enrol keyring grant rotate-unit-key withdraw units export stats statistics backup restore review'.split(
    ' ',
  );

test('every command explains itself with examples', async () => {
  const helps = await Promise.all(commands.map((command) => run([command, '--help'])));
  for (const [at, { code, stdout }] of helps.entries()) {
    expect([commands[at], code]).toEqual([commands[at], 0]);
    expect(stdout).toContain(`npm run hub -- ${commands[at]}`);
  }
});

const databases = [
  { name: 'PGlite', available: true },
  { name: 'PostgreSQL', available: postgresqlPrograms !== null },
];
for (const kind of databases)
  describe.skipIf(!kind.available)(`the command line over ${kind.name}`, () => {
    let data: string;
    let env: Record<string, string> = {};
    let stop: () => Promise<void> = () => Promise.resolve();
    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'candour-cli-'));
      if (kind.name === 'PGlite') return;
      const postgresql = await startPostgresql();
      await postgresql.fresh();
      env = { DATABASE_URL: postgresql.url('hub_1') };
      stop = postgresql.stop;
    });
    afterAll(async () => {
      await stop();
      rmSync(data, { recursive: true, force: true });
    });
    const hub = (...args: string[]) => run([...args, '--data', data], env);

    test('demo sets up an organisation; again it adds nothing', async () => {
      const first = await hub('demo', '--count', '40', '--seed', '7', '--json');
      expect([first.code, first.stderr]).toEqual([0, '']);
      const made = JSON.parse(first.stdout) as Record<
        'assessor' | 'investigator',
        { user: string; code: string; name: string }
      >;
      expect(made).toMatchObject({
        lines: 40,
        imported: 40,
        repeated: 0,
        failed: 0,
        keyring: { file: expect.any(String) },
      });
      expect(made.assessor.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
      const second = await hub('demo', '--count', '40', '--seed', '7', '--json');
      expect(JSON.parse(second.stdout)).toMatchObject({
        imported: 0,
        repeated: 40,
        assessor: { user: made.assessor.user, code: null },
      });
    });

    test('stats counts what is there', async () => {
      const { stdout } = await hub('stats', '--json');
      const counted = JSON.parse(stdout) as { byForce: Record<string, number> };
      expect(counted).toMatchObject({
        reports: 40,
        cases: 40,
        events: expect.any(Number),
        devices: 3,
        byState: { received: 40 },
      });
      expect(Object.values(counted.byForce).reduce((sum, count) => sum + count)).toBe(40);
    });

    test('statistics are rounded for publication, exact when asked for, and a file for a spreadsheet', async () => {
      const period = ['--from', '2000-01-01', '--to', '2099-12-31', '--by', 'force'];
      const exact = JSON.parse((await hub('statistics', ...period, '--exact', '--json')).stdout) as {
        counts: Record<string, number>;
        rows: { code: string; counts: Record<string, number> }[];
      };
      expect(exact.counts).toMatchObject({ received: 40, assessed: 0 });
      expect(exact.rows.reduce((sum, { counts }) => sum + counts['received']!, 0)).toBe(40);
      const rounded = JSON.parse((await hub('statistics', ...period, '--json')).stdout) as typeof exact;
      for (const { counts } of rounded.rows) expect(counts['received']! % 5).toBe(0);
      const file = join(data, 'figures.csv');
      expect((await hub('statistics', ...period, '--exact', '--csv', file)).code).toBe(0);
      const [heading, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
      expect(heading!.split(',').slice(0, 2)).toEqual(['force', 'received']);
      expect(rows.find((row) => row.startsWith('all,'))).toMatch(/^all,40,0,/);
      const wrong = await hub('statistics', '--from', '2026-02-01', '--to', '2026-01-01');
      expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('comes before')]);
    });

    test('export writes every log with its checkpoint', async () => {
      const { code, stdout } = await hub('export');
      expect(code).toBe(0);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.filter((line) => (line['header'] as { type?: string })?.type === 'report_received')).toHaveLength(
        40,
      );
      const logs = new Set(lines.map((line) => line['compartment']));
      expect(
        lines
          .filter((line) => 'checkpoint' in line)
          .map((line) => line['compartment'])
          .sort(),
      ).toEqual([...logs].sort());
    });

    test('what goes wrong is one line with the next step, and the exit code says so', async () => {
      const wrong = [
        ['enrol', '--person', 'X', '--role', 'emperor'],
        ['enrol', '--person', 'X', '--role', 'assessor:NOWHERE'],
        ['enrol', '--person', 'X'],
        ['import', join(data, 'none.jsonl')],
        ['grant', '--device', newDeviceIdentity().device],
        ['stats', '--hub', 'http://127.0.0.1:1'],
        ['serve', '--port', 'many'],
        ['fly'],
      ];
      for (const args of wrong) {
        const { code, stdout, stderr } = args[0] === 'fly' ? await run(args) : await hub(...args);
        expect([args[0], code, stdout]).toEqual([args[0], 1, '']);
        expect(stderr.trim().split('\n')).toHaveLength(1);
        expect(stderr).not.toContain('    at ');
      }
    });

    test('import ends with 2 when lines failed, and a dry run changes nothing', async () => {
      const file = join(data, 'inbound.jsonl');
      const exported = await hub('stats', '--json');
      const force = Object.keys((JSON.parse(exported.stdout) as { byForce: object }).byForce)[0];
      const good = {
        reference: 'CLI-1',
        channel: 'phone',
        reporterMode: 'confidential',
        keepInContact: false,
        urgency: 'priority',
        force,
        receivedAt: '2026-02-01T10:00:00Z',
        disseminatedAt: '2026-02-01T10:00:00Z',
        categories: [],
        narrative: 'Heard at the door.',
        subjects: [],
        peopleAtRisk: [],
        attachments: [],
      };
      writeFileSync(file, `${JSON.stringify(good)}\nnonsense\n`);
      const dry = await hub('import', file, '--dry-run', '--json');
      expect([dry.code, JSON.parse(dry.stdout)]).toEqual([2, { lines: 2, imported: 1, repeated: 0, failed: 1 }]);
      expect(dry.stderr).toBe('line 2: The line is not valid JSON.\n');
      const real = await hub('import', file, '--json');
      expect([real.code, JSON.parse(real.stdout)]).toEqual([2, { lines: 2, imported: 1, repeated: 0, failed: 1 }]);
      writeFileSync(file, `${JSON.stringify(good)}\n`);
      const again = await hub('import', file, '--json');
      expect([again.code, JSON.parse(again.stdout)]).toEqual([0, { lines: 1, imported: 0, repeated: 1, failed: 0 }]);
    });

    test('over a running hub: enrol, grant by fingerprint, and a killed hub goes on where it was', async () => {
      const first = await listening(['--data', data], env);
      const made = await hub('enrol', '--person', 'Invented Person', '--role', 'assessor:*', '--json');
      const { code, user } = JSON.parse(made.stdout) as { code: string; user: string };
      const device = newDeviceIdentity();
      const enrolled = await enrolDevice(httpTransport(first.url), device, code);
      expect(enrolled).toMatchObject({ ok: true, value: { enrolled: { user } } });
      const list = JSON.parse((await hub('grant', '--list', '--json')).stdout) as {
        waiting: { device: string; fingerprint: string }[];
      };
      if (!enrolled.ok) throw new Error(enrolled.problem.title);
      const digits = fingerprintOf(enrolled.value);
      expect(list.waiting).toMatchObject([{ device: device.device, fingerprint: digits }]);
      const wrong = await hub('grant', '--device', device.device, '--fingerprint', '0000 0000');
      expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('not that of the device')]);
      const right = await hub('grant', '--device', device.device, '--fingerprint', digits, '--json');
      expect(right.code).toBe(0);
      expect(JSON.parse((await hub('grant', '--list', '--json')).stdout)).toEqual({ waiting: [] });

      if (kind.name === 'PGlite') expect((await hub('serve', '--port', '0')).code).toBe(1);
      await ended(first.hub, 'SIGKILL');
      const after = await hub('stats', '--json');
      expect(JSON.parse(after.stdout)).toMatchObject({ reports: 41, devices: 4 });
      const second = await listening(['--data', data], env);
      expect(await ended(second.hub, 'SIGTERM')).toBe(0);
      expect(readdirSync(data)).not.toContain('hub-running.json');
      expect(readdirSync(data)).not.toContain('hub.lock');
    });

    test('secrets lie in files of their owner, and no file holds a word of a report', () => {
      for (const name of ['hub.json', 'admin-token', 'gateway.json', 'keyring.json', 'keyring-passphrase'])
        expect([name, statSync(join(data, name)).mode & 0o777]).toEqual([name, 0o600]);
      rmSync(join(data, 'inbound.jsonl'));
      const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      for (const entry of files) {
        const bytes = readFileSync(join(entry.parentPath, entry.name));
        expect(bytes.includes('Heard at the door')).toBe(false);
      }
    });
  });
