import { CasesAnswer, CasesRequest } from '../../../shared/protocol/calls.ts';
import { readCasesPage } from '../feed/cases-page.ts';
import type { Hub } from '../parts.ts';
import { send } from './reply.ts';
import { storedAnswer } from './stored-answer.ts';
import type { App } from './new-app.ts';

export function cases(app: App, hub: Hub): void {
  app.get(
    '/v1/cases',
    { schema: { querystring: CasesRequest, response: { 200: CasesAnswer } }, ...storedAnswer },
    async (request, reply) => {
      const { compartment, after } = request.query;
      return send(reply, await readCasesPage(hub, request.device, compartment, after));
    },
  );
}
