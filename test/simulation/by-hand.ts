import { recordLine } from '../../electron/vault/bundles/bundle-hub.ts';
import { outgoingBundle } from '../../electron/vault/bundles/outgoing.ts';
import { checkedFile, takeChecked } from '../../electron/vault/bundles/read-into.ts';
import type { SyncEngine } from '../../electron/vault/sync/engine.ts';
import type { SyncStore } from '../../electron/vault/sync/sync-store.ts';
import type { WritingVault } from '../../electron/vault/store/writing-vault.ts';
import type { SimFiles } from './sim-files.ts';
import type { Waiting } from './waiting.ts';

interface Parts {
  readonly vault: WritingVault;
  readonly engine: SyncEngine;
  /** Every call is an await of the schedule. */
  readonly store: SyncStore;
  readonly waiting: Waiting;
  readonly files: () => SimFiles | null;
}

/** Chunks asked for at once. */
const MOST_WANTED = 50;

/** One bundle out; dies with its workstation, and then there is no file. */
export async function writeByHand({ vault, store, waiting, files }: Parts): Promise<Buffer> {
  const wants = (await files()?.wanted(MOST_WANTED)) ?? [];
  // Sealing takes the system's threads; what is asked of the vault meanwhile is picked by the schedule.
  return waiting.signing(async () => {
    const aside = waiting.setAside(store);
    const { sealed } = await outgoingBundle(aside, { clock: vault.clock, random: vault.random }, wants);
    const pieces: Uint8Array[] = [];
    for await (const piece of sealed) pieces.push(piece);
    return Buffer.concat(pieces);
  });
}

/** One bundle in. @returns what a person is told: a code, or null when it was taken in */
export async function readByHand(parts: Parts, bytes: Buffer): Promise<string | null> {
  const { vault, store, engine, waiting, files } = parts;
  const identity = await store.identity();
  const reading = {
    identity,
    source: async function* () {
      yield bytes;
    },
    now: vault.clock(),
    cancelled: () => false,
    onProgress: () => undefined,
  };
  const read = await waiting.signing(() => checkedFile(reading));
  if (!read.ok) return read.code;
  const records = recordLine(read.bundle, () => undefined);
  const line = {
    peek: () => waiting.signing(() => records.peek()),
    drop: () => records.drop(),
    end: () => waiting.signing(() => records.end()),
  };
  const keepChunk = async (compartment: string, sha256: string, sealed: Buffer) =>
    (await files()?.take(compartment, sha256, sealed)) ?? false;
  const taken = await takeChecked(engine, { bundle: read.bundle, line, keepChunk }, () => false);
  files()?.lookAround();
  return taken.ok ? null : taken.code;
}
