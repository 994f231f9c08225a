import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { keepAttachmentText } from '../../../electron/vault/attachments/keep-text.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { hitsInFiles } from '../../../electron/vault/search/hits-in-files.ts';
import { purge } from '../../../electron/vault/store/purge.ts';
import { organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

interface Row extends Record<string, string | number | null> {
  case_id: string;
  narrative: string;
  force: string;
  channel: string;
  urgency: number;
  received_at: string;
  reference: string;
  labels: string;
  subject: string | null;
  unread: number;
  screened: string | null;
  allocated_to: string | null;
}

const FORCES = ['MPS', 'WMP', 'WMR', 'GMP'] as const;
const NAMES = ['Ada Smith', 'Bryn Éluard', 'Cai Smithson', 'Dee O’Hara'] as const;
const WORDS = ['money', 'custody', 'phone', 'Smith'] as const;
let org: Organisation;
let vault: TestVault;
let rows: Row[];

beforeAll(async () => {
  org = await organisation();
  vault = await new TestVault(org).withDirectory();
  const reports = Array.from({ length: 60 }, (_, n) =>
    reportEvent(
      org,
      {
        narrative: WORDS.filter((_, bit) => (n >> bit) & 1).join(' and ') || 'Nothing else.',
        subjects: [{ name: NAMES[n % NAMES.length]! }],
      },
      {
        force: FORCES[n % 3]!,
        channel: (['phone', 'web'] as const)[n % 2]!,
        urgency: (['immediate', 'priority', 'routine'] as const)[n % 3]!,
        reference: `AB-2026-${String(n).padStart(3, '0')}`,
        receivedAt: new Date(Date.UTC(2026, n % 4, 1 + (n % 27), n % 24)).toISOString(),
      },
    ),
  );
  await vault.receive(...reports);
  const ids = reports.map(({ header }) => header.caseId);
  vault.screen(
    ids.filter((_, n) => n % 3 !== 0),
    ids.filter((_, n) => n % 15 === 0),
  );
  for (const [n, caseId] of ids.entries()) {
    if (n % 5 === 1) vault.sign({ caseId, type: 'labelled', facets: { label: 'MEDIA', on: true }, payload: {} });
    if (n % 4 === 2) vault.sign({ caseId, type: 'allocated', facets: { to: org.assessor.user }, payload: {} });
  }
  vault.db.run('UPDATE cases SET unread = 0 WHERE id % 7 = 0');
  rows = vault.db.all<Row>(
    'SELECT c.*, s.narrative FROM cases c JOIN search s ON s.rowid = c.id WHERE c.hidden = 0 ORDER BY c.id',
  );
}, 60_000);

const words = (text: string | null): readonly string[] =>
  (text ?? '')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
type Holds = (row: Row) => boolean;

/** What is typed, and whether a case fits, told by its row alone. */
const asked: readonly (readonly [string, Holds])[] = [
  ...WORDS.slice(0, 3).map((word): [string, Holds] => [word, ({ narrative }) => words(narrative).includes(word)]),
  ['cust*', ({ narrative }) => words(narrative).some((word) => word.startsWith('cust'))],
  ['"money and custody"', ({ narrative }) => words(narrative).join(' ').includes('money and custody')],
  ['subject:smith', ({ subject }) => words(subject).includes('smith')],
  ['subject:smith*', ({ subject }) => words(subject).some((word) => word.startsWith('smith'))],
  ['subject:"bryn eluard"', ({ subject }) => words(subject).join(' ') === 'bryn eluard'],
  ['force:MPS', ({ force }) => force === 'MPS'],
  ['force:"west mid"', ({ force }) => force === 'WMP'],
  ['channel:phone', ({ channel }) => channel === 'phone'],
  ['urgency:priority', ({ urgency }) => urgency === 1],
  ['label:media', ({ labels }) => labels.includes('|MEDIA|')],
  ['reference:ab-2026-01', ({ reference }) => reference.startsWith('AB-2026-01')],
  ['received:>2026-02-10', ({ received_at }) => received_at >= '2026-02-11T00:00:00.000Z'],
  ['received:<2026-02', ({ received_at }) => received_at < '2026-02-01T00:00:00.000Z'],
  ['received:2026-01..2026-02', ({ received_at }) => received_at < '2026-03-01T00:00:00.000Z'],
  ['is:unread', ({ unread }) => unread === 1],
  ['is:read', ({ unread }) => unread === 0],
  ['is:screened', ({ screened }) => screened !== null],
  ['is:unscreened', ({ screened }) => screened === null],
  ['is:mine', ({ allocated_to }) => allocated_to === org.assessor.user],
  ['is:unallocated', ({ allocated_to }) => allocated_to === null],
  ['is:immediate', ({ immediate }) => immediate === 1],
];
const term = fc.tuple(fc.nat(asked.length - 1), fc.boolean()).map(([at, not]): readonly [string, Holds] => {
  const [text, holds] = asked[at]!;
  return not ? [`-${text}`, (row) => !holds(row)] : [text, holds];
});

describe('a search with fields', () => {
  test('finds what a plain recount of the rows finds, however its terms combine', async () => {
    const lists = vault.lists();
    await fc.assert(
      fc.asyncProperty(fc.array(term, { minLength: 1, maxLength: 4 }), async (terms) => {
        const search = terms.map(([text]) => text).join(' ');
        const opened = await lists.open({ ...everything, search });
        if (!opened.ok) throw new Error(`${search}: ${opened.error.code}`);
        const wanted = rows.filter((row) => terms.every(([, holds]) => holds(row)));
        expect(opened.value.rows.map(({ caseId }) => caseId).toSorted(), search).toEqual(
          wanted.map(({ case_id }) => case_id).toSorted(),
        );
        expect(opened.value.total).toBe(wanted.length);
      }),
      { numRuns: 400 },
    );
    // Every question asked by itself found some and not all: the recount above compares something.
    for (const [text, holds] of asked) {
      const found = rows.filter(holds).length;
      expect(found > 0 && found < rows.length, text).toBe(true);
    }
  });

  test('keeps to the view it is asked in', async () => {
    const { rows: found } = await vault.open({ view: 'mine', search: 'channel:web' });
    expect(found.map(({ caseId }) => caseId).toSorted()).toEqual(
      rows
        .filter(({ allocated_to, channel }) => allocated_to === org.assessor.user && channel === 'web')
        .map(({ case_id }) => case_id)
        .toSorted(),
    );
  });

  test('shows the whole view while nothing has been asked yet', async () => {
    expect((await vault.open({ search: 'subject:', typing: true })).total).toBe(rows.length);
  });
});

const everything = {
  view: 'all' as const,
  typing: false,
  sort: [],
  filter: {
    forces: [],
    categories: [],
    urgencies: [],
    channels: [],
    states: [],
    readers: [],
    labels: [],
    holders: [],
    receivedFrom: null,
    receivedBefore: null,
  },
};

describe('what is written about a case', () => {
  const names = async (word: string) => (await vault.open({ search: word })).rows.map(({ hitPlace }) => hitPlace);

  test('is found where it stands: people, checks, questions, tasks, decisions', async () => {
    const caseId = rows.find(({ screened }) => screened === 'none')!.case_id;
    const person = '018f0000-0000-7000-8000-000000000001';
    const signed = (type: string, facets: object, payload: object) => {
      const answer = vault.sign({ caseId, type, facets, payload } as never);
      if (!answer.ok) throw new Error(`${type}: ${answer.error.code} ${JSON.stringify(answer.error.detail)}`);
      return answer.value.event;
    };
    signed(
      'person_identified',
      { person, role: 'witness', identification: 'possible' },
      { name: 'Zebedee Quill', collarNumber: 'PC9981', basis: 'The roster says albatross.' },
    );
    const check = signed(
      'check_requested',
      { check: 'HR', authority: 'LINE_SUPERVISOR' },
      { about: 'Who held the bicycle', purpose: 'To place him' },
    );
    signed('check_answered', { check, result: 'found' }, { text: 'A velocipede was booked out.' });
    signed('task_set', { kind: 'task', holder: null }, { text: 'Ask the quartermaster' });
    for (const [word, place] of [
      ['zebedee', 'person'],
      ['PC9981', 'person'],
      ['albatross', 'person'],
      ['bicycle', 'research'],
      ['velocipede', 'research'],
      ['quartermaster', 'task'],
    ] as const)
      expect(await names(word), word).toEqual([place]);
    expect(await names('subject:zebedee')).toHaveLength(1);
    // One text ends where the next begins.
    expect(await names('"to place him a velocipede"')).toEqual([]);
  });

  test('has its hits in files told with their page, and to nobody who has not passed the conflict screen', () => {
    const open = rows.find(({ screened }) => screened === 'none')!.case_id;
    const attachment = '018f0000-0000-7000-8000-00000000000a';
    const text = `A lantern on the first.\fNothing.\fThe Lántern again, and lanterns.\f`;
    for (const caseId of [open, ...rows.filter(({ screened }) => screened === null).map(({ case_id }) => case_id)])
      keepAttachmentText(vault.writing, { caseId, attachment, text });
    const ask = (caseId: string, search: string, typing = false) => hitsInFiles(vault.db, { caseId, search, typing });
    const found = ask(open, 'lantern');
    if (!found.ok) throw new Error(found.error.code);
    expect(found.value.map((hit) => [hit.page, hit.text.slice(hit.from, hit.to)])).toEqual([
      [1, 'lantern'],
      [3, 'Lántern'],
    ]);
    expect(ask(open, 'lantern', true)).toMatchObject({ value: { length: 3 } });
    expect(ask(open, 'force:MPS')).toMatchObject({ value: [] });
    const shut = rows.find(({ screened }) => screened === null)!.case_id;
    expect(ask(shut, 'lantern')).toMatchObject({ ok: false, error: { code: 'not_screened' } });
    const declared = vault.db.column<string>(`SELECT case_id FROM cases WHERE screened = 'declared' LIMIT 1`)[0]!;
    expect(ask(declared, 'lantern')).toMatchObject({ ok: false, error: { code: 'conflict_declared' } });
  });

  test('names nobody before the conflict screen, whoever wrote the name down', async () => {
    const report = reportEvent(org, { narrative: 'Somebody took it. Perpetua saw it.' });
    const { caseId } = report.header;
    const person = '018f0000-0000-7000-8000-000000000002';
    const identified = signedBy(
      org.colleague,
      caseId,
      report.caseKey!,
      'person_identified',
      { person, role: 'reported', identification: 'confirmed' } as never,
      { name: 'Perpetua Vane', basis: 'She said so herself, in the larder.' },
    );
    const task = signedBy(org.colleague, caseId, report.caseKey!, 'task_set', { kind: 'task', holder: null } as never, {
      text: 'Ring Perpetua Vane at the gatehouse',
    });
    await vault.receive(report, identified, task);
    for (const search of ['Perpetua', 'Vane', 'subject:Vane', 'subject:Perp*', 'larder'])
      expect(await names(search)).toEqual([]);
    expect(await names('gatehouse')).toEqual(['task']);
    expect(JSON.stringify(vault.db.all('SELECT * FROM search_subjects'))).not.toContain('Perpetua');
    const excerpt = (await vault.open({ search: 'gatehouse' })).rows[0]!.excerpt!;
    expect(excerpt).not.toMatch(/Perpetua|Vane/);

    vault.screen([caseId]);
    expect(await names('subject:Vane')).toHaveLength(1);
    expect(await names('larder')).toEqual(['person']);
  });

  test('leaves no word in either index once a conflict is declared or access is gone', async () => {
    expect(foldsToTheSame(vault.writing)).toBe(true);
    const report = reportEvent(org, { narrative: 'Plain.', subjects: [{ name: 'Wilhelmina Thorne' }] });
    await vault.receive(report);
    vault.screen([report.header.caseId]);
    const terms = () => {
      const db = vault.onFile();
      return ['search', 'search_subjects'].flatMap((index) => {
        db.exec(`CREATE VIRTUAL TABLE temp.of_${index} USING fts5vocab(main, ${index}, row)`);
        return db.column<string>(`SELECT term FROM temp.of_${index}`);
      });
    };
    expect(terms()).toContain('wilhelmina');
    vault.screen([], [report.header.caseId]);
    expect(terms()).not.toContain('wilhelmina');
    expect(terms()).toContain('zebedee');
    purge(vault.writing, vault.db.column<string>('SELECT compartment FROM cases LIMIT 1')[0]!);
    expect(terms()).toEqual([]);
  });
});
