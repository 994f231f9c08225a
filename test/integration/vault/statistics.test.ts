import { beforeAll, describe, expect, test } from 'vitest';
import { HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../../shared/domain/header.ts';
import type { TakenEvent } from '../../../electron/vault/sync/sync-store.ts';
import {
  id as newId,
  organisation,
  reportEvent,
  signedBy,
  unsigned,
  type Organisation,
} from '../support/report-events.ts';
import { TestWorkstation } from './support/workstation.ts';

const EVER = { from: '2000-01-01', to: '2099-12-31', division: 'force' } as const;

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function station() {
  const started = await new TestWorkstation(org).start();
  await started.setUp();
  await started.receiveDirectory();
  return started;
}

/** What the hub mirrors into a case of what the recipients of its referral did. */
function mirrored(caseId: string, type: string, facets: object): Omit<TakenEvent, 'seq' | 'hubTime'> {
  const referral = '01900000-0000-7000-8000-00000000000e';
  const header = {
    id: newId(Date.now()),
    caseId,
    type: 'referral_progressed',
    v: 1,
    actor: HUB_DEVICE,
    device: HUB_DEVICE,
    deviceSeq: 0,
    at: new Date().toISOString(),
    facets: { referral, event: newId(Date.now()), type, by: org.investigator.user, facets },
    payloadHash: NO_PAYLOAD_HASH,
  } as unknown as EventHeader;
  return unsigned(header);
}

const decision = { outcomes: ['investigate'], route: 'here' };
const rationale = { rationale: 'Clear.', optionsRejected: [] };

describe('statistics on a workstation', () => {
  test('count what the hub has accepted, follow what changes, and open the cases behind each figure', async () => {
    const one = await station();
    const { page } = one;
    const [first, second] = await one.receive(
      reportEvent(org, {}, { force: 'MPS' }),
      reportEvent(org, {}, { force: 'KENT' }),
      reportEvent(org, {}, { force: 'MPS' }),
    );
    const before = await page.value('statistics.read', EVER);
    expect(before).toMatchObject({ held: 3, counts: { received: 3, assessed: 0 } });
    expect(before.rows.map(({ code, counts }) => [code, counts.received])).toEqual([
      ['KENT', 1],
      ['MPS', 2],
    ]);

    // One's own decision waits for the hub: it is no figure yet.
    const { caseId } = first!.header;
    await page.value('screen.sign', { none: [caseId], declared: [] });
    await page.value('case.sign', { caseId, type: 'decided', facets: decision, payload: rationale, basedOn: null });
    expect((await page.value('statistics.read', EVER)).counts.assessed).toBe(0);
    const key = first!.caseKey!;
    await one.receive(
      signedBy(org.colleague, caseId, key, 'decided', decision, rationale),
      mirrored(caseId, 'referral_accepted', {}),
      mirrored(caseId, 'outcome_recorded', { track: 'criminal', outcome: 'CHARGED', subject: 0, on: '2026-05-01' }),
    );
    expect((await page.value('statistics.read', EVER)).counts).toMatchObject({
      assessed: 1,
      investigation: 1,
      charged: 1,
      convicted: 0,
    });
    const asked = { wanted: EVER, milestone: 'investigation', code: 'MPS' } as const;
    expect(await page.value('statistics.behind', asked)).toMatchObject({ count: 1, rows: [{ caseId, force: 'MPS' }] });
    expect(await page.value('statistics.behind', { ...asked, code: 'KENT' })).toEqual({ count: 0, rows: [] });

    // An outcome that was recorded by mistake, and taken back, is none.
    await one.receive(
      mirrored(caseId, 'outcome_recorded', {
        ...{ track: 'criminal', outcome: 'CHARGED', subject: 0, on: '2026-05-01' },
        withdrawn: true,
      }),
    );
    expect((await page.value('statistics.read', EVER)).counts.charged).toBe(0);

    // A declared conflict hides the case: the figure stays, the case is not shown behind it.
    const hidden = second!.header.caseId;
    await page.value('screen.sign', { none: [], declared: [hidden] });
    const received = await page.value('statistics.behind', { wanted: EVER, milestone: 'received', code: null });
    expect(received.count).toBe(3);
    expect(received.rows.map((row) => row.caseId)).not.toContain(hidden);
    expect(received.rows).toHaveLength(2);
  });

  test('hold nothing more of what was taken away', async () => {
    const one = await station();
    await one.receive(reportEvent(org), reportEvent(org));
    expect((await one.page.value('statistics.read', EVER)).held).toBe(2);
    await one.store.purge(one.desk.compartment);
    expect(await one.page.value('statistics.read', EVER)).toMatchObject({ held: 0, counts: { received: 0 }, rows: [] });
  });

  test('refuse a time that ends before it begins', async () => {
    const one = await station();
    const answer = await one.page.call('statistics.read', { ...EVER, from: '2026-02-01', to: '2026-01-31' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_call' } });
  });
});
