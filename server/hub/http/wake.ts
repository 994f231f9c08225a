import { WakeAnswer, WakeRequest } from '../../../shared/protocol/calls.ts';
import { Waking } from '../feed/wake.ts';
import type { Hub } from '../parts.ts';
import type { App } from './new-app.ts';

/** A hint without data, as a call that is answered late. */
export function wake(app: App, hub: Hub): void {
  const waking = new Waking(hub);
  app.addHook('preClose', () => waking.end());
  const schema = { querystring: WakeRequest, response: { 200: WakeAnswer } };
  app.get('/v1/wake', { schema }, async (request, reply) =>
    reply.send(await waking.wait(request.device, request.query.mark, request.signal)),
  );
}
