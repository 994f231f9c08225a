/** The vault's own code on a real encrypted database, speaking with a real hub; what it writes can be written down. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { signNow } from '../../../electron/vault/cases/sign.ts';
import { openWriter, type SqlParameters, type WriteConnection } from '../../../electron/vault/store/connection.ts';
import { writeMeta } from '../../../electron/vault/store/meta.ts';
import { directSyncStore } from '../../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../../electron/vault/store/writing-vault.ts';
import { startCryptoThread } from '../../../electron/vault/sync/crypto-thread.ts';
import { startSync } from '../../../electron/vault/sync/engine.ts';
import { enrol } from '../../../electron/vault/sync/enrolment.ts';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { realTimers } from '../../../electron/vault/sync/napping.ts';
import type { HubProcess } from './hub-process.ts';

/** One statement that writes, or the border of a transaction. */
export type Written = 'begin' | 'commit' | { readonly sql: string; readonly parameters: SqlParameters };

/** The same connection, which writes down what it writes. */
function writingDown(db: WriteConnection, written: Written[]): WriteConnection {
  return {
    ...db,
    run(sql, parameters = []) {
      written.push({ sql, parameters });
      return db.run(sql, parameters);
    },
    transaction<Result>(work: () => Result): Result {
      written.push('begin');
      const result = db.transaction(work);
      written.push('commit');
      return result;
    },
  };
}

/** Writes the same rows, indexes and index of words into another encrypted database: ms. */
export function replay(written: readonly Written[], db: WriteConnection): number {
  const began = performance.now();
  for (const each of written) {
    if (each === 'begin') db.exec('BEGIN IMMEDIATE');
    else if (each === 'commit') db.exec('COMMIT');
    else db.run(each.sql, each.parameters);
  }
  return performance.now() - began;
}

export const emptyVault = (folder: string, name: string) => openWriter(join(folder, name), randomBytes(32));

export async function openStation(hub: HubProcess, written: Written[] | null) {
  const { code } = await hub.assessor(`Station ${randomBytes(4).toString('hex')}`);
  const enrolled = await enrol({ hub: hub.url, code, clock: Date.now, random: randomBytes });
  if (!enrolled.ok) throw new Error(enrolled.code);
  await hub.grantAll();
  const folder = mkdtempSync(join(tmpdir(), 'candour-bench-vault-'));
  const bare = emptyVault(folder, 'vault.db');
  writeMeta(bare, 'identity', enrolled.identity);
  const db = written === null ? bare : writingDown(bare, written);
  const vault: WritingVault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  const store = directSyncStore(vault);
  const thread = startCryptoThread(new URL('../../../electron/vault/threads/crypto.ts', import.meta.url));
  let firstCases: number | null = null;
  let peakBytes = 0;
  const began = performance.now();
  const faults: unknown[] = [];
  const engine = startSync({
    store: {
      ...store,
      intake: async (page) => {
        await store.intake(page);
        vault.changes.cases.clear();
        peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
      },
      intakeProvisional: async (compartment, events) => {
        await store.intakeProvisional(compartment, events);
        firstCases ??= performance.now() - began;
      },
    },
    crypto: thread.crypto,
    hub: (identity) => openHubClient({ identity, clock: Date.now }),
    clock: Date.now,
    random: randomBytes,
    timers: realTimers,
    onState: () => undefined,
    onFault: (error) => faults.push(error),
    pollMs: 100,
  });
  const count = (what: string) => bare.column<number>(`SELECT count(*) FROM ${what}`)[0]!;
  return {
    folder,
    count,
    began,
    /** From the start to the first cases on the desk, ms; null where the log was too short to show any ahead. */
    firstCases: () => firstCases,
    peakBytes: () => peakBytes,
    async until(holds: () => boolean) {
      while (!holds()) {
        if (faults.length > 0) throw faults[0];
        await wait(2);
      }
    },
    idle: () => engine.state().phase === 'idle',
    wake: () => engine.wake('request'),
    caseIds: () => bare.column<string>('SELECT case_id FROM cases'),
    /** Signs a screening, and waits until the hub has accepted it: ms. */
    async push(caseId: string): Promise<number> {
      const from = performance.now();
      const signed = signNow(vault, {
        caseId,
        type: 'screened',
        facets: { result: 'none' },
        payload: {},
        holdSeconds: 0,
      } as never);
      if (!signed.ok) throw new Error(JSON.stringify(signed));
      engine.wake();
      while (count(`events WHERE status = 'waiting'`) > 0) await wait(1);
      return performance.now() - from;
    },
    async close() {
      await engine.stop();
      await thread.stop();
      bare.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
