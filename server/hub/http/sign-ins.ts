import { SignInAnswer, SignInRequest } from '../../../shared/protocol/sign-in.ts';
import { signIn } from '../feed/sign-in.ts';
import type { Hub } from '../parts.ts';
import { send } from './reply.ts';
import type { App } from './new-app.ts';

/** `POST /v1/sign-ins`: the provider's word on who sits at this device; or, without a salt, that they still may. */
export function signIns(app: App, hub: Hub): void {
  app.post(
    '/v1/sign-ins',
    { schema: { body: SignInRequest, response: { 200: SignInAnswer } } },
    async (request, reply) => {
      const signed = await signIn(hub, request.device, request.body, request.authorization);
      const why = signed.ok ? null : (signed.problem.reason ?? signed.problem.code);
      request.log.info({ device: request.device.device, ok: signed.ok, why }, 'sign-in');
      return send(reply, signed);
    },
  );
}
