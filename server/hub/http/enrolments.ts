import { EnrolAnswer, EnrolRequest } from '../../../shared/protocol/calls.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import { UNKNOWN_HUB } from '../../../shared/protocol/signed-request.ts';
import { enrol } from '../feed/enrol.ts';
import { refuse } from '../feed/problem.ts';
import { notServing } from '../feed/standing.ts';
import type { Hub } from '../parts.ts';
import { standing } from '../store/hub-row.ts';
import { requestChecker } from './authentication.ts';
import { rateLimit } from './rate.ts';
import { send, sendProblem } from './reply.ts';
import type { App } from './new-app.ts';

const KEY_BYTES = 32;
const isKey = (text: string) => Buffer.from(text, 'base64').length === KEY_BYTES;

/** `POST /v1/enrolments`: signed by the very key that it presents, which proves that the device holds it. */
export function enrolments(app: App, hub: Hub): void {
  const check = requestChecker(hub);
  // A code has 80 bits; the limit only keeps a guessing loop from filling the log.
  const allowed = rateLimit(hub.clock, 100, 10);
  const schema = { body: EnrolRequest, response: { 200: EnrolAnswer } };
  app.post('/v1/enrolments', { schema }, async (request, reply) => {
    const { device, signingKey, sealingKey } = request.body;
    if (!allowed('enrolments')) return sendProblem(reply, refuse('rate_limited').problem);
    if (!isKey(signingKey) || !isKey(sealingKey))
      return sendProblem(reply, refuse('invalid_event', { detail: 'keys are 32 bytes' }).problem);
    const checked = await check(request, (id) => (id === device ? publicKeyObject('ed25519', signingKey) : null));
    if (!checked.ok) return sendProblem(reply, checked.problem);
    if (checked.hubId !== UNKNOWN_HUB && checked.hubId !== hub.identity.hubId)
      return sendProblem(reply, refuse('auth_required', { detail: 'the request is for another hub' }).problem);
    const waits = notServing(hub, await standing(hub.db));
    if (waits !== null) return sendProblem(reply, waits.problem);
    const enrolled = await enrol(hub, request.body);
    request.log.info({ device, ok: enrolled.ok }, 'enrolment');
    return send(reply, enrolled);
  });
}
