import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { countDues } from '../../electron/vault/dues/counts.ts';
import { readHandOver } from '../../electron/vault/dues/hand-over.ts';
import { indexInDues, readDues } from '../../electron/vault/dues/list.ts';
import { caseInView } from '../../electron/vault/store/facts.ts';
import { dueKinds, duesOf, type Due } from '../../shared/domain/dues.ts';
import { nextShift } from '../../shared/domain/shift.ts';
import { wallClockAt } from '../../shared/domain/statutory-clock.ts';
import { organisation, reportEvent, START, type Organisation } from '../integration/support/report-events.ts';
import { TestVault } from '../integration/vault/support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const CASES = 4;
const clocks = ['risk_review', 'acknowledge_charity', 'case_review'];
const move = fc.record({
  at: fc.nat(CASES - 1),
  act: fc.constantFrom('task', 'urgent', 'settle', 'give', 'allocate', 'move', 'stop', 'remind', 'check', 'question'),
  who: fc.constantFrom('me', 'colleague', 'nobody'),
  clock: fc.constantFrom(...clocks),
  hours: fc.option(fc.integer({ min: -48, max: 96 })),
});
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

const hour = 3_600_000;
const instantAfter = (hours: number) => new Date(START + hours * hour).toISOString();

/** Signs one move; what is not permitted there is simply refused. */
function play(vault: TestVault, caseIds: readonly string[], { at, act, who, clock, hours }: Move): void {
  const caseId = caseIds[at]!;
  const user = { me: org.assessor.user, colleague: org.colleague.user, nobody: null }[who];
  const { slots } = vault.read(caseId);
  const due = hours === null ? {} : { due: instantAfter(hours) };
  const sign = (type: string, facets: object, payload: object = {}, slot?: string) =>
    vault.sign({
      caseId,
      type: type as 'task_set',
      facets: facets as Record<string, string>,
      payload: payload as Record<string, string>,
      ...(slot !== undefined && { basedOn: slots[slot] ?? null }),
    });
  const open = Object.entries(caseInView(vault.db, caseId)!.facts.work.tasks).find(([, { settled }]) => !settled)?.[0];
  switch (act) {
    case 'task':
    case 'urgent':
      return void sign('task_set', { kind: act, holder: user, ...due }, { text: 'Ring back' });
    case 'settle':
      return open === undefined ? undefined : void sign('task_settled', { task: open, result: 'done' });
    case 'give':
      return user === null ? undefined : void sign('handed_over', { to: user }, { line: 'See the note' }, 'hand-over');
    case 'allocate':
      return void sign('allocated', { to: user }, {}, 'allocation');
    case 'move':
      return void sign('clock_moved', { clock, due: instantAfter(hours ?? 1) }, { reason: 'Away' }, `clock ${clock}`);
    case 'stop':
      return void sign(
        'clock_settled',
        { clock, result: 'done', at: instantAfter(200) },
        { because: 'Done' },
        `clock ${clock}`,
      );
    case 'remind':
      return user === null ? undefined : void sign('reminded', { clock, to: user });
    case 'check':
      return void sign('check_requested', { check: 'VETTING', authority: 'X' }, { about: 'Him', purpose: 'To know' });
    case 'question':
      return void sign(
        'question_proposed',
        {},
        {
          text: 'When?',
          purpose: 'To date it',
          check: { asksToAct: false, reveals: false, endangers: false },
        },
      );
  }
}

interface Listed extends Due {
  readonly caseId: string;
}
const key = ({ caseId, kind, what }: { caseId: string; kind: string; what: string }) => `${caseId} ${kind} ${what}`;
const byTime = (a: Listed, b: Listed) =>
  Number(a.due === null) - Number(b.due === null) ||
  (a.due ?? '').localeCompare(b.due ?? '') ||
  (key(a) < key(b) ? -1 : 1);

describe('what is due, against a recount from the facts of every case', () => {
  test('the list has every row once, in the order of its time, on whichever page and of whichever kind', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { minLength: 5, maxLength: 30 }),
        fc.subarray([...dueKinds]),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 90 }),
        async (moves, kinds, page, until) => {
          const vault = await new TestVault(org).withDirectory();
          const reports = await vault.receive(...Array.from({ length: CASES + 1 }, () => reportEvent(org)));
          const ids = reports.map(({ header }) => header.caseId);
          vault.screen(ids.slice(0, CASES - 1), ids.slice(CASES));
          for (const each of moves) play(vault, ids, each);
          const { db } = vault;
          const me = org.assessor.user;
          const recount = ids
            .slice(0, CASES)
            .flatMap((caseId) => duesOf(caseInView(db, caseId)!.facts).map((due): Listed => ({ ...due, caseId })))
            .toSorted(byTime);
          for (const { kind } of recount) seen.add(kind);

          for (const scope of ['mine', 'all'] as const) {
            const expected = recount
              .filter(({ holder }) => scope === 'all' || holder === me)
              .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
            const rows = [];
            for (let from = 0; from < expected.length + 1; from += page) {
              const answer = readDues(db, { scope, kinds, from, to: from + page });
              expect(answer.total).toBe(expected.length);
              rows.push(...answer.rows);
            }
            expect(rows.map(key)).toEqual(expected.map(key));
            for (const [index, row] of rows.entries()) {
              const { due, reminder, holder } = expected[index]!;
              expect([row.due, row.holder?.user ?? null, row.reminded?.to.user ?? null]).toEqual([
                due,
                holder,
                reminder?.to ?? null,
              ]);
              if (row.reminded !== null) seen.add('reminded');
              expect(indexInDues(db, { scope, kinds, position: row })).toBe(index);
              // Words only after one's own conflict screen.
              if (row.words !== null) expect(row.screened).toBe('none');
              if (row.words !== null) seen.add('words');
            }
          }

          const now = START + 40 * hour;
          const counts = countDues(db, now);
          expect(counts.all).toBe(recount.length);
          expect(counts.mine).toBe(recount.filter(({ holder }) => holder === me).length);
          expect(counts.offered).toBe(recount.filter((d) => d.kind === 'hand_over' && d.holder === me).length);

          const before = instantAfter(until);
          const { own, offered } = readHandOver(db, before, now);
          const left = recount.filter(({ caseId, kind, holder, due }) => {
            const held = caseInView(db, caseId)!.facts.allocatedTo === me;
            if (kind === 'clock' || kind === 'task') return holder === me && due !== null && due < before;
            return (kind === 'alert' || kind === 'urgent' || kind === 'question') && (held || holder === me);
          });
          const listed = own.flatMap(({ caseId, reasons }) => reasons.map((reason) => key({ ...reason, caseId })));
          expect(listed.toSorted()).toEqual(left.map(key).toSorted());
          expect(own.map(({ caseId }) => caseId)).toEqual([...new Set(own.map(({ caseId }) => caseId))]);
          expect(offered.map(({ offer }) => offer.event).toSorted()).toEqual(
            recount
              .flatMap(({ kind, holder, what }) => (kind === 'hand_over' && holder === me ? [what] : []))
              .toSorted(),
          );
          if (left.length > 0) seen.add('left');
          if (offered.length > 0) seen.add('offered');
          db.close();
        },
      ),
      { numRuns: 60 },
    );
    for (const what of [
      'clock',
      'task',
      'urgent',
      'hand_over',
      'check',
      'question',
      'reminded',
      'words',
      'left',
      'offered',
    ])
      expect([...seen]).toContain(what);
  });
});

test('the next shift begins at 08:00 of London’s next day, also over both clock changes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.integer({ min: -48, max: 48 }).map((h) => new Date(Date.parse('2026-03-29T01:00:00Z') + h * hour)),
        fc.integer({ min: -48, max: 48 }).map((h) => new Date(Date.parse('2026-10-25T01:00:00Z') + h * hour)),
      ),
      (now) => {
        const from = wallClockAt(now.toISOString());
        const shift = wallClockAt(nextShift(now.toISOString()));
        expect([shift.hour, shift.minute]).toEqual([8, 0]);
        const days = (w: { year: number; month: number; day: number }) =>
          Date.UTC(w.year, w.month - 1, w.day) / 86_400_000;
        expect(days(shift) - days(from)).toBe(1);
      },
    ),
    { numRuns: 2000 },
  );
});
