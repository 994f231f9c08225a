import { Worker } from 'node:worker_threads';
import { takeMadeAhead } from '../threads/call-operations.ts';
import { callThread } from '../threads/rpc.ts';
import type { SyncCrypto } from './sync-crypto.ts';

export interface CryptoThread {
  readonly crypto: SyncCrypto;
  stop(): Promise<void>;
}

/** Starts the crypto thread from its file. */
export function startCryptoThread(file: string | URL): CryptoThread {
  const worker = takeMadeAhead(String(file)) ?? new Worker(file);
  const crypto = callThread<SyncCrypto>(worker, [
    'checkFeed',
    'takeFeed',
    'checkCases',
    'takeCases',
    'openStored',
    'openGrants',
    'verify',
  ]);
  return { crypto, stop: async () => void (await worker.terminate()) };
}
