import { ReceiptsAnswer, ReceiptsRequest } from '../../../shared/protocol/calls.ts';
import { takeReceipts } from '../feed/receipts.ts';
import type { Hub } from '../parts.ts';
import { send } from './reply.ts';
import type { App } from './new-app.ts';

/** What a workstation holds no more: a compartment that was taken from it, contents that were erased. */
export function receipts(app: App, hub: Hub): void {
  app.post(
    '/v1/receipts',
    { schema: { body: ReceiptsRequest, response: { 200: ReceiptsAnswer } } },
    async (request, reply) => send(reply, await takeReceipts(hub, hub.db, request.device, request.body.receipts)),
  );
}
