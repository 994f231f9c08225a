import { z } from 'zod';
import { Sha256 } from '../../../shared/domain/primitives.ts';
import { BlobQuery, Compartment } from '../../../shared/protocol/calls.ts';
import { readChunk, seekChunk } from '../feed/upload.ts';
import type { Hub } from '../parts.ts';
import { sendProblem } from './reply.ts';
import type { App } from './new-app.ts';

const params = z.strictObject({ c: Compartment, sha256: Sha256 });
const path = '/v1/compartments/:c/blobs/:sha256';

export function blobs(app: App, hub: Hub): void {
  app.get(
    path,
    { schema: { params, querystring: BlobQuery, produces: ['application/octet-stream'] } },
    async (request, reply) => {
      const { c, sha256 } = request.params;
      const chunk = await readChunk(hub, request.device, c, sha256, request.query.from);
      if (!chunk.ok) return sendProblem(reply, chunk.problem);
      return reply.type('application/octet-stream').send(chunk.bytes);
    },
  );
  app.head(path, { schema: { params } }, async (request, reply) => {
    const { c, sha256 } = request.params;
    const found = await seekChunk(hub, request.device, c, sha256);
    return found.ok ? reply.code(200).send() : sendProblem(reply, found.problem);
  });
}
