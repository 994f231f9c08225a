import type { Role } from '../../../shared/domain/events/directory.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import type { AdminClient } from '../admin-client.ts';
import { ensureAuditUnit } from '../audit-unit.ts';

/** Invented people; ids are made once and kept. */
export const people = [
  { part: 'assessor', name: 'Morgan Ashdown', role: 'assessor' },
  { part: 'investigator', name: 'Rhian Calloway', role: 'investigator' },
] as const satisfies readonly { part: string; name: string; role: Role }[];
export type Part = (typeof people)[number]['part'];

/** Adds a desk and an investigation unit for each force, and the auditors' unit. What is there stays. */
export async function addUnits(admin: AdminClient, forces: readonly string[]): Promise<void> {
  await ensureAuditUnit(admin);
  const there = new Set((await admin.units()).map(({ unit }) => unit));
  for (const force of forces) {
    const name = forceByShort(force)?.name ?? force;
    if (!there.has(force)) await admin.addUnit({ unit: force, name: `${name}: desk`, kind: 'desk', force });
    const investigators = {
      unit: `${force}-INV`,
      name: `${name}: investigations`,
      kind: 'investigation',
      force,
    } as const;
    if (!there.has(investigators.unit)) await admin.addUnit(investigators);
  }
}

/** The two people, with their role in every unit of its kind that exists. Answers their user ids. */
export async function setPeople(
  admin: AdminClient,
  known: Partial<Record<Part, string>>,
): Promise<Record<Part, string>> {
  const units = await admin.units();
  const ids: Partial<Record<Part, string>> = {};
  for (const { part, name, role } of people) {
    const kind = role === 'assessor' ? 'desk' : 'investigation';
    const memberships = units.filter((unit) => unit.kind === kind).map(({ unit }) => ({ unit, role }));
    const user = known[part];
    ids[part] = await admin.setUser({ ...(user !== undefined && { user }), name, memberships });
  }
  return ids as Record<Part, string>;
}

/** A number that Ofcom keeps for drama: it rings nowhere. */
const dutyTelephone = '020 7946 0018';

/** Puts an invented duty officer, who has no workstation, on call for every desk. Answers their user id. */
export async function setDutyOfficer(admin: AdminClient, known: string | undefined): Promise<string> {
  const desks = (await admin.units()).filter(({ kind }) => kind === 'desk');
  const whom = { ...(known !== undefined && { user: known }), name: 'Priya Holloway', memberships: [] };
  const user = await admin.setUser(whom);
  for (const { unit } of desks) await admin.setOnCall({ unit, officers: [{ user, telephone: dutyTelephone }] });
  return user;
}
