/** What is held about a named person: over every case in reach, covered at first, and no word of what is out of reach. */
import { beforeAll, describe, expect, test } from 'vitest';
import { id, organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestWorkstation } from '../vault/support/workstation.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function office(role: 'supervisor' | 'assessor' | 'information_officer') {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  const user = org.directory.find((each) => each.type === 'user_set' && each.facets.user === org.assessor.user)!;
  const memberships = [{ unit: 'MPS', role }];
  await station.receiveDirectory([...org.directory, { ...user, id: id(), facets: { ...user.facets, memberships } }]);
  const taken = await station.receive(
    reportEvent(org, { narrative: 'Otter said that Sian Davis of custody took the keys.' }),
    reportEvent(org, { narrative: 'Nobody is named.', subjects: [{ name: 'Siân Davies' }] }),
    reportEvent(org, { narrative: 'Siân Davies again, behind the conflict screen.' }),
  );
  const [first, second] = taken.map(({ header }) => header.caseId);
  await station.page.value('screen.sign', { none: [first!, second!], declared: [] });
  return { page: station.page, first: first! };
}

describe('what is held about a person', () => {
  test.each(['supervisor', 'information_officer'] as const)(
    'is found by the %s in other spellings, with everybody else covered, and says what was not looked at',
    async (role) => {
      const { page, first } = await office(role);
      const found = await page.value('subject.search', { name: 'Siân Davies', collarNumber: '' });
      expect(found).toMatchObject({ passages: 2, cases: 2, not: { unscreened: 1 }, looked: { cases: 2 } });
      const passages = await page.value('subject.slice', { list: found.list, from: 0, to: 50 });
      const spelled = passages.find(({ caseId }) => caseId === first)!;
      expect(spelled).toMatchObject({ way: 'variant', field: 'narrative', uncovered: false });
      expect(spelled.text).toContain('Sian Davis');
      expect(spelled.text).not.toMatch(/Otter|custody|keys/);
      expect(JSON.stringify(passages)).not.toContain('behind');
      const open = await page.value('subject.uncover', { list: found.list, n: spelled.n });
      expect(open.text).toContain('Otter said that Sian Davis of custody');
      expect(await page.call('subject.search', { name: ' ', collarNumber: '' })).toMatchObject({
        error: { code: 'nothing_to_look_for' },
      });
    },
  );

  test('is all that an information officer does, besides keeping the records: nothing of the work on a case', async () => {
    const { page, first: caseId } = await office('information_officer');
    const sign = (type: string, facets: object, payload: object) =>
      page.call('case.sign', { caseId, type, facets, payload } as never);
    for (const [type, facets, payload] of [
      ['labelled', { label: 'MEDIA', on: true }, {}],
      ['task_set', { kind: 'task', holder: null }, { text: 'Ask.' }],
      ['assessed', { stage: 'risk', round: 1, danger: 'no' }, {}],
      ['allocated', { to: null }, {}],
    ] as const)
      expect(await sign(type, facets, payload)).toMatchObject({ error: { detail: { reason: 'role_missing' } } });
    expect(await sign('hold_set', { kind: 'PUBLIC_INQUIRY' }, { why: 'The inquiry has asked.' })).toMatchObject({
      ok: true,
    });
    const me = await page.value('session.me', {});
    expect([me.desks, me.keeps.map(({ unit }) => unit)]).toEqual([[], ['MPS']]);
    expect(await page.value('supervision.overdue', {})).toEqual({ unseen: 0, rows: [] });
    expect(await page.value('moving.read', { caseId })).toBeNull();
    expect(await page.call('audit.open', {} as never)).toMatchObject({ ok: false });
  });

  test('is for a supervisor', async () => {
    const { page } = await office('assessor');
    expect(await page.call('subject.search', { name: 'Davies', collarNumber: '' })).toMatchObject({
      error: { code: 'not_permitted' },
    });
  });
});
