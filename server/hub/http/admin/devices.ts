import { z } from 'zod';
import { Id } from '../../../../shared/domain/primitives.ts';
import { describeDevices } from '../../feed/device-list.ts';
import { withdrawDevice } from '../../feed/directory-changes.ts';
import { refuse } from '../../feed/problem.ts';
import type { Hub } from '../../parts.ts';
import { sendProblem } from '../reply.ts';
import { DevicesAnswer } from './calls.ts';
import type { App } from '../new-app.ts';

export function devices(app: App, hub: Hub): void {
  app.get('/v1/admin/devices', { schema: { response: { 200: DevicesAnswer } } }, async () => ({
    devices: await describeDevices(hub),
  }));
  const params = z.strictObject({ device: Id });
  app.post('/v1/admin/devices/:device/withdrawal', { schema: { params } }, async (request, reply) =>
    (await withdrawDevice(hub, request.params.device))
      ? reply.code(204).send()
      : sendProblem(reply, refuse('not_found', { detail: 'no such device' }).problem),
  );
}
