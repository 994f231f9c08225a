/** What the workstation does when the hub refuses a call: one row for each code of the protocol. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reactions } from '../../../electron/vault/sync/reactions.ts';
import { realTimers, type Timers } from '../../../electron/vault/sync/napping.ts';
import { readMeta } from '../../../electron/vault/store/meta.ts';
import { oweReceipt } from '../../../electron/vault/store/receipts.ts';
import { errorWords } from '../../../renderer/words/errors.ts';
import { ProblemCode, type Problem } from '../../../shared/protocol/calls.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

let organisation: Organisation;
let proxy: Proxy;
let workstation: Workstation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(4, 'MPS', 5);
  proxy = await startProxy(organisation.address);
});
afterEach(async () => {
  proxy.decide(() => 'pass');
  await workstation.close();
  expect(workstation.faults).toEqual([]);
});
afterAll(async () => {
  await proxy.close();
  await organisation.close();
});

async function synced() {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
}
/** Answers calls to `path` with this problem, `times` over; the answer counts them. */
function refuse(path: string, problem: Partial<Problem> & Pick<Problem, 'code'>, times = Infinity) {
  let given = 0;
  proxy.decide((target) =>
    target.startsWith(path) && given < times ? (given++, { problem: { status: 400, ...problem } }) : 'pass',
  );
  return () => given;
}
const waiting = () => workstation.count(`events WHERE status = 'waiting'`);
const signOne = () => {
  const { case_id } = workstation.rows<{ case_id: string }>(
    `SELECT case_id FROM cases WHERE case_id NOT IN (SELECT case_id FROM events WHERE type = 'screened' AND device_seq IS NOT NULL) LIMIT 1`,
  )[0]!;
  return workstation.sign(case_id, 'screened', { result: 'none' });
};
const problem = () => workstation.state().problem;

/** By code: what is seen to happen. `blob_…` and `enrolment_refused` meet other calls: see their own tests below. */
const rows: Partial<Record<ProblemCode, () => Promise<void>>> = {};
for (const code of [
  'protocol_unsupported',
  'schema_unsupported',
  'upgrade_required',
  'event_id_reuse',
  'invalid_event',
] as const)
  rows[code] = async () => {
    refuse('/v1/events', { code });
    signOne();
    await until(() => problem() === code);
    const before = workstation.count('cases');
    await organisation.importReports(1, 'MPS', 1000 + before);
    await until(() => workstation.count('cases') === before + 1);
    expect(waiting()).toBe(1);
  };
for (const code of ['too_large', 'quota'] as const)
  rows[code] = async () => {
    workstation.engine().pause(true);
    const sizes: number[] = [];
    proxy.decide((target, body) => {
      if (target !== '/v1/events') return 'pass';
      const { length } = (JSON.parse(body) as { events: unknown[] }).events;
      sizes.push(length);
      return length > 1 ? { problem: { code, status: 413 } } : 'pass';
    });
    for (let n = 0; n < 3; n++) signOne();
    workstation.engine().pause(false);
    await until(() => waiting() === 0);
    expect(sizes.slice(0, 3)).toEqual([3, 2, 1]);
  };
for (const code of ['epoch_changed', 'access_withdrawn'] as const)
  rows[code] = async () => {
    // A hello follows at once, and tells what is so; here nothing has changed, and the work goes out.
    const given = refuse('/v1/events', { code }, 1);
    const from = proxy.calls.length;
    signOne();
    await until(() => given() === 1 && waiting() === 0);
    const after = proxy.calls.slice(from);
    const [refused, again] = after.flatMap((target, index) => (target === '/v1/events' ? [index] : []));
    expect(after.slice(refused, again)).toContain('/v1/hello');
    expect(problem()).toBeNull();
  };
for (const code of ['cursor_invalid', 'cursor_ahead'] as const)
  rows[code] = async () => {
    const head = workstation.count(`events WHERE compartment = 'desk:MPS' AND seq IS NOT NULL`);
    await organisation.importReports(1, 'MPS', 2000 + head);
    const from = proxy.calls.length;
    refuse('/v1/feed?compartment=desk', { code, expected: head }, 1);
    await until(() => proxy.calls.slice(from).some((target) => target.includes('desk') && target.endsWith('seq=0')));
    await until(() => workstation.count(`events WHERE compartment = 'desk:MPS' AND provisional = 0`) === head + 1);
    expect(problem()).toBeNull();
  };
rows.checkpoint_inconsistent = async () => {
  refuse('/v1/feed', { code: 'checkpoint_inconsistent' });
  await organisation.importReports(1, 'MPS', 3000 + workstation.count('cases'));
  await until(() => problem() === 'checkpoint_inconsistent');
  expect(workstation.count(`compartments WHERE compartment = 'desk:MPS' AND frozen IS NOT NULL`)).toBe(1);
};
rows.device_seq_gap = async () => {
  signOne();
  await workstation.settled();
  const pushes: number[] = [];
  proxy.decide((target, body) => {
    if (target !== '/v1/events') return 'pass';
    pushes.push((JSON.parse(body) as { events: unknown[] }).events.length);
    return pushes.length === 1 ? { problem: { code: 'device_seq_gap', status: 409, expected: 1 } } : 'pass';
  });
  signOne();
  await until(() => pushes.length > 1 && waiting() === 0);
  expect(pushes).toEqual([1, 2]);
};
for (const code of ['device_forked', 'device_revoked'] as const)
  rows[code] = async () => {
    refuse('/v1/hello', { code });
    await until(() => workstation.state().phase === 'stopped');
    expect(problem()).toBe(code);
    // It is remembered: the cases stay closed after a restart too, until the hub lets the device in again.
    expect(readMeta(workstation.vault.db, 'shut')).toBe(code);
    proxy.decide(() => 'pass');
    await workstation.stop();
    workstation.start();
    await until(() => workstation.state().phase === 'idle');
    expect(readMeta(workstation.vault.db, 'shut')).toBeNull();
  };
for (const code of ['auth_required', 'signature_invalid', 'not_found'] as const)
  rows[code] = async () => {
    const given = refuse('/v1/', { code });
    await until(() => problem() === code && workstation.state().phase === 'offline');
    const asked = given();
    workstation.engine().wake('work');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(given()).toBe(asked);
  };
rows.clock_skew = async () => {
  const serverTime = new Date().toISOString();
  const given = refuse('/v1/hello', { code: 'clock_skew', serverTime }, 1);
  const from = proxy.calls.length;
  await until(() => given() === 1);
  // Signed once more at once, and not after a pause: the very next call is the same one.
  await until(() => workstation.state().phase === 'idle' && proxy.calls.length >= from + 2);
  const after = proxy.calls.slice(from);
  const refused = after.indexOf('/v1/hello');
  expect(after[refused + 1]).toBe('/v1/hello');
  expect(problem()).toBeNull();
};
for (const code of ['rate_limited', 'unavailable'] as const)
  rows[code] = async () => {
    const given = refuse('/v1/', { code, status: 503 });
    await until(() => problem() === code);
    proxy.decide(() => 'pass');
    workstation.engine().wake('request');
    await until(() => workstation.state().phase === 'idle');
    expect(given()).toBeGreaterThan(0);
  };

/** Met by another call than those of sync: `enrolment.test.ts`, `vault/sign-in.test.ts` and `attachments/fetching.test.ts`. */
const elsewhere: readonly ProblemCode[] = [
  'enrolment_refused',
  'sign_in_refused',
  'blob_missing',
  'blob_hash_mismatch',
];

describe('the hub refuses a call', () => {
  it('and every code has a row here, a reaction, and words for the person', async () => {
    await synced();
    expect([...Object.keys(rows), ...elsewhere].sort()).toEqual([...ProblemCode.options].sort());
    expect(Object.keys(reactions).sort()).toEqual([...ProblemCode.options].sort());
    for (const code of ProblemCode.options) expect(errorWords({ code, message: '' }).why).not.toContain('The code is');
  });

  it.each(Object.keys(rows) as ProblemCode[])('%s', async (code) => {
    await synced();
    await rows[code]!();
  });

  it('and says when to come again: so long is waited too for what only a person can put right', async () => {
    const slept: number[] = [];
    const timers: Timers = { after: (ms, run) => (slept.push(ms), realTimers.after(ms, run)) };
    const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
    workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user), timers });
    proxy.decide(() => ({ problem: { code: 'auth_required', status: 401 }, retryAfter: '3000' }));
    workstation.start();
    await until(() => problem() === 'auth_required' && slept.length > 0);
    // Without the wish it would be five minutes at the most.
    expect(slept.at(-1)).toBeGreaterThanOrEqual(3_000_000);
  });

  it('of receipts: it is offered them once, and everything else goes on', async () => {
    await synced();
    workstation.vault.db.transaction(() => oweReceipt(workstation.vault, 'purged', 'desk:GMP'));
    const given = refuse('/v1/receipts', { code: 'not_found', status: 404 });
    for (let round = 0; round < 4; round++) {
      const from = proxy.calls.length;
      workstation.engine().wake('request');
      await until(() => proxy.calls.slice(from).includes('/v1/hello') && workstation.state().phase === 'idle');
    }
    const before = workstation.count('cases');
    await organisation.importReports(1, 'MPS', 9000 + before);
    await until(() => workstation.count('cases') === before + 1);
    expect(given()).toBe(1);
    expect(problem()).toBeNull();
    expect(workstation.count('receipts_due')).toBe(1);
    // Another session asks again.
    proxy.decide(() => 'pass');
    await workstation.stop();
    workstation.start();
    await until(() => workstation.count('receipts_due') === 0);
  });
});
