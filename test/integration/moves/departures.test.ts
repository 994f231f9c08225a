/** Whoever sent a case to another desk hears, at their own, that it was acknowledged there; and nothing else of it. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signNow } from '../../../electron/vault/cases/sign.ts';
import { readDepartures } from '../../../electron/vault/moving/read-departures.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { addUnit } from '../../../server/hub/feed/directory-changes.ts';
import { publishUnitKeys } from '../../../server/keyring/keyring.ts';
import { addWorkingDays } from '../../../shared/domain/working-days.ts';
import { LEFT_CASE } from '../../../shared/domain/header.ts';
import type { Workstation } from '../sync/support/workstation.ts';
import { faultsOf, move, round, setApart, settled, startOffice, type Office } from './office.ts';

let office: Office;
let caseId: string;
let [sender, colleague, other]: Workstation[] = [];

beforeEach(async () => {
  office = await startOffice();
  await office.organisation.importReports(1, 'MPS', 5);
  [sender, colleague, other] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
    await office.workstation('Gwen Marsh', { unit: 'GMP', role: 'supervisor' }),
  ];
  caseId = sender.caseIds()[0]!;
});
afterEach(async () => {
  for (const one of office.open) expect(foldsToTheSame(one.vault)).toBe(true);
  expect(await faultsOf(office.organisation)).toEqual([]);
  expect(await office.close()).toEqual([]);
});

const toDesk = (unit: string, why: 'misrouted' | 'handed_back' = 'misrouted') =>
  ({ caseId, to: 'desk', unit, why, reason: 'The officer serves in Manchester.' }) as const;

/** Sends the case to the other desk; both sides have heard of it afterwards. */
async function send(): Promise<string> {
  const event = await move(sender!, toDesk('GMP'));
  await settled(sender!);
  await round(sender!, colleague!, other!);
  return event;
}

const departuresOf = (one: Workstation, now = new Date().toISOString()) => readDepartures(one.vault.db, now);
const letGo = (one: Workstation) => one.vault.db.run('UPDATE departures SET seen = 1');
const atDesk = () => office.organisation.hub.db;

/** What the hub has said in the sender's log of cases that have gone, without its ids and times. */
const toldAt = async (compartment: string) => {
  const { rows } = await sql<{ header: string }>`select header from events
    where compartment = ${compartment} and type = 'departure_progressed' order by seq`.execute(atDesk());
  return rows.map(({ header }) => JSON.parse(header) as { caseId: string; actor: string; facets: { state: string } });
};

/** Whoever has passed the conflict screen says that it has come. */
function acknowledge(by: Workstation, place: string) {
  by.sign(caseId, 'screened', { result: 'none' });
  by.sign(
    caseId,
    'recipient_answered',
    { recipient: place, step: 'acknowledged', at: new Date(Date.now()).toISOString() },
    {},
  );
}

/** Gives the case to whoever does it, over what stands in that slot. */
function takeOn(by: Workstation, basedOn: string) {
  const facets = { to: by.identity.user };
  const command = { caseId, type: 'allocated', facets, payload: {}, basedOn, holdSeconds: 0 };
  expect(signNow(by.vault, command as never)).toMatchObject({ ok: true });
  by.engine()?.wake();
}

describe('a case that was sent to another desk', () => {
  it('is awaited there by the service clock, and late once that has passed', async () => {
    await send();
    const [sent] = departuresOf(sender!);
    const due = addWorkingDays(sent!.there!.since, 2);
    expect(sent).toMatchObject({ caseId, unit: { unit: 'GMP' }, there: { state: 'sent' }, due, stays: false });
    const later = new Date(Date.parse(due) + 1).toISOString();
    expect(departuresOf(sender!, later)).toMatchObject([{ caseId, due, stays: true }]);
    expect(departuresOf(colleague!, later)).toMatchObject([{ caseId, due, stays: false }]);
    // A line that was let go comes back, for whoever sent it, once the other desk is late.
    for (const one of [sender!, colleague!]) letGo(one);
    expect(departuresOf(sender!)).toEqual([]);
    expect(departuresOf(sender!, later)).toMatchObject([{ caseId, stays: true }]);
    expect(departuresOf(colleague!, later)).toEqual([]);
  });

  it('is told at its old desk as acknowledged, to whoever sent it also where they had let go of it', async () => {
    const place = await send();
    for (const one of [sender!, colleague!]) letGo(one);
    acknowledge(other!, place);
    await settled(other!);
    await round(sender!, colleague!);
    const [told] = departuresOf(sender!, '2999-01-01T00:00:00.000Z');
    expect(told).toMatchObject({ caseId, there: { state: 'acknowledged' }, due: null, stays: false });
    expect(departuresOf(colleague!)).toEqual([]);
    letGo(sender!);
    takeOn(other!, place);
    await settled(other!);
    await round(sender!);
    expect(departuresOf(sender!, '2999-01-01T00:00:00.000Z')).toEqual([]);
  });

  it('tells its old desk a state and no more: no person, no code, and nothing after the first answer', async () => {
    const place = await send();
    other!.sign(caseId, 'screened', { result: 'none' });
    other!.sign(caseId, 'labelled', { label: 'URGENT', on: true }, {});
    takeOn(other!, place);
    await settled(other!);
    other!.sign(caseId, 'labelled', { label: 'URGENT', on: false }, {});
    await settled(other!);
    await round(sender!);
    const said = await toldAt('desk:MPS');
    expect(said.map(({ facets }) => facets.state)).toEqual(['sent', 'accepted']);
    for (const one of said) {
      expect(one).toMatchObject({ caseId: LEFT_CASE, facets: { case: caseId, move: place } });
      expect(Object.keys(one.facets).sort()).toEqual(['case', 'event', 'move', 'state']);
      expect(JSON.stringify(one)).not.toContain(other!.identity.user);
    }
    expect(sender!.count(`events WHERE case_id = '${caseId}' AND payload IS NOT NULL`)).toBe(0);
    expect(departuresOf(sender!)).toMatchObject([{ there: { state: 'accepted' }, due: null }]);
  });

  it('looks the same from its old desk whether it was taken on or set apart', async () => {
    await send();
    const assessor = await office.workstation('Bo Tan', { unit: 'GMP', role: 'assessor' });
    await setApart(assessor, other!, {
      caseId,
      to: 'readers',
      readers: [other!.identity.user],
      reason: 'Of this floor.',
    });
    await settled(other!);
    await round(sender!);
    expect(departuresOf(sender!)).toMatchObject([{ unit: { unit: 'GMP' }, there: { state: 'accepted' } }]);
  });

  it('is told as sent on, and not where to', async () => {
    const { hub, transport, keyring } = office.organisation;
    await addUnit(hub, { unit: 'WMP', name: 'Desk three', kind: 'desk', force: 'WMP' });
    expect(await publishUnitKeys(transport, keyring(), ['WMP'], async () => undefined)).toMatchObject({ ok: true });
    await send();
    await move(other!, toDesk('WMP'));
    await settled(other!);
    await round(sender!, other!);
    expect(departuresOf(sender!)).toMatchObject([{ unit: { unit: 'GMP' }, there: { state: 'moved_on' }, due: null }]);
    expect(departuresOf(other!)).toMatchObject([{ unit: { unit: 'WMP' }, there: { state: 'sent' } }]);
  });

  it('is back when it was handed back, and the other desk hears what became of that', async () => {
    await send();
    const back = await move(other!, toDesk('MPS', 'handed_back'));
    await settled(other!);
    await round(sender!, other!);
    expect(departuresOf(sender!)).toEqual([]);
    expect(sender!.caseIds()).toEqual([caseId]);
    expect(departuresOf(other!)).toMatchObject([{ unit: { unit: 'MPS' }, there: { state: 'sent' } }]);
    acknowledge(sender!, back);
    await settled(sender!);
    await round(other!);
    expect(departuresOf(other!)).toMatchObject([{ there: { state: 'acknowledged' } }]);
    // And sent once more, of which nothing is known yet but that it waits.
    await send();
    expect(departuresOf(sender!)).toMatchObject([{ there: { state: 'sent' } }]);
    expect((await toldAt('desk:MPS')).map(({ facets }) => facets.state)).toEqual(['sent', 'sent']);
  });

  it('claims nothing of a move of which the hub of that time did not speak', async () => {
    await send();
    sender!.vault.db.run(`DELETE FROM events WHERE type = 'departure_progressed'`);
    expect(departuresOf(sender!, '2999-01-01T00:00:00.000Z')).toMatchObject([
      { caseId, there: null, due: null, stays: false },
    ]);
  });
});

it('a hub that tells of what nobody has signed is found out', async () => {
  await send();
  const told = (header: string) =>
    sql`update events set header = ${header} where type = 'departure_progressed'`.execute(atDesk());
  const { rows } = await sql<{ header: string }>`select header from events
    where type = 'departure_progressed'`.execute(atDesk());
  const [{ header }] = rows as [{ header: string }];
  for (const [was, is] of [
    ['"state":"sent"', '"state":"acknowledged"'],
    [`"case":"${caseId}"`, `"case":"${sender!.identity.user}"`],
  ] as const) {
    expect(header).toContain(was);
    await told(header.replace(was, is));
    expect((await faultsOf(office.organisation)).map(({ kind }) => kind)).toContain('departure_unheard');
  }
  await told(header);
});
