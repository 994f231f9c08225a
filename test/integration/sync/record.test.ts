/** What a workstation keeps of the record, and finds out about a hub that signs with its own key. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkpointOf } from '../../../server/hub/feed/checkpoint.ts';
import { setHead } from '../../../server/hub/store/compartments.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { readCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree } from '../../../shared/protocol/merkle.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

const DESK = 'desk:MPS';
let organisation: Organisation;
let proxy: Proxy;
let workstation: Workstation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(6, 'MPS', 3);
  proxy = await startProxy(organisation.address);
});
afterEach(async () => {
  proxy.decide(() => 'pass');
  await workstation.close();
  expect(workstation.faults).toEqual([]);
});
afterAll(async () => {
  await proxy.close();
  await organisation.close();
});

async function synced() {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
  await workstation.stop();
}
const frozen = () =>
  workstation.rows<{ frozen: string | null }>('SELECT frozen FROM compartments WHERE compartment = ?', [DESK])[0]
    ?.frozen;
const calls = (from: number) => proxy.calls.slice(from).filter((target) => target.includes(encodeURIComponent(DESK)));

/** Changes the hub's log as those who run it could: rows, head, peaks and checkpoint fit, all signed by its own key. */
async function rewriteLog(change: () => Promise<unknown>): Promise<() => Promise<void>> {
  const { hub } = organisation;
  const before = await hub.db.selectFrom('events').selectAll().where('compartment', '=', DESK).orderBy('seq').execute();
  const count = async () => {
    const rows = await hub.db.selectFrom('events').selectAll().where('compartment', '=', DESK).orderBy('seq').execute();
    const tree = rows.reduce(
      (grown, row) => append(grown, leafOf(JSON.parse(row.header) as EventHeader, row.signature, row.hub_time)),
      emptyTree,
    );
    await setHead(hub.db, DESK, tree, checkpointOf(hub, DESK, tree));
  };
  await change();
  await count();
  return async () => {
    await sql`delete from events where compartment = ${DESK}`.execute(hub.db);
    await hub.db.insertInto('events').values(before).execute();
    await count();
  };
}
const { db } = { db: () => organisation.hub.db };

describe('a hub that writes its record anew', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'rewritten, with the same length',
      async () => {
        const row = await db()
          .selectFrom('events')
          .selectAll()
          .where('compartment', '=', DESK)
          .where('seq', '=', 3)
          .executeTakeFirstOrThrow();
        const header = { ...(JSON.parse(row.header) as EventHeader), at: '2026-01-01T00:00:00.000Z' };
        await sql`update events set header = ${jcs(header).toString('utf8')} where compartment = ${DESK} and seq = 3`.execute(
          db(),
        );
      },
    ],
    [
      'in another order',
      async () => {
        for (const [from, to] of [
          [2, 999],
          [4, 2],
          [999, 4],
        ])
          await sql`update events set seq = ${to} where compartment = ${DESK} and seq = ${from}`.execute(db());
      },
    ],
    ['cut short', () => sql`delete from events where compartment = ${DESK} and seq > 4`.execute(db())],
  ])(
    '%s: it is found out although nothing new has come, the log freezes, and stays so after a restart',
    async (_, change) => {
      await synced();
      const held = workstation.rows(`SELECT id, seq, header FROM events WHERE compartment = '${DESK}' ORDER BY seq`);
      const undo = await rewriteLog(change);
      workstation.start();
      await until(() => workstation.state().problem === 'checkpoint_inconsistent');
      expect(frozen()).toBe('checkpoint_inconsistent');
      await workstation.stop();
      // The hub shows the old log again, as though nothing had been.
      await undo();
      const asked = proxy.calls.length;
      workstation.start();
      await until(
        () => workstation.state().problem === 'checkpoint_inconsistent' && workstation.state().phase === 'idle',
      );
      expect(calls(asked)).toEqual([]);
      expect(workstation.rows(`SELECT id, seq, header FROM events WHERE compartment = '${DESK}' ORDER BY seq`)).toEqual(
        held,
      );
    },
  );
});

describe('a place in the log that the hub does not know', () => {
  const lose = (code: 'cursor_invalid' | 'cursor_ahead', expected: number, times: number) => {
    let left = times;
    proxy.decide((target) =>
      target.startsWith('/v1/feed') && target.includes(encodeURIComponent(DESK)) && left-- > 0
        ? { problem: { code, status: 409, expected } }
        : 'pass',
    );
  };
  it.each(['cursor_invalid', 'cursor_ahead'] as const)(
    '%s: the log is read again from its start, and has to come to the checkpoint that is kept',
    async (code) => {
      await synced();
      const held = workstation.count(`events WHERE compartment = '${DESK}' AND provisional = 0`);
      const kept = workstation.rows<{ checkpoint: string }>(
        `SELECT checkpoint FROM compartments WHERE compartment = '${DESK}'`,
      )[0]!;
      expect(readCheckpoint(kept.checkpoint, workstation.identity.hubKey)!.size).toBe(held);
      lose(code, held, 1);
      const asked = proxy.calls.length;
      workstation.start();
      await until(() => calls(asked).some((target) => target.endsWith('seq=0')));
      await workstation.settled();
      await until(() => workstation.count(`events WHERE compartment = '${DESK}' AND provisional = 0`) === held);
      expect(workstation.state().problem).toBeNull();
      expect(frozen()).toBeNull();
    },
  );

  it('a second time is a contradiction: nothing more is asked of the log in this session', async () => {
    await synced();
    lose('cursor_invalid', 0, 2);
    workstation.start();
    await until(() => workstation.state().problem === 'cursor_invalid');
    const asked = proxy.calls.length;
    await until(() => proxy.calls.length > asked + 3);
    expect(calls(asked)).toEqual([]);
  });
});
