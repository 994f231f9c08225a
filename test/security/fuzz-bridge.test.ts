import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATABASE, fileKey } from '../../electron/vault/keys/file-key.ts';
import { openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openReader } from '../../electron/vault/store/connection.ts';
import { JOURNAL_TYPES } from '../../electron/vault/audit/journal-types.ts';
import { CallAnswer } from '../../shared/bridge/call.ts';
import { calls, type CallName } from '../../shared/bridge/contract.ts';
import { organisation, reportEvent } from '../integration/support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from '../integration/vault/support/workstation.ts';
import { inputsOf } from './support/inputs-of-schema.ts';

/**
 * Assertion 32, behind the port: a page that is no longer ours asks an open vault, with its real threads and its real
 * database, whatever it likes.
 */
const CALLS = 10_000;

/** Each try of a passphrase takes a second of Argon2 and has its own tests: only what its schema refuses is sent. */
const slow: readonly CallName[] = ['session.setUp', 'session.changePassphrase', 'session.rekey', 'session.strength'];

test('10,000 calls of a strange page: typed answers, no crash, nothing told of the inside, refused ones change nothing (32)', async () => {
  const org = await organisation();
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory();
  const taken = await station.receive(
    ...Array.from({ length: 6 }, () => reportEvent(org, { narrative: 'Canary of a report.' })),
  );
  const cases = taken.map(({ header }) => header.caseId);
  await station.page.value('screen.sign', { none: cases.slice(0, 4), declared: cases.slice(4, 5) });
  const keys = await openVaultKeys({
    profile: station.profile,
    passphrase: PASSPHRASE,
    deviceSecret: { mode: 'keystore', backend: 'test', secret: new Uint8Array(station.secret) },
    now: Date.now(),
    destroyAfterTenTries: false,
  });
  if (!keys.ok) throw new Error(keys.code);
  const db = openReader(join(station.profile, DATABASE), fileKey(keys.dataKey, DATABASE));
  /** All that a person could have changed; what the journal notes of asking is no part of it. */
  const held = async () => {
    // Through the writer once: what an earlier call left to be written is written then.
    await station.page.call('draft.drop', { caseId: cases[0]!, part: 'never there' });
    return JSON.stringify([
      db.all(
        `SELECT id, status, let_be, header FROM events WHERE type NOT IN (SELECT value FROM json_each(?)) ORDER BY n`,
        [JSON.stringify(JOURNAL_TYPES)],
      ),
      db.all('SELECT case_id, part, content, held_until, command FROM drafts ORDER BY case_id, part'),
      db.all('SELECT * FROM cases ORDER BY id'),
      db.all('SELECT * FROM facts ORDER BY case_id'),
      db.all('SELECT * FROM referrals ORDER BY case_id'),
      db.all('SELECT * FROM compartments ORDER BY compartment'),
      db.all(`SELECT name, value FROM meta WHERE name IN ('identity', 'directory', 'place', 'directory_notices')`),
    ]);
  };

  const ids = [...cases, org.investigator.user, org.assessor.device, taken[0]!.header.id];
  // What is held is signed later by itself; and nothing may be written beside the vault.
  const fields = {
    holdSeconds: fc.constantFrom(0, 60),
    // A declared conflict is for ever: were all declared, nothing would be left to try.
    declared: fc.subarray([cases[5]!]),
    folder: fc.constantFrom('', 'nowhere', './', '/dev/null', '/no/such'),
  };
  const wanted = fc.oneof(
    ...(Object.keys(calls) as CallName[]).map((name) =>
      fc.record({
        name: fc.constant<unknown>(name),
        payload: slow.includes(name)
          ? inputsOf(calls[name].input, { ids, fields }).filter((input) => !calls[name].input.safeParse(input).success)
          : inputsOf(calls[name].input, { ids, fields }),
      }),
    ),
    fc.record({
      name: fc.oneof(fc.string(), fc.constantFrom<unknown>('toString', '__proto__', 'constructor', null, 1, {}, [])),
      payload: fc.jsonValue(),
    }),
  );

  const codes = new Map<string, number>();
  let before = await held();
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(wanted, async ({ name, payload }) => {
      const answer = CallAnswer.parse(await station.page.raw({ name, payload }));
      const after = await held();
      asked += 1;
      if (answer.ok) {
        codes.set('ok', (codes.get('ok') ?? 0) + 1);
        if (typeof name === 'string' && Object.hasOwn(calls, name)) calls[name as CallName].output.parse(answer.value);
      } else {
        const { code, message } = answer.error;
        codes.set(code, (codes.get(code) ?? 0) + 1);
        expect([code, name]).not.toEqual(['internal', name]);
        expect(`${message} ${JSON.stringify(answer.error.detail ?? {})}`).not.toMatch(
          /SELECT|INSERT|SQLITE|syntax error|no such|Zod|\bat \S+:\d+|\.[tj]s\b|Canary|\/tmp\//,
        );
        expect(after).toBe(before);
      }
      before = after;
    }),
    { numRuns: CALLS, endOnFailure: true },
  );
  expect(asked).toBe(CALLS);
  // Both sides of the door were tried.
  expect(codes.get('ok')).toBeGreaterThan(1000);
  expect(codes.get('invalid_call')).toBeGreaterThan(1000);
  expect(codes.size).toBeGreaterThan(6);
  // The vault still does its work.
  const [last] = await station.receive(reportEvent(org));
  const { rows } = await station.page.value('desk.open', { view: 'all', filter: {} });
  expect(rows.map(({ caseId }) => caseId)).toContain(last!.header.caseId);
  db.close();
}, 900_000);
