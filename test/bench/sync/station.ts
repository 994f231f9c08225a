/** A workstation's vault with its own threads on a real encrypted database, speaking with a real hub. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openReader } from '../../../electron/vault/store/connection.ts';
import { syncStoreOver } from '../../../electron/vault/store/sync-store.ts';
import { startThread } from '../../../electron/vault/threads/call-operations.ts';
import type { WriterOperations } from '../../../electron/vault/threads/writer-operations.ts';
import { startCryptoThread } from '../../../electron/vault/sync/crypto-thread.ts';
import { startSync } from '../../../electron/vault/sync/engine.ts';
import { enrol } from '../../../electron/vault/sync/enrolment.ts';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { realTimers } from '../../../electron/vault/sync/napping.ts';
import type { HubProcess } from './hub-process.ts';

const thread = (name: string) => new URL(`../../../electron/vault/threads/${name}.ts`, import.meta.url).pathname;

/** The processor time of this process with all its threads since, ms. */
export const processorMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

export async function openStation(hub: HubProcess) {
  const { code } = await hub.assessor(`Station ${randomBytes(4).toString('hex')}`);
  const enrolled = await enrol({ hub: hub.url, code, clock: Date.now, random: randomBytes });
  if (!enrolled.ok) throw new Error(enrolled.code);
  await hub.grantAll();
  const folder = mkdtempSync(join(tmpdir(), 'candour-bench-vault-'));
  const start = { file: join(folder, 'vault.db'), key: randomBytes(32) };
  const writer = await startThread<WriterOperations>(thread('writer'), start);
  await writer.call('session.setUp', enrolled.identity);
  await writer.call('session.begin', undefined);
  const db = openReader(start.file, start.key);
  const crypto = startCryptoThread(thread('crypto'));
  const store = syncStoreOver((name, input) => writer.call(name, input as never) as never);
  let firstCases: number | null = null;
  let peakBytes = 0;
  const bytesBefore = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const faults: unknown[] = [];
  const engine = startSync({
    store: {
      ...store,
      intake: async (page) => {
        await store.intake(page);
        peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
      },
      intakeProvisional: async (compartment, events) => {
        await store.intakeProvisional(compartment, events);
        firstCases ??= performance.now() - began;
      },
    },
    crypto: crypto.crypto,
    hub: (identity) => openHubClient({ identity, clock: Date.now }),
    clock: Date.now,
    random: randomBytes,
    timers: realTimers,
    onState: () => undefined,
    onFault: (error) => faults.push(error),
    pollMs: 100,
  });
  const count = (what: string) => db.column<number>(`SELECT count(*) FROM ${what}`)[0]!;
  return {
    folder,
    db,
    count,
    began,
    processorMs: () => processorMs(cpu),
    /** From the start to the first cases on the desk, ms; null where the log was too short to show any ahead. */
    firstCases: () => firstCases,
    /** Of this whole process: the vault's threads, and the benchmark around them. */
    bytesBefore,
    peakBytes: () => peakBytes,
    /** Until sync rests and it holds. */
    async until(holds: () => boolean) {
      while (engine.state().phase !== 'idle' || !holds()) {
        if (faults.length > 0) throw faults[0];
        await wait(5);
      }
    },
    wake: () => engine.wake('request'),
    caseIds: (limit: number) => db.column<string>('SELECT case_id FROM cases LIMIT ?', [limit]),
    /** Signs a screening, and waits until the hub has accepted it: ms. */
    async push(caseId: string): Promise<number> {
      const from = performance.now();
      const signed = await writer.call('case.sign', {
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
      await crypto.stop();
      await writer.end();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Station = Awaited<ReturnType<typeof openStation>>;
