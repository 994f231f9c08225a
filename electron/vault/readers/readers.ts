import type { z } from 'zod';
import type { Readers } from '../../../shared/bridge/readers.ts';
import type { Person } from '../../../shared/bridge/session.ts';
import { grantedDevicesOf, worksAtDesk, type Directory, type User } from '../../../shared/domain/directory.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

type People = z.output<typeof Person>[];

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const named = (directory: Directory, user: string) => ({ user, name: directory.users[user]?.name ?? '' });

const ofUnit = (directory: Directory, unit: string): User[] =>
  Object.values(directory.users).filter((user) => user.memberships.some((membership) => membership.unit === unit));

/** The members of a unit, by name. Of those, with cases named, only who can hold every one of them; why is not told. */
export function people(db: ReadConnection, unit: string, caseIds: readonly string[]): People {
  const directory = directoryOf(db);
  const cases = caseIds.flatMap((caseId) => caseInView(db, caseId)?.facts ?? []);
  // The readers of a case that was set apart may come from elsewhere.
  const readers = cases.flatMap((facts) => facts.apart?.readers ?? []);
  const users = new Set([...ofUnit(directory, unit).map(({ user }) => user), ...readers]);
  return [...users]
    .filter((user) => cases.every((facts) => mayRead(facts, user) && facts.screened[user] !== 'declared'))
    .map((user) => named(directory, user))
    .sort(byName);
}

/** Who reads a named-readers case, and whom a supervisor among them could let in; null for an ordinary case. */
export function readReaders(db: ReadConnection, caseId: string): z.output<typeof Readers> | null {
  const facts = caseInView(db, caseId)?.facts;
  const apart = facts?.apart;
  if (facts === undefined || apart === undefined || apart === null) return null;
  const directory = directoryOf(db);
  const { user: me } = identityOf(db);
  const people = apart.readers.map((user) => {
    const devices = grantedDevicesOf(directory, user);
    const waiting = devices.filter(({ device }) => !apart.devices.includes(device)).length;
    return { ...named(directory, user), workstations: devices.length, waiting };
  });
  const others = ofUnit(directory, facts.received.unit).filter(
    ({ user, memberships }) =>
      worksAtDesk(memberships) &&
      !apart.readers.includes(user) &&
      !apart.closedTo.includes(user) &&
      facts.screened[user] !== 'declared',
  );
  const supervises = directory.users[me]?.memberships.some(({ role }) => role === 'supervisor') === true;
  return {
    why: apart.why,
    people: people.sort(byName),
    others: others.map(({ user }) => named(directory, user)).sort(byName),
    mayChange: supervises && facts.screened[me] !== 'declared',
  };
}
