import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { endReview, standing } from '../../store/hub-row.ts';
import { sendProblem } from '../reply.ts';
import { ReviewAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

/** A restored hub answers no workstation until somebody has said here that its grants are as they should be. */
export function review(app: App, hub: Hub): void {
  app.get('/v1/admin/review', { schema: { response: { 200: ReviewAnswer } } }, async () => ({
    since: (await standing(hub.db)).reviewSince,
    epoch: hub.identity.hubEpoch,
  }));
  app.post('/v1/admin/review/end', async (request, reply) => {
    if (!(await endReview(hub.db)))
      return sendProblem(reply, refuse('not_found', { detail: 'no review is open' }).problem);
    request.log.warn({ epoch: hub.identity.hubEpoch }, 'review of grants ended');
    return reply.code(204).send();
  });
}
