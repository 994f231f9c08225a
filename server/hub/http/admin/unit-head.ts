import { setUnitHead } from '../../feed/directory-changes.ts';
import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { SetUnitHeadRequest } from './calls.ts';
import type { App } from '../new-app.ts';

export function unitHead(app: App, hub: Hub): void {
  app.post('/v1/admin/unit-head', { schema: { body: SetUnitHeadRequest } }, async (request, reply) => {
    const unknown = await setUnitHead(hub, request.body);
    if (unknown === null) return reply.code(204).send();
    return sendProblem(reply, refuse('not_found', { detail: `not known, or no supervisor there: ${unknown}` }).problem);
  });
}
