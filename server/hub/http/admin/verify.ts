import { Readable } from 'node:stream';
import type { Hub } from '../../parts.ts';
import { verifyHub } from '../../verify/verify.ts';
import { VerifyRequest } from './calls.ts';
import type { App } from '../new-app.ts';

async function* lines(hub: Hub, kept: readonly string[]) {
  for await (const part of verifyHub(hub, kept)) yield `${JSON.stringify(part)}\n`;
}

/** Goes through the whole record; a line of JSON for each part as soon as it is known. */
export function verifyLog(app: App, hub: Hub): void {
  app.post('/v1/admin/verification', { schema: { body: VerifyRequest }, bodyLimit: 32 << 20 }, (request, reply) =>
    reply.type('application/x-ndjson').send(Readable.from(lines(hub, request.body.checkpoints))),
  );
}
