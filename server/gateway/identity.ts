import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { base64 } from '../../shared/domain/primitives.ts';
import { DeviceIdentity, newDeviceIdentity, type EnrolledIdentity } from '../device/identity.ts';

/**
 * The gateway's own secrets: its device keys, and the key of the HMAC by which repeats are told from changed repeats.
 * With another HMAC key every known report would look changed, so that this file is worth a backup.
 */
export const GatewayIdentity = DeviceIdentity.extend({
  macKey: base64(64),
  /**
   * The device that signs reports that are set apart. Devices number their events without a gap: were they all signed by
   * one, whoever reads every desk could tell from a missing number that there is a report that they do not see.
   */
  apart: DeviceIdentity.optional(),
});
export type GatewayIdentity = z.infer<typeof GatewayIdentity>;
export type EnrolledGateway = GatewayIdentity & EnrolledIdentity;

export const newGatewayIdentity = (): GatewayIdentity => ({
  ...newDeviceIdentity(),
  macKey: randomBytes(32).toString('base64'),
});
