import { refuse } from '../../feed/problem.ts';
import { setAccount, setSignIn, signInStanding } from '../../feed/sign-in-settings.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { SetAccountRequest, SetSignInRequest, SignInSetAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

/** How people sign in, and as whom the provider knows each of them. */
export function signIn(app: App, hub: Hub): void {
  const response = { 200: SignInSetAnswer };
  app.get('/v1/admin/sign-in', { schema: { response } }, () => signInStanding(hub));
  app.post('/v1/admin/sign-in', { schema: { body: SetSignInRequest, response } }, async (request) => {
    await setSignIn(hub, request.body.settings);
    return signInStanding(hub);
  });
  app.post('/v1/admin/accounts', { schema: { body: SetAccountRequest } }, async (request, reply) => {
    const { user, account } = request.body;
    const set = await setAccount(hub, user, account);
    if (set === 'set') return reply.code(204).send();
    const detail = set === 'no_such_user' ? 'no such user' : 'this account is entered for another user';
    return sendProblem(reply, refuse(set === 'no_such_user' ? 'not_found' : 'invalid_event', { detail }).problem);
  });
}
