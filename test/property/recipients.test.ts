import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEnding } from '../../shared/domain/charity.ts';
import { clocksOf } from '../../shared/domain/clocks.ts';
import { codeList, isValidOn } from '../../shared/domain/codes.ts';
import { duesOf } from '../../shared/domain/dues.ts';
import { charityTold, recipientTold } from '../../shared/domain/events/recipients.ts';
import type { EventHeader } from '../../shared/domain/header.ts';
import { recipientsOf } from '../../shared/domain/recipients-of.ts';
import {
  awaitedBy,
  kindRules,
  pressingAt,
  recipientKinds,
  recipientStates,
  recipientSteps,
  type Recipient,
} from '../../shared/domain/recipients.ts';
import { foldMeasure, type Measure } from '../../shared/domain/statistics/measure.ts';
import rulesFile from '../../resources/recipients.json' with { type: 'json' };
import holidayFile from '../../resources/bank-holidays.json' with { type: 'json' };
import { CASE, caseOf, emptyWorld, opening, play, type World } from './domain-moves.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const desk = [1, 2, 7];
const screened = desk.map((actor) => ({ actor, type: 'screened', pick: 0, choice: 0, upToDate: false }));
const begin = [opening, ...screened].reduce((world, given) => play(world, given).world, emptyWorld);

const told = ['recipient_told', 'recipient_answered', 'recipient_chased', 'charity_told'];
/** People of one desk who tell all kinds of recipients, and record what they answer, in every order. */
const story = fc.array(
  fc.record({
    actor: fc.constantFrom(...desk),
    type: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('decided', 'assessed', 'authority_notified') },
      { weight: 4, arbitrary: fc.constantFrom('recipient_told') },
      { weight: 8, arbitrary: fc.constantFrom('recipient_answered') },
      { weight: 2, arbitrary: fc.constantFrom('recipient_chased', 'charity_told') },
    ),
    pick: fc.nat(5),
    choice: fc.nat(5),
    upToDate: fc.constant(true),
  }),
  { maxLength: 80, size: 'max' },
);
const played = (moves: readonly { actor: number; type: string; pick: number; choice: number; upToDate: boolean }[]) => {
  const world = moves.reduce<World>((before, given) => play(before, given).world, begin);
  return { facts: caseOf(world)!, log: world.log.filter(({ caseId }) => caseId === CASE) };
};
const text = (header: EventHeader, key: string) => header.facets[key] as string | undefined;

/** The steps that may follow one another, written down once more and by hand. */
const successors: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  safeguarding: {
    start: ['acknowledged', 'returned', 'withdrawn'],
    acknowledged: ['accepted', 'returned'],
    accepted: ['news', 'returned', 'closed'],
    news: ['news', 'returned', 'closed'],
  },
  other_force: {
    start: ['acknowledged', 'returned', 'withdrawn'],
    acknowledged: ['accepted', 'returned'],
    accepted: ['news', 'returned', 'closed'],
    news: ['news', 'returned', 'closed'],
  },
  oversight: {
    start: ['acknowledged', 'withdrawn'],
    acknowledged: ['accepted'],
    accepted: ['accepted', 'news', 'closed'],
    news: ['accepted', 'news', 'closed'],
  },
  professional_standards: {
    start: ['acknowledged', 'returned', 'withdrawn'],
    acknowledged: ['accepted', 'returned'],
    accepted: ['news', 'returned', 'closed'],
    news: ['news', 'returned', 'closed'],
  },
  vetting: { start: ['acknowledged', 'returned', 'withdrawn'], acknowledged: ['returned', 'closed'] },
};

describe('no order of events brings a recipient into a state that their kind forbids', () => {
  test('each step follows from the one before it, with the code that it needs, and nothing follows an end', () => {
    const seen = new Set<string>();
    assertByChanceAndSeed(
      fc.property(story, (moves) => {
        const { facts, log } = played(moves);
        for (const [id, recipient] of Object.entries(facts.work.recipients)) {
          const answers = log.filter((event) => event.type === 'recipient_answered' && text(event, 'recipient') === id);
          let before = 'start';
          for (const answer of answers) {
            const step = text(answer, 'step')!;
            expect([recipient.kind, before, successors[recipient.kind]?.[before] ?? []]).toEqual([
              recipient.kind,
              before,
              expect.arrayContaining([step]),
            ]);
            const { list } = kindRules[recipient.kind].steps[step as 'news']!;
            const code = text(answer, 'code');
            expect(code === undefined).toBe(list === undefined);
            if (list !== undefined) expect(codeList(list).entries.map((entry) => entry.code)).toContain(code);
            before = step;
            seen.add(`${recipient.kind} ${step}`);
          }
        }
      }),
      { numRuns: 3000 },
    );
    // Every step of every kind came about in some story.
    const all = recipientKinds.flatMap((kind) => Object.keys(kindRules[kind].steps).map((step) => `${kind} ${step}`));
    expect([...seen].sort()).toEqual(all.sort());
  });

  test('whoever is told may be told: by the decision, the referral test and the notice that went before', () => {
    const seen = new Set<string>();
    assertByChanceAndSeed(
      fc.property(story, (moves) => {
        const { log } = played(moves);
        for (const [n, event] of log.entries()) {
          if (event.type !== 'recipient_told') continue;
          const before = log.slice(0, n);
          const kind = text(event, 'kind')!;
          seen.add(kind);
          const open = before.filter((one) => one.type === 'recipient_told' && text(one, 'kind') === kind).at(-1);
          const ends = ['closed', 'returned', 'withdrawn'];
          if (open !== undefined)
            expect(
              before.some((one) => text(one, 'recipient') === open.id && ends.includes(text(one, 'step') ?? '')),
            ).toBe(true);
          const tests = before.filter((one) => one.type === 'assessed' && text(one, 'stage') === 'referral_test');
          if (kind === 'oversight') {
            const grounds = tests.at(-1)!.facets.grounds as unknown as readonly { answer: string }[];
            expect(grounds.some(({ answer }) => answer === 'yes')).toBe(true);
            expect(before.some(({ type }) => type === 'authority_notified')).toBe(true);
          }
          const decisions = before.filter(({ type }) => type === 'decided');
          if (kind === 'other_force' || kind === 'professional_standards' || kind === 'vetting')
            expect(decisions.length).toBeGreaterThan(0);
          if (kind === 'other_force')
            expect(decisions.some(({ facets }) => facets.force === event.facets.body)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    expect([...seen].sort()).toEqual(Object.keys(successors).sort());
  });

  test('what is awaited of a recipient is due on the case, and nothing else is; an end leaves nothing due', () => {
    fc.assert(
      fc.property(story, (moves) => {
        const { facts } = played(moves);
        const all = recipientsOf(facts);
        const dues = duesOf(facts).filter(({ kind }) => kind === 'recipient');
        expect(dues.map(({ what, due }) => [what, due])).toEqual(
          all.flatMap(({ id, awaited }) => (awaited === null ? [] : [[id, awaited.due]])),
        );
        for (const one of all) {
          if (['closed', 'withdrawn'].includes(one.state)) expect(one.awaited).toBeNull();
          if (['sent', 'acknowledged', 'accepted'].includes(one.state)) expect(one.awaited).not.toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Of which decisions each code may be told, written down once more; `none` is the route of no decision. */
const decided: Readonly<Record<string, (outcomes: readonly string[], route: string) => boolean>> = {
  RECEIVED: () => true,
  ASSESSING: (_, route) => route === 'none',
  USED: (outcomes) => outcomes.includes('investigate') || outcomes.includes('safeguard'),
  KEPT: (outcomes) => outcomes.includes('record'),
  PASSED_ON: (_, route) => ['other_force', 'professional_standards'].includes(route),
  NOT_USED: (_, route) => route !== 'none',
  OUT_OF_SCOPE: (_, route) => route === 'out_of_scope',
};

describe('the statutory clock and the charity', () => {
  test('a referral to the oversight body stops the statutory clock; one entered by mistake lets it run again', () => {
    const seen = { stopped: 0, again: 0 };
    assertByChanceAndSeed(
      fc.property(story, (moves) => {
        const { facts, log } = played(moves);
        const runs = clocksOf(facts).some(({ clock }) => clock === 'mandatory_referral');
        const bodies = Object.values(facts.work.recipients).filter(({ kind }) => kind === 'oversight');
        const stands = bodies.some(({ state }) => state !== 'withdrawn');
        const withdrawn = bodies.length > 0 && !stands;
        const clear = facts.work.referralClearAt;
        if (clear === null) {
          expect(runs).toBe(false);
          return;
        }
        if (!stands) expect(runs).toBe(true);
        const lastTest = log.findLastIndex(({ facets }) => facets.stage === 'referral_test');
        const lastTold = log.findLastIndex(({ facets }) => facets.kind === 'oversight');
        if (stands && lastTold > lastTest && bodies.at(-1)!.state !== 'withdrawn') {
          expect(runs).toBe(false);
          seen.stopped += 1;
        }
        if (withdrawn) seen.again += 1;
      }),
      { numRuns: 3000 },
    );
    expect(seen.stopped).toBeGreaterThan(20);
    expect(seen.again).toBeGreaterThan(5);
  });

  test('the charity is told codes of its list that were true when they were told, and no word beside them', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, (moves) => {
        const { log } = played(moves);
        for (const [n, event] of log.entries()) {
          if (event.type !== 'charity_told') continue;
          const { feedback, toldAt } = charityTold.facets.parse(event.facets);
          seen.add(feedback);
          expect(isValidOn('charity_feedback', feedback, toldAt)).toBe(true);
          const before = log.slice(0, n).reduce<Measure | null>(foldMeasure, null);
          const decision = before?.decision ?? null;
          expect([feedback, decision, decided[feedback]!(decision?.outcomes ?? [], decision?.route ?? 'none')]).toEqual(
            [feedback, decision, true],
          );
        }
      }),
      { numRuns: 2000 },
    );
    expect([...seen].sort()).toEqual(
      codeList('charity_feedback')
        .entries.map(({ code }) => code)
        .sort(),
    );
    // Neither facets nor contents have room for words.
    expect(charityTold.payload.safeParse({ note: 'thank you' }).success).toBe(false);
    expect(
      charityTold.facets.safeParse({ feedback: 'USED', toldAt: '2026-03-01T07:30:00.000Z', note: 'x' }).success,
    ).toBe(false);
    expect(
      charityTold.facets.safeParse({ feedback: 'we arrested him', toldAt: '2026-03-01T07:30:00.000Z' }).success,
    ).toBe(false);
    expect(isEnding('RECEIVED') || isEnding('ASSESSING')).toBe(false);
  });

  test('no figure changes by what is told to a recipient or answered by one', () => {
    let dropped = 0;
    assertByChanceAndSeed(
      fc.property(story, (moves) => {
        const { log } = played(moves);
        const without = log.filter(({ type }) => !told.includes(type));
        dropped += log.length - without.length;
        expect(log.reduce<Measure | null>(foldMeasure, null)).toEqual(
          without.reduce<Measure | null>(foldMeasure, null),
        );
      }),
      { numRuns: 500 },
    );
    expect(dropped).toBeGreaterThan(500);
  });
});

describe('what is awaited is due by a plain count of the days of London', () => {
  const inLondon = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });
  const dayOf = (ms: number) => inLondon.format(ms);
  const holidays = new Set(holidayFile.days);
  const isWork = (day: string) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) && !holidays.has(day);

  /** The last millisecond of the nth working day after that of `from`, by stepping through the hours one by one. */
  function counted(from: number, days: number): number {
    let left = days;
    let day = dayOf(from);
    for (let at = from; ; at += 900_000) {
      const now = dayOf(at);
      if (now === day) continue;
      if (left === 0) {
        // The quarter of an hour in which the day turned: back to its first millisecond.
        let first = at;
        while (dayOf(first - 60_000) === now) first -= 60_000;
        while (dayOf(first - 1) === now) first -= 1;
        return first - 1;
      }
      day = now;
      if (isWork(now)) left -= 1;
    }
  }

  const recipient = fc
    .record({
      rule: fc.constantFrom(...rulesFile.rules),
      // Both nights on which the clocks change, Easter and Christmas lie in between.
      since: fc.date({ min: new Date('2026-03-20'), max: new Date('2027-01-05'), noInvalidDate: true }),
      chased: fc.option(fc.nat(40 * 24)),
    })
    .map(({ rule, since, chased }) => {
      const at = since.toISOString();
      const chasedAt = chased === null ? null : new Date(since.getTime() + chased * 3_600_000).toISOString();
      const of: Recipient = {
        ...{ kind: rule.kind as Recipient['kind'], state: rule.state as Recipient['state'], way: 'hand' },
        ...{ body: null, by: '', toldAt: at, since: at, code: null, chasedAt, chases: chasedAt === null ? 0 : 1 },
      };
      return { rule, of };
    });

  test('a rule counts hours, days or working days from the last step, news and being asked start only some anew', () => {
    const seen = { hours: 0, days: 0, workingDays: 0 };
    assertByChanceAndSeed(
      fc.property(recipient, ({ rule, of }) => {
        const start = Date.parse('news' in rule && of.chasedAt !== null ? of.chasedAt : of.since);
        const { runs } = rule;
        const due =
          'workingDays' in runs
            ? counted(start, runs.workingDays!)
            : start + ('hours' in runs ? runs.hours! : runs.days! * 24) * 3_600_000;
        seen['workingDays' in runs ? 'workingDays' : 'hours' in runs ? 'hours' : 'days'] += 1;
        const awaited = awaitedBy(of)!;
        expect(awaited.due).toBe(new Date(due).toISOString());
        expect(awaited.soon).toBe(new Date(due - rule.soonHours * 3_600_000).toISOString());
        const at = (ms: number) => pressingAt(awaited, new Date(ms).toISOString());
        expect([at(due + 1), at(due), at(due - rule.soonHours * 3_600_000 - 1)]).toEqual(['overdue', 'soon', 'later']);
      }),
      { numRuns: 150 },
    );
    for (const [kind, times] of Object.entries(seen)) expect([kind, times]).not.toEqual([kind, 0]);
  });

  test('every state in which a recipient owes an answer has a rule with its source, and no other has', () => {
    for (const kind of recipientKinds) {
      const states = new Set(['sent', ...recipientSteps.flatMap((step) => kindRules[kind].steps[step]?.to ?? [])]);
      const owing = recipientStates.filter((state) => {
        if (kind === 'detectives') return ['sent', 'acknowledged', 'accepted'].includes(state);
        return states.has(state) && ['sent', 'acknowledged', 'accepted'].includes(state);
      });
      expect(rulesFile.rules.filter((rule) => rule.kind === kind).map(({ state }) => state)).toEqual(owing);
    }
    for (const { source } of rulesFile.rules) expect(source).not.toBe('');
  });
});

test('each kind has a form of its own, and none takes the fields of another', () => {
  const base = { toldAt: '2026-03-01T07:30:00.000Z', means: 'SECURE_EMAIL' };
  const forms: Record<string, object> = {
    safeguarding: { asks: ['MARAC'] },
    other_force: { body: 'GMP', reason: 'SERVES_THERE' },
    oversight: { body: 'IOPC', grounds: ['IOPC_DSI'] },
    professional_standards: { matter: 'COMPLAINT' },
    vetting: { purpose: 'AFTERCARE' },
  };
  for (const kind of Object.keys(forms))
    for (const [other, fields] of Object.entries(forms))
      expect([kind, other, recipientTold.facets.safeParse({ kind, ...base, ...fields }).success]).toEqual([
        kind,
        other,
        kind === other,
      ]);
});
