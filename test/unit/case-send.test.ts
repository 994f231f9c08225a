import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyCase, type Annotation, type CaseFile } from '../../shared/domain/case-file.ts';
import { type AnnotationKind, textTarget } from '../../shared/domain/annotation.ts';
import { ReferralPack } from '../../shared/domain/pack.ts';
import type { Grade } from '../../shared/domain/grade.ts';
import { DecisionForm, emptyDecisionForm, gapsOf } from '../../renderer/features/case/assess/gaps.ts';
import { forceInWords, forcesMatching } from '../../renderer/features/case/assess/force-search.ts';
import { gradeOf, newGrade } from '../../renderer/features/case/assess/GradeForm.tsx';
import { roundOf } from '../../renderer/features/case/assess/rounds.ts';
import { leaksIn, RUN_WORDS } from '../../shared/domain/leaks.ts';
import { emptySendForm, packOf, partsOf } from '../../renderer/features/case/send/pack.ts';
import { recipientsOf } from '../../renderer/features/case/send/recipients.ts';
import { owingStage, stageMarks } from '../../renderer/features/case/stages.ts';
import { placedAnnotations, statementsOf } from '../../renderer/features/case/statements.ts';
import { forceByShort } from '../../shared/domain/codes.ts';

const id = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const signed = (n: number) => ({ event: id(n), by: id(1), at: '2026-11-23T09:41:00.000Z', accepted: true });
const narrative = 'He took the phone from her hand. He sold the address to a man in a van. She was seen on the stairs.';
const today = { files: [], day: '2026-11-23' };
const grade: Grade = { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' };

function mark(n: number, kind: AnnotationKind, words: string): Annotation {
  const from = narrative.indexOf(words);
  const target =
    from < 0
      ? { ...textTarget(words, 0, words.length, '0'.repeat(64)), prefix: 'x', suffix: 'y' }
      : textTarget(narrative, from, from + words.length, '0'.repeat(64));
  const version = { ...signed(n), target, text: '' };
  return { ...version, kind, withdrawn: null, versions: [version] };
}

function caseWith(part: Partial<CaseFile>): CaseFile {
  const report = {
    narrative,
    subjects: [{ name: 'J. Doe', rank: 'SERGEANT', description: 'tall' }],
    peopleAtRisk: [],
    attachments: [],
  };
  return { ...emptyCase(id(100)), report, ...part };
}

const first = mark(10, 'statement', 'He took the phone from her hand.');
const second = mark(11, 'statement', 'He sold the address to a man in a van.');
const lost = mark(12, 'statement', 'words that are not in the text');

describe('statements', () => {
  test('are numbered in the order of the text, and those whose words are lost come last, not away', () => {
    const file = caseWith({ annotations: [lost, second, mark(13, 'note', 'phone'), first] });
    expect(statementsOf(file).map(({ annotation, number }) => [annotation.event, number])).toEqual([
      [id(10), 1],
      [id(11), 2],
      [id(12), 3],
    ]);
    expect(placedAnnotations(file).orphaned.map((a) => a.event)).toEqual([id(12)]);
  });

  test('leave the list when they are withdrawn', () => {
    const file = caseWith({ annotations: [{ ...first, withdrawn: signed(20) }, second] });
    expect(statementsOf(file).map(({ annotation, number }) => [annotation.event, number])).toEqual([[id(11), 1]]);
  });
});

describe('a pack', () => {
  const file = caseWith({
    annotations: [first, second],
    grades: {
      [id(11)]: [
        { ...signed(30), grade: { ...grade, information: 'E' } },
        { ...signed(31), grade },
      ],
    },
  });
  const form = { ...emptySendForm(), title: ' A sale ', request: 'Begin.' };

  test('holds graded statements only, each with its latest grade, and fits what is signed', () => {
    const pack = packOf(file, form, 'WMP', today);
    expect(pack.statements).toEqual([{ statement: id(11), text: 'He sold the address to a man in a van.', grade }]);
    expect(ReferralPack.safeParse(pack).success).toBe(true);
  });

  test('keeps here how the source knows: it is about the reporter', () => {
    const told = { ...grade, provenance: 'TOLD' as const };
    const known = { ...file, grades: { ...file.grades, [id(11)]: [{ ...signed(31), grade: told }] } };
    expect(packOf(known, form, 'WMP', today).statements[0]?.grade).toEqual(grade);
  });

  test('takes the assessor’s words and leaves out what was unticked', () => {
    const reworded = { ...form, statements: { [id(11)]: { include: true, text: ' An address was sold. ' } } };
    expect(packOf(file, reworded, 'WMP', today).statements[0]?.text).toBe('An address was sold.');
    const without = { ...form, statements: { [id(11)]: { include: false, text: 'x' } } };
    expect(packOf(file, without, 'WMP', today).statements).toEqual([]);
  });

  test('names nobody as confirmed by a report alone and never describes', () => {
    expect(packOf(file, form, 'WMP', today).subjects).toEqual([
      { identification: 'possible', name: 'J. Doe', rank: 'SERGEANT' },
    ]);
    expect(JSON.stringify(packOf(file, form, 'WMP', today))).not.toContain('tall');
  });

  test('carries the desk’s own reference', () => {
    expect(packOf(file, form, 'WMP', today).reference).toBe('WMP-000100');
  });

  test('is checked in every part that holds free words', () => {
    const pack = packOf(file, { ...form, safeguarding: 'Move her.' }, 'WMP', today);
    expect(partsOf(pack).map(({ part }) => part)).toEqual([
      'title',
      'request',
      'safeguarding',
      'handling',
      `statement ${id(11)}`,
    ]);
  });
});

describe('the check for words that lead back to the reporter', () => {
  const part = (text: string) => [{ part: 'request', text }];

  test('finds six of the narrative’s words in a row whatever stands between and around them', () => {
    const narrativeWords = fc.array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: RUN_WORDS, maxLength: 30 });
    const between = fc.constantFrom(' ', ', ', '\n', ' – ', '... ');
    fc.assert(
      fc.property(narrativeWords, fc.nat(), between, fc.boolean(), (words, at, separator, upper) => {
        const from = at % (words.length - RUN_WORDS + 1);
        const run = words.slice(from, from + RUN_WORDS).join(separator);
        const text = `1234 ${upper ? run.toUpperCase() : run} 5678`;
        const found = leaksIn(part(text), words.join(' '), []);
        expect(found.some(({ kind, words: w }) => kind === 'run' && w.includes(upper ? run.toUpperCase() : run))).toBe(
          true,
        );
        for (const leak of found) expect(text.slice(leak.from, leak.to)).toBe(leak.words);
      }),
    );
  });

  test('lets five words in a row pass', () => {
    expect(leaksIn(part('He took the phone from a table.'), narrative, [])).toEqual([]);
    expect(leaksIn(part('He took the phone from her, slowly.'), narrative, [])).toHaveLength(1);
  });

  test('finds a clue by four of its words, a short clue by all of them, and tells it once', () => {
    const clue = ['She was seen on the stairs', 'van'];
    expect(leaksIn(part('It was seen on the roof.'), narrative, clue).map(({ kind, words }) => [kind, words])).toEqual([
      ['clue', 'was seen on the'],
    ]);
    expect(leaksIn(part('A VAN came.'), narrative, clue).map(({ words }) => words)).toEqual(['VAN']);
    expect(leaksIn(part('A vanity.'), narrative, clue)).toEqual([]);
    expect(leaksIn(part('She was seen on the stairs'), narrative, clue)).toHaveLength(1);
  });

  test('sees through accents and apostrophes', () => {
    expect(leaksIn(part('the dŵr isn’t cold'), '', ["the dwr isn't cold"])).toHaveLength(1);
  });

  test('asks again when settled words have changed', () => {
    const [before] = leaksIn(part('He took the phone from her hand'), narrative, []);
    const [after] = leaksIn(part('He took the phone from her HAND'), narrative, []);
    expect(before?.key).not.toBe(after?.key);
  });
});

describe('the gaps of a decision', () => {
  const whole = DecisionForm.parse({
    outcomes: ['investigate'],
    rationale: 'Since.',
    optionsRejected: [{ option: 'Ask him', why: 'It would warn him' }],
    model: { information: 'Known.', threat: 'None.', powers: 'These.', options: 'Two.', review: 'In a week.' },
  });
  const assessed = caseWith({
    annotations: [first],
    grades: { [id(10)]: [{ ...signed(30), grade }] },
    assessments: [
      { ...signed(40), facets: { stage: 'risk', round: 1, danger: 'no' }, note: '', thrive: {}, indicators: {} },
      {
        ...signed(41),
        facets: { stage: 'codes', round: 1, categories: ['OTHER'], corruption: [], standards: [] },
        note: '',
        thrive: {},
        indicators: {},
      },
      {
        ...signed(42),
        facets: { stage: 'referral_test', round: 1, grounds: [{ ground: 'IOPC_DSI', answer: 'no' }] },
        note: '',
        thrive: {},
        indicators: {},
      },
    ],
  });
  const codes = (...of: Parameters<typeof gapsOf>) => gapsOf(...of).map(({ code }) => code);

  test('are none when all is there', () => {
    expect(gapsOf(assessed, whole)).toEqual([]);
  });

  test('block only what cannot be signed', () => {
    const gaps = gapsOf(caseWith({ annotations: [first, second] }), emptyDecisionForm());
    expect(gaps.filter(({ blocks }) => blocks).map(({ code }) => code)).toEqual([
      'outcome_missing',
      'rationale_missing',
    ]);
    expect(gaps.find(({ code }) => code === 'statement_ungraded')?.count).toBe(2);
    expect(codes(caseWith({ needsUpdate: true }), whole)).toContain('case_needs_update');
    expect(codes(assessed, { ...whole, route: 'other_force' })).toEqual(['force_missing']);
  });

  test('ask neither outcome nor grades of what is out of scope', () => {
    const form = { ...whole, outcomes: [], route: 'out_of_scope' as const };
    expect(codes(caseWith({ annotations: [first] }), form)).toEqual(['risk_unanswered', 'referral_test_unsigned']);
  });

  test('name a danger or a ground that is unclear, by the last answer', () => {
    const again = {
      ...assessed,
      assessments: [
        ...assessed.assessments,
        {
          ...signed(43),
          facets: { stage: 'risk' as const, round: 2, danger: 'unclear' as const },
          note: '',
          thrive: {},
          indicators: {},
        },
      ],
    };
    expect(codes(again, whole)).toEqual(['danger_unclear']);
  });
});

describe('a grade', () => {
  test('has no default for the information, and every other default of a hotline', () => {
    expect(gradeOf(newGrade(), true)).toEqual({
      grade: null,
      lacks: ['Choose the information grade: it has no default.'],
    });
    expect(gradeOf({ ...newGrade(), information: 'D' }, true).grade).toEqual(grade);
  });

  test('asks why an anonymous source is reliable', () => {
    const reliable = { ...newGrade(), source: '1', information: 'A' };
    expect(gradeOf(reliable, true).lacks).toHaveLength(1);
    expect(gradeOf(reliable, false).lacks).toEqual([]);
    expect(gradeOf({ ...reliable, rationale: 'Camera.' }, true).grade?.rationale).toBe('Camera.');
  });

  test('drops the codes of C under P', () => {
    const open = gradeOf({ ...newGrade(), information: 'B', handling: 'P' }, true).grade;
    expect(open).toEqual({ source: '2', information: 'B', handling: 'P' });
  });
});

describe('the spine', () => {
  test('marks what is typed before what is signed, and what is not needed', () => {
    const decided = caseWith({
      decisions: [
        { ...signed(50), outcomes: ['record'], route: 'here', rationale: 'r', optionsRejected: [], model: {} },
      ],
    });
    expect(stageMarks(decided, [])).toMatchObject({ decision: 'signed', send: 'not_needed', risk: 'empty' });
    expect(stageMarks(decided, ['decision', `grade ${id(10)}`])).toMatchObject({ decision: 'draft', codes: 'draft' });
  });

  test('is not done with statements while one is ungraded', () => {
    const codes = {
      ...signed(41),
      facets: { stage: 'codes' as const, round: 1, categories: [], corruption: [], standards: [] },
      note: '',
      thrive: {},
      indicators: {},
    };
    const file = caseWith({ annotations: [first], assessments: [codes] });
    expect(stageMarks(file, []).codes).toBe('empty');
    expect(stageMarks({ ...file, grades: { [id(10)]: [{ ...signed(30), grade }] } }, []).codes).toBe('signed');
  });

  test('opens where words were left last, else at the next act', () => {
    expect(owingStage('decide', [])).toBe('decision');
    expect(owingStage('assess_risk', [{ part: 'mark new', savedAt: 'z' }])).toBe('risk');
    const drafts = [
      { part: 'send', savedAt: '2026-01-02' },
      { part: 'risk', savedAt: '2026-01-01' },
    ];
    expect(owingStage('decide', drafts)).toBe('send');
  });

  test('counts each assessor’s own rounds', () => {
    const risk = (n: number, by: string, round: number) => ({
      ...signed(n),
      by,
      facets: { stage: 'risk' as const, round, danger: 'no' as const },
      note: '',
      thrive: {},
      indicators: {},
    });
    const file = caseWith({ assessments: [risk(60, id(1), 1), risk(61, id(2), 4), risk(62, id(1), 2)] });
    expect([roundOf(file, id(1), 'risk'), roundOf(file, id(2), 'risk'), roundOf(file, id(3), 'risk')]).toEqual([
      3, 5, 1,
    ]);
  });
});

describe('the other force', () => {
  test('is found by typing and told apart from its neighbour', () => {
    expect(
      forcesMatching('west m', '')
        .map(({ short }) => short)
        .toSorted(),
    ).toEqual(['WMP', 'WMR']);
    expect(forcesMatching('merc', '').map(({ short }) => short)).toEqual(['WMR']);
    expect(forcesMatching('west m', 'WMP').map(({ short }) => short)).toEqual(['WMR']);
    expect(forcesMatching('  ', '')).toEqual([]);
    expect(forceInWords(forceByShort('WMR')!)).toBe('West Mercia, not West Midlands');
    expect(forceInWords(forceByShort('KNT')!)).toBe('Kent Police');
  });
});

describe('recipients', () => {
  test('of the case’s own force come first, and desks are none', () => {
    const unit = (code: string, kind: 'desk' | 'investigation' | 'safeguarding', force: string) => ({
      unit: code,
      name: code,
      kind,
      force,
      workstations: 1,
    });
    const units = [
      unit('AAA-INV', 'investigation', 'AAA'),
      unit('WMP', 'desk', 'WMP'),
      unit('WMP-SAF', 'safeguarding', 'WMP'),
    ];
    expect(recipientsOf(units, 'WMP').map((u) => u.unit)).toEqual(['WMP-SAF', 'AAA-INV']);
  });
});
