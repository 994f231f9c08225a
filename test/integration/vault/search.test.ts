import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { DeskQuery } from '../../../shared/bridge/desk.ts';
import { textTarget } from '../../../shared/domain/annotation.ts';
import { readSearch } from '../../../shared/domain/search/query.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** Words as a person sees them: no case, no accents, cut at everything that is neither letter nor digit. */
const wordsOf = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether the words stand in the text, one after the other. */
function has(text: string, phrase: string): boolean {
  const [words, wanted] = [wordsOf(text), wordsOf(phrase)];
  return words.some((_, at) => wanted.every((word, offset) => words[at + offset] === word));
}

const word = fc.constantFrom(
  ..."café CAFÉ cafe naïve well-known O’Brien o'brien Ŵythnos ŷd über straße Sergeant custody 12/3 PC1234 الشرطة السيد משטרה שוטר 警察 don't re-entry x مُحَمَّد محمد".split(
    ' ',
  ),
);
const gap = fc.constantFrom(' ', ', ', '. ', '\n', ' – ', ' “', '” ', ' 🙂 ', '🤬', '🚨', '/');
const narrative = fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 12 }).map((parts) => parts.flat().join(''));

describe('search', () => {
  test('finds exactly the cases in whose narrative the whole words stand, whatever the script or the accents', async () => {
    const vault = await new TestVault(org).withDirectory();
    const narratives = fc.sample(narrative, { numRuns: 150, seed: 7 });
    await vault.receive(...narratives.map((text) => reportEvent(org, { narrative: text })));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 3 }), fc.boolean(), async (terms, phrase) => {
        const search = phrase ? `"${terms.join(' ')}"` : terms.join(' ');
        const wanted = narratives.filter((text) =>
          phrase ? has(text, terms.join(' ')) : terms.every((term) => has(text, term)),
        );
        const { total, rows } = await vault.open({ search });
        expect(total).toBe(wanted.length);
        // What the index finds, the excerpt marks: both see the same words.
        const searched = new Set(wordsOf(terms.join(' ')));
        for (const { excerpt } of rows) {
          const marked = [...excerpt!.matchAll(/\uE000([^\uE001]*)\uE001/g)].flatMap((hit) => wordsOf(hit[1]!));
          expect(marked.length).toBeGreaterThan(0);
          expect(marked.filter((each) => !searched.has(each))).toEqual([]);
        }
      }),
      { numRuns: 120 },
    );
  });

  test('whatever is typed is found or refused at one of its characters, and no sign is an operator of the index', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org, { narrative: 'plain words' }));
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40, unit: 'binary' }), fc.boolean(), async (search, typing) => {
        const read = readSearch(search, typing);
        if (read.ok) expect((await vault.open({ search, typing })).total).toBeGreaterThanOrEqual(0);
        else
          expect(await vault.lists().open(DeskQuery.parse({ view: 'all', search, typing, filter: {} }))).toMatchObject({
            ok: false,
            error: { code: 'search_unreadable', detail: { at: read.fault.at } },
          });
      }),
      { numRuns: 300 },
    );
    const totals: Record<string, number> = {};
    for (const search of [
      'NOT words',
      'plain AND',
      '^plain',
      '(plain',
      'NEAR(plain words)',
      'wor*',
      'wor',
      'pl* -words',
    ])
      totals[search] = (await vault.open({ search })).total;
    expect(totals).toEqual({
      'NOT words': 0,
      'plain AND': 0,
      '^plain': 1,
      '(plain': 1,
      'NEAR(plain words)': 0,
      'wor*': 1,
      wor: 0,
      'pl* -words': 0,
    });
  });

  test('the last word is a beginning while it is typed, and a whole word once it is settled', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org, { narrative: 'the custody sergeant' }));
    expect((await vault.open({ search: 'cust', typing: true })).total).toBe(1);
    expect((await vault.open({ search: 'cust' })).total).toBe(0);
  });

  test('an excerpt marks the hits, and notes are found as well as narratives', async () => {
    const vault = await new TestVault(org).withDirectory();
    const text = 'He took the money in the custody suite.';
    const [report] = await vault.receive(reportEvent(org, { narrative: text }));
    const caseId = report!.header.caseId;
    vault.screen([caseId]);
    expect((await vault.open({ search: 'MONEY' })).rows[0]?.excerpt).toContain('\uE000money\uE001');
    const target = textTarget(text, 0, 2, sha256(text));
    const note = vault.sign({
      caseId,
      type: 'annotated',
      facets: { kind: 'note' },
      payload: { target, text: 'check the ledger' },
    });
    expect((await vault.open({ search: 'ledger' })).total).toBe(1);
    if (!note.ok) throw new Error();
    vault.sign({ caseId, type: 'annotation_withdrawn', facets: { annotation: note.value.event }, payload: {} });
    expect((await vault.open({ search: 'ledger' })).total).toBe(0);
  });
});

describe('before the conflict screen', () => {
  const subjects = [{ name: 'Sergeant Marjorie O’Dowd', rank: 'Sergeant', station: 'custody' }];
  const text = 'Sergeant Marjorie O’Dowd hit him. ODOWD denied it; O’DOWD’s friend saw Marjorie. The sergeant left.';

  test('a name is in no row, no excerpt and no index entry, and afterwards in all of them', async () => {
    const vault = await new TestVault(org).withDirectory();
    const [report] = await vault.receive(reportEvent(org, { narrative: text, subjects }));
    const caseId = report!.header.caseId;
    for (const search of ['Marjorie', 'marjorie', '"O’Dowd"', '"hit O Dowd"', 'dowd'])
      expect((await vault.open({ search })).total).toBe(0);
    const found = (await vault.open({ search: 'sergeant' })).rows[0]!;
    expect(found).toMatchObject({ subject: null, roles: 'Sergeant · custody', nextAct: 'screen' });
    expect(found.excerpt).toMatch(/\uE000sergeant\uE001/i);
    expect(found.excerpt).not.toMatch(/marjorie|dowd's/i);
    const unread = vault.read(caseId);
    expect([unread.file, unread.narrativeSha256]).toEqual([null, null]);
    expect(JSON.stringify(unread)).not.toMatch(/Marjorie/);

    vault.screen([caseId]);
    expect((await vault.open({ search: 'Marjorie' })).rows[0]).toMatchObject({ subject: 'Sergeant Marjorie O’Dowd' });
    expect(vault.read(caseId).file?.report?.narrative).toBe(text);
  });

  test('a declared conflict hides the case from lists, searches and counts, and leaves no word in the index', async () => {
    const vault = await new TestVault(org).withDirectory();
    const [report] = await vault.receive(reportEvent(org, { narrative: 'An unmistakable zephyr.' }));
    expect((await vault.open({ search: 'zephyr' })).total).toBe(1);
    vault.screen([], [report!.header.caseId]);
    expect((await vault.open({ search: 'zephyr' })).total).toBe(0);
    expect((await vault.open({})).total).toBe(0);
    expect(vault.read(report!.header.caseId).file).toBeNull();
    vault.db.exec('CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, row)');
    expect(vault.db.column('SELECT term FROM temp.terms')).toEqual([]);
  });
});
