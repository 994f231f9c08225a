/** The suite `sync`: a first sync, a day on top of it, pushes, and what a hub bears, each against the bare thing. */
import { deskOf } from '../../shared/domain/compartment.ts';
import { enrolDevice } from '../../server/device/hub-client.ts';
import { newDeviceIdentity } from '../../server/device/identity.ts';
import { deviceFor, note, screened, type TestDevice } from '../integration/support/hub-organisation.ts';
import type { BenchOptions, Figure } from './figure.ts';
import { startHubProcess, type HubProcess } from './sync/hub-process.ts';
import { rawPool, rawPull, rawPush } from './sync/raw-statements.ts';
import { emptyVault, openStation, replay, type Written } from './sync/station.ts';

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

/**
 * Once as it is, for time and memory; once writing down what is written, which is then written into an empty encrypted
 * database by itself. Cases per second, so that more is better.
 */
async function* firstSync(hub: HubProcess, cases: number): AsyncGenerator<Figure> {
  const name = counted(cases);
  const station = await openStation(hub, null);
  await station.until(() => station.idle() && station.count('cases') >= cases);
  const took = performance.now() - station.began;
  const held = station.count('cases');
  const written: Written[] = [];
  const second = await openStation(hub, written);
  await second.until(() => second.idle() && second.count('cases') >= cases);
  const bare = replay(written, emptyVault(second.folder, 'bare.db'));
  written.length = 0;
  yield figure(`first sync of ${name} cases`, 'per second', (held / took) * 1000, (held / bare) * 1000, 1);
  if (station.firstCases() !== null)
    yield figure(`first cases on the desk, of ${name}`, 'ms', station.firstCases()!, took, 1);
  yield figure(
    `most memory of the vault's process, ${name} cases`,
    'bytes',
    station.peakBytes(),
    station.peakBytes(),
    1,
  );
  await second.close();

  const before = station.count('cases');
  await hub.more(cases + A_DAY, 1);
  const from = performance.now();
  station.wake();
  await station.until(() => station.idle() && station.count('cases') >= before + A_DAY);
  yield figure(`${A_DAY} new cases on top of ${name}`, 'ms', performance.now() - from, took, 1);

  const latencies: number[] = [];
  for (const caseId of station.caseIds().slice(0, PUSHES)) latencies.push(await station.push(caseId));
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
  await station.close();
}

/** Calls per second of so many that call one after the other, for three seconds. */
async function rate(callers: readonly (() => Promise<unknown>)[]): Promise<number> {
  const ms = 3000;
  const began = performance.now();
  let calls = 0;
  await Promise.all(
    callers.map(async (call) => {
      while (performance.now() - began < ms) {
        await call();
        calls += 1;
      }
    }),
  );
  return (calls / (performance.now() - began)) * 1000;
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
    const pulls = await rate(some.map((device) => () => device.client.feed(largest, epoch, 0)));
    const rawPulls = await rate(some.map((_, n) => raw(rawPull, n)));
    yield figure(`hub, pages of up to 500 events pulled, ${at}`, 'per second', pulls, rawPulls, 1);
    const pushes = await rate(some.map((device, n) => () => device.push(note(device, cases[n % cases.length]!))));
    const rawPushes = await rate(some.map((_, n) => raw(rawPush, n)));
    yield figure(`hub, pushes of one event, ${at}`, 'per second', pushes, rawPushes, 1);
  }
  await pool.end();
}

export async function* measure({ cases }: BenchOptions): AsyncGenerator<Figure> {
  for (const size of cases === undefined ? [10_000, 100_000] : [cases]) {
    const hub = await startHubProcess(size);
    try {
      yield* firstSync(hub, size);
      yield* load(hub, 100);
      yield figure(`most memory of the hub, ${counted(size)} cases`, 'bytes', hub.peakBytes(), hub.peakBytes(), 1);
    } finally {
      await hub.stop();
    }
  }
}
