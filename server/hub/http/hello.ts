import { HelloAnswer, HelloRequest, PROTOCOL } from '../../../shared/protocol/calls.ts';
import { sayHello } from '../feed/hello.ts';
import { refuse } from '../feed/problem.ts';
import type { Hub } from '../parts.ts';
import type { App } from './app.ts';
import { sendProblem } from './reply.ts';

export function hello(app: App, hub: Hub): void {
  app.post('/v1/hello', { schema: { body: HelloRequest, response: { 200: HelloAnswer } } }, async (request, reply) => {
    const { protocol, device } = request.body;
    if (protocol.min > PROTOCOL || protocol.max < PROTOCOL)
      return sendProblem(reply, refuse('protocol_unsupported').problem);
    if (device !== request.device.device)
      return sendProblem(reply, refuse('invalid_event', { detail: 'device' }).problem);
    return reply.send(await sayHello(hub, request.device));
  });
}
