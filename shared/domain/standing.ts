/** How somebody stands to a unit and to a case: what the rules of every kind of work ask first. */
import type { Role } from './events/directory.ts';
import type { CaseFacts } from './facts.ts';
import type { Actor } from './verdict.ts';

/** Whether the actor holds one of the roles in the unit. */
export const holds = (actor: Actor, unit: string, ...roles: Role[]) =>
  actor.memberships.some((m) => m.unit === unit && roles.includes(m.role));

/** False for somebody to whom a named-readers case is closed; who may see the desk's cases is not asked here. */
export const mayRead = (facts: CaseFacts, user: string) =>
  facts.apart === null || facts.apart === undefined || facts.apart.readers.includes(user);

/** Whether somebody supervises where the case lies; among the readers of a case that is set apart, a supervisor of anywhere. */
export const supervises = (actor: Actor, { apart, received }: CaseFacts) =>
  apart === null || apart === undefined
    ? holds(actor, received.unit, 'supervisor')
    : actor.memberships.some((m) => m.role === 'supervisor');
