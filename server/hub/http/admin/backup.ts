import { Readable } from 'node:stream';
import { instant, type Hub } from '../../parts.ts';
import { backupLines } from '../../store/backup.ts';
import type { App } from '../new-app.ts';

/** Every row of one moment, as a stream of JSON Lines. */
export function backup(app: App, hub: Hub): void {
  app.get('/v1/admin/backup', (_request, reply) => {
    const lines = backupLines(hub.db, { epoch: hub.identity.hubEpoch, madeAt: instant(hub.clock()) });
    return reply.type('application/x-ndjson').send(Readable.from(lines));
  });
}
