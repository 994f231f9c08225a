import { setOnCall } from '../../feed/directory-changes.ts';
import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { SetOnCallRequest } from './calls.ts';
import type { App } from '../new-app.ts';

export function onCall(app: App, hub: Hub): void {
  app.post('/v1/admin/on-call', { schema: { body: SetOnCallRequest } }, async (request, reply) => {
    const unknown = await setOnCall(hub, request.body);
    if (unknown.length === 0) return reply.code(204).send();
    return sendProblem(reply, refuse('not_found', { detail: `not known: ${unknown.join(', ')}` }).problem);
  });
}
