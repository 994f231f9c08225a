import { PushAnswer, PushRequest } from '../../../shared/protocol/calls.ts';
import { acceptPush } from '../feed/push.ts';
import type { Hub } from '../parts.ts';
import type { Metrics } from './metrics.ts';
import { send } from './reply.ts';
import type { App } from './new-app.ts';

export function events(app: App, hub: Hub, metrics: Pick<Metrics, 'verdicts'>): void {
  app.post('/v1/events', { schema: { body: PushRequest, response: { 200: PushAnswer } } }, async (request, reply) => {
    const pushed = await acceptPush(hub, request.device, request.body);
    if (pushed.ok) {
      metrics.verdicts(pushed.answer.results);
      const refused = pushed.answer.results.filter((verdict) => verdict.status === 'refused').length;
      request.log.info({ device: request.device.device, events: pushed.answer.results.length, refused }, 'push');
    } else request.log.warn({ device: request.device.device, code: pushed.problem.code }, 'push refused');
    return send(reply, pushed);
  });
}
