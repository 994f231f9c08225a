/** What a supervisor sees to, on a real vault: the draw of second reviews, allocation, what is overdue, absence. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  absencesDue,
  comeBack,
  draftsBetween,
  giveToCover,
  readAbsences,
  setAbsence,
} from '../../../electron/vault/supervision/absence.ts';
import { readMoving } from '../../../electron/vault/moving/read-moving.ts';
import { needsOf } from '../../../electron/vault/dues/needs.ts';
import { readApprovals } from '../../../electron/vault/supervision/approvals.ts';
import { countSupervision } from '../../../electron/vault/supervision/counts.ts';
import { readOverdue } from '../../../electron/vault/supervision/overdue.ts';
import { readReviews } from '../../../electron/vault/supervision/reviews.ts';
import { draw } from '../../../electron/vault/supervision/sampling.ts';
import { readUnheld } from '../../../electron/vault/supervision/unheld.ts';
import { saveDraft } from '../../../electron/vault/cases/drafts.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { caseInView } from '../../../electron/vault/store/facts.ts';
import { duesOf } from '../../../shared/domain/dues.ts';
import { levelOf, seenBy } from '../../../shared/domain/escalation.ts';
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

const at = (day: number) => `2026-02-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const nothingFurther = { outcomes: ['record'], route: 'here' };
const why = { rationale: 'Nothing to follow up.', optionsRejected: [] };

/** Asha supervises, Colin assesses, Ines supervises too. */
async function deskOf(cases: number) {
  const vault = new TestVault(org);
  const directory = new HubLog(DIRECTORY);
  for (const header of org.directory) directory.add(unsigned(header));
  const supervisor = (user: string) => {
    const set = org.directory.find(({ type, facets }) => type === 'user_set' && facets.user === user)!;
    const memberships = [{ unit: 'MPS', role: 'supervisor' }];
    directory.add(unsigned({ ...set, id: id(), facets: { ...set.facets, memberships } }));
  };
  supervisor(org.assessor.user);
  supervisor(org.investigator.user);
  await vault.sync.intake(directory.page());
  const reports = await vault.receive(...Array.from({ length: cases }, () => reportEvent(org)));
  const held = reports.map(({ header, caseKey }) => ({ caseId: header.caseId, caseKey: caseKey! }));
  return { vault, cases: held, directory };
}
type Held = Awaited<ReturnType<typeof deskOf>>['cases'][number];

/** Colin decides no further action, and Ines answers. */
async function decide(vault: TestVault, { caseId, caseKey }: Held, verdict: string | null, day: number) {
  const decided = signedBy(org.colleague, caseId, caseKey, 'decided', nothingFurther, why, { v: 2, at: at(day) });
  await vault.receive(decided);
  const decision = decided.header.id;
  if (verdict !== null)
    await vault.receive(
      signedBy(org.investigator, caseId, caseKey, 'decision_reviewed', { decision, verdict }, {}, { at: at(day) }),
    );
  return decision;
}

describe('a decision of no further action', () => {
  test('waits in the queue of whoever supervises and did not decide, and is signed as one that waits', async () => {
    const { vault, cases } = await deskOf(2);
    vault.screen(cases.map(({ caseId }) => caseId));
    const [one, own] = cases as [Held, Held];
    const decision = await decide(vault, one, null, 3);
    const mine = vault.sign({ caseId: own.caseId, type: 'decided', facets: nothingFurther, payload: why });
    if (!mine.ok) throw new Error(mine.error.code);
    expect(readApprovals(vault.db).map(({ kind, what, own: theirs }) => [kind, what, theirs])).toEqual([
      ['decision', decision, false],
      ['decision', mine.value.event, true],
    ]);
    expect(vault.read(one.caseId).row).toMatchObject({ state: 'in_assessment', nextAct: 'await_approval' });
    const approve = (caseId: string, of: string) =>
      vault.sign({ caseId, type: 'decision_reviewed', facets: { decision: of, verdict: 'approved' }, payload: {} });
    expect(approve(own.caseId, mine.value.event!)).toMatchObject({
      ok: false,
      error: { code: 'not_permitted', detail: { reason: 'own_decision' } },
    });
    expect(approve(one.caseId, decision).ok).toBe(true);
    expect(vault.read(one.caseId).row.state).toBe('decided');
    expect(caseInView(vault.db, one.caseId)!.facts.decision!.id).toBe(decision);
    expect(foldsToTheSame(vault.writing)).toBe(true);
  });

  test('that was signed before decisions waited has its effect still', async () => {
    const { vault, cases } = await deskOf(1);
    const [{ caseId, caseKey }] = cases as [Held];
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'decided', nothingFurther, why));
    expect(caseInView(vault.db, caseId)!.facts.state).toBe('decided');
  });
});

describe('the draw of second reviews', () => {
  test('gives two supervisors the same decisions, is kept with share and seed, and shows where it was steered', async () => {
    const { vault, cases } = await deskOf(12);
    const decisions: string[] = [];
    for (const [n, one] of cases.entries())
      decisions.push(await decide(vault, one, n < 11 ? 'approved' : 'returned', n + 1));
    const month = '2026-02';
    expect(readReviews(vault.db, vault.now).months).toEqual([{ unit: 'MPS', month, left: 11, draws: [] }]);
    expect(draw(vault.writing, { unit: 'MPS', month: '2026-03', share: 20 })).toMatchObject({
      ok: false,
      error: { code: 'month_not_over' },
    });

    const other = new TestVault(org, org.investigator);
    const log = new HubLog(DIRECTORY);
    for (const header of org.directory) log.add(unsigned(header));
    const set = org.directory.find(({ type, facets }) => type === 'user_set' && facets.user === org.investigator.user)!;
    log.add(
      unsigned({ ...set, id: id(), facets: { ...set.facets, memberships: [{ unit: 'MPS', role: 'supervisor' }] } }),
    );
    await other.sync.intake(log.page());
    await other.receive(...vault.desk.events);

    expect(draw(vault.writing, { unit: 'MPS', month, share: 20 })).toEqual({ ok: true, value: { drawn: 3 } });
    expect(draw(other.writing, { unit: 'MPS', month, share: 20 })).toEqual({ ok: true, value: { drawn: 3 } });
    const [here, there] = [vault, other].map((each) => readReviews(each.db, each.now));
    const drawn = here!.rows.map(({ decision }) => decision);
    expect(drawn).toHaveLength(3);
    expect(decisions.slice(0, 11)).toEqual(expect.arrayContaining(drawn));
    expect(there!.rows.map(({ decision }) => decision).toSorted()).toEqual(drawn.toSorted());
    expect(here!.months[0]).toMatchObject({ left: 0, draws: [{ share: 20, of: 11, drawn: 3, repeats: true }] });
    expect(there!.months).toEqual(here!.months);
    expect(draw(vault.writing, { unit: 'MPS', month, share: 100 })).toMatchObject({
      error: { code: 'nothing_to_draw' },
    });

    // Who approved has a part in it and does not read it a second time; nor does who decided.
    expect(here!.rows.every(({ mayAct }) => mayAct)).toBe(true);
    expect(there!.rows.some(({ mayAct }) => mayAct)).toBe(false);

    // Somebody's own version of the program that draws another decision instead is found out.
    const steered = new TestVault(org);
    await steered.sync.intake(directoryAgain());
    await steered.receive(...vault.desk.events);
    const { seed } = here!.months[0]!.draws[0]!;
    const avoided = decisions.slice(0, 11).filter((one) => !drawn.includes(one));
    for (const decision of [...drawn.slice(1), avoided[0]!]) {
      const { caseId, caseKey } = cases[decisions.indexOf(decision)]!;
      const facets = { decision, month, share: 20, seed, of: 11 };
      await steered.receive(signedBy(org.investigator, caseId, caseKey, 'second_review_drawn', facets, {}));
    }
    expect(readReviews(steered.db, steered.now).months[0]!.draws[0]!.repeats).toBe(false);
  });

  test('ends where both agree, is settled by a third where they differ, and opens the decision again', async () => {
    const { vault, cases } = await deskOf(2);
    vault.screen(cases.map(({ caseId }) => caseId));
    const decisions = [await decide(vault, cases[0]!, 'approved', 1), await decide(vault, cases[1]!, 'approved', 2)];
    draw(vault.writing, { unit: 'MPS', month: '2026-02', share: 100 });
    const sign = (n: number, type: 'second_review_found' | 'second_review_settled', facets: object, payload: object) =>
      vault.sign({ caseId: cases[n]!.caseId, type, facets: { decision: decisions[n], ...facets }, payload } as never);
    expect(sign(0, 'second_review_found', { finding: 'agrees' }, {}).ok).toBe(true);
    expect(sign(1, 'second_review_found', { finding: 'differs' }, { comment: 'The rota was not read.' }).ok).toBe(true);
    // Asha found it, Ines approved it, Colin decided it: none of them settles it.
    expect(sign(1, 'second_review_settled', { result: 'stands' }, { why: 'So.' })).toMatchObject({
      error: { detail: { reason: 'own_decision' } },
    });
    expect(readReviews(vault.db, vault.now).rows).toMatchObject([{ waits: 'settle', mayAct: false }]);
    // The hub takes in what was signed here before it hears of the rest.
    await vault.receive(...(await vault.outbox()).map((event) => vault.accepted(event, {})));
    const settled = { decision: decisions[1]!, result: 'reopened' };
    const { caseId, caseKey } = cases[1]!;
    await vault.receive(
      signedBy(org.gateway, caseId, caseKey, 'second_review_settled', settled, { why: 'It was not.' }),
    );
    expect(readReviews(vault.db, vault.now)).toMatchObject({
      rows: [],
      figures: [{ month: '2026-02', drawn: 2, open: 0, agreed: 1, differed: 1, stood: 0, reopened: 1 }],
    });
    const { decision, pending, state } = caseInView(vault.db, caseId)!.facts;
    expect([decision, pending?.state, pending?.by, state]).toEqual([
      null,
      'returned',
      org.colleague.user,
      'in_assessment',
    ]);
    expect(JSON.stringify(readReviews(vault.db, vault.now).figures)).not.toContain(org.colleague.user);
  });
});

function directoryAgain() {
  const log = new HubLog(DIRECTORY);
  for (const header of org.directory) log.add(unsigned(header));
  for (const who of [org.assessor, org.investigator]) {
    const set = org.directory.find(({ type, facets }) => type === 'user_set' && facets.user === who.user)!;
    log.add(
      unsigned({ ...set, id: id(), facets: { ...set.facets, memberships: [{ unit: 'MPS', role: 'supervisor' }] } }),
    );
  }
  return log.page();
}

describe('allocation', () => {
  test('offers no case to whoever has declared a conflict in it, and says nothing of it', async () => {
    const { vault, cases } = await deskOf(3);
    const [{ caseId, caseKey }] = cases as [Held];
    const before = readUnheld(vault.db, vault.now);
    expect(before.rows.every(({ offered }) => offered.includes(org.colleague.user))).toBe(true);
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'declared' }, {}));
    const { rows, people } = readUnheld(vault.db, vault.now);
    expect(rows.find((row) => row.caseId === caseId)!.offered).not.toContain(org.colleague.user);
    expect(rows.filter(({ offered }) => offered.includes(org.colleague.user))).toHaveLength(2);
    expect(people.map(({ name }) => name)).toEqual(['Asha Assessor', 'Colin Colleague', 'Ines Investigator']);
    const told = JSON.stringify({ rows, people });
    for (const word of ['declared', 'conflict', 'cannot']) expect(told).not.toContain(word);
  });

  test('is of nobody’s business but a supervisor’s', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org));
    expect(readUnheld(vault.db, vault.now)).toEqual({ rows: [], people: [] });
    expect(await countSupervision(vault.db, vault.now)).toEqual({ approvals: 0, overdue: 0, unheld: 0, reviews: 0 });
  });
});

describe('what is overdue', () => {
  test('is with the supervisors, then with the head of unit, and stays when somebody has seen it', async () => {
    const { vault, cases, directory } = await deskOf(1);
    const [{ caseId, caseKey }] = cases as [Held];
    vault.screen([caseId]);
    const due = new Date(vault.now + 3_600_000).toISOString();
    const task = { kind: 'urgent', holder: org.colleague.user, due };
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'task_set', task, { text: 'Move her.' }));
    const urgent = () => readOverdue(vault.db, vault.now).rows.filter(({ kind }) => kind === 'urgent');
    expect(urgent()).toEqual([]);
    vault.now += 3_600_000 + 60_000;
    expect(urgent()).toMatchObject([{ level: 'supervisor', due, seen: null }]);
    const names = () => urgent()[0]!.answerable.map(({ name }) => name);
    expect(names()).toEqual(['Colin Colleague', 'Asha Assessor', 'Ines Investigator']);
    const { what } = urgent()[0]!;
    const see = (level: string) =>
      vault.sign({ caseId, type: 'escalation_acknowledged', facets: { what, due, level }, payload: {} } as never);
    expect(see('supervisor').ok).toBe(true);
    expect(urgent()).toMatchObject([{ level: 'supervisor', seen: { name: 'Asha Assessor' } }]);
    // It climbs again, whoever has seen it below, and without a head the supervisors keep it.
    const seenAt = vault.now;
    vault.now += 3_600_000;
    expect(urgent()).toMatchObject([{ level: 'head', headless: true, seen: null }]);
    vault.now = seenAt;
    const [header] = org.directory;
    directory.add(
      unsigned({ ...header!, id: id(), type: 'unit_head_set', facets: { unit: 'MPS', user: org.investigator.user } }),
    );
    await vault.sync.intake(directory.page());
    vault.now += 3_600_000;
    expect(urgent()).toMatchObject([{ level: 'head', headless: false, seen: null }]);
    expect(names()).toContain('Ines Investigator');
    expect((await countSupervision(vault.db, vault.now)).overdue).toBeGreaterThan(0);
    vault.sign({ caseId, type: 'task_settled', facets: { task: what, result: 'done' }, payload: {} });
    expect(urgent()).toEqual([]);
  });
});

describe('what has climbed', () => {
  /** Counted once more in the facts, without an index. */
  const recounted = (vault: TestVault, ids: readonly string[]) =>
    ids.flatMap((caseId) => {
      const { facts } = caseInView(vault.db, caseId)!;
      return duesOf(facts).filter((due) => {
        const level = levelOf(due, vault.now);
        return level !== null && seenBy(facts.work.escalations[due.what], due.due, level) === null;
      });
    }).length;

  test('is counted as the facts have it, whatever was seen and however late it is', async () => {
    const { vault, cases } = await deskOf(8);
    const ids = cases.map(({ caseId }) => caseId);
    vault.screen(ids);
    const kinds = ['urgent', 'task'] as const;
    for (const [n, { caseId, caseKey }] of cases.entries()) {
      const due = new Date(vault.now + n * 1_800_000).toISOString();
      const facets = { kind: kinds[n % 2]!, holder: org.colleague.user, due };
      await vault.receive(signedBy(org.colleague, caseId, caseKey, 'task_set', facets, { text: 'Ring her.' }));
    }
    const counts = new Set<number>();
    for (let step = 0; step < 12; step++) {
      vault.now += 5 * 3_600_000;
      const { rows, unseen } = readOverdue(vault.db, vault.now);
      expect(unseen).toBe(recounted(vault, ids));
      expect((await countSupervision(vault.db, vault.now)).overdue).toBe(unseen);
      expect(rows.filter(({ seen }) => seen === null)).toHaveLength(unseen);
      counts.add(unseen);
      for (const { caseId, what, due, level } of rows.filter(({ seen }) => seen === null).slice(0, step % 4))
        expect(
          vault.sign({ caseId, type: 'escalation_acknowledged', facets: { what, due, level }, payload: {} } as never)
            .ok,
        ).toBe(true);
    }
    expect(counts.size).toBeGreaterThan(3);
  });

  test('is news once for a supervisor, again for the head of unit, and for nobody who supervises nothing', async () => {
    const { vault, cases } = await deskOf(1);
    const [{ caseId, caseKey }] = cases as [Held];
    vault.screen([caseId]);
    const due = new Date(vault.now + 60_000).toISOString();
    const facets = { kind: 'urgent', holder: org.colleague.user, due };
    const set = signedBy(org.colleague, caseId, caseKey, 'task_set', facets, { text: 'Ring Mr Vesper.' });
    await vault.receive(set);
    const news = () => needsOf(vault.db, vault.now).filter((key) => key.includes(set.header.id));
    expect(news()).toEqual([]);
    vault.now += 120_000;
    const [key] = news();
    expect(news()).toHaveLength(1);
    vault.now += 60_000;
    expect(news()).toEqual([key]);
    // No word of the case, nor a name, is in it.
    expect(key).toMatch(/^[0-9a-f-]{36} urgent [0-9a-f-]{36} \S+ supervisor$/);
    const see = { what: set.header.id, due, level: 'supervisor' };
    expect(vault.sign({ caseId, type: 'escalation_acknowledged', facets: see, payload: {} }).ok).toBe(true);
    expect(news()).toEqual([]);
    vault.now += 3_600_000;
    expect(news()).not.toEqual([key]);
    expect(news()).toHaveLength(1);

    const plain = await new TestVault(org).withDirectory();
    await plain.receive(...vault.desk.events);
    plain.now = vault.now;
    expect(needsOf(plain.db, plain.now).filter((one) => one.includes(set.header.id))).toEqual([]);
  });

  test('shows what nobody has seen, though older things that were seen would fill the list', async () => {
    const { vault, cases } = await deskOf(1);
    const [{ caseId, caseKey }] = cases as [Held];
    vault.screen([caseId]);
    const tasks = Array.from({ length: 260 }, (_, n) =>
      signedBy(
        ...([org.colleague, caseId, caseKey, 'task_set'] as const),
        { kind: 'task', holder: null, due: new Date(vault.now + n * 1000).toISOString() },
        { text: 'Ask.' },
      ),
    );
    await vault.receive(...tasks);
    vault.now += 3_600_000;
    const first = readOverdue(vault.db, vault.now).rows.filter(({ kind }) => kind === 'task');
    expect(first.length).toBeGreaterThan(150);
    await vault.receive(
      ...first.map(({ what, due, level }) =>
        signedBy(org.investigator, caseId, caseKey, 'escalation_acknowledged', { what, due, level }, {}),
      ),
    );
    const { rows } = readOverdue(vault.db, vault.now);
    expect(rows.filter(({ seen }) => seen === null).map(({ what }) => what)).toContain(tasks.at(-1)!.header.id);
  });
});

describe('setting a case apart', () => {
  test('waits in the queue of whoever supervises and did not ask, is news to them, and comes back with a comment', async () => {
    const { vault, cases } = await deskOf(1);
    const [{ caseId, caseKey }] = cases as [Held];
    vault.screen([caseId]);
    await vault.receive(signedBy(org.colleague, caseId, caseKey, 'screened', { result: 'none' }, {}));
    const facets = { readers: [org.colleague.user, org.assessor.user] };
    const asked = signedBy(org.colleague, caseId, caseKey, 'apart_requested', facets, { why: 'Of this floor.' });
    await vault.receive(asked);
    expect(readApprovals(vault.db)).toMatchObject([{ kind: 'apart', what: asked.header.id, own: false }]);
    expect((await countSupervision(vault.db, vault.now)).approvals).toBe(1);
    expect(needsOf(vault.db, vault.now)).toContain(`${caseId} ${asked.header.id} asks`);
    expect(readMoving(vault.db, caseId)?.request).toMatchObject({ why: 'Of this floor.', mayAnswer: true });
    const back = { request: asked.header.id, verdict: 'returned' };
    const returned = vault.sign({
      ...{ caseId, type: 'apart_answered' as const, facets: back, payload: { comment: 'Who else reads it?' } },
      basedOn: asked.header.id,
    });
    expect(returned.ok).toBe(true);
    expect(readApprovals(vault.db)).toEqual([]);
    expect((await countSupervision(vault.db, vault.now)).approvals).toBe(0);
    expect(readMoving(vault.db, caseId)?.request).toMatchObject({
      mayAnswer: false,
      returned: { comment: 'Who else reads it?' },
    });
    expect(foldsToTheSame(vault.writing)).toBe(true);
  });
});

describe('an absence', () => {
  test('gives the cases to the cover, leaves what the cover may not hold, and has them back with what was done', async () => {
    const { vault, cases } = await deskOf(3);
    const colin = org.colleague.user;
    for (const { caseId } of cases) vault.sign({ caseId, type: 'allocated', facets: { to: colin }, payload: {} });
    const [first, second, closed] = cases as [Held, Held, Held];
    await vault.receive(
      signedBy(org.investigator, closed.caseId, closed.caseKey, 'screened', { result: 'declared' }, {}),
    );
    const holder = (one: Held) => caseInView(vault.db, one.caseId)!.facts.allocatedTo;
    const from = new Date(vault.now).toISOString();
    const away = { user: colin, unit: 'MPS', from, until: null, cover: org.investigator.user };
    expect(setAbsence(vault.writing, { ...away, until: from })).toMatchObject({
      error: { code: 'times_out_of_order' },
    });
    expect(setAbsence(vault.writing, away)).toEqual({ ok: true, value: { gone: 2, left: 1 } });
    expect([holder(first), holder(second), holder(closed)]).toEqual([
      org.investigator.user,
      org.investigator.user,
      colin,
    ]);
    // Somebody else was given one of them meanwhile: it stays there.
    vault.sign({
      caseId: second.caseId,
      type: 'allocated',
      facets: { to: org.assessor.user },
      payload: {},
      basedOn: vault.read(second.caseId).slots.allocation!,
    });
    expect(comeBack(vault.writing, { user: colin, unit: 'MPS' })).toEqual({ ok: true, value: { gone: 1, left: 0 } });
    expect([holder(first), holder(second), holder(closed)]).toEqual([colin, org.assessor.user, colin]);
    expect(giveToCover(vault.writing, colin)).toMatchObject({ ok: false });
    expect(foldsToTheSame(vault.writing)).toBe(true);
  });

  test('of one’s own takes what was typed along to the cover, unsigned, and keeps it here too', async () => {
    const { vault, cases } = await deskOf(1);
    const [{ caseId }] = cases as [Held];
    vault.screen([caseId]);
    const [asha, colin] = [org.assessor.user, org.colleague.user];
    vault.sign({ caseId, type: 'allocated', facets: { to: asha }, payload: {} });
    saveDraft(vault.writing, caseId, 'decision', { rationale: 'Half a thought' });
    const from = new Date(vault.now).toISOString();
    setAbsence(vault.writing, { user: asha, unit: 'MPS', from, until: null, cover: colin });
    const drafts = draftsBetween(vault.db, colin);
    expect(drafts).toMatchObject([{ caseId, part: 'decision', content: { rationale: 'Half a thought' } }]);
    const [{ part, content, savedAt }] = drafts as [(typeof drafts)[number]];
    const facets = { stage: 'decision' as const, to: colin };
    expect(vault.sign({ caseId, type: 'draft_shared', facets, payload: { part, content, savedAt } }).ok).toBe(true);
    const { sharedDrafts } = caseInView(vault.db, caseId)!.facts.work;
    expect(Object.values(sharedDrafts)).toMatchObject([{ by: asha, to: colin, state: 'passed' }]);
    expect(vault.read(caseId).drafts).toHaveLength(1);
    expect(draftsBetween(vault.db, org.investigator.user)).toEqual([]);
  });

  test('that begins in the future moves its cases by itself when the time comes, drafts along, and has them back when it is over', async () => {
    const { vault, cases, directory } = await deskOf(2);
    const [first, second] = cases as [Held, Held];
    const [asha, colin] = [org.assessor.user, org.colleague.user];
    vault.screen(cases.map(({ caseId }) => caseId));
    for (const { caseId } of cases) vault.sign({ caseId, type: 'allocated', facets: { to: asha }, payload: {} });
    saveDraft(vault.writing, first.caseId, 'decision', { rationale: 'Half a thought' });
    const hour = 3_600_000;
    const [from, until] = [vault.now + 10 * hour, vault.now + 34 * hour].map((at) => new Date(at).toISOString());
    const wanted = { user: asha, unit: 'MPS', from: from!, until: until!, cover: colin };
    expect(setAbsence(vault.writing, wanted)).toEqual({ ok: true, value: { gone: 0, left: 0 } });
    // Which the hub has put into the directory.
    const [any] = org.directory;
    directory.add(unsigned({ ...any!, id: id(), type: 'absence_set', facets: wanted }));
    await vault.sync.intake(directory.page());
    const due = () => absencesDue(vault.db, vault.now);
    const holders = () => [first, second].map(({ caseId }) => caseInView(vault.db, caseId)!.facts.allocatedTo);
    expect(due()).toEqual({ begin: [], end: [], share: [] });
    vault.now += 10 * hour;
    expect(due().begin).toEqual([{ user: asha, cover: colin }]);
    // Another supervisor waits for their turn, and acts where nobody else has.
    const other = new TestVault(org, org.investigator);
    const log = new HubLog(DIRECTORY);
    for (const header of org.directory) log.add(unsigned(header));
    const set = org.directory.find(({ type, facets }) => type === 'user_set' && facets.user === org.investigator.user)!;
    const absence = { user: asha, unit: 'MPS', from: from!, until: until!, cover: colin };
    log.add(
      unsigned({ ...set, id: id(), facets: { ...set.facets, memberships: [{ unit: 'MPS', role: 'supervisor' }] } }),
    );
    log.add(unsigned({ ...set, id: id(), type: 'absence_set', facets: absence }));
    await other.sync.intake(log.page());
    await other.receive(...vault.desk.events);
    await other.receive(
      ...cases.map(({ caseId, caseKey }) => signedBy(org.colleague, caseId, caseKey, 'allocated', { to: asha }, {})),
    );
    expect(absencesDue(other.db, vault.now).begin).toEqual([]);
    expect(absencesDue(other.db, vault.now + hour).begin).toEqual([{ user: asha, cover: colin }]);

    expect(giveToCover(vault.writing, asha)).toEqual({ ok: true, value: { gone: 2, left: 0 } });
    expect(holders()).toEqual([colin, colin]);
    expect(due()).toMatchObject({ begin: [], end: [], share: [colin] });
    const [{ part, content, savedAt }] = draftsBetween(vault.db, colin) as [ReturnType<typeof draftsBetween>[number]];
    const facets = { stage: 'decision' as const, to: colin };
    vault.sign({ caseId: first.caseId, type: 'draft_shared', facets, payload: { part, content, savedAt } });
    // Once, not every minute.
    expect(due().share).toEqual([]);
    vault.now += 24 * hour;
    // Whoever covers has the first turn, since what they typed lies with them.
    expect(due().end).toEqual([]);
    vault.now += hour;
    expect(due().end).toEqual([{ user: asha, unit: 'MPS' }]);
    expect(comeBack(vault.writing, { user: asha, unit: 'MPS' })).toEqual({ ok: true, value: { gone: 2, left: 0 } });
    expect(holders()).toEqual([asha, asha]);
    expect(due()).toEqual({ begin: [], end: [], share: [] });
  });

  test('is said of oneself and of the people of a unit that one supervises', async () => {
    const { vault } = await deskOf(1);
    expect(readAbsences(vault.db, vault.now).rows.map(({ name }) => name)).toEqual([
      'Asha Assessor',
      'Colin Colleague',
      'Ines Investigator',
    ]);
    const plain = await new TestVault(org).withDirectory();
    expect(readAbsences(plain.db, plain.now).rows.map(({ name }) => name)).toEqual(['Asha Assessor']);
    const from = new Date(plain.now).toISOString();
    const other = { user: org.colleague.user, unit: 'MPS', from, until: null, cover: null };
    expect(setAbsence(plain.writing, other)).toMatchObject({ error: { code: 'not_permitted' } });
  });
});
