import { beforeAll, describe, expect, test } from 'vitest';
import type { TextTarget } from '../../../shared/domain/annotation.ts';
import { textTarget } from '../../../shared/domain/annotation.ts';
import { openPayload, payloadMatches, sha256, verifyHeader } from '../../../shared/protocol/envelope.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import { organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const narrative = 'The sergeant took money at the custody desk on Tuesday.';
const target: TextTarget = textTarget(narrative, 4, 12, sha256(narrative));
const decision = { outcomes: ['investigate'], route: 'here' };
const rationale = { rationale: 'It is plain.', optionsRejected: [] };

async function vaultWithCase() {
  const vault = await new TestVault(org).withDirectory();
  const [report] = await vault.receive(reportEvent(org, { narrative }));
  return { vault, caseId: report!.header.caseId, caseKey: report!.caseKey! };
}

async function screenedCase() {
  const made = await vaultWithCase();
  expect(made.vault.screen([made.caseId])).toBe(1);
  return made;
}

const signed = (answer: ReturnType<TestVault['sign']>) => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.event!;
};

describe('signing', () => {
  test('an event signed offline is seen at once, waits, and is a valid envelope of this device', async () => {
    const { vault, caseId, caseKey } = await screenedCase();
    const event = signed(
      vault.sign({ caseId, type: 'annotated', facets: { kind: 'note' }, payload: { target, text: 'look again' } }),
    );
    const answer = vault.read(caseId);
    expect(answer.file?.annotations.map((a) => [a.event, a.text, a.accepted])).toEqual([[event, 'look again', false]]);
    expect(answer.row.waiting).toBe(2);
    const outbox = await vault.outbox();
    expect(outbox.map(({ header }) => [header.deviceSeq, header.type])).toEqual([
      [1, 'screened'],
      [2, 'annotated'],
    ]);
    const wire = outbox[1]!;
    const envelope = { ...wire, sealed: Buffer.from(wire.sealed!, 'base64') };
    expect(verifyHeader(wire.header, wire.signature!, publicKeyObject('ed25519', org.assessor.signing.publicKey))).toBe(
      true,
    );
    expect(payloadMatches(envelope)).toBe(true);
    expect(openPayload(envelope, Buffer.from(caseKey, 'base64'))).toEqual({ target, text: 'look again' });
    expect(wire.header.after).toEqual([outbox[0]!.header.id]);
  });

  test('what is not permitted is refused with the reason and stores nothing', async () => {
    const { vault, caseId } = await vaultWithCase();
    expect(vault.sign({ caseId, type: 'decided', facets: decision, payload: rationale, basedOn: null })).toMatchObject({
      ok: false,
      error: { code: 'not_permitted', detail: { reason: 'conflict_not_screened' } },
    });
    vault.screen([caseId]);
    expect(vault.sign({ caseId, type: 'decided', facets: decision, payload: { rationale: ' ' } })).toMatchObject({
      ok: false,
      error: { code: 'invalid_event' },
    });
    expect(await vault.outbox()).toHaveLength(1);
  });

  test('dependencies: a grade waits for its statement, a decision for the screen, a second for the first', async () => {
    const { vault, caseId } = await screenedCase();
    const statement = signed(
      vault.sign({ caseId, type: 'annotated', facets: { kind: 'statement' }, payload: { target } }),
    );
    const grade = { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' };
    signed(vault.sign({ caseId, type: 'graded', facets: { statement }, payload: grade }));
    const first = signed(vault.sign({ caseId, type: 'decided', facets: decision, payload: rationale, basedOn: null }));
    signed(vault.sign({ caseId, type: 'decided', facets: decision, payload: rationale, basedOn: first }));
    const [screened, , graded, , second] = (await vault.outbox()).map(({ header }) => header);
    expect(graded!.after).toEqual([screened!.id, statement]);
    expect(second).toMatchObject({ basedOn: first, after: [screened!.id, first] });
  });

  test('a decision on a slot that has moved on is a conflict, and its words stay a draft', async () => {
    const { vault, caseId, caseKey } = await screenedCase();
    await vault.receive(
      signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'none' }, {}),
      signedBy(org.colleague, caseId, caseKey, 'decided', decision, rationale),
    );
    const current = vault.read(caseId).slots.decision!;
    const command = { caseId, type: 'decided', facets: decision, payload: rationale, draft: 'decision' } as const;
    vault.db.transaction(() =>
      vault.db.run('INSERT INTO drafts (case_id, part, content, saved_at) VALUES (?, ?, ?, ?)', [
        caseId,
        'decision',
        '{"rationale":"mine"}',
        '2026-03-01T07:00:00.000Z',
      ]),
    );
    expect(vault.sign({ ...command, basedOn: null })).toEqual({
      ok: false,
      error: { code: 'conflict', message: expect.any(String) as string, detail: { slot: 'decision', current } },
    });
    expect(vault.read(caseId).drafts.map((draft) => draft.content)).toEqual([{ rationale: 'mine' }]);
    signed(vault.sign({ ...command, basedOn: current }));
    expect(vault.read(caseId).drafts).toEqual([]);
    expect(vault.read(caseId).file?.decisions).toHaveLength(2);
  });
});

describe('verdicts', () => {
  test('an accepted event no longer waits, and the feed replaces it in place', async () => {
    const { vault, caseId } = await screenedCase();
    const event = signed(vault.sign({ caseId, type: 'decided', facets: decision, payload: rationale }));
    const outbox = await vault.outbox();
    await vault.sync.verdicts(outbox.map(({ header }) => ({ id: header.id, status: 'accepted' as const })));
    expect(await vault.outbox()).toEqual([]);
    expect(vault.read(caseId).row).toMatchObject({ waiting: 0, state: 'decided' });
    await vault.receive(...outbox.map((wire) => vault.accepted(wire, null)));
    const { file } = vault.read(caseId);
    expect(file?.decisions.map((d) => [d.event, d.accepted, d.rationale])).toEqual([[event, true, 'It is plain.']]);
    expect(file?.timeline).toHaveLength(3);
  });

  test('a refused decision leaves the overlay and comes back as words beside the one that stands', async () => {
    const { vault, caseId, caseKey } = await screenedCase();
    const mine = signed(vault.sign({ caseId, type: 'decided', facets: decision, payload: rationale }));
    const theirs = signedBy(
      org.colleague,
      caseId,
      caseKey,
      'decided',
      { outcomes: ['record'], route: 'here' },
      { rationale: 'Nothing in it.', optionsRejected: [] },
    );
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'none' }, {}), theirs);
    expect(vault.read(caseId).file?.decisions).toHaveLength(2);
    await vault.sync.verdicts([
      { id: mine, status: 'refused', code: 'conflict', reason: 'conflict', current: theirs.header.id },
    ]);
    const answer = vault.read(caseId);
    expect(answer.file?.decisions.map((d) => d.event)).toEqual([theirs.header.id]);
    expect(answer.slots.decision).toBe(theirs.header.id);
    expect(answer.row).toMatchObject({ refused: 1, nextAct: 'answer_refusal' });
    expect(answer.refused).toMatchObject([
      {
        event: mine,
        code: 'conflict',
        payload: rationale,
        current: { event: theirs.header.id, by: org.colleague.user, payload: { rationale: 'Nothing in it.' } },
      },
    ]);
    expect((await vault.open({ view: 'today' })).rows[0]?.caseId).toBe(caseId);

    const again = signed(
      vault.sign({
        caseId,
        type: 'decided',
        facets: decision,
        payload: rationale,
        basedOn: theirs.header.id,
        supersedes: mine,
      }),
    );
    expect(vault.read(caseId).refused).toEqual([]);
    expect((await vault.outbox()).at(-1)?.header).toMatchObject({ id: again, supersedes: mine });
  });

  test('a restored hub is offered again what it lost, in the order of its numbers, and a let-be refusal stays quiet', async () => {
    const { vault, caseId } = await screenedCase();
    const refused = signed(vault.sign({ caseId, type: 'decided', facets: decision, payload: rationale }));
    const before = await vault.outbox();
    await vault.sync.verdicts([
      { id: before[0]!.header.id, status: 'accepted' },
      { id: refused, status: 'refused', code: 'conflict' },
    ]);
    await vault.receive(vault.accepted(before[0]!, null));
    vault.db.run(`UPDATE events SET status = 'settled', let_be = 1 WHERE id = ?`, [refused]);
    await vault.sync.startEpoch(2, 0);
    expect(await vault.outbox()).toEqual(before);
    expect((await vault.sync.cursors()).every((cursor) => cursor.epoch === 2 && cursor.tree.size === 0)).toBe(true);
    await vault.sync.verdicts([
      { id: before[0]!.header.id, status: 'accepted' },
      { id: refused, status: 'refused', code: 'conflict' },
    ]);
    expect(vault.read(caseId).refused).toEqual([]);
  });
});
