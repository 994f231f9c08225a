import { KeptAnswer, KeptRequest } from '../../../shared/protocol/calls.ts';
import { readKept } from '../feed/kept-work.ts';
import type { Hub } from '../parts.ts';
import { send } from './reply.ts';
import { storedAnswer } from './stored-answer.ts';
import type { App } from './new-app.ts';

/** Work that came too late, for a supervisor of the case. */
export function kept(app: App, hub: Hub): void {
  app.get(
    '/v1/kept',
    { schema: { querystring: KeptRequest, response: { 200: KeptAnswer } }, ...storedAnswer },
    async (request, reply) => {
      const { compartment, after } = request.query;
      return send(reply, await readKept(hub, request.device, compartment, after));
    },
  );
}
