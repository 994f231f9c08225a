import type { Membership } from './events/directory.ts';

/** The units in which somebody assesses or supervises. */
export const desksOf = (memberships: readonly Membership[]) => [
  ...new Set(memberships.filter((m) => m.role === 'assessor' || m.role === 'supervisor').map((m) => m.unit)),
];

export const investigationUnitsOf = (memberships: readonly Membership[]) => [
  ...new Set(memberships.filter((m) => m.role === 'investigator').map((m) => m.unit)),
];

/** Whether somebody assesses or supervises anywhere: only they can be readers of a named-readers case. */
export const worksAtDesk = (memberships: readonly Membership[]) => desksOf(memberships).length > 0;
