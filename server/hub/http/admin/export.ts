import { Readable } from 'node:stream';
import { exportLines } from '../../feed/export.ts';
import type { Hub } from '../../parts.ts';
import type { App } from '../new-app.ts';

/** A stream of JSON Lines; read in pages, so that it never holds more than one in memory. */
export function exportLog(app: App, hub: Hub): void {
  app.get('/v1/admin/export', (_request, reply) =>
    reply.type('application/x-ndjson').send(Readable.from(exportLines(hub))),
  );
}
