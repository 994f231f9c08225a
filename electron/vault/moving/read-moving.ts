import type { z } from 'zod';
import type { Moving } from '../../../shared/bridge/moving.ts';
import { desksOf, grantedDevicesOf, worksAtDesk, type User } from '../../../shared/domain/directory.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import { permitsMove } from '../../../shared/domain/permits.ts';
import { permitsSettingApart, type SettingApartEvent } from '../../../shared/domain/permits-setting-apart.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { eventById } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import type { Actor } from '../../../shared/domain/verdict.ts';
import { supervises } from '../../../shared/domain/standing.ts';

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const named = ({ user, name }: Pick<User, 'user' | 'name'>) => ({ user, name });

/** The request that waits, or that was returned last, with its words for whoever has passed the conflict screen. */
function requestOf(db: ReadConnection, facts: CaseFacts, actor: Actor): z.output<typeof Moving>['request'] {
  const { request } = facts.work.apart;
  if (request === null || (request.state !== 'waiting' && request.state !== 'returned')) return null;
  const { users } = directoryOf(db);
  const person = (user: string) => ({ user, name: users[user]?.name ?? '' });
  const screened = facts.screened[actor.user] === 'none';
  const words = (event: string, key: 'why' | 'comment') => {
    const payload = screened ? unlessDamaged(() => eventById(db, event)?.payload ?? null, null) : null;
    const said = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[key] : null;
    return typeof said === 'string' ? said : null;
  };
  const answer = request.state === 'returned' ? facts.slots['setting apart'] : undefined;
  const answered = answer === undefined ? null : unlessDamaged(() => eventById(db, answer), null);
  return {
    request: request.request,
    by: person(request.by),
    at: request.at,
    readers: request.readers.map(person),
    why: words(request.request, 'why'),
    own: request.by === actor.user,
    mayAnswer: request.state === 'waiting' && supervises(actor, facts) && request.by !== actor.user,
    returned: answered && { by: person(answered.header.actor), comment: words(answered.header.id, 'comment') },
  };
}

/** Where this person may send a case, and whom that reaches; null where they may not. */
export function readMoving(db: ReadConnection, caseId: string): z.output<typeof Moving> | null {
  const facts = caseInView(db, caseId)?.facts;
  const directory = directoryOf(db);
  const { user, device } = identityOf(db);
  const own = directory.users[user];
  if (facts === undefined || own === undefined) return null;
  const actor = { user, device, memberships: own.memberships };
  const everybody = Object.values(directory.users);
  const atDesk = (unit: string) =>
    everybody
      .filter(({ memberships }) => desksOf(memberships).includes(unit))
      .map(named)
      .sort(byName);
  const units = Object.values(directory.units)
    .filter(({ kind, unit }) => kind === 'desk' && permitsMove(actor, facts, { to: 'desk', unit }).ok)
    .map(({ unit, name, key }) => ({ unit, name, ready: key !== null, people: atDesk(unit) }))
    .sort(byName);
  const may = (event: Pick<SettingApartEvent, 'type' | 'facets'>) =>
    permitsSettingApart(actor, facts, event as SettingApartEvent).ok;
  const screened = facts.screened[user] === 'none';
  const mayAsk =
    screened &&
    desksOf(own.memberships).includes(facts.received.unit) &&
    may({ type: 'apart_requested', facets: { readers: [user] } });
  const request = requestOf(db, facts, actor);
  const toBeSeen = may({ type: 'apart_seen', facets: {} });
  if (units.length === 0 && !mayAsk && request === null && !toBeSeen) return null;
  const readers = facts.apart?.readers;
  const people = everybody
    .filter(({ user: id, memberships }) => worksAtDesk(memberships) && facts.screened[id] !== 'declared')
    .filter(({ memberships }) => desksOf(memberships).includes(facts.received.unit))
    .map((one) => ({
      ...named(one),
      workstations: grantedDevicesOf(directory, one.user).length,
      supervises: one.memberships.some(({ role }) => role === 'supervisor'),
    }))
    .sort(byName);
  return {
    seenBy: readers
      ? everybody
          .filter(({ user: id }) => readers.includes(id))
          .map(named)
          .sort(byName)
      : atDesk(facts.received.unit),
    apart: readers !== undefined,
    mayAsk,
    request,
    toBeSeen,
    slot: facts.slots['setting apart'] ?? null,
    people,
    units,
  };
}
