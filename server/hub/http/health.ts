import { z } from 'zod';
import { Id } from '../../../shared/domain/primitives.ts';
import { readiness } from '../feed/standing.ts';
import type { Hub } from '../parts.ts';
import type { App } from './new-app.ts';

export const HealthAnswer = z.strictObject({ hubId: Id, hubEpoch: z.int().min(1) });

export const ReadyAnswer = z.strictObject({
  ready: z.boolean(),
  /** Why not, in one word. */
  reason: z.enum(['database', 'standby', 'restored', 'older_epoch']).optional(),
});

/**
 * Not signed, and told to anybody: `GET /v1/health`, which hub listens here; `GET /v1/live`, that this process runs;
 * `GET /v1/ready`, whether a proxy should send it workstations (503 if not).
 */
export function health(app: App, hub: Hub): void {
  const { hubId } = hub.identity;
  app.get('/v1/health', { schema: { response: { 200: HealthAnswer } } }, () => ({
    hubId,
    hubEpoch: hub.identity.hubEpoch,
  }));
  app.get('/v1/live', (_request, reply) => reply.code(204).send());
  app.get('/v1/ready', { schema: { response: { 200: ReadyAnswer, 503: ReadyAnswer } } }, async (_request, reply) => {
    const answer = await readiness(hub);
    return reply.code(answer.ready ? 200 : 503).send(answer);
  });
}
