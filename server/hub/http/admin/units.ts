import { addUnit } from '../../feed/directory-changes.ts';
import type { Hub } from '../../parts.ts';
import { describeUnits } from '../../feed/device-list.ts';
import { AddUnitRequest, UnitsAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

export function units(app: App, hub: Hub): void {
  app.get('/v1/admin/units', { schema: { response: { 200: UnitsAnswer } } }, async () => ({
    units: await describeUnits(hub),
  }));
  app.post('/v1/admin/units', { schema: { body: AddUnitRequest } }, async (request, reply) => {
    await addUnit(hub, request.body);
    return reply.code(204).send();
  });
}
