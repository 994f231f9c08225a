import type { Hub } from '../../parts.ts';
import { counts } from '../../store/counts.ts';
import { StatsAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

export function stats(app: App, hub: Hub): void {
  app.get('/v1/admin/stats', { schema: { response: { 200: StatsAnswer } } }, () => counts(hub.db));
}
