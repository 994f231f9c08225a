import { HelloReply, HelloRequest } from '../../../shared/protocol/calls.ts';
import { shortened } from '../../../shared/protocol/hello-list.ts';
import { spoken, versionFault } from '../../../shared/protocol/versions.ts';
import { sayHello, speaksAs } from '../feed/hello.ts';
import { refuse } from '../feed/problem.ts';
import type { Hub } from '../parts.ts';
import { sendProblem } from './reply.ts';
import type { App } from './new-app.ts';

export function hello(app: App, hub: Hub): void {
  app.post('/v1/hello', { schema: { body: HelloRequest, response: { 200: HelloReply } } }, async (request, reply) => {
    const { device, schemas, known } = request.body;
    const fault = versionFault(speaksAs(request.body), hub.speaks ?? spoken);
    if (fault !== null) return sendProblem(reply, refuse(fault).problem);
    if (device !== request.device.device)
      return sendProblem(reply, refuse('invalid_event', { detail: 'device' }).problem);
    const answer = await sayHello(hub, request.device, schemas === undefined ? 'short' : 'with_limits');
    return reply.send(known === undefined ? answer : shortened(answer, known));
  });
}
