import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub, type RunningHub } from '../../../server/hub/hub.ts';
import { hostsOf } from '../../../server/hub/store/postgres-hosts.ts';
import { poolCounts } from '../../../server/hub/store/database.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../sync/support/workstation.ts';
import { postgresqlPrograms } from '../support/hub-databases.ts';
import { startPostgresPair, type PostgresPair } from '../support/postgres-pair.ts';
import { startRoundRobin } from '../support/round-robin.ts';

/** Two instances of the hub behind a proxy on one PostgreSQL with a synchronous standby; the primary is killed under load. */

const PEOPLE = 4;
const TOKEN = 'a'.repeat(40);

describe('a setting that names several hosts', () => {
  it('becomes one setting a host, as libpq reads it', () => {
    expect(hostsOf('postgres://u:p@one:5432,two:5433/db?sslmode=require')).toEqual([
      'postgres://u:p@one:5432/db?sslmode=require',
      'postgres://u:p@two:5433/db?sslmode=require',
    ]);
    expect(hostsOf('postgresql://u@/db?host=/a,/b&port=1,2')).toEqual([
      'postgresql://u@localhost/db?host=%2Fa&port=1',
      'postgresql://u@localhost/db?host=%2Fb&port=2',
    ]);
    for (const one of ['postgres://candour@db.example/candour', 'postgresql://c@localhost/db?host=%2Ftmp%2Fx'])
      expect(hostsOf(one)).toEqual([one]);
  });
});

describe.skipIf(postgresqlPrograms === null)('the primary is killed while four workstations work', () => {
  let pair: PostgresPair;
  let first: Organisation;
  let second: RunningHub;
  let proxy: Awaited<ReturnType<typeof startRoundRobin>>;
  let stations: Workstation[] = [];
  /** Ids that a workstation was told are accepted before anything was killed, and all that it ever signed. */
  const acknowledged = new Set<string>();
  const signed = new Set<string>();

  beforeAll(async () => {
    pair = await startPostgresPair();
    first = await startOrganisation({ kind: 'postgresql', url: pair.url });
    const opened = await openHub({
      database: { kind: 'postgresql', url: pair.url },
      identity: first.hub.identity,
      adminToken: TOKEN,
    });
    if (!opened.ok) throw new Error(opened.reason);
    second = opened.hub;
    proxy = await startRoundRobin([first.address, await second.app.listen({ port: 0, host: '127.0.0.1' })]);
    await first.importReports(40, 'MPS', 9);
    for (let n = 0; n < PEOPLE; n++) {
      const user = await first.person(`Person ${n}`, [{ unit: 'MPS', role: 'assessor' }]);
      const station = await openWorkstation({ hub: proxy.address, code: await first.codeFor(user) });
      await first.grant(station.identity);
      stations.push(station);
      station.start({}, 50);
    }
    for (const station of stations) await station.settled();
  }, 180_000);
  afterAll(async () => {
    for (const station of stations) await station.close();
    await proxy?.close();
    await second?.close();
    await first?.close();
    pair?.stop();
    stations = [];
  });

  /** Everybody screens cases of their own and writes notes on them, one after the other, until told to stop. */
  async function work(station: Workstation, n: number, working: () => boolean) {
    const cases = station.caseIds().filter((_, at) => at % PEOPLE === n);
    for (let at = 0; working(); at++) {
      const caseId = cases[at % cases.length]!;
      if (at < cases.length) signed.add(station.sign(caseId, 'screened', { result: 'none' }));
      else signed.add(station.sign(caseId, 'task_set', { kind: 'task', holder: null }, { text: `Task ${at}` }));
      await wait(50);
    }
  }
  const answered = (station: Workstation) =>
    station
      .rows<{ id: string }>(`SELECT id FROM events WHERE device_seq IS NOT NULL AND status IN ('answered', 'accepted')`)
      .map(({ id }) => id);

  it('nothing acknowledged is lost, nothing is there twice, and everybody goes on without a hand', async () => {
    let working = true;
    const busy = Promise.all(stations.map((station, n) => work(station, n, () => working)));
    await until(() => stations.every((station) => answered(station).length > 10), 90_000);
    for (const station of stations) for (const id of answered(station)) acknowledged.add(id);
    pair.killPrimary();
    for (const station of stations) for (const id of answered(station)) acknowledged.add(id);
    await until(() => stations.some((station) => station.state().phase === 'offline'), 30_000);
    await pair.takeOver();
    await wait(2000);
    working = false;
    await busy;
    for (const station of stations) station.engine().wake('request');
    await Promise.all(stations.map((station) => station.settled()));

    expect(acknowledged.size).toBeGreaterThan(20);
    expect(signed.size).toBeGreaterThan(acknowledged.size);
    const rows = await pair.ask(1, `select id, compartment, seq from events order by compartment, seq`);
    const ids = rows.map((row) => row['id'] as string);
    expect(new Set(ids).size).toBe(ids.length);
    const held = new Set(ids);
    expect([...acknowledged].filter((id) => !held.has(id))).toEqual([]);
    expect([...signed].filter((id) => !held.has(id))).toEqual([]);
    // Gapless, and as long as its counter says.
    const [desk] = await pair.ask(1, `select head from compartments where compartment = 'desk:MPS'`);
    const seqs = rows.filter((row) => row['compartment'] === 'desk:MPS').map((row) => row['seq']);
    expect(seqs).toEqual(Array.from({ length: desk!['head'] as number }, (_, at) => at + 1));
    for (const station of stations) {
      await until(() => station.count(`events WHERE compartment = 'desk:MPS' AND status = 'accepted'`) === seqs.length);
      expect(station.state().problem).toBeNull();
      expect(station.faults).toEqual([]);
    }
    for (const { hub } of [first, second]) expect(poolCounts(hub.db)!.switches).toBe(1);
    expect(Math.min(...proxy.served)).toBeGreaterThan(20);
  });
});
