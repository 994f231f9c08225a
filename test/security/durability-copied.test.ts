import { randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorWords } from '../../renderer/words/errors.ts';
import { signScreening } from '../../electron/vault/cases/screening.ts';
import { openWriter, type WriteConnection } from '../../electron/vault/store/connection.ts';
import { readMeta } from '../../electron/vault/store/meta.ts';
import { setUpVault } from '../../electron/vault/session/begin.ts';
import { directSyncStore, runThrough } from '../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../electron/vault/store/writing-vault.ts';
import { startCryptoThread } from '../../electron/vault/sync/crypto-thread.ts';
import { startSync, type SyncEngine } from '../../electron/vault/sync/engine.ts';
import { enrol } from '../../electron/vault/sync/enrolment.ts';
import { openHubClient } from '../../electron/vault/sync/hub-client.ts';
import { realTimers } from '../../electron/vault/sync/napping.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';
import { startProxy, type Proxy } from '../integration/sync/support/proxy.ts';
import { until } from '../integration/sync/support/workstation.ts';
import { temporaryFolder } from '../integration/vault/support/vault.ts';

let organisation: Organisation;
let proxy: Proxy;
const thread = startCryptoThread(new URL('../../electron/vault/threads/crypto.ts', import.meta.url));
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(3, 'MPS', 7);
  proxy = await startProxy(organisation.address);
});
afterAll(async () => {
  await thread.stop();
  await proxy.close();
  await organisation.close();
});

interface Running {
  readonly vault: WritingVault;
  readonly engine: SyncEngine;
}

function run(db: WriteConnection): Running {
  const vault: WritingVault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  const engine = startSync({
    store: directSyncStore(vault),
    crypto: thread.crypto,
    hub: (identity) => openHubClient({ identity, clock: Date.now }),
    clock: Date.now,
    random: randomBytes,
    timers: realTimers,
    onState: () => undefined,
    pollMs: 100,
  });
  return { vault, engine };
}

const waiting = (db: WriteConnection) => db.column<number>(`SELECT count(*) FROM events WHERE status = 'waiting'`)[0]!;

function screen({ vault, engine }: Running, caseId: string): void {
  expect(runThrough(signScreening(vault, [caseId], [])).signed).toBe(1);
  engine.wake();
}

test('an older copy of a vault that is put back pushes nothing under its old device, says so, and keeps its work', async () => {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  const code = await organisation.codeFor(user);
  const enrolled = await enrol({ hub: proxy.address, code, clock: Date.now, random: randomBytes });
  if (!enrolled.ok) throw new Error(enrolled.code);
  const folder = temporaryFolder();
  const [file, copy, key] = [join(folder, 'vault.db'), join(folder, 'copy.db'), randomBytes(32)];
  const db = openWriter(file, key);
  setUpVault({ db, clock: Date.now, random: randomBytes, changes: noChanges() }, enrolled.identity);
  await organisation.grant(enrolled.identity);

  const before = run(db);
  await until(() => db.column<number>('SELECT count(*) FROM cases')[0] === 3 && before.engine.state().phase === 'idle');
  const [one, two, three] = db.column<string>('SELECT case_id FROM cases');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  copyFileSync(file, copy);
  screen(before, one!);
  await until(
    () => db.column<number>(`SELECT count(*) FROM events WHERE type = 'screened' AND status = 'accepted'`)[0] === 1,
  );
  await before.engine.stop();
  db.close();

  const calls = proxy.calls.length;
  const old = openWriter(copy, key);
  const after = run(old);
  screen(after, two!);
  await until(() => after.engine.state().phase === 'stopped');
  expect(after.engine.state().problem).toBe('vault_restored');
  expect(errorWords({ code: 'vault_restored', message: '' }).next).toContain('Ask for a new enrolment code');
  expect(proxy.calls.slice(calls).filter((target) => target.startsWith('/v1/events'))).toEqual([]);
  // Work goes on here, and what is signed waits.
  screen(after, three!);
  expect(waiting(old)).toBe(2);
  expect(readMeta(old, 'last_device_seq')).toBe(2);
  await after.engine.stop();
  old.close();
});
