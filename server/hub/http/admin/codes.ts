import { issueCode } from '../../feed/enrol.ts';
import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { CodeAnswer, CodeRequest } from './calls.ts';
import type { App } from '../new-app.ts';

export function codes(app: App, hub: Hub): void {
  const schema = { body: CodeRequest, response: { 200: CodeAnswer } };
  app.post('/v1/admin/enrolment-codes', { schema }, async (request, reply) => {
    const issued = await issueCode(hub, request.body.user);
    return issued === null
      ? sendProblem(reply, refuse('not_found', { detail: 'no such user' }).problem)
      : reply.send(issued);
  });
}
