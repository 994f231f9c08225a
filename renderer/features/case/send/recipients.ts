import type { CallOutput } from '../../../../shared/bridge/contract.ts';
import type { Outcome } from '../../../../shared/domain/events/assessment.ts';

export type Unit = CallOutput<'directory.units'>[number];

const receives: readonly Unit['kind'][] = ['investigation', 'safeguarding', 'professional_standards'];

/** The units that a pack may go to: of the case's own force first, then by name. */
export function recipientsOf(units: readonly Unit[], force: string): Unit[] {
  return units
    .filter((unit) => receives.includes(unit.kind))
    .toSorted((a, b) => Number(b.force === force) - Number(a.force === force) || a.name.localeCompare(b.name, 'en-GB'));
}

/** The outcome that a unit of this kind most likely acts on, among those decided. */
export const outcomeFor = (unit: Unit, decided: readonly Outcome[]): Outcome | null =>
  (unit.kind === 'safeguarding' && decided.includes('safeguard') ? 'safeguard' : undefined) ??
  decided.find((outcome) => outcome !== 'record') ??
  decided[0] ??
  null;
