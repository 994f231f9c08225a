import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTransport } from '../../../electron/vault/sync/hub-transport.ts';
import { realTimers } from '../../../electron/vault/sync/napping.ts';
import { chanceOf } from '../../simulation/chance.ts';
import { startFaultyLine, type FaultyLine, type LineFault } from '../support/faulty-line.ts';
import { startTlsFront } from '../support/tls-front.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

/**
 * A real vault and its engine, over HTTPS and undici, through a TCP line that breaks, to a real hub behind what ends TLS
 * for it. What the line does depends on numbers, not on the clock; how much of it a run meets depends on the machine.
 */
const SILENCE_MS = 1500;
/** TLS 1.3 with this certificate takes less than that before the first answer. */
const HANDSHAKE = 1500;
/** Their log is longer than hello and directory together. */
const REPORTS = 24;
/** Sleeps between tries pass faster, so that ten failures in a row do not take minutes. */
const hasty = { after: (ms: number, run: () => void) => realTimers.after(ms / 20, run) };

let organisation: Organisation;
let front: Awaited<ReturnType<typeof startTlsFront>>;
let line: FaultyLine;
const opened: Workstation[] = [];
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(REPORTS, 'MPS', 5);
  front = await startTlsFront(organisation.address);
  line = await startFaultyLine(front.port);
});
afterEach(async () => {
  line.decide(() => null);
  line.down(false);
  for (const workstation of opened.splice(0)) await workstation.close();
});
afterAll(async () => {
  await line.close();
  await front.close();
  await organisation.close();
});

async function station(): Promise<Workstation> {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  const hub = `https://127.0.0.1:${line.port}`;
  const waits = { silenceMs: SILENCE_MS, wholeCallMs: 20_000 };
  const transport = () => openTransport(hub, { ca: front.cert }, waits);
  const workstation = await openWorkstation({
    hub,
    code: await organisation.codeFor(user),
    transport,
    timers: hasty,
  });
  await organisation.grant(workstation.identity);
  opened.push(workstation);
  return workstation;
}

const logOf = (compartment: string) =>
  organisation.hub.db
    .selectFrom('events')
    .select(['seq', 'id'])
    .where('compartment', '=', compartment)
    .orderBy('seq')
    .execute();
const heldBy = (workstation: Workstation) =>
  workstation.rows<{ seq: number; id: string }>(
    `SELECT seq, id FROM events WHERE compartment = 'desk:MPS' AND seq IS NOT NULL ORDER BY seq`,
  );
const sign = (workstation: Workstation, caseId: string, text: string) =>
  workstation.sign(caseId, 'task_set', { kind: 'task', holder: null }, { text });

/** Nearly every connection breaks in one of the four ways, at a place between its handshake and 40 KB. */
function broken(seed: number) {
  const chance = chanceOf(seed);
  return (): LineFault | null => {
    const kind = chance.pick(['cut', 'truncated', 'stalled', 'corrupted'] as const);
    const afterBytes = HANDSHAKE + chance.upTo(chance.once(1, 2) ? 3000 : 40_000);
    return chance.once(1, 8) ? null : { kind, afterBytes };
  };
}

describe('over a line that cuts, stalls, truncates and corrupts', () => {
  it('what two people sign arrives exactly once, and both come to hold the same log', async () => {
    const [ada, ben] = [await station(), await station()];
    for (const each of [ada, ben]) each.start();
    for (const each of [ada, ben]) await each.settled();
    const ids: string[] = [];
    for (const each of [ada, ben])
      for (const caseId of each.caseIds()) ids.push(each.sign(caseId, 'screened', { result: 'none' }));
    line.decide(broken(7));
    // Connections from before are broken off, so that every one from here on has its fate.
    line.down(true);
    line.down(false);
    for (let n = 0; n < 15; n++)
      for (const each of [ada, ben]) ids.push(sign(each, each.caseIds()[n % REPORTS]!, `Task ${n}`));
    const enough = () => Object.entries(line.happened).every(([kind, count]) => kind === 'refused' || count > 0);
    // However fast the machine is, each kind is met before the line is mended.
    await until(() => {
      // One at a time: a slow machine would else have more to carry than the line lets through.
      const sent = ada.count(`events WHERE status = 'waiting'`) === 0;
      if (!enough() && sent) ids.push(sign(ada, ada.caseIds()[0]!, 'One more'));
      return enough();
    }, 120_000);
    line.decide(() => null);
    for (const each of [ada, ben]) await each.settled();
    const log = await logOf('desk:MPS');
    const times = ids.map((id) => log.filter((entry) => entry.id === id).length);
    expect(times).toEqual(ids.map(() => 1));
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    for (const each of [ada, ben]) await until(() => heldBy(each).length === log.length);
    for (const each of [ada, ben]) {
      expect(heldBy(each)).toEqual(log);
      expect(each.faults).toEqual([]);
    }
  });

  it.each(['corrupted', 'truncated', 'cut'] as const)(
    'a page that comes %s is refused and fetched anew',
    async (kind) => {
      const workstation = await station();
      const before = line.happened[kind];
      // The first connection brings the hello and the directory; the page of the desk is longer than either.
      let broke = false;
      line.decide(() => {
        if (broke) return null;
        broke = true;
        return { kind, afterBytes: 30_000 };
      });
      workstation.start();
      await workstation.settled();
      expect(line.happened[kind] - before).toBe(1);
      expect(workstation.states.map(({ phase }) => phase)).toContain('offline');
      const log = await logOf('desk:MPS');
      await until(() => heldBy(workstation).length === log.length);
      expect(heldBy(workstation)).toEqual(log);
      expect(workstation.state().problem).toBeNull();
    },
  );

  it('a request that stalls ends by its time limit, and the next one goes through', async () => {
    const workstation = await station();
    let stalls = 1;
    line.decide(() => (stalls-- > 0 ? { kind: 'stalled', afterBytes: HANDSHAKE + 200 } : null));
    const before = line.happened.stalled;
    const began = performance.now();
    workstation.start();
    await workstation.settled();
    expect(line.happened.stalled - before).toBe(1);
    // Not before: the limit is what ended it.
    expect(performance.now() - began).toBeGreaterThan(SILENCE_MS / 2);
    expect(workstation.states.map(({ phase }) => phase)).toContain('offline');
  });

  it('the push comes back by itself once the line does, without anybody asking', async () => {
    const workstation = await station();
    workstation.start();
    await workstation.settled();
    const [caseId] = workstation.caseIds();
    workstation.sign(caseId!, 'screened', { result: 'none' });
    await workstation.settled();
    line.down(true);
    const id = sign(workstation, caseId!, 'While the line is down');
    const refused = line.happened.refused;
    await until(() => line.happened.refused - refused >= 4);
    expect(workstation.state().phase).not.toBe('idle');
    expect(workstation.count(`events WHERE status = 'waiting'`)).toBe(1);
    line.down(false);
    await workstation.settled();
    expect((await logOf('desk:MPS')).filter((entry) => entry.id === id)).toHaveLength(1);
  });
});
