/** A restored hub has forgotten what a colleague did: what stays here of it, and what counts. */
import { beforeAll, expect, test } from 'vitest';
import { forgottenWork } from '../../../electron/vault/cases/forgotten-work.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { closedBecause } from '../../../electron/vault/session/closed.ts';
import { refusedEvents } from '../../../electron/vault/store/events.ts';
import { acceptedFacts } from '../../../electron/vault/store/facts.ts';
import { directoryOf } from '../../../electron/vault/store/meta.ts';
import { standingOf } from '../../../electron/vault/store/standing.ts';
import { deskOf } from '../../../shared/domain/compartment.ts';
import {
  DIRECTORY_CASE,
  HUB_DEVICE,
  LEFT_CASE,
  NO_PAYLOAD_HASH,
  type EventHeader,
} from '../../../shared/domain/header.ts';
import {
  HubLog,
  id as newId,
  organisation,
  reportEvent,
  signedBy,
  unsigned,
  type Organisation,
} from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const WORDS = 'a telltale heliotrope';
const decided = { outcomes: ['record'], route: 'here' };

/** Two reports; on the first a colleague has decided. Then the hub comes back from a backup that has only `kept`. */
async function afterRestore(kept: (all: { report: Event; other: Event; decision: Event }) => readonly Event[]) {
  const [report, other] = [reportEvent(org), reportEvent(org)];
  const { caseId } = report.header;
  const payload = { rationale: WORDS, optionsRejected: [] };
  const decision = signedBy(org.colleague, caseId, report.caseKey!, 'decided', decided, payload);
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(report, other, decision);
  await vault.sync.completeAsOf('2026-03-02T07:00:00.000Z');
  expect(vault.read(caseId).slots.decision).toBe(decision.header.id);

  await vault.sync.startEpoch(2, 0);
  const log = new HubLog(deskOf('MPS'), 2);
  const hubHas = async (...events: readonly Event[]) => {
    for (const event of events) log.add(event);
    await vault.sync.intake(log.page());
  };
  await hubHas(...kept({ report, other, decision }));
  return { vault, report, other, decision, hubHas };
}
type Event = ReturnType<typeof reportEvent>;

const asideOf = ({ db }: TestVault) =>
  db.all<{ id: string; payload: string }>('SELECT id, payload FROM forgotten_events');

test('what the whole log of a restored hub no longer has is out of the case, and its words are kept aside', async () => {
  const { vault, report, decision } = await afterRestore(({ report, other }) => [report, other]);
  const { caseId } = report.header;
  // Until everything has come, it may yet be there.
  expect(vault.read(caseId).slots.decision).toBe(decision.header.id);
  expect(asideOf(vault)).toEqual([]);

  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  expect(vault.read(caseId).slots.decision).toBeUndefined();
  expect(acceptedFacts(vault.db, caseId)?.facts).toMatchObject({ state: 'received' });
  expect(asideOf(vault).map(({ id }) => id)).toEqual([decision.header.id]);
  expect(asideOf(vault)[0]!.payload).toContain(WORDS);
  expect(foldsToTheSame(vault.writing)).toBe(true);
});

test('it is told to the person: whose, when and of which kind, and its words once they have screened the case', async () => {
  const { vault, report, decision, hubHas } = await afterRestore(({ report, other }) => [report, other]);
  expect(forgottenWork(vault.db)).toEqual([]);
  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  const { caseId } = report.header;
  const told = {
    event: decision.header.id,
    caseId,
    type: 'decided',
    by: { user: org.colleague.user },
    at: decision.header.at,
  };
  expect(forgottenWork(vault.db)).toMatchObject([{ ...told, state: 'not_screened', facets: {}, payload: null }]);
  vault.screen([caseId]);
  expect(forgottenWork(vault.db)).toMatchObject([
    { ...told, state: 'here', facets: decided, payload: { rationale: WORDS } },
  ]);
  await hubHas(decision);
  expect(forgottenWork(vault.db)).toEqual([]);
});

test('it comes back like new once its author has offered it again and the hub has taken it', async () => {
  const { vault, report, decision, hubHas } = await afterRestore(({ report, other }) => [report, other]);
  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  await hubHas(decision);
  await vault.sync.completeAsOf('2026-03-02T09:00:00.000Z');
  expect(vault.read(report.header.caseId).slots.decision).toBe(decision.header.id);
  expect(asideOf(vault)).toEqual([]);
  expect(foldsToTheSame(vault.writing)).toBe(true);
});

test('a report of which the restored hub knows nothing at all stays on the desk, with all that was done on it', async () => {
  const { vault, report, decision } = await afterRestore(({ other }) => [other]);
  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  expect(vault.read(report.header.caseId).slots.decision).toBe(decision.header.id);
  expect(asideOf(vault)).toEqual([]);
});

test('while the logs of a restored hub are still to be read, the leases of before go on counting', async () => {
  const { vault } = await afterRestore(() => []);
  const until = vault.now + 3600_000;
  await vault.sync.leases({ [deskOf('MPS')]: new Date(until).toISOString() }, new Date(vault.now).toISOString());
  await vault.sync.startEpoch(3, 0);
  expect(closedBecause(standingOf(vault.db), until - 1)).toBeNull();
  expect(closedBecause(standingOf(vault.db), until)).toBe('lease_expired');
});

test('nothing of it stays when the compartment is withdrawn', async () => {
  const { vault } = await afterRestore(({ report, other }) => [report, other]);
  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  expect(asideOf(vault)).toHaveLength(1);
  await vault.sync.purge(deskOf('MPS'));
  expect(asideOf(vault)).toEqual([]);
});

test('roles that were taken away after the backup are there again, and a workstation that was withdrawn stays so', async () => {
  const vault = await new TestVault(org).withDirectory();
  const { user, device } = org.colleague;
  const before = directoryOf(vault.db).users[user]!;
  expect(before.memberships).not.toEqual([]);
  const log = new HubLog('directory');
  for (const header of org.directory) log.add(unsigned(header));
  log.add(saidByHub('user_set', { ...before, memberships: [] }));
  log.add(saidByHub('device_withdrawn', { device }));
  await vault.sync.intake(log.page());
  expect(directoryOf(vault.db).users[user]!.memberships).toEqual([]);

  await vault.sync.startEpoch(2, 0);
  const restored = new HubLog('directory', 2);
  for (const header of org.directory) restored.add(unsigned(header));
  await vault.sync.intake(restored.page());
  vault.writing.changes.directory = false;
  await vault.sync.completeAsOf('2026-03-02T10:00:00.000Z');
  expect(directoryOf(vault.db).users[user]).toEqual(before);
  expect(directoryOf(vault.db).devices[device]!.withdrawn).toBe(true);
  expect(vault.writing.changes.directory).toBe(true);
});

/** The hub's word that a case has gone to another desk. */
const leaves = (caseId: string, event = newId()) =>
  saidByHub('case_left', { case: caseId, event, by: org.colleague.user, to: 'desk', unit: 'GMP' }, LEFT_CASE);

const saidByHub = (type: string, facets: object, caseId = DIRECTORY_CASE) =>
  unsigned({
    id: newId(),
    caseId,
    type,
    v: 1,
    actor: HUB_DEVICE,
    device: HUB_DEVICE,
    deviceSeq: 0,
    at: '2026-03-02T09:00:00.000Z',
    facets: facets as EventHeader['facets'],
    payloadHash: NO_PAYLOAD_HASH,
  });

test('what counts as refused is asked about again under a new epoch, also where the hub has heard its number', async () => {
  const [report, other] = [reportEvent(org), reportEvent(org)];
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(report, other);
  expect(vault.screen([report.header.caseId, other.header.caseId])).toBe(2);
  const own = () =>
    vault.db.all<{ id: string; status: string; device_seq: number }>(
      `SELECT id, status, device_seq FROM events WHERE type = 'screened' ORDER BY device_seq`,
    );
  const [first, second] = own();
  const refused = { status: 'refused', code: 'not_permitted', reason: 'access_ended' } as const;
  await vault.sync.verdicts([first!, second!].map(({ id }) => ({ id, ...refused })));
  vault.writing.db.run(`UPDATE events SET status = 'settled' WHERE id = ?`, [second!.id]);

  await vault.sync.startEpoch(2, second!.device_seq);
  expect(own().map(({ status }) => status)).toEqual(['waiting', 'settled']);
  expect((await vault.sync.outbox(10, 1e6)).map(({ header }) => header.id)).toEqual([first!.id]);
  await vault.sync.verdicts([{ id: first!.id, status: 'accepted' }]);
  expect(own().map(({ status }) => status)).toEqual(['answered', 'settled']);
});

test('a move of one’s own that counts as refused here, and by which the case has gone, counts as taken', async () => {
  const report = reportEvent(org);
  const { caseId } = report.header;
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(report);
  expect(vault.screen([caseId])).toBe(1);
  const [own] = vault.db.column<string>(`SELECT id FROM events WHERE status = 'waiting' AND type = 'screened'`);
  await vault.sync.verdicts([{ id: own!, status: 'refused', code: 'not_permitted', reason: 'access_ended' }]);
  await vault.receive(leaves(caseId));
  expect(refusedEvents(vault.db, null).map(({ header }) => header.id)).toEqual([own]);
  await vault.receive(leaves(caseId, own));
  expect(refusedEvents(vault.db, null)).toEqual([]);
  expect(vault.db.column(`SELECT status FROM events WHERE id = ?`, [own!])).toEqual(['answered']);
});

test('the only departure that there was is forgotten with the hub, and its case is there again', async () => {
  const [report, other] = [reportEvent(org), reportEvent(org)];
  const { caseId } = report.header;
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(report, other);
  await vault.receive(leaves(caseId));
  await vault.sync.completeAsOf('2026-03-02T09:30:00.000Z');
  expect(acceptedFacts(vault.db, caseId)).toBeNull();

  await vault.sync.startEpoch(2, 0);
  const log = new HubLog(deskOf('MPS'), 2);
  for (const event of [report, other]) log.add(event);
  await vault.sync.intake(log.page());
  await vault.sync.completeAsOf('2026-03-02T10:00:00.000Z');
  expect(acceptedFacts(vault.db, caseId)?.facts).toMatchObject({ state: 'received' });
  expect(vault.db.column('SELECT id FROM events WHERE case_id = ?', [LEFT_CASE])).toEqual([]);
  expect(foldsToTheSame(vault.writing)).toBe(true);
});

test('nothing of it stays when its case alone leaves the desk', async () => {
  const { vault, report, decision, hubHas } = await afterRestore(({ report, other }) => [report, other]);
  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  expect(asideOf(vault).map(({ id }) => id)).toEqual([decision.header.id]);
  const { caseId } = report.header;
  vault.db.run('INSERT INTO pack_pages (case_id, sha256, jpeg) VALUES (?, ?, ?)', [caseId, 'a', 'drawn']);
  await hubHas(leaves(caseId));
  expect(acceptedFacts(vault.db, caseId)).toBeNull();
  expect(asideOf(vault)).toEqual([]);
  expect(vault.db.all('SELECT * FROM pack_pages')).toEqual([]);
});

test('nothing of it stays when its case had left, and came back only in what the restored hub has forgotten', async () => {
  const { vault, report, hubHas } = await afterRestore(({ report }) => [report]);
  const { caseId } = report.header;
  // The decision, in the third place of the log of before, lies behind the departure, in the second of this one.
  await hubHas(leaves(caseId));
  expect(vault.db.column('SELECT id FROM events WHERE case_id = ?', [caseId])).not.toEqual([]);
  await vault.sync.completeAsOf('2026-03-02T10:00:00.000Z');
  expect(acceptedFacts(vault.db, caseId)).toBeNull();
  expect(vault.db.column('SELECT payload FROM events WHERE case_id = ?', [caseId])).toEqual([]);
  expect(vault.db.column('SELECT case_id FROM departures')).toEqual([caseId]);
  expect(asideOf(vault)).toEqual([]);
});

test('of a case that was erased nothing is kept aside, not even what has no words', async () => {
  const { vault, report, decision, hubHas } = await afterRestore(({ report, other }) => [report, other]);
  const { caseId } = report.header;
  const by = (type: string, facets: Parameters<typeof signedBy>[4], payload: Parameters<typeof signedBy>[5]) =>
    signedBy(org.colleague, caseId, report.caseKey!, type, facets, payload);
  const what = { scope: 'case', ground: 'ordered', schedule: '2026-1', group: '3' };
  const proposal = by('disposal_proposed', what, { why: WORDS });
  const contents = 'a'.repeat(64);
  const erased = by('erased', { proposal: proposal.header.id, what, entries: 3, contents, chunks: [] }, null);
  await hubHas(proposal, erased);
  await vault.sync.completeAsOf('2026-03-02T10:00:00.000Z');
  expect(vault.db.column('SELECT id FROM events WHERE id = ?', [decision.header.id])).toEqual([]);
  expect(asideOf(vault)).toEqual([]);
});

test('a restored hub that took its id for another event: each keeps its own words, and the forgotten ones stay aside', async () => {
  const { vault, report, other, decision, hubHas } = await afterRestore(({ report, other }) => [report, other]);
  const { caseId } = report.header;
  const words = { rationale: 'Other words.', optionsRejected: [] };
  const theirs = signedBy(org.colleague, other.header.caseId, other.caseKey!, 'decided', decided, words, {
    id: decision.header.id,
  });
  await hubHas(theirs);
  await vault.sync.completeAsOf('2026-03-02T08:00:00.000Z');
  expect(vault.read(caseId).slots.decision).toBeUndefined();
  expect(vault.read(other.header.caseId).slots.decision).toBe(decision.header.id);
  const rows = vault.db.all<{ case_id: string; payload: string }>('SELECT case_id, payload FROM events WHERE id = ?', [
    decision.header.id,
  ]);
  expect(rows).toEqual([{ case_id: other.header.caseId, payload: JSON.stringify(words) }]);
  expect(asideOf(vault).map(({ payload }) => JSON.parse(payload) as unknown)).toMatchObject([{ rationale: WORDS }]);
});
