import { FeedAnswer, FeedRequest } from '../../../shared/protocol/calls.ts';
import { readPage } from '../feed/page.ts';
import type { Hub } from '../parts.ts';
import { send } from './reply.ts';
import { storedAnswer } from './stored-answer.ts';
import type { App } from './new-app.ts';

export function feed(app: App, hub: Hub): void {
  app.get(
    '/v1/feed',
    { schema: { querystring: FeedRequest, response: { 200: FeedAnswer } }, ...storedAnswer },
    async (request, reply) => send(reply, await readPage(hub, request.device, request.query)),
  );
}
