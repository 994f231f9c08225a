import { addUnit } from '../../feed/directory-changes.ts';
import type { Hub } from '../../parts.ts';
import { listUnits } from '../../store/units.ts';
import type { App } from '../app.ts';
import { AddUnitRequest, UnitsAnswer } from './calls.ts';

export function units(app: App, hub: Hub): void {
  app.get('/v1/admin/units', { schema: { response: { 200: UnitsAnswer } } }, async () => ({
    units: await listUnits(hub.db),
  }));
  app.post('/v1/admin/units', { schema: { body: AddUnitRequest } }, async (request, reply) => {
    await addUnit(hub, request.body);
    return reply.code(204).send();
  });
}
