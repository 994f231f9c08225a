/** The thread of digests, openings and signatures, so that neither the page's calls nor the writer wait for them. */
import { parentPort } from 'node:worker_threads';
import { createSyncCrypto, type SyncCrypto } from '../sync/sync-crypto.ts';
import { serveCalls } from './rpc.ts';

serveCalls<SyncCrypto>(parentPort!, createSyncCrypto());
