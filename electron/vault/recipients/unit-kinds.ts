import type { KindOfUnit } from '../../../shared/domain/recipients-of.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf } from '../store/meta.ts';

/** Which kind of recipient a unit is, as the directory of this workstation has it. */
export function kindOfUnit(db: ReadConnection): KindOfUnit {
  const { units } = directoryOf(db);
  return (unit) => {
    const kind = units[unit]?.kind;
    return kind === 'safeguarding' || kind === 'professional_standards' ? kind : 'detectives';
  };
}
