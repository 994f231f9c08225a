import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { kindsToRetune } from '../../../electron/vault/knowing/alerts.ts';
import { candidatesFor } from '../../../electron/vault/knowing/candidates.ts';
import { readChart } from '../../../electron/vault/knowing/chart.ts';
import { readOfficer, searchPeople } from '../../../electron/vault/knowing/read-people.ts';
import { readRelated } from '../../../electron/vault/knowing/related.ts';
import { purge } from '../../../electron/vault/store/purge.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
let vault: TestVault;
beforeAll(async () => {
  org = await organisation();
});
beforeEach(async () => {
  vault = await new TestVault(org).withDirectory();
});

const words = 'He takes names from the custody record on Tuesdays and sells them to a man who waits outside in a van.';
const search = (text: string) => searchPeople(vault.db, { words: text, typing: false }).officers;
const lines = (text: string) => search(text).map(({ names, cases }) => [names, cases.possible, cases.confirmed]);

interface Given {
  name?: string;
  collarNumber?: string;
  station?: string;
}
async function reports(...given: { subject?: Given; narrative?: string; parent?: string; reference?: string }[]) {
  const taken = await vault.receive(
    ...given.map(({ subject, narrative = 'Too short.', parent, reference }) =>
      reportEvent(
        org,
        { narrative, subjects: subject === undefined ? [] : [subject] },
        { ...(parent !== undefined && { parentReference: parent }), ...(reference !== undefined && { reference }) },
      ),
    ),
  );
  return taken.map(({ header }) => header.caseId);
}
const link = (caseId: string, other: string, kind = 'same_matter', on = true) =>
  vault.sign({ caseId, type: 'linked', facets: { other, kind, on }, payload: { why: 'The same van.' } });
const quiet = (caseId: string, other: string, kind: string, on?: boolean) =>
  vault.sign({ caseId, type: 'alert_quieted', facets: { other, kind, ...(on !== undefined && { on }) }, payload: {} });

/** Everything that is known across cases, as one text. */
const everything = () =>
  JSON.stringify([
    ...['known_cases', 'known_places', 'known_people', 'officers', 'officer_words', 'known_links', 'known_quieted'].map(
      (table) => vault.db.all(`SELECT * FROM ${table}`),
    ),
    search(''),
  ]);

describe('the index of people', () => {
  it('knows nothing of a case before its conflict screen, and nothing any more of one that is declared', async () => {
    const [passed, waiting, declared] = await reports(
      { subject: { name: 'Jane Tolliver', collarNumber: 'KT 1' } },
      { subject: { name: 'Rex Underhill', collarNumber: 'KT 2' } },
      { subject: { name: 'Ada Vanbrugh', collarNumber: 'KT 3' } },
    );
    expect(everything()).not.toMatch(/Tolliver|Underhill|Vanbrugh|tolliver|underhill|vanbrugh|kt[123]/);
    vault.screen([passed!, declared!]);
    expect(search('').length).toBe(2);
    vault.screen([], [declared!]);
    expect(lines('')).toEqual([[['Jane Tolliver'], 1, 0]]);
    expect(everything()).not.toMatch(/Underhill|Vanbrugh|underhill|vanbrugh|kt[23]/);
    expect(everything()).not.toContain(waiting);
  });

  it('lists one collar number in one line with every name it was given, and merges nothing', async () => {
    const ids = await reports(
      { subject: { name: 'Jane Tolliver', collarNumber: 'KT 12' } },
      { subject: { name: 'J Toliver', collarNumber: 'kt-12' } },
      { subject: { name: 'Jane Tolliver' } },
    );
    vault.screen(ids);
    expect(search('kt 12').map(({ names, cases }) => [names.toSorted(), cases.possible])).toEqual([
      [['J Toliver', 'Jane Tolliver'], 2],
    ]);
    expect(search('tolliver').length).toBe(2);
    const whole = readOfficer(vault.db, search('kt12')[0]!.officer)!;
    expect(whole.cases.map(({ name }) => name)).toEqual(['J Toliver', 'Jane Tolliver']);
  });

  it('counts cases by identification, version by version, never added up', async () => {
    const ids = await reports(
      ...Array.from({ length: 5 }, () => ({ subject: { name: 'Jane Tolliver', collarNumber: 'KT 12' } })),
    );
    vault.screen(ids);
    const identify = (caseId: string, identification: string, basedOn: string | null = null) =>
      vault.sign({
        caseId,
        type: 'person_identified',
        facets: { person: caseId, role: 'reported', identification },
        payload: { name: 'Jane Tolliver', collarNumber: 'KT 12', basis: 'The roster.', reportedAs: 0 },
        basedOn,
      });
    const events = ids.slice(0, 3).map((caseId) => identify(caseId, 'confirmed'));
    expect(search('kt12')[0]!.cases).toMatchObject({ confirmed: 3, possible: 2 });
    const [first] = events;
    if (!first?.ok) throw new Error('not signed');
    expect(identify(ids[0]!, 'possible', first.value.event).ok).toBe(true);
    expect(search('kt12')[0]!.cases).toMatchObject({ confirmed: 2, possible: 3 });
    expect(foldsToTheSame(vault.writing)).toBe(true);
  });

  it('equals a recount after any signing, screening and declaring', async () => {
    const names = ['Jane Tolliver', 'Rex Underhill', undefined];
    const numbers = ['KT 1', 'KT 2', undefined];
    const ids = await reports(
      ...Array.from({ length: 24 }, (_, at) => {
        const [name, collarNumber] = [names[at % 3], numbers[Math.floor(at / 3) % 3]];
        return { subject: { ...(name && { name }), ...(collarNumber && { collarNumber }), station: `S${at % 2}` } };
      }),
    );
    const at = fc.nat({ max: ids.length - 1 });
    const move = fc.oneof(
      fc.record({ move: fc.constant('screen' as const), at, result: fc.boolean() }),
      fc.record({ move: fc.constant('identify' as const), at, who: fc.nat({ max: 2 }), how: fc.nat({ max: 4 }) }),
      fc.record({ move: fc.constant('link' as const), at, other: at, on: fc.boolean() }),
      fc.record({ move: fc.constant('quiet' as const), at, other: at, on: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(move, { minLength: 5, maxLength: 30 }), (moves) => {
        for (const one of moves) {
          const caseId = ids[one.at]!;
          if (one.move === 'screen') vault.screen(one.result ? [caseId] : [], one.result ? [] : [caseId]);
          else if (one.move === 'link') link(caseId, ids[one.other]!, 'see_also', one.on);
          else if (one.move === 'quiet') quiet(caseId, ids[one.other]!, 'SAME_STATION', one.on);
          else {
            const identification = ['confirmed', 'probable', 'possible', 'described', 'unknown'][one.how]!;
            const name = names[one.who];
            vault.sign({
              caseId,
              type: 'person_identified',
              facets: { person: caseId, role: 'reported', identification },
              payload: { ...(name && { name }), basis: 'b', description: 'd' },
              basedOn: vault.read(caseId).slots[`person ${caseId}`] ?? null,
            });
          }
        }
        const known = vault.db.column<string>('SELECT case_id FROM known_cases ORDER BY case_id');
        const passed = vault.db.column<string>(`SELECT case_id FROM cases WHERE screened = 'none' ORDER BY case_id`);
        expect(known).toEqual(passed);
        // Recounted from the entries themselves: a case once in each line, by the surest that it gives.
        const counted = vault.db.all(`SELECT o.officer, max(p.received_at) AS last,
            count(*) FILTER (WHERE s = 0) AS c, count(*) FILTER (WHERE s = 1) AS pr, count(*) FILTER (WHERE s = 2) AS po,
            count(*) FILTER (WHERE s = 3) AS d, count(*) FILTER (WHERE s = 4) AS u
          FROM (SELECT officer, known_case, min(identification) AS s, max(received_at) AS received_at
                FROM known_people GROUP BY officer, known_case) p JOIN officers o ON o.id = p.officer
          GROUP BY o.officer ORDER BY o.officer`);
        expect(
          vault.db.all(`SELECT officer, last_received AS last, confirmed AS c, probable AS pr, possible AS po,
            described AS d, unknown AS u FROM officers ORDER BY officer`),
        ).toEqual(counted);
        expect(foldsToTheSame(vault.writing)).toBe(true);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('keeps nothing of a desk whose access is gone', async () => {
    const ids = await reports({ subject: { name: 'Jane Tolliver' }, narrative: words }, { narrative: words });
    vault.screen(ids);
    link(ids[0]!, ids[1]!);
    purge(vault.writing, 'desk:MPS');
    for (const table of [
      'known_cases',
      'known_bands',
      'known_people',
      'known_places',
      'officers',
      'officer_words',
      'known_links',
    ])
      expect(vault.db.all(`SELECT * FROM ${table}`)).toEqual([]);
  });
});

describe('candidates', () => {
  it('say which identifiers agree and which do not, the likeliest first', async () => {
    const ids = await reports(
      { subject: { name: 'Jane Tolliver', collarNumber: 'KT 12', station: 'Harbour' } },
      { subject: { name: 'Paul Tolliver', station: 'Hill' } },
      {},
    );
    vault.screen(ids);
    const typed = { caseId: ids[2]!, name: 'J. Tolliver', collarNumber: 'kt12', rank: '', station: 'harbour' };
    const [first, second] = candidatesFor(vault.db, typed);
    expect(first).toMatchObject({ agrees: ['collarNumber', 'name', 'station', 'force'], differs: [] });
    expect(second).toMatchObject({ agrees: ['force'], differs: ['name', 'station'] });
    expect(candidatesFor(vault.db, { ...typed, name: '', collarNumber: 'KT', station: '' })).toEqual([]);
    expect(candidatesFor(vault.db, { ...typed, name: '', collarNumber: 'KT1', station: '' }).length).toBe(1);
  });
});

describe('alerts', () => {
  const kinds = (caseId: string) => readRelated(vault.db, caseId).alerts.map(({ kind }) => kind);

  it('are raised for the same person, number, words, station, and conduct in one place', async () => {
    const ids = await reports(
      { subject: { name: 'Jane Tolliver', station: 'Harbour' }, narrative: words },
      { subject: { name: 'J. Tolliver', station: 'Harbour' }, narrative: words.replace('Tuesdays', 'Fridays') },
      { subject: { collarNumber: 'KT 9', station: 'Harbour' } },
      { subject: { collarNumber: 'kt9', station: 'Harbour' } },
    );
    vault.screen(ids);
    expect(kinds(ids[0]!)).toEqual(['SAME_SUBJECT', 'NEAR_DUPLICATE', 'SAME_STATION', 'SAME_CATEGORY_AND_PLACE']);
    expect(kinds(ids[2]!)).toEqual(['SAME_STATION', 'SAME_CATEGORY_AND_PLACE', 'SAME_IDENTIFIER']);
    const [duplicate] = readRelated(vault.db, ids[0]!).duplicates;
    expect(duplicate!.case.caseId).toBe(ids[1]);
    expect(duplicate!.likeness).toBeGreaterThan(0.5);
  });

  it('never tell of a case that is not screened, declared or set apart, nor count it', async () => {
    const ids = await reports(
      ...Array.from({ length: 5 }, () => ({
        subject: { name: 'Jane Tolliver', collarNumber: 'KT 9', station: 'Harbour' },
        narrative: words,
      })),
    );
    vault.screen(ids.slice(0, 4));
    vault.screen([], [ids[3]!]);
    // As a case that was set apart for named readers stands here.
    vault.db.run(`UPDATE facts SET compartment = 'readers:' || case_id WHERE case_id = ?`, [ids[2]!]);
    vault.sign({ caseId: ids[2]!, type: 'labelled', facets: { label: 'X', on: true }, payload: {} });
    link(ids[0]!, ids[2]!);
    link(ids[0]!, ids[3]!);
    link(ids[0]!, ids[4]!);
    const related = readRelated(vault.db, ids[0]!);
    const shown = JSON.stringify([
      related,
      readChart(vault.db, ids[0]!),
      search(''),
      readOfficer(vault.db, search('kt9')[0]!.officer),
    ]);
    for (const hidden of ids.slice(2)) expect(shown).not.toContain(hidden);
    expect(search('kt9')[0]!.cases.possible).toBe(2);
    expect(related.alerts.every(({ matches }) => matches.length === 1)).toBe(true);
    // Three other cases of one station would be an alert: two of them are hidden.
    expect(related.alerts.map(({ kind }) => kind)).not.toContain('SAME_STATION');
    expect(readRelated(vault.db, ids[2]!)).toMatchObject({ compared: false, alerts: [], duplicates: [], links: [] });
    expect(readRelated(vault.db, ids[4]!)).toMatchObject({ compared: false, alerts: [] });
  });

  it('stay quiet for a pair that was put aside, from either side, and can be brought back', async () => {
    const ids = await reports({ narrative: words }, { narrative: words });
    vault.screen(ids);
    expect(kinds(ids[1]!)).toEqual(['NEAR_DUPLICATE']);
    expect(quiet(ids[0]!, ids[1]!, 'NEAR_DUPLICATE').ok).toBe(true);
    expect(kinds(ids[0]!)).toEqual([]);
    expect(kinds(ids[1]!)).toEqual([]);
    expect(readRelated(vault.db, ids[1]!).quieted).toMatchObject([{ kind: 'NEAR_DUPLICATE', signedIn: [ids[0]] }]);
    // Still to be found where one looks for it.
    expect(readRelated(vault.db, ids[1]!).duplicates.length).toBe(1);
    const [third] = await reports({ narrative: words });
    vault.screen([third!]);
    expect(readRelated(vault.db, ids[0]!).alerts.flatMap(({ matches }) => matches.map((m) => m.case.caseId))).toEqual([
      third,
    ]);
    quiet(ids[0]!, ids[1]!, 'NEAR_DUPLICATE', false);
    expect(readRelated(vault.db, ids[0]!).quieted).toEqual([]);
    expect(readRelated(vault.db, ids[1]!).alerts[0]!.matches.length).toBe(2);
  });

  it('do not repeat what a link or a follow-up says already', async () => {
    const ids = await reports(
      { narrative: words, reference: 'FIRST-1' },
      { narrative: words, parent: 'FIRST-1' },
      { narrative: words },
    );
    vault.screen(ids);
    link(ids[2]!, ids[0]!);
    expect(kinds(ids[0]!)).toEqual([]);
    expect(readRelated(vault.db, ids[0]!).links).toMatchObject([
      { kind: 'same_matter', signedIn: 'there', why: 'The same van.' },
    ]);
    link(ids[2]!, ids[0]!, 'same_matter', false);
    expect(kinds(ids[0]!)).toEqual(['NEAR_DUPLICATE']);
  });

  it('of a kind that is put aside more than four times in five are put to the supervisor', async () => {
    const ids = await reports(...Array.from({ length: 12 }, () => ({ narrative: words })));
    vault.screen(ids);
    for (const other of ids.slice(1, 10)) quiet(ids[0]!, other, 'NEAR_DUPLICATE');
    expect(kindsToRetune(vault.db)).toEqual([]);
    quiet(ids[0]!, ids[10]!, 'NEAR_DUPLICATE');
    expect(kindsToRetune(vault.db)).toEqual(['NEAR_DUPLICATE']);
    for (const other of ids.slice(1, 4)) link(ids[11]!, other);
    expect(kindsToRetune(vault.db)).toEqual([]);
  });
});

describe('the chart of links', () => {
  it('walks links of either log and follow-ups, and says how many it leaves out', async () => {
    const ids = await reports(
      { reference: 'FIRST-2' },
      { parent: 'FIRST-2' },
      ...Array.from({ length: 70 }, () => ({})),
    );
    vault.screen(ids);
    for (const other of ids.slice(2)) link(other, ids[1]!, 'see_also');
    const chart = readChart(vault.db, ids[0]!);
    expect(chart.nodes.length).toBe(60);
    expect(chart.left).toBe(12);
    expect(chart.nodes[0]).toMatchObject({ caseId: ids[0], distance: 0 });
    expect(chart.edges[0]).toEqual({ from: ids[0], to: ids[1], kind: 'follow_up' });
    const shown = new Set(chart.nodes.map(({ caseId }) => caseId));
    for (const { from, to } of chart.edges) expect(shown.has(from) && shown.has(to)).toBe(true);
  });
});
