import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PushRequest } from '../../../shared/protocol/calls.ts';
import { makeKeyPair } from '../../../shared/protocol/keys.ts';
import { readNotices, seeNotices } from '../../../electron/vault/audit/directory-notices.ts';
import { makeReferralKey } from '../../../electron/vault/referrals/referral-key.ts';
import { sendNow } from '../../../electron/vault/referrals/send.ts';
import { noticesInShort, noticeWords } from '../../../renderer/words/directory.ts';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { z } from 'zod';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

let organisation: Organisation;
let proxy: Proxy;
const open: Workstation[] = [];
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(500, 'MPS', 7);
  await organisation.importReports(900, 'GMP', 8);
  proxy = await startProxy(organisation.address);
});
afterEach(async () => {
  proxy.decide(() => 'pass');
  for (const workstation of open.splice(0)) {
    const { faults } = workstation;
    await workstation.close();
    expect(faults.filter((fault) => !String(fault).includes('the process died'))).toEqual([]);
  }
});
afterAll(async () => {
  await proxy.close();
  await organisation.close();
});

type Roles = Parameters<Organisation['person']>[1];
async function workstationOf(memberships: Roles, name = 'Sam Orrell') {
  const user = await organisation.person(name, memberships);
  const workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  open.push(workstation);
  return workstation;
}
const assessor: Roles = [{ unit: 'MPS', role: 'assessor' }];
async function grantedAssessor() {
  const workstation = await workstationOf(assessor);
  await organisation.grant(workstation.identity);
  return workstation;
}
const narratives = (workstation: Workstation) => workstation.count(`events WHERE payload LIKE '%"narrative"%'`);

describe('a first sync', () => {
  it('brings 500 reports, opens every one of them, and checks who signed them', async () => {
    const workstation = await grantedAssessor();
    workstation.start();
    await workstation.settled();
    expect(workstation.count('cases')).toBe(500);
    expect(narratives(workstation)).toBe(500);
    expect(workstation.count('events WHERE sealed_to_us = 1')).toBe(0);
    await until(() => workstation.count('events WHERE verified = 0') === 0);
    expect(workstation.state()).toEqual({
      phase: 'idle',
      offlineSince: null,
      progress: null,
      problem: null,
      hub: proxy.address,
      held: false,
      sending: 0,
      casesSaid: {},
      clockOff: null,
    });
    expect(workstation.rows(`SELECT 1 FROM meta WHERE name = 'complete_as_of'`)).toHaveLength(1);
  });

  it('of a large desk shows the most urgent cases before the feed, with its progress, and ends with each case once', async () => {
    const workstation = await workstationOf([{ unit: 'GMP', role: 'assessor' }]);
    await organisation.grant(workstation.identity);
    const seen: number[] = [];
    const store = workstation.store;
    workstation.start({
      intakeProvisional: async (compartment, events) => {
        await store.intakeProvisional(compartment, events);
        seen.push(workstation.count('cases'));
      },
    });
    await workstation.settled();
    expect(seen.length).toBe(2);
    expect(seen[0]).toBeGreaterThan(0);
    expect(workstation.count('cases')).toBe(900);
    expect(narratives(workstation)).toBe(900);
    expect(workstation.count('events WHERE provisional = 1')).toBe(0);
    const progress = workstation.states.flatMap((state) => (state.progress === null ? [] : [state.progress.received]));
    expect(progress.length).toBeGreaterThan(2);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('interrupted at any page goes on from there', async () => {
    const workstation = await workstationOf([{ unit: 'GMP', role: 'assessor' }]);
    await organisation.grant(workstation.identity);
    let pages = 0;
    proxy.decide((target) => (target.startsWith('/v1/feed') && ++pages % 2 === 0 ? 'cut_after' : 'pass'));
    workstation.start();
    await until(() => workstation.count('cases') > 0 && workstation.state().phase === 'offline');
    await workstation.stop();
    const before = workstation.count('events');
    proxy.decide(() => 'pass');
    workstation.start();
    await workstation.settled();
    expect(before).toBeLessThan(workstation.count('events'));
    expect(workstation.count('cases')).toBe(900);
  });
});

describe('keys', () => {
  it('granted after the reports came open what had arrived sealed', async () => {
    const workstation = await workstationOf(assessor);
    workstation.start();
    await workstation.settled();
    const reports = workstation.count(`events WHERE type = 'report_received'`);
    expect(reports).toBeGreaterThanOrEqual(500);
    expect(narratives(workstation)).toBe(0);
    await organisation.grant(workstation.identity);
    await until(() => narratives(workstation) === reports);
    expect(workstation.count('case_keys')).toBe(reports);
  });

  it('granted before a restart that came in the middle of opening still open the rest', async () => {
    const workstation = await workstationOf(assessor);
    workstation.start();
    await workstation.settled();
    await workstation.stop();
    await organisation.grant(workstation.identity);
    let batches = 0;
    workstation.start({
      opened: async (events) => {
        if (++batches > 1) throw new Error('the process died');
        await workstation.store.opened(events);
      },
    });
    await until(() => batches > 1);
    await workstation.stop();
    expect(narratives(workstation)).toBeLessThan(500);
    workstation.start();
    await until(() => workstation.count('events WHERE sealed_to_us = 1') === 0);
  });

  it('of one desk open its reports although hundreds of another desk stay sealed', async () => {
    const workstation = await workstationOf([...assessor, { unit: 'GMP', role: 'assessor' }]);
    workstation.start();
    await workstation.settled();
    await workstation.stop();
    workstation.vault.db.run(`DELETE FROM unit_keys`);
    const { directory } = workstation.store;
    await organisation.grant(workstation.identity);
    // As though the officer had granted one desk's key only: the one whose reports came last.
    workstation.start({
      directory: async () => {
        const whole = await directory();
        const some = Object.entries(whole.grants).filter(([, grant]) => grant.unit === 'GMP');
        return { ...whole, grants: Object.fromEntries(some) };
      },
    });
    const sealedOf = (desk: string) => workstation.count(`events WHERE sealed_to_us = 1 AND compartment = '${desk}'`);
    await until(() => sealedOf('desk:GMP') === 0);
    expect(sealedOf('desk:MPS')).toBeGreaterThanOrEqual(500);
  });
});

describe("a person's own work", () => {
  it('done offline waits, goes out when the line is back, and stands in the log', async () => {
    const workstation = await grantedAssessor();
    workstation.start();
    await workstation.settled();
    proxy.decide(() => 'cut_before');
    await until(() => workstation.state().phase === 'offline');
    expect(workstation.state().offlineSince).not.toBeNull();
    const [one, two] = workstation.caseIds();
    workstation.sign(one!, 'screened', { result: 'none' });
    workstation.sign(one!, 'assessed', { stage: 'risk', round: 1, danger: 'no' }, { note: 'Quiet.' });
    workstation.sign(two!, 'screened', { result: 'none' });
    expect(workstation.count(`events WHERE status = 'waiting'`)).toBe(3);
    proxy.decide(() => 'pass');
    workstation.engine().wake('request');
    await workstation.settled();
    expect(workstation.count(`events WHERE device_seq > 0 AND seq > 0 AND status = 'accepted'`)).toBe(3);
    expect(workstation.state()).toMatchObject({ phase: 'idle', offlineSince: null });
  });

  it('has its effect exactly once however often the answer is lost', async () => {
    const workstation = await grantedAssessor();
    workstation.start();
    await workstation.settled();
    const before = await organisation.hub.db.selectFrom('events').select('id').execute();
    let lost = 0;
    proxy.decide((target) => (target === '/v1/events' && ++lost <= 3 ? 'cut_after' : 'pass'));
    const ids = workstation
      .caseIds()
      .slice(10, 14)
      .map((id) => workstation.sign(id, 'screened', { result: 'none' }));
    await until(() => {
      workstation.engine().wake('request');
      return lost > 3;
    });
    await workstation.settled();
    const after = await organisation.hub.db.selectFrom('events').select('id').execute();
    const mine = after.filter(({ id }) => !before.some((row) => row.id === id));
    expect(mine.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(workstation.count(`events WHERE status = 'refused'`)).toBe(0);
  });

  it('goes out while a first sync is still running', async () => {
    const workstation = await workstationOf([...assessor, { unit: 'GMP', role: 'assessor' }]);
    await organisation.grant(workstation.identity);
    let signedAt = -1;
    const { store } = workstation;
    workstation.start({
      intake: async (page) => {
        await store.intake(page);
        if (page.compartment.startsWith('desk:') && signedAt < 0) {
          signedAt = proxy.calls.length;
          workstation.sign(page.events[0]!.header.caseId, 'screened', { result: 'none' });
        }
      },
    });
    await until(() => signedAt >= 0);
    await workstation.settled();
    const calls = proxy.calls.slice(signedAt).filter((target) => target !== '/v1/hello');
    const pages = calls.slice(0, calls.indexOf('/v1/events')).filter((target) => target.startsWith('/v1/feed'));
    // One page is being fetched and one written while the push is made; the other three still have to come.
    expect(calls).toContain('/v1/events');
    expect(pages.length).toBeLessThanOrEqual(2);
  });

  it('of more than one push goes out in the order of its author, in pushes the hub takes', async () => {
    const workstation = await grantedAssessor();
    workstation.start();
    await workstation.settled();
    workstation.engine().pause(true);
    const pushes: number[][] = [];
    proxy.decide((target, body) => {
      if (target === '/v1/events')
        pushes.push((JSON.parse(body) as z.infer<typeof PushRequest>).events.map((event) => event.header.deviceSeq));
      return 'pass';
    });
    const cases = workstation.caseIds().slice(0, 230);
    for (const id of cases) workstation.sign(id, 'screened', { result: 'none' });
    workstation.engine().pause(false);
    await workstation.settled();
    expect(pushes.map((push) => push.length)).toEqual([200, 30]);
    expect(pushes.flat()).toEqual(Array.from({ length: 230 }, (_, index) => index + 1));
  });

  it('on a slot that a colleague took first comes back refused, with what stands there', async () => {
    const [first, second] = [await grantedAssessor(), await grantedAssessor()];
    for (const one of [first, second]) one.start();
    await first.settled();
    await second.settled();
    for (const one of [first, second]) one.engine().pause(true);
    const caseId = first.caseIds()[300]!;
    const decide = (one: Workstation) => {
      one.sign(caseId, 'screened', { result: 'none' });
      return one.sign(
        caseId,
        'decided',
        { outcomes: ['record'], route: 'professional_standards' },
        { rationale: 'Nothing to act on.', optionsRejected: [] },
      );
    };
    const decisions = [decide(first), decide(second)];
    first.engine().pause(false);
    await first.settled();
    second.engine().pause(false);
    await second.settled();
    const refused = second.rows<{ id: string; verdict: string }>(
      `SELECT id, verdict FROM events WHERE status = 'refused'`,
    );
    expect(refused.map(({ id }) => id)).toEqual([decisions[1]]);
    expect(JSON.parse(refused[0]!.verdict)).toMatchObject({ code: 'conflict', current: decisions[0] });
    expect(first.count(`events WHERE status = 'refused'`)).toBe(0);
  });
});

describe('a referral', () => {
  it("opens on the investigator's workstation by the device's own key", async () => {
    const sender = await grantedAssessor();
    const recipient = await workstationOf([{ unit: 'MPS-INV', role: 'investigator' }], 'Rhian Calloway');
    sender.start();
    await sender.settled();
    const caseId = sender.caseIds()[400]!;
    sender.sign(caseId, 'screened', { result: 'none' });
    sender.sign(
      caseId,
      'decided',
      { outcomes: ['investigate'], route: 'here' },
      { rationale: 'Credible and grave.', optionsRejected: [] },
    );
    const { device, sealing } = recipient.identity;
    const colleague = { device: v7(), sealingKey: makeKeyPair('x25519').publicKey };
    const recipients = [colleague, { device, sealingKey: sealing.publicKey }];
    const made = await makeReferralKey(v7(), recipients, randomBytes);
    const grade = { source: '2', information: 'C', handling: 'C', action: 'A1', sanitisation: 'S2' };
    const pack = {
      reference: 'MPS-1',
      title: 'A pack',
      marking: 'OFFICIAL',
      handling: 'As agreed',
      request: 'Please look into this.',
      subjects: [],
      statements: [{ statement: v7(), text: 'A canary sings at noon.', grade }],
    };
    const command = { caseId, unit: 'MPS-INV', outcome: 'investigate', pack, holdSeconds: 0 };
    const sent = sendNow(sender.vault, command as never, made, null);
    expect(sent).toMatchObject({ ok: true });
    await sender.settled();
    recipient.start();
    await until(() => recipient.count(`events WHERE payload LIKE '%canary%'`) === 1);
    expect(recipient.count(`events WHERE compartment LIKE 'desk:%'`)).toBe(0);
  });
});

describe('a withdrawal', () => {
  it('purges what may no longer be held, and brings it back when access comes back', async () => {
    const user = await organisation.person('Ira Moss', [...assessor, { unit: 'GMP', role: 'assessor' }]);
    const workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
    open.push(workstation);
    await organisation.grant(workstation.identity);
    workstation.start();
    await workstation.settled();
    expect(workstation.count(`cases WHERE compartment = 'desk:GMP'`)).toBe(900);
    await organisation.person('Ira Moss', assessor, user);
    const ofGmp = () => workstation.count(`events WHERE compartment = 'desk:GMP'`);
    await until(() => ofGmp() === 0);
    expect(workstation.count(`cases WHERE compartment <> 'desk:MPS'`)).toBe(0);
    // Nobody's cases go without a word: the desk and their number, and no case.
    const notices = readNotices(workstation.vault.db).filter(({ kind }) => kind === 'access_withdrawn');
    expect(notices).toMatchObject([{ gone: { kind: 'desk', unit: 'GMP', cases: 900 }, entry: null }]);
    const { what, stands } = noticeWords(notices[0]!, Date.now());
    expect([what, stands]).toEqual([expect.stringContaining('the desk GMP'), expect.stringContaining('900 cases')]);
    expect(noticesInShort(notices)).toBe('Access withdrawn');
    seeNotices(workstation.vault, [notices[0]!.event]);
    expect(readNotices(workstation.vault.db)).toEqual([]);
    await organisation.person('Ira Moss', [...assessor, { unit: 'GMP', role: 'assessor' }], user);
    await until(() => ofGmp() === 900);
    await workstation.settled();
    expect(narratives(workstation)).toBe(workstation.count(`events WHERE type = 'report_received'`));
  });
});
