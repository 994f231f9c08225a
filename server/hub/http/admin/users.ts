import { setUser } from '../../feed/directory-changes.ts';
import { refuse } from '../../feed/problem.ts';
import { newId, type Hub } from '../../parts.ts';
import { listUsers } from '../../store/users.ts';
import { sendProblem } from '../reply.ts';
import { SetUserAnswer, SetUserRequest, UsersAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

export function users(app: App, hub: Hub): void {
  app.get('/v1/admin/users', { schema: { response: { 200: UsersAnswer } } }, async () => ({
    users: (await listUsers(hub.db)).map(({ user_id, name, memberships }) => ({
      user: user_id,
      name,
      memberships: [...memberships],
    })),
  }));
  const schema = { body: SetUserRequest, response: { 200: SetUserAnswer } };
  app.post('/v1/admin/users', { schema }, async (request, reply) => {
    const { user = newId(hub), name, memberships, collarNumber } = request.body;
    const set = await setUser(hub, { user, name, memberships, ...(collarNumber !== undefined && { collarNumber }) });
    if (set.ok) return reply.send({ user });
    return sendProblem(reply, refuse('not_found', { detail: `no such unit: ${set.unknownUnits.join(', ')}` }).problem);
  });
}
