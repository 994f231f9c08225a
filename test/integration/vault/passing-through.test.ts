/** A case that goes from log to log, of which this vault holds some: where it may not lie, nothing of it stays. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readDepartures } from '../../../electron/vault/moving/read-departures.ts';
import { acceptedFacts } from '../../../electron/vault/store/facts.ts';
import type { TakenEvent } from '../../../electron/vault/sync/sync-store.ts';
import { deskOf, readersOf } from '../../../shared/domain/compartment.ts';
import { HUB_DEVICE, LEFT_CASE, NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import {
  HubLog,
  id as newId,
  organisation,
  reportEvent,
  unsigned,
  type Organisation,
} from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

type Untaken = Omit<TakenEvent, 'seq' | 'hubTime'>;

const left = (caseId: string, to: { to: 'desk'; unit: string } | { to: 'readers' }): Untaken =>
  unsigned({
    id: newId(),
    caseId: LEFT_CASE,
    type: 'case_left',
    v: 1,
    actor: HUB_DEVICE,
    device: HUB_DEVICE,
    deviceSeq: 0,
    at: '2026-03-02T09:00:00.000Z',
    facets: { case: caseId, event: newId(), by: org.colleague.user, ...to },
    payloadHash: NO_PAYLOAD_HASH,
  });

/** A report on the desk; the readers' log of it is one that this vault may hold. */
async function onTheDesk() {
  const report = reportEvent(org);
  const { caseId } = report.header;
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(report);
  const readers = new HubLog(readersOf(caseId));
  const until = new Date(vault.now + 3600_000).toISOString();
  await vault.sync.leases({ [deskOf('MPS')]: until, [readers.compartment]: until }, new Date(vault.now).toISOString());
  const apart = async (...events: Untaken[]) => {
    for (const event of events) readers.add(event);
    await vault.sync.intake(readers.page());
  };
  return { vault, report, caseId, apart, readers: readers.compartment };
}

/** Of the case in every table of the vault that names one. */
const held = ({ db }: TestVault, caseId: string) =>
  db
    .column<string>(
      `SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c ON c.name = 'case_id'
       WHERE m.type = 'table' ORDER BY 1`,
    )
    .filter((table) => db.column(`SELECT 1 FROM ${table} WHERE case_id = ?`, [caseId]).length > 0);

test('a case that was set apart and sent on at once goes from the desk, whichever of the logs is read first', async () => {
  for (const deskFirst of [true, false]) {
    const { vault, caseId, apart } = await onTheDesk();
    const desk = () => vault.receive(left(caseId, { to: 'readers' })).then(() => undefined);
    const onwards = () => apart(left(caseId, { to: 'desk', unit: 'GMP' }));
    for (const read of deskFirst ? [desk, onwards] : [onwards, desk]) {
      expect(acceptedFacts(vault.db, caseId)?.compartment).toBe(deskOf('MPS'));
      await read();
    }
    expect(held(vault, caseId)).toEqual(['departures']);
    expect(readDepartures(vault.db, new Date().toISOString())).toMatchObject([{ caseId, unit: { unit: 'GMP' } }]);
  }
});

test('a case that was set apart for readers of whom this person is none any more goes with their log', async () => {
  const { vault, caseId, readers } = await onTheDesk();
  await vault.receive(left(caseId, { to: 'readers' }));
  expect(acceptedFacts(vault.db, caseId)).not.toBeNull();
  await vault.sync.purge(readers);
  expect(held(vault, caseId)).toEqual(['departures']);
});

test('a case that is on its way to a log which is held stays, and lies there once it has come', async () => {
  const { vault, caseId, report, apart, readers } = await onTheDesk();
  await vault.receive(left(caseId, { to: 'readers' }));
  expect(acceptedFacts(vault.db, caseId)?.compartment).toBe(deskOf('MPS'));
  await apart(report);
  expect(acceptedFacts(vault.db, caseId)?.compartment).toBe(readers);
});

/** Where the case is at each moment; GMP is held by nobody here. */
const places = ['MPS', 'readers', 'GMP'] as const;

test('after any journey and any order of reading, it is here exactly when it ended where this vault may hold it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...places), { maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      async (journey, order) => {
        const { vault, caseId, report, readers } = await onTheDesk();
        const logs = { MPS: vault.desk, readers: new HubLog(readers), GMP: new HubLog(deskOf('GMP')) };
        const sides = { MPS: [] as Untaken[][], readers: [] as Untaken[][], GMP: [] as Untaken[][] };
        let at: (typeof places)[number] = 'MPS';
        for (const to of journey) {
          if (to === at) continue;
          sides[at].push([left(caseId, to === 'readers' ? { to } : { to: 'desk', unit: to })]);
          sides[to].push([report]);
          at = to;
        }
        // Of a place that the case left again the feed shows no more than the hash, if it is read afterwards.
        const read = async (side: 'MPS' | 'readers', events: readonly Untaken[]) => {
          for (const event of events) logs[side].add(event);
          await vault.sync.intake(logs[side].page());
        };
        const queue = { MPS: shown(sides.MPS, at === 'MPS'), readers: shown(sides.readers, at === 'readers') };
        for (const deskNext of order) {
          const side = deskNext ? 'MPS' : 'readers';
          await read(side, queue[side].splice(0, 1).flat());
        }
        for (const side of ['MPS', 'readers'] as const) await read(side, queue[side].splice(0).flat());
        const lies = at === 'GMP' ? undefined : at === 'MPS' ? deskOf('MPS') : readers;
        expect(acceptedFacts(vault.db, caseId)?.compartment).toBe(lies);
        if (at === 'GMP') expect(held(vault, caseId)).toEqual(['departures']);
      },
    ),
    { numRuns: 60 },
  );
});

/** The stretches of one log: words that a case has gone, and the case itself where it lies at last. */
function shown(stretches: readonly Untaken[][], isLast: boolean): Untaken[][] {
  return stretches.filter(
    ([event], index) => event!.header.type === 'case_left' || (isLast && index === stretches.length - 1),
  );
}
