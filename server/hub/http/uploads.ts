import { z } from 'zod';
import { Sha256 } from '../../../shared/domain/primitives.ts';
import { Compartment, limits } from '../../../shared/protocol/calls.ts';
import { refuse } from '../feed/problem.ts';
import { keepChunk } from '../feed/upload.ts';
import type { Hub } from '../parts.ts';
import type { App } from './app.ts';
import { sendProblem } from './reply.ts';

const params = z.strictObject({ c: Compartment, sha256: Sha256, n: z.literal('0') });

/** A chunk travels whole, so that the part number is always 0. */
export function uploads(app: App, hub: Hub): void {
  app.put(
    '/v1/compartments/:c/uploads/:sha256/:n',
    { schema: { params, consumes: ['application/octet-stream'] }, bodyLimit: limits.chunkBytes },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) return sendProblem(reply, refuse('invalid_event').problem);
      const { c, sha256 } = request.params;
      const kept = await keepChunk(hub, request.device, c, sha256, request.body);
      return kept.ok ? reply.code(204).send() : sendProblem(reply, kept.problem);
    },
  );
}
