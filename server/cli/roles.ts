import { Role, type Membership } from '../../shared/domain/events/directory.ts';
import { AUDIT_UNIT } from '../keyring/contents.ts';
import { Stop } from './stop.ts';

interface Unit {
  readonly unit: string;
  readonly kind: string;
}

const kindFor: Partial<Record<Role, string>> = {
  assessor: 'desk',
  supervisor: 'desk',
  information_officer: 'desk',
  investigator: 'investigation',
};
const acrossUnits: readonly Role[] = ['gateway', 'keyring', 'auditor', 'administrator'];

/**
 * Reads `--role assessor:MPS`, `--role assessor:*` (every desk there is), or `--role assessor --unit MPS`. A role that
 * belongs to no unit (gateway, keyring, auditor, administrator) is held in the audit unit.
 */
export function membershipsOf(
  written: readonly string[],
  unitOption: string | undefined,
  units: readonly Unit[],
): Membership[] {
  return written.flatMap((text) => {
    const [name = '', named] = text.split(':', 2);
    const role = Role.safeParse(name);
    if (!role.success) throw new Stop(`there is no role ${name}: choose one of ${Role.options.join(', ')}`);
    const unit = named ?? unitOption ?? (acrossUnits.includes(role.data) ? AUDIT_UNIT : undefined);
    if (unit === undefined) throw new Stop(`in which unit? Write --role ${name}:UNIT, or --role ${name}:* for all`);
    if (unit !== '*') {
      if (!units.some((known) => known.unit === unit))
        throw new Stop(`there is no unit ${unit}: see "npm run hub -- units", add it with "units --add ${unit}"`);
      return [{ unit, role: role.data }];
    }
    const kind = kindFor[role.data];
    const all = units.filter((known) => kind === undefined || known.kind === kind);
    if (all.length === 0) throw new Stop(`there is no unit yet for --role ${text}: add one with "units --add CODE"`);
    return all.map((known) => ({ unit: known.unit, role: role.data }));
  });
}
