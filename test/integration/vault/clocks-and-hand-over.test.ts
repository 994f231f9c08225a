import { beforeAll, describe, expect, test } from 'vitest';
import { saveDraft } from '../../../electron/vault/cases/drafts.ts';
import type { Draft } from '../../../shared/bridge/case.ts';
import { codeList } from '../../../shared/domain/codes.ts';
import { countDues, seeReminders } from '../../../electron/vault/dues/counts.ts';
import { readHandOver } from '../../../electron/vault/dues/hand-over.ts';
import { needsOf } from '../../../electron/vault/dues/needs.ts';
import { readDues } from '../../../electron/vault/dues/list.ts';
import { handOverPeople } from '../../../electron/vault/dues/recipients.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { HAND_OVER_MS } from '../../../shared/domain/dues.ts';
import { nextShift } from '../../../shared/domain/shift.ts';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import {
  HubLog,
  id,
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

const subjects = [{ name: 'Otto Vesper' }];

async function caseInVault(more: { readonly supervisor?: boolean } = {}) {
  const vault = new TestVault(org);
  const log = new HubLog(DIRECTORY);
  for (const header of org.directory) log.add(unsigned(header));
  const set = org.directory.find((h) => h.type === 'user_set' && h.facets.user === org.assessor.user)!;
  const memberships = [
    { unit: 'MPS', role: 'assessor' },
    { unit: 'MPS', role: 'supervisor' },
  ];
  if (more.supervisor === true) log.add(unsigned({ ...set, id: id(), facets: { ...set.facets, memberships } }));
  await vault.sync.intake(log.page());
  const [report] = await vault.receive(reportEvent(org, { narrative: 'Otto Vesper took money.', subjects }));
  const caseId = report!.header.caseId;
  return { vault, caseId, caseKey: report!.caseKey! };
}

const signed = (answer: ReturnType<TestVault['sign']>): string => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.event!;
};
const refused = (answer: ReturnType<TestVault['sign']>) => (answer.ok ? null : answer.error);

describe('a clock', () => {
  test('that the law sets cannot be moved, whoever asks; a service clock moves with a reason', async () => {
    const { vault, caseId } = await caseInVault();
    vault.screen([caseId]);
    const move = (clock: string) =>
      vault.sign({
        caseId,
        type: 'clock_moved',
        facets: { clock, due: '2026-05-01T08:00:00.000Z' },
        payload: { reason: 'The witness is abroad.' },
      });
    expect(refused(move('mandatory_referral'))).toMatchObject({
      code: 'illegal_transition',
      detail: { reason: 'statutory_clock' },
    });
    signed(move('case_review'));
    expect(vault.read(caseId).clocks.find(({ clock }) => clock === 'case_review')).toMatchObject({
      due: '2026-05-01T08:00:00.000Z',
      moved: true,
    });
    const { rows } = readDues(vault.db, { scope: 'all', kinds: ['clock'], from: 0, to: 50 });
    expect(rows.find(({ what }) => what === 'case_review')!.due).toBe('2026-05-01T08:00:00.000Z');
    expect(foldsToTheSame(vault.writing)).toBe(true);
  });
});

describe('a reminder', () => {
  test('is shown to whom it reminds until they have looked, and again when they are reminded anew', async () => {
    const { vault, caseId, caseKey } = await caseInVault();
    signed(vault.sign({ caseId, type: 'allocated', facets: { to: org.assessor.user }, payload: {} }));
    const remind = (clock: string) =>
      vault.receive(signedBy(org.colleague, caseId, caseKey, 'reminded', { clock, to: org.assessor.user }, {}));
    const told = () => countDues(vault.db, vault.now).reminded;
    expect(told()).toBe(0);
    await remind('acknowledge_charity');
    expect(told()).toBe(1);
    const [row] = readDues(vault.db, { scope: 'mine', kinds: [], from: 0, to: 50 }).rows.filter((r) => r.reminded);
    expect([row!.what, row!.reminded!.by.name]).toEqual(['acknowledge_charity', org.colleague.name]);
    seeReminders(vault.writing);
    expect(told()).toBe(0);
    await remind('acknowledge_charity');
    expect(told()).toBe(1);
    // Of what somebody else holds by now, nobody is reminded.
    const { slots } = vault.read(caseId);
    const to = { to: org.colleague.user };
    signed(vault.sign({ caseId, type: 'allocated', facets: to, payload: {}, basedOn: slots.allocation ?? null }));
    expect(told()).toBe(0);
  });
});

describe('a hand-over', () => {
  test('leaves the case with the giver until it is accepted, and is shown to a supervisor after 30 minutes', async () => {
    const { vault, caseId } = await caseInVault({ supervisor: true });
    vault.screen([caseId]);
    signed(vault.sign({ caseId, type: 'allocated', facets: { to: org.assessor.user }, payload: {} }));
    const offer = signed(
      vault.sign({ caseId, type: 'handed_over', facets: { to: org.colleague.user }, payload: { line: 'Tonight.' } }),
    );
    const at = vault.now;
    const until = nextShift(new Date(at).toISOString());
    expect(vault.read(caseId).row.allocatedTo?.user).toBe(org.assessor.user);
    expect(readHandOver(vault.db, until, at + HAND_OVER_MS - 60_000).late).toEqual([]);
    const [late] = readHandOver(vault.db, until, at + HAND_OVER_MS + 60_000).late;
    expect([late!.caseId, late!.offer.event, late!.offer.to.name, late!.line]).toEqual([
      caseId,
      offer,
      org.colleague.name,
      'Tonight.',
    ]);
    expect(countDues(vault.db, at + HAND_OVER_MS + 60_000).late).toBe(1);
    expect(refused(vault.sign({ caseId, type: 'hand_over_accepted', facets: { offer }, payload: {}, basedOn: offer })))
      // Nobody accepts in another's stead.
      .toMatchObject({ code: 'not_permitted', detail: { reason: 'not_the_recipient' } });
  });

  test('is not shown as late to somebody who does not supervise', async () => {
    const { vault, caseId } = await caseInVault();
    vault.screen([caseId]);
    const facets = { to: org.colleague.user };
    signed(vault.sign({ caseId, type: 'handed_over', facets, payload: { line: 'Tonight.' } }));
    expect(countDues(vault.db, vault.now + 2 * HAND_OVER_MS).late).toBe(0);
  });

  test('masks names in its line until the receiver’s own conflict screen, and takes the giver’s tasks along', async () => {
    const { vault, caseId, caseKey } = await caseInVault();
    const by = (type: string, facets: Record<string, string>, payload: object, more = {}) =>
      signedBy(org.colleague, caseId, caseKey, type, facets, payload, more);
    const set = by('task_set', { kind: 'urgent', holder: org.colleague.user }, { text: 'Ring Otto Vesper' });
    const offer = by('handed_over', { to: org.assessor.user }, { line: 'Otto Vesper is on shift tonight.' });
    await vault.receive(by('screened', { result: 'none' }, {}), set, offer);
    const until = nextShift(new Date(vault.now).toISOString());
    const offered = () => readHandOver(vault.db, until, vault.now).offered;
    expect(offered()[0]!.line).toContain('is on shift tonight.');
    expect(JSON.stringify(offered())).not.toMatch(/Vesper/);
    expect(JSON.stringify(readDues(vault.db, { scope: 'all', kinds: [], from: 0, to: 50 }))).not.toMatch(/Vesper/);
    signed(
      vault.sign({
        caseId,
        type: 'hand_over_accepted',
        facets: { offer: offer.header.id },
        payload: {},
        basedOn: offered()[0]!.basedOn,
      }),
    );
    expect(vault.read(caseId).row.allocatedTo?.user).toBe(org.assessor.user);
    expect(offered()).toEqual([]);
    vault.screen([caseId]);
    const { rows } = readDues(vault.db, { scope: 'mine', kinds: ['urgent'], from: 0, to: 50 });
    expect(rows.map(({ what, words }) => [what, words])).toEqual([[set.header.id, 'Ring Otto Vesper']]);
    expect(vault.read(caseId).file!.work.tasks[0]!.holder).toBe(org.assessor.user);
    const [own] = readHandOver(vault.db, until, vault.now).own;
    expect(own!.reasons.map(({ kind, words }) => [kind, words])).toContainEqual(['urgent', 'Ring Otto Vesper']);
  });

  test('lists drafts and refused entries, and marks who cannot receive without saying why', async () => {
    const { vault, caseId, caseKey } = await caseInVault();
    vault.screen([caseId]);
    expect(handOverPeople(vault.db, [caseId])).toEqual([
      { user: org.colleague.user, name: org.colleague.name, canReceive: true },
    ]);
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'declared' }, {}));
    expect(handOverPeople(vault.db, [caseId])).toEqual([
      { user: org.colleague.user, name: org.colleague.name, canReceive: false },
    ]);
    const give = vault.sign({
      caseId,
      type: 'handed_over',
      facets: { to: org.colleague.user },
      payload: { line: 'Tonight.' },
    });
    expect(refused(give)).toMatchObject({ code: 'not_permitted', detail: { reason: 'cannot_receive' } });
    vault.db.run(`INSERT INTO drafts (case_id, part, content, saved_at) VALUES (?, 'decision', '{}', ?)`, [
      caseId,
      '2026-03-02T09:00:00.000Z',
    ]);
    const note = vault.sign({ caseId, type: 'labelled', facets: { label: 'MEDIA', on: true }, payload: {} });
    vault.db.run(`UPDATE events SET status = 'refused' WHERE id = ?`, [signed(note)]);
    const [own] = readHandOver(vault.db, '2026-03-01T00:00:00.000Z', vault.now).own;
    expect(own!.reasons.map(({ kind, what }) => [kind, what])).toEqual([
      ['refused', 'labelled'],
      ['draft', 'decision'],
    ]);
  });
});

describe('a draft that goes with a hand-over', () => {
  const words = { form: { rationale: 'I would look into it.' }, caret: null };
  const until = '2026-03-01T00:00:00.000Z';
  const kinds = (vault: TestVault) =>
    readHandOver(vault.db, until, vault.now).own.flatMap(({ reasons }) => reasons.map(({ kind }) => kind));

  /** The hub has accepted what waits here, and its log brings it back before what others do then. */
  async function comeBack(vault: TestVault, caseId: string): Promise<void> {
    const contents = new Map(
      vault.db
        .all<{ id: string; payload: string | null }>('SELECT id, payload FROM events WHERE case_id = ?', [caseId])
        .map(({ id: event, payload }) => [event, payload === null ? null : (JSON.parse(payload) as unknown)]),
    );
    const waiting = await vault.outbox();
    await vault.receive(
      ...waiting
        .filter(({ header }) => header.caseId === caseId)
        .map((event) => vault.accepted(event, contents.get(event.header.id) ?? null)),
    );
  }

  test('is listed as passed on while it waits, as a draft again once it is left or typed on, and not once it is taken', async () => {
    for (const result of ['taken', 'left'] as const) {
      const { vault, caseId, caseKey } = await caseInVault();
      vault.screen([caseId]);
      const by = (type: string, facets: Record<string, string>, more = {}) =>
        signedBy(org.colleague, caseId, caseKey, type, facets, {}, more);
      saveDraft(vault.writing, caseId, 'decision', words);
      expect(kinds(vault)).toEqual(['draft']);
      const share = () => {
        const [{ part, content, savedAt }] = vault.read(caseId).drafts as [Draft];
        const facets = { stage: 'decision', to: org.colleague.user };
        return vault.sign({ caseId, type: 'draft_shared', facets, payload: { part, content, savedAt } });
      };
      // Without an offer it goes nowhere.
      expect(refused(share())).toMatchObject({ detail: { reason: 'hand_over_unknown' } });
      const to = { to: org.colleague.user };
      const offer = signed(vault.sign({ caseId, type: 'handed_over', facets: to, payload: { line: 'Tonight.' } }));
      const draft = signed(share());
      expect(kinds(vault)).toEqual(['draft_shared']);
      await comeBack(vault, caseId);
      await vault.receive(
        by('screened', { result: 'none' }),
        by('hand_over_accepted', { offer }, { basedOn: offer }),
        by('draft_answered', { draft, result }),
      );
      expect(vault.read(caseId).file!.work.sharedDrafts.map(({ state }) => state)).toEqual([result]);
      expect(kinds(vault)).toEqual(result === 'taken' ? [] : ['draft']);
      // Whoever typed it keeps it, and may type on.
      expect(vault.read(caseId).drafts[0]!.content).toEqual(words);
      vault.now += 60_000;
      saveDraft(vault.writing, caseId, 'decision', { ...words, form: { rationale: 'More.' } });
      expect(kinds(vault)).toEqual(['draft']);
      expect(foldsToTheSame(vault.writing)).toBe(true);
    }
  });

  test('comes to its receiver with the offer, by its stage alone, and only they may answer it, once', async () => {
    const { vault, caseId, caseKey } = await caseInVault();
    vault.screen([caseId]);
    const by = (type: string, facets: Record<string, string>, payload: object = {}) =>
      signedBy(org.colleague, caseId, caseKey, type, facets, payload);
    const offer = by('handed_over', { to: org.assessor.user }, { line: 'Tonight.' });
    const shared = by(
      'draft_shared',
      { stage: 'decision', to: org.assessor.user },
      { part: 'decision', content: words, savedAt: '2026-03-02T09:00:00.000Z' },
    );
    await vault.receive(by('screened', { result: 'none' }), offer, shared);
    const [offered] = readHandOver(vault.db, until, vault.now).offered;
    expect(offered!.drafts).toEqual(['decision']);
    const draft = shared.header.id;
    const answer = () =>
      vault.sign({ caseId, type: 'draft_answered', facets: { draft, result: 'taken' }, payload: {} });
    expect(refused(answer())).toMatchObject({ detail: { reason: 'draft_not_open' } });
    const facets = { offer: offer.header.id };
    signed(vault.sign({ caseId, type: 'hand_over_accepted', facets, payload: {}, basedOn: offered!.basedOn }));
    expect(vault.read(caseId).file!.work.sharedDrafts[0]!.contents!.content).toEqual(words);
    expect(vault.read(caseId).drafts).toEqual([]);
    signed(answer());
    expect(refused(answer())).toMatchObject({ detail: { reason: 'draft_not_open' } });
    expect(vault.read(caseId).file!.decisions).toEqual([]);
  });

  test('is withdrawn when the case is kept after all', async () => {
    const { vault, caseId } = await caseInVault();
    vault.screen([caseId]);
    saveDraft(vault.writing, caseId, 'decision', words);
    const to = { to: org.colleague.user };
    signed(vault.sign({ caseId, type: 'handed_over', facets: to, payload: { line: 'Tonight.' } }));
    const [{ part, content, savedAt }] = vault.read(caseId).drafts as [Draft];
    const facets = { stage: 'decision', ...to };
    signed(vault.sign({ caseId, type: 'draft_shared', facets, payload: { part, content, savedAt } }));
    signed(vault.sign({ caseId, type: 'allocated', facets: { to: org.assessor.user }, payload: {} }));
    expect(vault.read(caseId).file!.work.sharedDrafts[0]!.state).toBe('withdrawn');
    expect(kinds(vault)).toEqual(['draft']);
  });
});

describe('what waits for a person', () => {
  const HOUR = 3_600_000;

  test('is a task when it is near, an answer in a case of theirs, a reminder; nobody else’s, and nothing far away', async () => {
    const { vault, caseId, caseKey } = await caseInVault();
    vault.screen([caseId]);
    signed(vault.sign({ caseId, type: 'allocated', facets: { to: org.assessor.user }, payload: {} }));
    const needs = () => needsOf(vault.db, vault.now).filter((key) => !key.includes(' clock '));
    const task = (holder: string, hours: number) =>
      signed(
        vault.sign({
          caseId,
          type: 'task_set',
          facets: { kind: 'task', holder, due: new Date(vault.now + hours * HOUR).toISOString() },
          payload: { text: 'Ring' },
        }),
      );
    const near = task(org.assessor.user, 0.5);
    const later = task(org.assessor.user, 3);
    task(org.colleague.user, 0.5);
    expect(needs()).toEqual([`${caseId} task ${near}`]);
    vault.now += 2.5 * HOUR;
    expect(needs().sort()).toEqual([`${caseId} task ${near}`, `${caseId} task ${later}`].sort());
    for (const id of [near, later])
      signed(vault.sign({ caseId, type: 'task_settled', facets: { task: id, result: 'done' }, payload: {} }));
    expect(needs()).toEqual([]);
    const facets = { check: 'VETTING', authority: 'LINE_SUPERVISOR' };
    const asked = { about: 'The officer', purpose: 'To know' };
    const check = signed(vault.sign({ caseId, type: 'check_requested', facets, payload: asked }));
    expect(needs()).toEqual([]);
    const answer = signedBy(
      org.colleague,
      caseId,
      caseKey,
      'check_answered',
      { check, result: 'found' },
      { text: 'Yes' },
    );
    const reminder = { clock: 'case_review', to: org.assessor.user };
    const reminded = signedBy(org.colleague, caseId, caseKey, 'reminded', reminder, {});
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'none' }, {}), answer, reminded);
    expect(needs()).toEqual([`${caseId} answer`, `${reminded.header.id} reminder`]);
  });

  test('is what the law sets four hours before its time, and any other clock one hour before', async () => {
    const { vault, caseId } = await caseInVault();
    vault.screen([caseId]);
    signed(vault.sign({ caseId, type: 'allocated', facets: { to: org.assessor.user }, payload: {} }));
    const [first, ...others] = codeList('mandatory_referral_ground').entries;
    const grounds = [first!, ...others].map(({ code }, at) => ({ ground: code, answer: at === 0 ? 'yes' : 'no' }));
    const becameClearAt = new Date(vault.now).toISOString();
    const facets = { stage: 'referral_test', round: 1, grounds, becameClearAt };
    signed(vault.sign({ caseId, type: 'assessed', facets, payload: {} }));
    for (const [clock, hours] of [
      ['mandatory_referral', 4],
      ['case_review', 1],
    ] as const) {
      const due = Date.parse(vault.read(caseId).clocks.find((each) => each.clock === clock)!.due);
      const waits = (now: number) => needsOf(vault.db, now).includes(`${caseId} clock ${clock}`);
      expect([waits(due - hours * HOUR - 1), waits(due - hours * HOUR), waits(due + HOUR)]).toEqual([
        false,
        true,
        true,
      ]);
    }
  });
});
