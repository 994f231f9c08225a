import { z } from 'zod';
import { Id } from '../../../shared/domain/primitives.ts';
import type { Hub } from '../parts.ts';
import type { App } from './app.ts';

export const HealthAnswer = z.strictObject({ hubId: Id, hubEpoch: z.int().min(1) });

/** `GET /v1/health`: which hub listens here. Not signed. */
export function health(app: App, { identity: { hubId, hubEpoch } }: Hub): void {
  app.get('/v1/health', { schema: { response: { 200: HealthAnswer } } }, () => ({ hubId, hubEpoch }));
}
