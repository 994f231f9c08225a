/** The id of an event that was signed here belongs to another one: no word is lost, nothing waits for ever, and it is told. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readNotices, seeNotices } from '../../../electron/vault/audit/directory-notices.ts';
import { noticesInShort, noticeWords } from '../../../renderer/words/directory.ts';
import { enrolDevice, hubClient } from '../../../server/device/hub-client.ts';
import { newDeviceIdentity } from '../../../server/device/identity.ts';
import { outbox } from '../../../server/device/outbox.ts';
import { signHeader } from '../../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

const WORDS = 'a telltale heliotrope';
let organisation: Organisation;
let proxy: Proxy;
let workstation: Workstation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(8, 'MPS', 5);
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

const assessor = [{ unit: 'MPS', role: 'assessor' }] as const;

async function synced() {
  const user = await organisation.person('Sam Orrell', [...assessor]);
  workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
}

/** A colleague's workstation, in the wrong hands: it screens a case of the desk under an id that somebody else has used. */
async function takeId(id: string, caseId: string) {
  const user = await organisation.person('Rhys Pell', [...assessor]);
  const enrolled = await enrolDevice(organisation.transport, newDeviceIdentity(), await organisation.codeFor(user));
  if (!enrolled.ok) throw new Error(enrolled.problem.title);
  const thief = enrolled.value;
  const box = outbox(hubClient(organisation.transport, thief, 1), thief, 1, 0);
  const made = box.make('screened', caseId, { result: 'none' }, {}, randomBytes(32));
  const header = { ...made.header, id };
  // The contents are bound to the first id: nobody opens them, and the hub cannot tell.
  const signature = signHeader(header, privateKeyObject('ed25519', thief.signing.privateKey));
  expect(await box.push([{ ...made, header, signature }])).toMatchObject({
    ok: true,
    verdicts: [{ status: 'accepted' }],
  });
  return thief.device;
}

/** A screening, and a decision with words that stands on it. */
function signTwo(caseId: string) {
  const screening = workstation.sign(caseId, 'screened', { result: 'none' });
  const decision = workstation.sign(
    caseId,
    'decided',
    { outcomes: ['record'], route: 'professional_standards' },
    { rationale: WORDS, optionsRejected: [] },
  );
  return { screening, decision };
}

const rowOf = (id: string) =>
  workstation.rows<{ status: string; device: string; payload: string | null; header: string }>(
    `SELECT status, header ->> '$.device' AS device, payload, header FROM events WHERE id = ?`,
    [id],
  )[0];
const own = () =>
  workstation.rows<{ id: string; type: string; device_seq: number; status: string; payload: string; header: string }>(
    `SELECT id, type, device_seq, status, payload, header FROM events
     WHERE device_seq IS NOT NULL AND type IN ('screened', 'decided') ORDER BY device_seq`,
  );
const told = () => readNotices(workstation.vault.db).filter(({ kind }) => kind === 'id_taken');
const journalled = () =>
  workstation
    .rows<{ facets: string; payload: string }>(
      `SELECT facets, payload FROM journal_pending WHERE type = 'event_id_taken' ORDER BY n`,
    )
    .map(({ facets, payload }) => ({ ...(JSON.parse(facets) as object), ...(JSON.parse(payload) as object) }));

function expectSignedAnew(taken: string, caseId: string, thief: string) {
  const [screening, decision] = own();
  // The same acts under the same numbers, accepted, and the second still names the first.
  expect([screening, decision].map((row) => row!.status)).toEqual(['accepted', 'accepted']);
  expect([screening!.device_seq, decision!.device_seq]).toEqual([1, 2]);
  expect(screening!.id).not.toBe(taken);
  expect(JSON.parse(decision!.payload)).toMatchObject({ rationale: WORDS });
  expect(JSON.parse(decision!.header)).toMatchObject({ after: [screening!.id] });
  // What took the id is somebody else's, and has none of these words.
  expect(rowOf(taken)).toMatchObject({ status: 'accepted', device: thief, payload: null });
  // A person is told until they have seen it, and so is the journal, once.
  const entry = { type: 'screened', reference: told()[0]!.entry!.reference, signedAnew: true };
  expect(told()).toMatchObject([{ event: taken, device: workstation.identity.device, entry }]);
  expect(entry.reference).not.toBe('');
  expect(noticesInShort(told())).not.toBeNull();
  const { what, stands, next } = noticeWords(told()[0]!, Date.now());
  expect(what).toContain(entry.reference);
  expect(stands).toContain('signed again');
  expect(next).toContain('security officer');
  expect(journalled()).toEqual([{ outcome: 'signed_anew', event: taken, caseId, signedAnew: screening!.id }]);
  seeNotices(workstation.vault, [taken]);
  expect(told()).toEqual([]);
}

describe('the id of what was signed here is taken', () => {
  it('and the hub says so: it goes out under another, under its own number, and what names it follows', async () => {
    await synced();
    const [caseId, other] = workstation.caseIds();
    workstation.engine().pause(true);
    await until(() => workstation.state().phase === 'stopped');
    const { screening } = signTwo(caseId!);
    const thief = await takeId(screening, other!);
    workstation.engine().pause(false);
    await workstation.settled();
    await until(() => rowOf(screening) !== undefined);
    expect(workstation.state().problem).toBeNull();
    expectSignedAnew(screening, caseId!, thief);
  });

  it('and the log brings the other one first: neither gets the words of the other', async () => {
    await synced();
    const [, , caseId, other] = workstation.caseIds();
    await workstation.stop();
    const { screening } = signTwo(caseId!);
    const thief = await takeId(screening, other!);
    // A session that begins reads before it sends.
    workstation.start();
    await workstation.settled();
    expectSignedAnew(screening, caseId!, thief);
  });

  it('and a hub that says so of every id gets no third one: it waits, whole, and that is told too', async () => {
    await synced();
    const [, , , , caseId] = workstation.caseIds();
    workstation.engine().pause(true);
    await until(() => workstation.state().phase === 'stopped');
    const { screening } = signTwo(caseId!);
    const offered = new Set<string>();
    proxy.decide((target, body) => {
      if (target !== '/v1/events') return 'pass';
      const [first] = (JSON.parse(body) as { events: { header: { id: string } }[] }).events;
      offered.add(first!.header.id);
      return { problem: { code: 'event_id_reuse', status: 409, detail: first!.header.id } };
    });
    workstation.engine().pause(false);
    await until(() => workstation.state().problem === 'event_id_reuse');
    expect(offered.size).toBe(2);
    expect(own().map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    const second = own()[0]!.id;
    expect([...offered]).toEqual([screening, second]);
    expect(told().map(({ event, entry }) => [event, entry?.signedAnew])).toEqual([
      [screening, true],
      [second, false],
    ]);
    expect(journalled()).toMatchObject([
      { outcome: 'signed_anew' },
      { outcome: 'waits', event: second, signedAnew: null },
    ]);
    // Others' work still comes in, and once the hub takes it, everything is there.
    const before = workstation.count('cases');
    await organisation.importReports(1, 'MPS', 77);
    await until(() => workstation.count('cases') === before + 1);
    proxy.decide(() => 'pass');
    await workstation.stop();
    workstation.start();
    await workstation.settled();
    expect(own().map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(told()).toHaveLength(2);
  });

  it('and a hub that does not say whose: it waits and is told once, however often it is asked', async () => {
    await synced();
    const [, , , , , caseId] = workstation.caseIds();
    let refused = 0;
    proxy.decide((target) =>
      target === '/v1/events' ? (refused++, { problem: { code: 'event_id_reuse', status: 409 } }) : 'pass',
    );
    const { screening } = signTwo(caseId!);
    await until(() => workstation.state().problem === 'event_id_reuse');
    await workstation.stop();
    workstation.start();
    await until(() => refused > 1 && workstation.state().problem === 'event_id_reuse');
    expect(told()).toMatchObject([{ event: screening, entry: { signedAnew: false } }]);
    expect(journalled()).toHaveLength(1);
  });
});
