import { z } from 'zod';
import { Sha256 } from '../../../shared/domain/primitives.ts';
import { Compartment, limits, UPLOADED_PARTS, UploadQuery } from '../../../shared/protocol/calls.ts';
import { refuse } from '../feed/problem.ts';
import { keepChunk, keepPart, seekParts } from '../feed/upload.ts';
import type { Hub } from '../parts.ts';
import { sendProblem } from './reply.ts';
import type { App } from './new-app.ts';

const chunk = z.strictObject({ c: Compartment, sha256: Sha256 });
const params = chunk.extend({ n: z.string().regex(/^(0|[1-9]\d?)$/) });

/** A chunk travels whole as its part 0, or in parts where the line does not last; `HEAD` tells what has come. */
export function uploads(app: App, hub: Hub): void {
  const options = {
    schema: { params, querystring: UploadQuery, consumes: ['application/octet-stream'] },
    bodyLimit: limits.chunkBytes,
  };
  app.put('/v1/compartments/:c/uploads/:sha256/:n', options, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) return sendProblem(reply, refuse('invalid_event').problem);
    const { c, sha256, n } = request.params;
    const { of } = request.query;
    if (of === undefined && n !== '0') return sendProblem(reply, refuse('invalid_event', { detail: 'of' }).problem);
    const kept =
      of === undefined
        ? await keepChunk(hub, request.device, c, sha256, request.body)
        : await keepPart(hub, request.device, c, sha256, { n: Number(n), of, bytes: request.body });
    return kept.ok ? reply.code(204).send() : sendProblem(reply, kept.problem);
  });
  app.head('/v1/compartments/:c/uploads/:sha256', { schema: { params: chunk } }, async (request, reply) => {
    const { c, sha256 } = request.params;
    const found = await seekParts(hub, request.device, c, sha256);
    return found.ok ? reply.header(UPLOADED_PARTS, found.here).code(200).send() : sendProblem(reply, found.problem);
  });
}
