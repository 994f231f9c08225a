/** What comes back from the hub, in every slot: both versions, the ways on, each undoable, and nothing of either lost. */
import { beforeAll, describe, expect, test } from 'vitest';
import { refusalDraft } from '../../../shared/bridge/case.ts';
import { endHolds, readHeld, takeBack } from '../../../electron/vault/cases/holds.ts';
import { refusals, reopen, settle } from '../../../electron/vault/cases/refusals.ts';
import { signNow } from '../../../electron/vault/cases/sign.ts';
import { syncCounts } from '../../../electron/vault/session/sync-counts.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function screenedCase() {
  const vault = await new TestVault(org).withDirectory();
  const [report] = await vault.receive(reportEvent(org, {}));
  const { caseId } = report!.header;
  expect(vault.screen([caseId])).toBe(1);
  return { vault, caseId, caseKey: report!.caseKey! };
}
type Made = Awaited<ReturnType<typeof screenedCase>>;

const signed = (answer: ReturnType<TestVault['sign']>) => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.event!;
};
const person = '0196f000-0000-7000-8000-0000000000aa';

/** Of each slot that two people may fill at once: what this person wrote and what a colleague wrote first. */
const slots = (mine: string, theirs: string) => ({
  decided: [
    { facets: { outcomes: ['investigate'], route: 'here' }, payload: { rationale: 'Mine', optionsRejected: [] } },
    { facets: { outcomes: ['record'], route: 'here' }, payload: { rationale: 'Theirs', optionsRejected: [] } },
  ],
  allocated: [
    { facets: { to: mine }, payload: {} },
    { facets: { to: theirs }, payload: {} },
  ],
  safe_contact_set: [
    { facets: {}, payload: { who: 'Mine', how: 'a', when: 'b', never: 'c' } },
    { facets: {}, payload: { who: 'Theirs', how: 'a', when: 'b', never: 'c' } },
  ],
  person_identified: [
    { facets: { person, role: 'reported', identification: 'possible' }, payload: { basis: 'Mine' } },
    { facets: { person, role: 'reported', identification: 'probable' }, payload: { basis: 'Theirs' } },
  ],
  handed_over: [
    { facets: { to: theirs }, payload: { line: 'Mine' } },
    { facets: { to: mine }, payload: { line: 'Theirs' } },
  ],
});
type Type = keyof ReturnType<typeof slots>;
const types = ['decided', 'allocated', 'safe_contact_set', 'person_identified', 'handed_over'] as const;

/** This person signs, a colleague was first, and the hub says so. */
async function conflict({ vault, caseId, caseKey }: Made, type: Type) {
  const [own, other] = slots(org.assessor.user, org.colleague.user)[type] as unknown as [Version, Version];
  const mine = signed(vault.sign({ caseId, type, ...own } as never));
  const theirs = signedBy(org.colleague, caseId, caseKey, type, other.facets, other.payload);
  await vault.receive(theirs);
  await vault.sync.verdicts([{ id: mine, status: 'refused', code: 'conflict', current: theirs.header.id }]);
  return { mine, theirs: theirs.header.id, own, other };
}
interface Version {
  facets: EventHeader['facets'];
  payload: Record<string, unknown>;
}

describe.each(types)('a conflict over %s', (type) => {
  test('shows both versions, and one’s own signed over it is held, taken back, and then stands', async () => {
    const made = await screenedCase();
    const { vault, caseId } = made;
    const { mine, theirs, own, other } = await conflict(made, type);
    expect(refusals(vault.db, null)).toMatchObject([
      { event: mine, type, code: 'conflict', open: true, stands: 'here', ...own, current: { event: theirs, ...other } },
    ]);
    expect(syncCounts(vault.db)).toMatchObject({ refused: 1, conflicts: 1 });

    const part = refusalDraft(mine);
    const over = { caseId, type, ...own, basedOn: theirs, supersedes: mine, draft: part } as never as Parameters<
      typeof vault.sign
    >[0];
    expect(vault.sign({ ...over, holdSeconds: 10 })).toMatchObject({ ok: true, value: { event: null } });
    const before = (await vault.outbox()).length;
    expect(refusals(vault.db, null)[0]?.draft?.heldUntil).not.toBeNull();
    // Taken back, or cut short by a crash: it is as it was, and nothing has left.
    expect(takeBack(vault.writing, caseId, part)).toMatchObject({ ok: true });
    vault.sign({ ...over, holdSeconds: 10 });
    endHolds(vault.writing);
    expect(refusals(vault.db, null).map(({ event }) => event)).toEqual([mine]);
    expect((await vault.outbox()).length).toBe(before);

    vault.sign({ ...over, holdSeconds: 10 });
    const held = readHeld(vault.db, caseId, part)!;
    expect(held.command.kind).toBe('sign');
    const again = signNow(vault.writing, held.command.command as never, part);
    expect(again).toMatchObject({ ok: true });
    expect((await vault.outbox()).at(-1)?.header).toMatchObject({ supersedes: mine, basedOn: theirs, type });
    expect(refusals(vault.db, null)).toEqual([]);
    const read = vault.read(caseId);
    expect(read.drafts).toEqual([]);
    expect(read.gaveWay).toMatchObject([{ event: mine, ...own }]);
    // Every word of both is among the case's events, whatever its fold shows of them.
    const history = vault.db.column<string>('SELECT payload FROM events WHERE case_id = ?', [caseId]).join();
    for (const words of Object.values({ ...own.payload, ...other.payload }))
      if (typeof words === 'string') expect(history).toContain(words);
  });

  test('is settled by keeping what stands, and that can be taken back', async () => {
    const made = await screenedCase();
    const { mine, own } = await conflict(made, type);
    const { vault, caseId } = made;
    settle(vault.writing, mine);
    expect(refusals(vault.db, null)).toEqual([]);
    expect(vault.read(caseId)).toMatchObject({ refused: [], gaveWay: [{ event: mine, ...own }], row: { refused: 0 } });
    reopen(vault.writing, mine);
    expect(vault.read(caseId)).toMatchObject({ refused: [{ event: mine, ...own }], gaveWay: [], row: { refused: 1 } });
  });
});

describe('a refused event', () => {
  test('that was replaced by another is not brought back', async () => {
    const made = await screenedCase();
    const { mine, theirs, own } = await conflict(made, 'decided');
    const { vault, caseId } = made;
    signed(vault.sign({ caseId, type: 'decided', ...own, basedOn: theirs, supersedes: mine } as never));
    reopen(vault.writing, mine);
    expect(refusals(vault.db, null)).toEqual([]);
  });

  test('shows what stands now, when that has been replaced since the hub said so', async () => {
    const made = await screenedCase();
    const { vault, caseId, caseKey } = made;
    const { theirs } = await conflict(made, 'decided');
    const later = signedBy(
      org.colleague,
      caseId,
      caseKey,
      'decided',
      { outcomes: ['safeguard'], route: 'here' },
      { rationale: 'Once more', optionsRejected: [] },
      { basedOn: theirs },
    );
    await vault.receive(later);
    expect(refusals(vault.db, null)[0]?.current).toMatchObject({
      event: later.header.id,
      payload: { rationale: 'Once more' },
    });
  });

  test('of a case in which this person has since declared a conflict shows no word of either version', async () => {
    const made = await screenedCase();
    const { vault, caseId } = made;
    const { mine } = await conflict(made, 'decided');
    signed(vault.sign({ caseId, type: 'labelled', facets: { label: 'HEAVY', on: true }, payload: {} } as never));
    expect(vault.screen([], [caseId])).toBe(1);
    const [closed] = refusals(vault.db, null);
    expect(closed).toMatchObject({ event: mine, open: false, facets: {}, payload: null, current: null, draft: null });
    expect(JSON.stringify(closed)).not.toMatch(/Mine|Theirs/);
    settle(vault.writing, mine);
    expect(refusals(vault.db, null)).toEqual([]);
  });

  test('of a case that was taken away is told of without a word, should its verdict come only then', async () => {
    const made = await screenedCase();
    const { vault, caseId } = made;
    const waiting = signed(vault.sign({ caseId, type: 'decided', ...slots('', '').decided[0] } as never));
    await vault.sync.purge('desk:MPS');
    await vault.sync.verdicts([{ id: waiting, status: 'refused', code: 'not_permitted', reason: 'role_missing' }]);
    expect(refusals(vault.db, null)).toMatchObject([{ event: waiting, open: false, payload: null, reference: '' }]);
    settle(vault.writing, waiting);
    expect(refusals(vault.db, null)).toEqual([]);
  });

  test('several of them come with conflicts first', async () => {
    const made = await screenedCase();
    const { vault, caseId } = made;
    const first = await conflict(made, 'decided');
    const plain = signed(
      vault.sign({ caseId, type: 'labelled', facets: { label: 'HEAVY', on: true }, payload: {} } as never),
    );
    await vault.sync.verdicts([{ id: plain, status: 'refused', code: 'not_permitted', reason: 'not_the_holder' }]);
    expect(refusals(vault.db, null).map(({ event }) => event)).toEqual([first.mine, plain]);
    expect(syncCounts(vault.db)).toMatchObject({ refused: 2, conflicts: 1 });
  });
});
