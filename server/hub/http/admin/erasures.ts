import { erasureProgress } from '../../feed/receipts.ts';
import type { Hub } from '../../parts.ts';
import { ErasuresAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

/** Which workstations have confirmed each erasure, and on which it still waits. */
export function erasures(app: App, hub: Hub): void {
  app.get('/v1/admin/erasures', { schema: { response: { 200: ErasuresAnswer } } }, async () => ({
    erasures: (await erasureProgress(hub)).map((one) => ({ ...one, waiting: [...one.waiting] })),
  }));
}
