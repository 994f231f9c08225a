/** What a print says around the words of people, in whatever language the screens speak. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../../renderer/words/t.ts';
import { emptyCase, type CaseFile } from '../../shared/domain/case-file.ts';
import type { AwaitedRecipient } from '../../shared/domain/recipients-of.ts';
import { emptyWork } from '../../shared/domain/work-file.ts';

const user = '019571e0-0000-7000-8000-000000000001';
const signed = { event: 'e1', by: user, at: '2026-03-02T08:15:00.000Z', accepted: true };
const level = { level: 'high' as const, rationale: '#threat' };
const target = { start: 0, end: 2, exact: '#exact', prefix: '', suffix: '', textSha256: 'a'.repeat(64) };
const grade = { source: '2', information: 'B', handling: 'C', action: 'A1', sanitisation: 'S2' } as const;

/** A case with something of everything that is printed; what people wrote begins with `#`. */
const file = {
  ...emptyCase('c'),
  received: { receivedAt: signed.at, disseminatedAt: signed.at, channel: 'web', urgency: 'routine' },
  report: {
    narrative: '#narrative',
    occurredWhen: '#when',
    occurredWhere: '#where',
    subjects: [{ name: '#name', rank: '#rank' }],
    peopleAtRisk: [{ description: '#risk' }],
    attachments: [{ filename: '#file' }],
  },
  annotations: [
    { ...signed, kind: 'statement', target, text: '#note', withdrawn: null, versions: [] },
    { ...signed, event: 'e2', kind: 'reporter_clue', target, text: '', withdrawn: null, versions: [], accepted: false },
  ],
  grades: { e1: [{ ...signed, grade }] },
  assessments: [
    { ...signed, facets: { stage: 'risk', danger: 'yes' }, note: '#n', thrive: { threat: level }, indicators: {} },
    {
      ...signed,
      facets: { stage: 'indicators', level: 'HIGH' },
      note: '',
      thrive: {},
      indicators: { WEAPON: 'yes', FEAR: 'unclear' },
      indicatorWords: { WEAPON: '#cutlass' },
    },
    {
      ...signed,
      facets: { stage: 'codes', categories: ['OTHER'], corruption: [], standards: [], severity: 'MISCONDUCT' },
      note: '',
      thrive: {},
      indicators: {},
    },
    {
      ...signed,
      facets: { stage: 'referral_test', grounds: [{ ground: 'DSI', answer: 'no' }] },
      note: '',
      thrive: {},
      indicators: {},
    },
  ],
  decisions: [
    {
      ...signed,
      outcomes: ['investigate', 'record'],
      route: 'here',
      rationale: '#rationale',
      optionsRejected: [{ option: '#option', why: '#why' }],
      model: {},
    },
    { ...signed, outcomes: [], route: 'out_of_scope', rationale: '', optionsRejected: [], model: {} },
  ],
  work: {
    ...emptyWork,
    told: [
      {
        recipient: 'o',
        telling: {
          ...signed,
          facets: {
            ...{ kind: 'oversight', toldAt: signed.at, means: 'SECURE_EMAIL', body: 'IOPC' },
            ...{ grounds: ['IOPC_CORRUPTION'], late: 'INFORMATION_LATE' },
          },
          contents: { who: '#dutyOfficer', passed: '#passed', note: '#asked' },
        },
        answers: [
          {
            ...signed,
            facets: { recipient: 'o', step: 'acknowledged', at: signed.at },
            contents: { reference: '#theirs', who: '#clerk', note: '#answered' },
          },
          { ...signed, facets: { recipient: 'o', step: 'accepted', at: signed.at, code: 'DIRECTED' }, contents: null },
          { ...signed, facets: { recipient: 'o', means: 'TELEPHONE', at: signed.at }, contents: { note: '#again' } },
        ],
      },
      {
        recipient: 's',
        telling: {
          ...signed,
          facets: { kind: 'safeguarding', toldAt: signed.at, means: 'TELEPHONE', asks: ['WELFARE_CHECK'] },
          contents: null,
        },
        answers: [],
      },
    ],
    charity: [{ ...signed, facets: { feedback: 'RECEIVED', toldAt: signed.at }, contents: {} }],
  },
  referrals: [{ ...signed, referral: 'r', unit: 'MPS-INV', outcome: 'safeguard', pack: null, acknowledged: null }],
} as unknown as CaseFile;

const contents = {
  marking: '#marking',
  reference: '#reference',
  printedBy: '#printer',
  printedAt: signed.at,
  takenTo: '#recipient',
  reason: 'meeting' as const,
  parts: ['report' as const, 'annotations' as const, 'decisions' as const],
  file,
  recipients: [
    {
      ...{ id: 'o', kind: 'oversight', way: 'hand', body: 'IOPC', state: 'accepted', code: 'DIRECTED' },
      ...{ by: user, toldAt: signed.at, since: signed.at, chasedAt: signed.at, chases: 2 },
      awaited: { due: '2026-03-30T22:59:59.000Z', soon: '2026-03-27T22:59:59.000Z' },
    },
    {
      ...{ id: 's', kind: 'safeguarding', way: 'hand', body: null, state: 'withdrawn', code: null },
      ...{ by: user, toldAt: signed.at, since: signed.at, chasedAt: null, chases: 0, awaited: null },
    },
    {
      ...{ id: 'r', kind: 'detectives', way: 'pack', body: 'MPS-INV', state: 'acknowledged', code: null },
      ...{ by: user, toldAt: signed.at, since: signed.at, chasedAt: null, chases: 0, awaited: null },
    },
  ] satisfies AwaitedRecipient[],
  unitNames: { 'MPS-INV': '#investigators' },
  names: {},
};

/** Every text of the paper, as the print window tells it once it knows the language. */
async function printedIn(language: Language, given = contents): Promise<string[]> {
  vi.resetModules();
  const { speak } = await import('../../renderer/words/t.ts');
  await speak(language);
  const { blocksOf, labelsOf } = await import('../../renderer/print/blocks.ts');
  const { about, foot, page } = labelsOf(given);
  return [...blocksOf(given).map(({ text }) => text), about, foot, page(2, 3)];
}
afterEach(() => vi.resetModules());

/** What stands outside the brackets of a message and is neither data, a time nor a code of a grade or unit. */
function escaped(text: string): string {
  let rest = text.replaceAll(/#\w+|\d{4}-\d\d-\d\d \d\d:\d\d UTC|MPS-INV/g, '');
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replaceAll(/⟦[^⟦⟧]*⟧/g, '')];
  return /\p{L}{2,}/u.test(rest) ? rest.trim() : '';
}

describe('a print', () => {
  it('says nothing past the catalogue', async () => {
    const said = await printedIn('en-XA');
    expect(said.length).toBeGreaterThan(40);
    expect(said.map(escaped).filter((rest) => rest !== '')).toEqual([]);
    const erased = await printedIn('en-XA', { ...contents, file: emptyCase('c'), recipients: [] });
    expect(erased.map(escaped).filter((rest) => rest !== '')).toEqual([]);
  });

  it('brings every word of people along, in every language', async () => {
    const words = [...JSON.stringify(contents).matchAll(/#\w+/g)].map(([word]) => word).filter((w) => w !== '#marking');
    for (const language of ['en', 'cy'] as const) {
      const all = (await printedIn(language)).join('\n');
      expect(words.filter((word) => !all.includes(word))).toEqual([]);
    }
  });

  it('tells of everybody who was told: where they stand, what was asked and answered, and when', async () => {
    const all = (await printedIn('en')).join('\n');
    const part = all.slice(all.indexOf('Recipients'));
    expect(part).toContain(
      [
        'Oversight body · Independent Office for Police Conduct',
        'Told 2026-03-02 08:15 UTC',
        'Mode determined: Directed, 2026-03-02 08:15 UTC',
        'asked 2×, last 2026-03-02 08:15 UTC',
        'News, or how it ended: due 2026-03-30 22:59 UTC',
      ].join('\n'),
    );
    expect(part).toMatch(/Acknowledged, 2026-03-02 08:15 UTC\nReference #theirs\n#clerk\n#answered\nSigned by/);
    expect(part).toMatch(/Safeguarding unit\nTold .*\nEntered by mistake, .*\n.*\nIts contents were erased\./);
    expect(part).toContain('Detectives · #investigators');
    expect(part).toMatch(/The charity\nTold: Received, /);
    expect((await printedIn('en', { ...contents, file: emptyCase('c'), recipients: [] })).join('\n')).toContain(
      'Nobody was told yet.',
    );
    const report = { ...contents, parts: ['report' as const] };
    expect((await printedIn('en', report)).join('\n')).not.toContain('Recipients');
  });

  it('says in Welsh that nobody has reviewed its Welsh, and in English nothing of the kind', async () => {
    const note = /unreviewed/;
    expect((await printedIn('cy')).filter((text) => note.test(text))).toHaveLength(1);
    expect((await printedIn('cy')).join()).toContain('Llofnodwyd gan');
    expect((await printedIn('en')).filter((text) => note.test(text))).toEqual([]);
  });
});
