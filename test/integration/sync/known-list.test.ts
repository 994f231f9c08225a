/** A workstation that is told only what has changed holds what it may, as long as it may, and nothing else. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTransport, type HubTransport } from '../../../electron/vault/sync/hub-transport.ts';
import { syncRound } from '../../../electron/vault/sync/round.ts';
import type { Session } from '../../../electron/vault/sync/session.ts';
import { addReader, removeReader } from '../../../server/hub/store/readers.ts';
import { readersOf } from '../../../shared/domain/compartment.ts';
import { HelloRequest, type HelloReply, type Problem } from '../../../shared/protocol/calls.ts';
import { round, setApart, settled, startOffice, type Office } from '../moves/office.ts';
import { sessionOver } from './support/session.ts';
import { until, type Workstation } from './support/workstation.ts';

const MINUTE = 60_000;

let office: Office;
let supervisor: Workstation;
let reader: Workstation;
const lines: HubTransport[] = [];
beforeEach(async () => {
  office = await startOffice();
  const { organisation } = office;
  await organisation.importReports(3, 'MPS', 5);
  await organisation.importReports(2, 'GMP', 6);
  supervisor = await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' });
  const both = [
    { unit: 'MPS', role: 'assessor' },
    { unit: 'GMP', role: 'assessor' },
  ] as const;
  reader = await office.workstation('Sam Orrell', ...both);
});
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close();
  expect(await office.close()).toEqual([]);
});

/** The line to the hub, and how it answered each hello. @param change what becomes of an answer under way */
function line(change: (reply: string, asked: string) => string | null = () => null) {
  const hub = openTransport(office.organisation.address);
  lines.push(hub);
  const told: ('whole' | number | 'refused')[] = [];
  const transport: HubTransport = {
    origin: hub.origin,
    async call(call) {
      const reply = await hub.call(call);
      if (call.target !== '/v1/hello' || !reply.answered || reply.status !== 200) return reply;
      const changed = change(reply.body.toString('utf8'), call.body);
      const body = changed === null ? reply.body : Buffer.from(changed);
      const answer = JSON.parse(body.toString('utf8')) as HelloReply | Problem;
      told.push('code' in answer ? 'refused' : 'changed' in answer ? answer.changed.compartments.length : 'whole');
      return { ...reply, status: 'code' in answer ? answer.status : 200, body };
    },
    close: () => hub.close(),
  };
  return { transport, told };
}

const compartments = (one: Workstation) =>
  one.vault.db.column<string>('SELECT compartment FROM compartments ORDER BY compartment');
const good = async (session: Session) => expect((await syncRound(session)).halt).toBeNull();
/** Rounds until nothing is new. */
async function caughtUp(session: Session): Promise<void> {
  for (let rounds = 0; rounds < 3; rounds++) await good(session);
}

it('access that is withdrawn after a hello that named nothing is purged at the next', async () => {
  const { transport, told } = line();
  await reader.stop();
  const session = await sessionOver(reader, transport);
  await caughtUp(session);
  expect(told.at(-1)).toBe(0);
  expect(reader.caseIds()).toHaveLength(5);
  await office.organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }], reader.identity.user);
  await good(session);
  expect(told.at(-1)).toBe('whole');
  expect(compartments(reader)).not.toContain('desk:GMP');
  expect(reader.caseIds()).toHaveLength(3);
});

it('a reader who is let out, which changes no grant, is told at the next hello too, and so is one who is let in', async () => {
  const [caseId] = supervisor.caseIds();
  const readers = [supervisor, reader].map(({ identity }) => identity.user);
  const wanted = { caseId: caseId!, to: 'readers' as const, readers, reason: 'It concerns somebody of this floor.' };
  await round(reader);
  await setApart(reader, supervisor, wanted);
  await until(() => supervisor.count(`facts WHERE compartment = '${readersOf(caseId!)}'`) === 1);
  await settled(supervisor);
  await supervisor.stop();
  await reader.stop();
  const { transport, told } = line();
  const session = await sessionOver(reader, transport);
  await caughtUp(session);
  expect([told.at(-1), compartments(reader).includes(readersOf(caseId!))]).toEqual([0, true]);
  const { db } = office.organisation.hub;
  const { grantsVersion } = session;
  await removeReader(db, readersOf(caseId!), reader.identity.user);
  await good(session);
  expect([told.at(-1), session.grantsVersion]).toEqual(['whole', grantsVersion]);
  expect(compartments(reader)).not.toContain(readersOf(caseId!));
  expect(reader.caseIds()).not.toContain(caseId);
  await good(session);
  await addReader(db, readersOf(caseId!), reader.identity.user);
  await good(session);
  expect(told.slice(-2)).toEqual([0, 'whole']);
  expect(reader.caseIds()).toContain(caseId);
});

it('what a hello does not name may be held for as long as what it names, and stays', async () => {
  await reader.stop();
  let now = Date.now();
  const { transport, told } = line();
  const session = await sessionOver(reader, transport, () => now);
  await caughtUp(session);
  const leases = () => {
    const rows = reader.rows<{ compartment: string; lease: string }>(
      'SELECT compartment, lease_until AS lease FROM compartments',
    );
    return new Map(rows.map(({ compartment, lease }) => [compartment, lease]));
  };
  const before = leases();
  expect(before.size).toBeGreaterThan(2);
  now += 11 * MINUTE;
  await office.organisation.importReports(1, 'MPS', 9);
  await good(session);
  expect(told.at(-1)).toBe(1);
  for (const [compartment, lease] of leases()) expect(lease > before.get(compartment)!, compartment).toBe(true);
  expect([...leases().keys()]).toEqual([...before.keys()]);
  expect(reader.caseIds()).toHaveLength(6);
});

it('an answer of before, served again, takes nothing away, and gives nothing back that was withdrawn', async () => {
  await reader.stop();
  let kept: string | null = null;
  let again = false;
  const { transport } = line((reply, asked) => {
    if (reply.includes('"changed"')) kept ??= reply;
    return again && 'known' in HelloRequest.parse(JSON.parse(asked)) ? kept : null;
  });
  const session = await sessionOver(reader, transport);
  await caughtUp(session);
  await office.organisation.importReports(1, 'MPS', 9);
  await good(session);
  const held = compartments(reader);
  await office.organisation.importReports(1, 'GMP', 10);
  again = true;
  await good(session);
  expect(compartments(reader)).toEqual(held);
  expect(reader.caseIds()).toHaveLength(7);
  await office.organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }], reader.identity.user);
  await good(session);
  await good(session);
  expect(compartments(reader)).not.toContain('desk:GMP');
  expect(session.leasedNames).not.toContain('desk:GMP');
});

it('a hub of the version before, which knows no such word, is synced with as before', async () => {
  await reader.stop();
  const Before = HelloRequest.omit({ known: true });
  const refusal: Problem = { type: 'about:blank', title: 'Not the agreed form', status: 400, code: 'invalid_event' };
  const { transport, told } = line((_, asked) =>
    Before.safeParse(JSON.parse(asked)).success ? null : JSON.stringify(refusal),
  );
  const session = await sessionOver(reader, transport);
  await caughtUp(session);
  await office.organisation.importReports(1, 'MPS', 9);
  await good(session);
  expect(told).toEqual(['whole', 'refused', 'whole', 'whole', 'whole']);
  expect(reader.caseIds()).toHaveLength(6);
  await office.organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }], reader.identity.user);
  await good(session);
  expect(reader.caseIds()).toHaveLength(4);
});
