import type { Membership } from './events/directory.ts';

/** The units in which somebody assesses or supervises. */
export const desksOf = (memberships: readonly Membership[]) => [
  ...new Set(memberships.filter((m) => m.role === 'assessor' || m.role === 'supervisor').map((m) => m.unit)),
];

export const investigationUnitsOf = (memberships: readonly Membership[]) => [
  ...new Set(memberships.filter((m) => m.role === 'investigator').map((m) => m.unit)),
];

/** The units whose records somebody keeps: they answer data subjects, review, hold and dispose, and do nothing else there. */
export const recordsKeptBy = (memberships: readonly Membership[]) => [
  ...new Set(memberships.filter((m) => m.role === 'information_officer').map((m) => m.unit)),
];

/** The units whose desk's log somebody reads with its contents: where they work, and where they keep the records. */
export const desksReadBy = (memberships: readonly Membership[]) => [
  ...new Set([...desksOf(memberships), ...recordsKeptBy(memberships)]),
];

/** Whether somebody looks for data subjects and keeps records: whoever supervises, and information officers. */
export const mayKeepRecords = (memberships: readonly Membership[]) =>
  memberships.some(({ role }) => role === 'supervisor' || role === 'information_officer');

/** Whether somebody assesses or supervises anywhere: only they can be readers of a named-readers case. */
export const worksAtDesk = (memberships: readonly Membership[]) => desksOf(memberships).length > 0;

/** Whether somebody reads the journals of all devices and the signed headers of every desk, and no words of any case. */
export const isAuditor = (memberships: readonly Membership[]) => memberships.some((m) => m.role === 'auditor');

/** The units whose private keys the keyring grants to a device: the desks whose cases are read, and for an auditor the auditors' own. */
export const keyUnitsOf = (memberships: readonly Membership[]) => [
  ...new Set([...desksReadBy(memberships), ...memberships.filter((m) => m.role === 'auditor').map((m) => m.unit)]),
];
