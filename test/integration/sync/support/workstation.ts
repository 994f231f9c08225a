import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { signNow } from '../../../../electron/vault/cases/sign.ts';
import { openWriter, type SqlRow } from '../../../../electron/vault/store/connection.ts';
import { writeMeta } from '../../../../electron/vault/store/meta.ts';
import { directSyncStore } from '../../../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../../../electron/vault/store/writing-vault.ts';
import { startCryptoThread } from '../../../../electron/vault/sync/crypto-thread.ts';
import { startSync, type EngineState, type SyncEngine } from '../../../../electron/vault/sync/engine.ts';
import { enrol } from '../../../../electron/vault/sync/enrolment.ts';
import { openHubClient } from '../../../../electron/vault/sync/hub-client.ts';
import { realTimers, type Timers } from '../../../../electron/vault/sync/napping.ts';
import type { HubTransport } from '../../../../electron/vault/sync/hub-transport.ts';
import type { SyncStore, VaultIdentity } from '../../../../electron/vault/sync/sync-store.ts';

/** The sender of a referral does not hold its compartment, so that no feed ever brings `referral_issued` back. */
const UNCONFIRMED = `events WHERE status = 'waiting' OR (status = 'answered' AND type <> 'referral_issued')`;

const threadFile = new URL('../../../../electron/vault/threads/crypto.ts', import.meta.url);

interface Opening {
  /** Its address, or that of a proxy in front of it. */
  readonly hub: string;
  readonly code: string;
  /** Instead of the transport of a vault whose policy says nothing of its hub. */
  readonly transport?: () => HubTransport;
  /** Instead of the clock's own. */
  readonly timers?: Timers;
}

/** Enrols and opens a real encrypted vault; sync runs when told to. */
export async function openWorkstation({ hub, code, transport, timers = realTimers }: Opening) {
  const line = () => (transport === undefined ? {} : { transport: transport() });
  const enrolled = await enrol({ hub, code, clock: Date.now, random: randomBytes, ...line() });
  if (!enrolled.ok) throw new Error(enrolled.code);
  const folder = mkdtempSync(join(tmpdir(), 'candour-sync-'));
  const file = join(folder, 'vault.db');
  const key = randomBytes(32);
  const db = openWriter(file, key);
  writeMeta(db, 'identity', enrolled.identity);
  const vault: WritingVault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  const store = directSyncStore(vault);
  const thread = startCryptoThread(threadFile);
  const states: EngineState[] = [];
  const faults: unknown[] = [];
  let engine: SyncEngine | null = null;

  const workstation = {
    identity: enrolled.identity as VaultIdentity,
    file,
    key,
    vault,
    store,
    crypto: thread.crypto,
    states,
    faults,
    start(over: Partial<SyncStore> = {}, pollMs = 200, listens = false) {
      engine = startSync({
        store: { ...store, ...over },
        crypto: thread.crypto,
        hub: (identity) => openHubClient({ identity, clock: Date.now, ...line() }),
        clock: Date.now,
        random: randomBytes,
        timers,
        onState: (state) => states.push(state),
        onFault: (error) => faults.push(error),
        pollMs,
        listens,
      });
      return engine;
    },
    engine: () => engine!,
    state: () => engine!.state(),
    async stop() {
      await engine?.stop();
      engine = null;
    },
    async close() {
      await workstation.stop();
      await thread.stop();
      db.close();
      rmSync(folder, { recursive: true });
    },
    rows: <Row extends SqlRow>(sql: string, parameters: string[] = []) => db.all<Row>(sql, parameters),
    count: (sql: string) => db.column<number>(`SELECT count(*) FROM ${sql}`)[0]!,
    caseIds: () => db.column<string>('SELECT case_id FROM cases ORDER BY received_at, case_id'),
    /** Signs as the person would. */
    sign(caseId: string, type: string, facets: unknown, payload?: unknown) {
      const signed = signNow(vault, { caseId, type, facets, payload, holdSeconds: 0 } as never);
      if (!signed.ok) throw new Error(JSON.stringify(signed));
      engine?.wake();
      return signed.value.event!;
    },
    /** Until everything that was accepted is here and nothing waits. */
    settled: () => until(() => engine?.state().phase === 'idle' && workstation.count(UNCONFIRMED) === 0),
  };
  return workstation;
}
export type Workstation = Awaited<ReturnType<typeof openWorkstation>>;

/** Waits for something to become so; says what was seen last when it does not. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it did not become so: ${holds.toString()}`);
    await wait(10);
  }
}
