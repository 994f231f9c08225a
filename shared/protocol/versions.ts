import { z } from 'zod';

/** A stretch of version numbers, both ends included. */
export const VersionRange = z
  .strictObject({ min: z.int().min(1), max: z.int().min(1) })
  .refine(({ min, max }) => min <= max, 'the range is empty');
export type VersionRange = z.infer<typeof VersionRange>;

/** What one side speaks: the calls (`protocol`), and the catalogue of event types and their versions (`schemas`). */
export interface Speaks {
  readonly protocol: VersionRange;
  readonly schemas: VersionRange;
}

/**
 * What this version speaks. From 1.0 on a hub serves the version before as well: `min` then stays one behind `max`. `schemas`
 * is raised when event types are added. A type that one side does not know by name is told for itself besides
 * (`schema_unsupported`); these numbers tell of a side that is too far away to go on with at all.
 */
export const spoken: Speaks = { protocol: { min: 1, max: 1 }, schemas: { min: 1, max: 2 } };

export type VersionFault = 'upgrade_required' | 'protocol_unsupported' | 'schema_unsupported';

/**
 * Why the two cannot go on with each other, or null: `upgrade_required`, the workstation is older than anything that the hub
 * still serves; the others, it is newer than the hub.
 */
export function versionFault(workstation: Speaks, hub: Speaks): VersionFault | null {
  if (workstation.protocol.max < hub.protocol.min) return 'upgrade_required';
  if (workstation.protocol.min > hub.protocol.max) return 'protocol_unsupported';
  if (workstation.schemas.max < hub.schemas.min) return 'upgrade_required';
  return workstation.schemas.min > hub.schemas.max ? 'schema_unsupported' : null;
}
