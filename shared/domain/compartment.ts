/**
 * A compartment is the unit of need-to-know and has one gapless log. Its name says its kind:
 * `directory`, `desk:MPS`, `readers:<case>` (a named-readers case), `referral:<case>`, `journal:<device>`.
 */
export type CompartmentKind = 'directory' | 'desk' | 'readers' | 'referral' | 'journal';

export const compartmentPattern =
  /^(directory|desk:[A-Z0-9-]{2,36}|(?:readers|referral|journal):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const DIRECTORY = 'directory';
export const deskOf = (unit: string) => `desk:${unit}`;
export const readersOf = (caseId: string) => `readers:${caseId}`;
export const referralOf = (caseId: string) => `referral:${caseId}`;
export const journalOf = (device: string) => `journal:${device}`;

export function kindOf(compartment: string): CompartmentKind {
  return compartment.split(':', 1)[0] as CompartmentKind;
}

/** The unit of a desk, or null for other kinds. */
export function unitOfDesk(compartment: string): string | null {
  return compartment.startsWith('desk:') ? compartment.slice('desk:'.length) : null;
}
