import { Readable } from 'node:stream';
import { bundleLimits } from '../../../../shared/protocol/bundle/format.ts';
import { bundleFor } from '../../bundle/out.ts';
import { takeBundle } from '../../bundle/in.ts';
import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { storedAnswer } from '../stored-answer.ts';
import { BundleInAnswer, BundleOutRequest } from './bundle-calls.ts';
import type { App } from '../new-app.ts';

/** Bundles for rooms without a line. The file goes out as it is made; what comes in is encrypted, and read in memory. */
export function bundles(app: App, hub: Hub): void {
  app.post('/v1/admin/bundles/out', { schema: { body: BundleOutRequest } }, async (request, reply) => {
    const { device, chunks, whole } = request.body;
    const written = await bundleFor(hub, device, { chunks, whole });
    if (!written.ok) return sendProblem(reply, written.problem);
    request.log.info({ device, bundle: written.id }, 'bundle out');
    return reply.type('application/octet-stream').send(Readable.from(written.sealed));
  });
  app.post(
    '/v1/admin/bundles/in',
    { schema: { response: { 200: BundleInAnswer } }, bodyLimit: bundleLimits.toHub, ...storedAnswer },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) return sendProblem(reply, refuse('invalid_event').problem);
      const taken = await takeBundle(hub, request.body);
      const told = taken.ok
        ? { device: taken.taken.device, events: taken.taken.verdicts.length }
        : { code: taken.code };
      request.log.info(told, 'bundle in');
      return reply.send(taken as BundleInAnswer);
    },
  );
}
