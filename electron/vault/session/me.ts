import type { z } from 'zod';
import type { Me } from '../../../shared/bridge/session.ts';
import { type Unit } from '../../../shared/bridge/session.ts';
import { recordsKeptBy } from '../../../shared/domain/roles.ts';
import { desksOf, investigationUnitsOf } from '../../../shared/domain/directory.ts';
import { fingerprint } from '../../../shared/protocol/keys.ts';
import { workstationsOf } from '../referrals/recipients.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unitKeysOf } from '../store/keys.ts';
import { directoryOf, identityOf, trustedOf } from '../store/meta.ts';

/** Who this vault belongs to, as the directory has them now. */
export function me(db: ReadConnection): Omit<z.output<typeof Me>, 'recovery'> {
  const identity = identityOf(db);
  const directory = directoryOf(db);
  const memberships = directory.users[identity.user]?.memberships ?? [];
  const held = new Set(Object.keys(unitKeysOf(db)));
  const openUnits = new Set(
    Object.entries(directory.unitKeys).flatMap(([key, { unit }]) => (held.has(key) ? [unit] : [])),
  );
  const named = (unit: string) => ({ unit, name: directory.units[unit]?.name ?? unit });
  return {
    user: identity.user,
    name: directory.users[identity.user]?.name ?? identity.name,
    device: identity.device,
    fingerprint: fingerprint(identity.signing.publicKey, identity.sealing.publicKey, trustedOf(db).keyring),
    memberships: [...memberships],
    desks: desksOf(memberships).map((unit) => ({ ...named(unit), open: openUnits.has(unit) })),
    keeps: recordsKeptBy(memberships).map((unit) => ({ ...named(unit), open: openUnits.has(unit) })),
    investigates: investigationUnitsOf(memberships).map(named),
  };
}

/** Every unit, by name, with how many workstations could open a referral sent there now. */
export function units(db: ReadConnection): z.output<typeof Unit>[] {
  const directory = directoryOf(db);
  return Object.values(directory.units)
    .map(({ unit, name, kind, force }) => ({
      unit,
      name,
      kind,
      force: force ?? null,
      workstations: workstationsOf(directory, unit).length,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
