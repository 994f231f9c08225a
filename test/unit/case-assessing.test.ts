import { describe, expect, it } from 'vitest';
import { afterCase, breakDue, noteFinished } from '../../renderer/features/case/breaks.ts';
import { referenceOf } from '../../renderer/features/case/assess/model-references.ts';
import { hasNews } from '../../renderer/app/needs.ts';
import { draftTexts } from '../../renderer/features/case/sharing/draft-texts.ts';
import { copyOf, isCopy } from '../../renderer/features/case/assess/decide-anew.ts';
import { emptyDecisionForm, gapsOf, shortPath } from '../../renderer/features/case/assess/gaps.ts';
import type { Standing } from '../../renderer/features/case/assess/standing.ts';
import { whatWaits } from '../../renderer/features/case/assess/what-waits.ts';
import { gradeOf, newGrade } from '../../renderer/features/case/assess/GradeForm.tsx';
import { offeredCodes } from '../../renderer/features/case/parts/offered-codes.ts';
import { compared, versionsOf } from '../../renderer/features/case/assess/versions/stage-versions.ts';
import { type CaseFile, emptyCase, type StageAssessment } from '../../shared/domain/case-file.ts';
import { codeList } from '../../shared/domain/codes.ts';
import { templates, templatesFor } from '../../shared/domain/templates.ts';

const MINUTE = 60_000;
const me = '0000000a-0000-7000-8000-000000000001';
const file = emptyCase('0000000c-0000-7000-8000-000000000000');
let events = 0;
const signed = (at: string) => ({ event: `event ${(events += 1)}`, by: me, at, accepted: true });
const risk = (round: number, at: string, rationale: string): StageAssessment => ({
  ...signed(at),
  facets: { stage: 'risk', round, danger: 'no' },
  note: '',
  thrive: { threat: { level: 'high', rationale } },
  indicators: {},
});

describe('the break line', () => {
  it('comes after three heavy cases or ninety minutes, and not before', () => {
    const start = { since: 0, heavy: 0 };
    const two = afterCase(afterCase(start, true), true);
    expect(breakDue(two, 89 * MINUTE)).toBe(false);
    expect(breakDue(afterCase(two, false), 0)).toBe(false);
    expect(breakDue(afterCase(two, true), 0)).toBe(true);
    expect(breakDue(start, 90 * MINUTE)).toBe(true);
  });

  it('counts a case once, stays on its card, and begins anew after it was shown', () => {
    const now = Date.now();
    expect(['a', 'a', 'b', 'b', 'c'].map((id) => noteFinished(id, true, now))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(noteFinished('c', true, now)).toBe(true);
    expect(noteFinished('d', true, now)).toBe(false);
  });
});

describe('a grade', () => {
  const whole = { ...newGrade(), information: 'D' };

  it('has no silent default for its information', () => {
    expect(newGrade().information).toBeNull();
    expect(gradeOf(newGrade(), true)).toMatchObject({
      grade: null,
      lacks: ['Choose the information grade: it has no default.'],
    });
  });

  it('takes action and sanitisation codes under C and none under P', () => {
    expect(gradeOf(whole, true).grade).toMatchObject({ handling: 'C', action: 'A1', sanitisation: 'S2' });
    expect(gradeOf({ ...whole, action: null }, true).lacks).toEqual(['Choose an action code.']);
    const open = gradeOf({ ...whole, handling: 'P' }, true).grade;
    expect(open).toEqual({ source: '2', information: 'D', handling: 'P' });
  });

  it('keeps how the source knows apart from how reliable they are', () => {
    expect(gradeOf({ ...whole, provenance: 'TOLD' }, true).grade).toMatchObject({ source: '2', provenance: 'TOLD' });
    expect(gradeOf(whole, true).grade).not.toHaveProperty('provenance');
  });
});

describe('codes', () => {
  it('are offered while they are valid; one that is chosen stays readable afterwards, with its dates', () => {
    const [entry] = codeList('flag').entries;
    expect(offeredCodes('flag', [], '2026-11-23').map(({ code }) => code)).toContain(entry!.code);
    expect(offeredCodes('flag', [], '2020-01-01')).toEqual([]);
    expect(offeredCodes('flag', [entry!.code], '2020-01-01')).toEqual([
      { code: entry!.code, label: entry!.label, dates: `from ${entry!.validFrom}` },
    ]);
  });

  it('of another list’s time stand as they were written', () => {
    expect(offeredCodes('flag', ['OLD_FLAG'], '2026-11-23').at(-1)).toEqual({
      code: 'OLD_FLAG',
      label: 'OLD_FLAG',
      dates: 'not in this list',
    });
  });
});

describe('versions of a stage', () => {
  it('are there once something was signed twice, oldest first', () => {
    const once = { ...file, assessments: [risk(1, '2026-11-23T09:00:00.000Z', 'A threat was made')] };
    expect(versionsOf(once, 'risk')).toEqual([]);
    const twice: CaseFile = {
      ...once,
      assessments: [...once.assessments, risk(2, '2026-11-23T10:00:00.000Z', 'None')],
    };
    const [stage] = versionsOf(twice, 'risk');
    expect(stage!.versions.map(({ signed: { at } }) => at)).toEqual([
      '2026-11-23T09:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
    ]);
    expect(compared(stage!.versions[0]!, stage!.versions[1]!).filter((part) => part.older !== part.newer)).toEqual([
      { label: 'Threat', older: 'High. A threat was made', newer: 'High. None' },
    ]);
  });

  it('are compared for people and grades as well, each with its own earlier words', () => {
    const entry = (at: string, identification: 'possible' | 'confirmed', basis: string) => ({
      ...signed(at),
      facets: { person: 'p', role: 'reported' as const, identification },
      contents: { name: 'The person named', basis },
    });
    const versions = [
      entry('2026-11-23T09:00:00.000Z', 'possible', 'A name'),
      entry('2026-11-23T10:00:00.000Z', 'confirmed', 'The roster'),
    ] as const;
    const [person] = versionsOf({ ...file, work: { ...file.work, people: [{ person: 'p', versions }] } }, 'people');
    expect(person!.title).toBe('The person named');
    const differ = compared(person!.versions[0]!, person!.versions[1]!).filter((part) => part.older !== part.newer);
    expect(differ.map(({ label }) => label)).toEqual(['How surely', 'Basis']);

    const target = { exact: 'One.', prefix: '', suffix: '', start: 0, end: 4 };
    const statement = {
      ...signed('2026-11-23T08:00:00.000Z'),
      kind: 'statement' as const,
      target: target as never,
      text: '',
      withdrawn: null,
      versions: [],
    };
    const grade = (information: 'C' | 'D') => ({
      ...signed('2026-11-23T09:00:00.000Z'),
      grade: { source: '2' as const, information, handling: 'P' as const },
    });
    const graded = {
      ...file,
      report: { narrative: 'One.', subjects: [], peopleAtRisk: [], attachments: [] } as never,
      annotations: [statement],
      grades: { [statement.event]: [grade('D'), grade('C')] },
    };
    expect(versionsOf(graded, 'codes').map(({ title }) => title)).toEqual(['Grade of statement 1']);
  });

  it('compare a part that only one of them has with nothing', () => {
    const version = (lines: { label: string; text: string }[]) => ({ signed: signed(''), lines });
    expect(compared(version([{ label: 'Note', text: 'Call' }]), version([{ label: 'Level', text: 'High' }]))).toEqual([
      { label: 'Level', older: '', newer: 'High' },
      { label: 'Note', older: 'Call', newer: '' },
    ]);
  });
});

describe('the decision', () => {
  it('refers to THRIVE as it stood when it was signed, so that one rationale serves both', () => {
    const twice = {
      ...file,
      assessments: [risk(1, '2026-11-23T09:00:00.000Z', 'First'), risk(2, '2026-11-23T11:00:00.000Z', 'Later')],
    };
    const now = Date.parse('2026-11-23T12:00:00.000Z');
    expect(referenceOf('threat', twice, now, '2026-11-23T10:00:00.000Z')).toBe(
      'By reference: THRIVE, round 1, Mon 23 Nov 09:00: Threat high.',
    );
    expect(referenceOf('threat', twice, now, '2026-11-23T11:30:00.000Z')).toContain('round 2');
    expect(referenceOf('threat', file, now, '2026-11-23T11:30:00.000Z')).toBeNull();
  });

  it('asks less of what is only recorded or out of scope than of what somebody will act on', () => {
    const codes = (form: Parameters<typeof gapsOf>[1]) => gapsOf(file, form).map(({ code }) => code);
    const act = { ...emptyDecisionForm(), outcomes: ['investigate' as const], rationale: 'Weighed.' };
    expect(codes(act)).toEqual(expect.arrayContaining(['model_unwritten', 'no_option_rejected', 'no_statement']));
    const record = { ...act, outcomes: ['record' as const] };
    expect(codes(record)).toEqual(['risk_unanswered', 'referral_test_unsigned']);
    expect(shortPath({ outcomes: [], route: 'here' })).toBe(false);
    expect(shortPath({ outcomes: ['record', 'safeguard'], route: 'here' })).toBe(false);
  });

  it('reminds of the authority’s notice while a ground is answered with yes and none is signed', () => {
    const test: StageAssessment = {
      ...signed('2026-11-23T09:00:00.000Z'),
      facets: { stage: 'referral_test', round: 1, grounds: [{ ground: 'IOPC_DSI', answer: 'yes' }] },
      note: '',
      thrive: {},
      indicators: {},
    };
    const gaps = gapsOf({ ...file, assessments: [test] }, emptyDecisionForm());
    expect(gaps).toContainEqual({ code: 'authority_not_told', stage: 'referral_test', blocks: false });
  });
});

describe('rationale templates', () => {
  it('are dated, and hold headings that conclude nothing', () => {
    expect(templatesFor('decision', '2026-08-31')).toEqual([]);
    expect(templatesFor('decision', '2026-09-01').length).toBe(templates.length);
    for (const { text, welsh } of templates)
      for (const line of `${text}\n${welsh}`.split('\n').filter((each) => each !== '')) expect(line).toMatch(/:$/);
  });

  it('have as many headings in Welsh as in English', () => {
    const headings = (text = '') => text.split('\n').filter((each) => each !== '').length;
    for (const { text, welsh } of templates) expect(headings(welsh)).toBe(headings(text));
  });
});

describe('research in versions', () => {
  const entry = <F, C>(event: string, facets: F, contents: C) => ({
    ...signed('2026-11-20T08:00:00.000Z'),
    event,
    facets,
    contents,
  });
  const check = (event: string, about: string) => ({
    ...entry(event, { check: 'VETTING', authority: 'LINE_SUPERVISOR' }, { about, purpose: 'To know' }),
    answer: null,
  });
  const question = (event: string, text: string, replaces?: string) => ({
    ...entry(event, replaces === undefined ? {} : { replaces }, {
      text,
      purpose: 'To date it',
      check: { asksToAct: false, reveals: false, endangers: false },
    }),
    review: null,
    passed: null,
    answer: null,
  });

  it('sets a question beside what it was worded anew as, and never beside another question', () => {
    const questions = [
      question('q1', 'When was it?'),
      question('q2', 'Who was there?'),
      question('q3', 'In which month was it?', 'q1'),
      question('q4', 'In which week was it?', 'q3'),
    ];
    const found = versionsOf({ ...file, work: { ...file.work, questions } }, 'research');
    expect(found.map(({ key, versions }) => [key, versions.map((one) => one.signed.event)])).toEqual([
      ['q1', ['q1', 'q3', 'q4']],
    ]);
    const [first, , last] = found[0]!.versions;
    expect(compared(first!, last!)).toContainEqual({
      label: 'Question',
      older: 'When was it?',
      newer: 'In which week was it?',
    });
  });

  it('sets checks of one record beside each other, and leaves a single one alone', () => {
    const checks = [check('c1', 'As of March'), check('c2', 'As of June')];
    const of = (some: typeof checks) => versionsOf({ ...file, work: { ...file.work, checks: some } }, 'research');
    expect(of(checks.slice(0, 1))).toEqual([]);
    expect(of(checks).map(({ versions }) => versions.length)).toEqual([2]);
  });
});

describe('deciding anew', () => {
  it('begins with every word of what was decided, marked with its version, and tells when something was changed', () => {
    const decision = {
      ...signed('2026-11-20T08:00:00.000Z'),
      outcomes: ['investigate' as const],
      route: 'other_force' as const,
      force: 'WMP',
      rationale: 'It can be looked into.',
      optionsRejected: [{ option: 'Wait', why: 'It would be lost' }],
      model: { information: 'Two people saw it.' },
    };
    const copy = copyOf(decision, 2);
    expect(copy).toMatchObject({
      outcomes: ['investigate'],
      route: 'other_force',
      force: 'WMP',
      rationale: 'It can be looked into.',
      optionsRejected: [{ option: 'Wait', why: 'It would be lost' }],
      model: { information: 'Two people saw it.', threat: '' },
      copiedFrom: 2,
    });
    expect(isCopy(copy, copyOf(decision, 2))).toBe(true);
    expect(isCopy({ ...copy, rationale: 'It can be looked into!' }, copyOf(decision, 2))).toBe(false);
    expect(isCopy(emptyDecisionForm(), copyOf(decision, 2))).toBe(false);
  });
});

describe('a draft that was passed on', () => {
  it('shows what a person typed, and no code or id of its form', () => {
    const form = {
      route: 'here',
      holder: me,
      rationale: 'I would look into it.',
      options: [{ why: 'It would warn them' }],
    };
    expect(draftTexts({ form, caret: { field: 'rationale', at: 3 } })).toEqual([
      'I would look into it.',
      'It would warn them',
    ]);
  });
});

describe('what has come to wait', () => {
  it('is told once, and not what was there when the vault was opened', () => {
    expect(hasNews(null, ['a'])).toBe(false);
    expect(hasNews(new Set(['a']), ['a'])).toBe(false);
    expect(hasNews(new Set(['a']), [])).toBe(false);
    expect(hasNews(new Set(['a']), ['a', 'b'])).toBe(true);
  });
});

describe('what a signed decision waits for', () => {
  const decision = {
    ...signed('2026-03-02T09:00:00.000Z'),
    facets: {},
    outcomes: ['record'],
    route: 'here',
  } as unknown as Standing['decision'];
  const stands: Standing = { decision, review: null, secondReview: null, state: 'effect' };
  const drawn = { ...signed('2026-04-01T09:00:00.000Z'), facets: { month: '2026-03' }, found: null, settled: null };
  const found = (finding: string) => ({ ...signed('2026-04-02T09:00:00.000Z'), facets: { finding } });
  const waits = (secondReview: object | null, referrals: object[] = []) =>
    whatWaits(
      { ...stands, secondReview: secondReview as Standing['secondReview'] },
      referrals as CaseFile['referrals'],
    );

  it('is nothing once it has its effect', () => expect(waits(null)).toEqual([]));
  it('is its second reading, when it was drawn for one', () => expect(waits(drawn)).toHaveLength(1));
  it('is nothing after a reading that agrees', () => expect(waits({ ...drawn, found: found('agrees') })).toEqual([]));
  it('is somebody who settles two readings that differ', () => {
    const differs = { ...drawn, found: found('differs') };
    expect(waits(differs)).toHaveLength(1);
    expect(waits({ ...differs, settled: found('') })).toEqual([]);
  });
  it('is every receipt that is missing', () => {
    const sent = { unit: 'MPS', acknowledged: null };
    expect(waits(null, [sent, { ...sent, acknowledged: {} }])).toHaveLength(1);
  });
});
