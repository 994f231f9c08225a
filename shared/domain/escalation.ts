import type { Due } from './dues.ts';
import type { Membership } from './events/directory.ts';
import { escalationRules } from './supervision-rules.ts';
import type { Escalation } from './work-facts.ts';

export type EscalationLevel = 'supervisor' | 'head';

/** How far something that is due has climbed; null while its time has not passed, or it has none. */
export function levelOf(due: Pick<Due, 'kind' | 'due' | 'statutory'>, now: number): EscalationLevel | null {
  if (due.due === null) return null;
  const late = (now - Date.parse(due.due)) / 60_000;
  const rule = escalationRules.get(due.kind === 'clock' && due.statutory ? 'statutory' : due.kind);
  // A kind that no rule names climbs at once: nothing is silent because a list has a gap.
  const { supervisorMinutes, headMinutes } = rule ?? { supervisorMinutes: 0, headMinutes: 0 };
  if (late < supervisorMinutes || late < 0) return null;
  return late < headMinutes ? 'supervisor' : 'head';
}

/** Who has seen it at this level, of this very time; null: nobody. */
export const seenBy = (
  escalation: Escalation | undefined,
  due: string | null,
  level: EscalationLevel,
): string | null => (escalation === undefined || escalation.due !== due ? null : escalation[level]);

interface Person {
  readonly user: string;
  readonly memberships: readonly Membership[];
}

/** Of a unit: its people, who leads it, and who is away now. */
export interface UnitPeople {
  readonly unit: string;
  readonly people: readonly Person[];
  readonly head: string | null;
  readonly away: ReadonlySet<string>;
}

/** Who owns something: its holder, and everybody that it has climbed to. */
export interface Owners {
  readonly holder: string | null;
  /** By id, without whoever is away, unless everybody is. */
  readonly answerable: readonly string[];
}

/**
 * Who answers for something that is due. As long as anybody works at the unit there is somebody: without a holder, or with
 * one who is away, its supervisors answer, without supervisors everybody of the unit. `level` adds whom it has climbed to.
 */
export function ownersOf(
  { holder }: Pick<Due, 'holder'>,
  level: EscalationLevel | null,
  { unit, people, head, away }: UnitPeople,
): Owners {
  const of = (role: string) =>
    people.filter(({ memberships }) => memberships.some((m) => m.unit === unit && m.role === role));
  const ids = (those: readonly Person[]) => those.map(({ user }) => user);
  const supervisors = ids(of('supervisor'));
  const everybody = [...new Set([...supervisors, ...ids(of('assessor'))])];
  const present = (users: readonly string[]) => {
    const here = users.filter((user) => !away.has(user));
    return here.length > 0 ? here : users;
  };
  const unitOwns = supervisors.length > 0 ? present(supervisors) : present(everybody);
  const holderHere = holder !== null && !away.has(holder) && people.some(({ user }) => user === holder);
  if (level === null) return { holder, answerable: holderHere ? [holder] : unitOwns };
  const above = level === 'head' && head !== null ? [head] : [];
  return { holder, answerable: [...new Set([...(holderHere ? [holder] : []), ...unitOwns, ...above])] };
}
