/** The suite `sync`: a first sync, a day on top of it, pushes, and what a hub bears, each against the bare thing. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReadConnection } from '../../electron/vault/store/connection.ts';
import { deskOf } from '../../shared/domain/compartment.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { signRequest } from '../../shared/protocol/signed-request.ts';
import { enrolDevice } from '../../server/device/hub-client.ts';
import { newDeviceIdentity } from '../../server/device/identity.ts';
import { deviceFor, note, screened, type TestDevice } from '../integration/support/hub-organisation.ts';
import type { BenchOptions, Figure } from './figure.ts';
import { startHubProcess, type HubProcess } from './sync/hub-process.ts';
import { writeBareRows } from './sync/bare-rows.ts';
import { replicateWithPouchDB } from './sync/pouchdb.ts';
import { rawPool, rawPull, rawPush } from './sync/raw-statements.ts';
import { openStation, processorMs } from './sync/station.ts';

const counted = (count: number) => new Intl.NumberFormat('en-GB').format(count);
const rounded = (number: number) => Number(number.toPrecision(4));
const figure = (name: string, unit: Figure['unit'], value: number, baseline: number, n: number): Figure => ({
  name,
  unit,
  value: rounded(value),
  baseline: rounded(baseline),
  ratio: rounded(value / baseline),
  n,
});
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const A_DAY = 200;
const PUSHES = 25;

/** What may be asked for by itself, by `--figure`. */
const parts = ['first', 'pouchdb', 'day', 'push', 'load'] as const;
type Part = (typeof parts)[number];

/**
 * A first sync until sync rests: every digest and checkpoint checked, everything opened, folded and searchable. Cases
 * per second, so that more is better. The signatures of the authors follow behind it, as in service.
 */
async function* firstSync(hub: HubProcess, cases: number, wanted: ReadonlySet<Part>): AsyncGenerator<Figure> {
  const name = counted(cases);
  const hubBefore = hub.processorMs();
  const station = await openStation(hub);
  await station.until(() => station.count('cases') >= cases);
  const took = performance.now() - station.began;
  const processor = station.processorMs();
  const hubTook = hub.processorMs() - hubBefore;
  if (wanted.has('first')) {
    const bare = writeBareRows(station.db, station.folder);
    const perSecond = (ms: number) => (cases / ms) * 1000;
    const against = 'against the same rows, indexes and index of words written bare';
    yield figure(`first sync of ${name} cases, ${against}`, 'per second', perSecond(took), perSecond(bare.ms), 1);
    yield figure(
      `the same by processor time of the workstation, signatures not yet looked at`,
      'ms',
      processor,
      bare.processorMs,
      1,
    );
    yield figure(`processor time of the hub beside it`, 'ms', hubTook, processor, 1);
    if (station.firstCases() !== null)
      yield figure(`first cases on the desk, of ${name}`, 'ms', station.firstCases()!, took, 1);
    yield figure(
      `most memory of the workstation's process, ${name} cases, against before its first page`,
      'bytes',
      station.peakBytes(),
      station.bytesBefore,
      1,
    );
  }
  if (wanted.has('pouchdb')) {
    const documents = join(station.folder, 'documents.jsonl');
    writeDocuments(station.db, documents);
    const theirs = await replicateWithPouchDB(documents);
    if (theirs.written < cases) throw new Error(`PouchDB replicated ${theirs.written} documents`);
    const perSecond = (ms: number) => (cases / ms) * 1000;
    const against = 'against PouchDB on LevelDB replicating the opened cases from express-pouchdb';
    yield figure(`first sync of ${name} cases, ${against}`, 'per second', perSecond(took), perSecond(theirs.ms), 1);
    const both = theirs.processorMs + theirs.serverMs;
    yield figure('the same by processor time, both ends (PostgreSQL not counted)', 'ms', processor + hubTook, both, 1);
    yield figure(
      `most memory of the workstation's process, against PouchDB's`,
      'bytes',
      station.peakBytes(),
      theirs.peakBytes,
      1,
    );
  }
  if (wanted.has('day')) {
    const before = station.count('cases');
    await hub.more(A_DAY, 2);
    const from = performance.now();
    station.wake();
    await station.until(() => station.count('cases') >= before + A_DAY);
    yield figure(`${A_DAY} new cases on top of ${name}`, 'ms', performance.now() - from, took, 1);
  }
  if (wanted.has('push')) {
    const latencies: number[] = [];
    for (const caseId of station.caseIds(PUSHES)) latencies.push(await station.push(caseId));
    const empty: number[] = [];
    for (let n = 0; n < PUSHES; n++) {
      const began = performance.now();
      await (await fetch(new URL('/v1/health', hub.url))).text();
      empty.push(performance.now() - began);
    }
    yield figure(
      'push, from the signature to the verdict, against an empty call',
      'ms',
      median(latencies),
      median(empty),
      PUSHES,
    );
  }
  await station.close();
}

/** Each accepted event of a case with its contents, in the clear: PouchDB neither verifies, nor opens, nor encrypts. */
function writeDocuments(db: ReadConnection, file: string): void {
  const out = openSync(file, 'w');
  for (let after = 0; ;) {
    const rows = db.all<{ n: number; header: string; payload: string | null }>(
      `SELECT n, header, payload FROM events WHERE compartment <> 'directory' AND n > ? ORDER BY n LIMIT 500`,
      [after],
    );
    if (rows.length === 0) break;
    after = rows.at(-1)!.n;
    const documents = rows.map(({ header, payload }) => {
      const parsed = JSON.parse(header) as { id: string };
      return JSON.stringify({ _id: parsed.id, header: parsed, payload: JSON.parse(payload ?? 'null') as unknown });
    });
    writeSync(out, `${documents.join('\n')}\n`);
  }
  closeSync(out);
}

interface Rate {
  readonly perSecond: number;
  /** Of a processor for each call, ms: of this process, which calls, and of the hub. */
  readonly ownMs: number;
  readonly hubMs: number;
}

/** Of so many that call one after the other, for three seconds. What the hub was too busy for (`false`) does not count. */
async function rate(hub: HubProcess, callers: readonly (() => Promise<unknown>)[]): Promise<Rate> {
  const ms = 3000;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const hubBefore = hub.processorMs();
  let calls = 0;
  await Promise.all(
    callers.map(async (call) => {
      while (performance.now() - began < ms) {
        if ((await call()) === false) await wait(100);
        else calls += 1;
      }
    }),
  );
  return {
    perSecond: (calls / (performance.now() - began)) * 1000,
    ownMs: processorMs(cpu) / calls,
    hubMs: (hub.processorMs() - hubBefore) / calls,
  };
}

/** A signed call whose answer is read, and not looked into: what a workstation does with it is not the hub's load. */
function pullOf(hub: HubProcess, { identity }: TestDevice, hubId: string, query: Record<string, string>) {
  const key = privateKeyObject('ed25519', identity.signing.privateKey);
  const target = `/v1/feed?${new URLSearchParams(query).toString()}`;
  return async () => {
    const request = { method: 'GET' as const, url: `http://hub${target}`, body: '', hubId, now: Date.now() };
    const headers = await signRequest(request, identity.device, key);
    const { status } = await hub.transport.send({ method: 'GET', target, headers, body: '' });
    if (![200, 429, 503].includes(status)) throw new Error(`the hub answered ${status}`);
    return status === 200;
  };
}

/** Workstations that only speak the protocol: each signs its calls and its events, and works on a case of its own. */
async function* load(hub: HubProcess, most: number): AsyncGenerator<Figure> {
  if (hub.database === null) return;
  const { user } = await hub.assessor('Many workstations');
  const devices: TestDevice[] = [];
  for (let n = 0; n < most; n++) {
    const { code } = await hub.admin.makeCode(user);
    for (;;) {
      const enrolled = await enrolDevice(hub.transport, newDeviceIdentity(), code);
      if (enrolled.ok) {
        devices.push(deviceFor(hub.transport, enrolled.value));
        break;
      }
      if (enrolled.problem.code !== 'rate_limited') throw new Error(enrolled.problem.title);
    }
  }
  const [first] = devices;
  const hello = await first!.client.hello();
  if (!hello.ok) throw new Error(hello.problem.title);
  const desks = hub.desks.map(deskOf);
  const largest = hello.value.compartments
    .filter(({ compartment }) => desks.includes(compartment))
    .toSorted((a, b) => b.head - a.head)[0]!.compartment;
  const epoch = hello.value.hubEpoch;
  const page = await first!.client.feed(largest, epoch, 0);
  if (!page.ok) throw new Error(page.problem.title);
  const cases = [...new Set(page.value.events.map(({ header }) => header.caseId))];
  for (const [n, device] of devices.entries()) await device.push(screened(device, cases[n % cases.length]!));
  const pool = await rawPool(hub.database);
  const raw = (work: typeof rawPull, n: number) => async () => {
    const client = await pool.connect();
    const device = devices[n]!.identity.device;
    try {
      await work(client, { device, user, caseId: cases[n % cases.length]!, compartment: largest });
    } finally {
      client.release();
    }
  };
  for (const count of [1, 10, 100].filter((each) => each <= most)) {
    const some = devices.slice(0, count);
    const at = `${count} workstation${count === 1 ? '' : 's'}`;
    const query = { compartment: largest, epoch: String(epoch), seq: '0' };
    const both = async (name: string, ours: (() => Promise<unknown>)[], work: typeof rawPull) => {
      const called = await rate(hub, ours);
      const asked = await rate(
        hub,
        some.map((_, n) => raw(work, n)),
      );
      return [
        figure(`hub, ${name}, ${at}`, 'per second', called.perSecond, asked.perSecond, 1),
        figure(
          `processor time of the hub for each, against that of asking the statements`,
          'ms',
          called.hubMs,
          asked.ownMs,
          1,
        ),
      ];
    };
    const pulls = some.map((device) => pullOf(hub, device, hello.value.hubId, query));
    yield* await both(`pages of ${page.value.events.length} events pulled`, pulls, rawPull);
    const pushes = some.map((device, n) => () => device.push(note(device, cases[n % cases.length]!)));
    yield* await both('pushes of one event', pushes, rawPush);
  }
  await pool.end();
}

export async function* measure({ cases, figures }: BenchOptions): AsyncGenerator<Figure> {
  const unknown = figures?.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`${unknown} is none of: ${parts.join(', ')}`);
  const wanted = new Set(parts.filter((part) => figures === undefined || figures.includes(part)));
  for (const size of cases === undefined ? [10_000, 100_000] : [cases]) {
    const hub = await startHubProcess(size);
    try {
      const before = hub.peakBytes();
      if ([...wanted].some((part) => part !== 'load')) yield* firstSync(hub, size, wanted);
      if (wanted.has('load')) yield* load(hub, 100);
      yield figure(
        `most memory of the hub, ${counted(size)} cases, against before the first call`,
        'bytes',
        hub.peakBytes(),
        before,
        1,
      );
    } finally {
      await hub.stop();
    }
  }
}
