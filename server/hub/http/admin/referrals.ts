import { z } from 'zod';
import { Id } from '../../../../shared/domain/primitives.ts';
import { refuse } from '../../feed/problem.ts';
import { casesHeld, keysOfCase } from '../../feed/readers-keys.ts';
import { referralKeys, referralsHeld } from '../../feed/referral-keys.ts';
import type { Hub } from '../../parts.ts';
import type { App } from '../new-app.ts';
import { sendProblem } from '../reply.ts';
import { ApartAnswer, ApartKeysAnswer, ReferralKeysAnswer, ReferralsAnswer } from './calls.ts';

/** Which referrals there are, who could still open them, and what gave one its keys: for `hub return-referral`. */
export function referrals(app: App, hub: Hub): void {
  app.get('/v1/admin/referrals', { schema: { response: { 200: ReferralsAnswer } } }, async () => ({
    referrals: await referralsHeld(hub.db),
  }));
  const params = z.strictObject({ referral: Id });
  const schema = { params, response: { 200: ReferralKeysAnswer } };
  app.get('/v1/admin/referrals/:referral/keys', { schema }, async (request, reply) => {
    const found = await referralKeys(hub.db, request.params.referral);
    if (found === null) return sendProblem(reply, refuse('not_found', { detail: 'there is no such referral' }).problem);
    return reply.send(found);
  });
  // The same of named-readers cases, for `hub return-case`.
  app.get('/v1/admin/apart', { schema: { response: { 200: ApartAnswer } } }, async () => ({
    cases: await casesHeld(hub.db),
  }));
  const ofCase = { params: z.strictObject({ caseId: Id }), response: { 200: ApartKeysAnswer } };
  app.get('/v1/admin/apart/:caseId/keys', { schema: ofCase }, async (request, reply) => {
    const found = await keysOfCase(hub.db, request.params.caseId);
    if (found !== null) return reply.send(found);
    return sendProblem(reply, refuse('not_found', { detail: 'there is no such named-readers case' }).problem);
  });
}
