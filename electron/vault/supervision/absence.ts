import { z } from 'zod';
import type { supervisionCalls } from '../../../shared/bridge/supervision.ts';
import { awayAt, isAhead, isAway } from '../../../shared/domain/absences.ts';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { desksOf } from '../../../shared/domain/directory.ts';
import { DIRECTORY_CASE } from '../../../shared/domain/header.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { foldRow } from '../cases/fold-row.ts';
import { holdings } from '../desk/holdings.ts';
import { personIn } from '../dues/of-case.ts';
import type { ReadConnection } from '../store/connection.ts';
import { storedContents, unlessDamaged } from '../store/damaged-row.ts';
import { caseInView } from '../store/facts.ts';
import { identityOf } from '../store/meta.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import { peopleAt, supervisorOf } from './supervisor.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

type Read = z.output<(typeof supervisionCalls)['absence.read']['output']>;
type Wanted = z.output<(typeof supervisionCalls)['absence.set']['input']>;
type Gone = z.output<(typeof supervisionCalls)['absence.set']['output']>;

/** Cases that are covered for somebody now. */
function coveredFor(db: ReadConnection): { caseId: string; of: string; by: string; cover: string }[] {
  return db.column<string>(`SELECT DISTINCT case_id FROM events WHERE type = 'covered'`).flatMap((caseId) => {
    const cover = caseInView(db, caseId)?.facts.work.cover ?? null;
    return cover === null || cover.ended ? [] : [{ caseId, of: cover.of, by: cover.to, cover: cover.event }];
  });
}

/** Who may be said to be away by this person, with what they hold; of whoever supervises nowhere, themselves alone. */
export function readAbsences(db: ReadConnection, now: number): Read {
  const { actor, directory, units: supervised } = supervisorOf(db);
  const at = new Date(now).toISOString();
  const desks = desksOf(actor.memberships);
  const { orNobody } = personIn(db);
  const held = new Map(holdings(db).map((holding) => [holding.user, holding.held]));
  const covered = coveredFor(db);
  const rows = desks.flatMap((unit) =>
    peopleAt(directory, unit)
      .filter(
        ({ user }) =>
          supervised.includes(unit) ||
          user === actor.user ||
          covered.some(({ of, by }) => of === user && by === actor.user),
      )
      .map(({ user, name }) => {
        const absence = directory.absences?.[user];
        const shown = absence !== undefined && isAhead(absence, at) ? absence : null;
        return {
          user,
          name,
          unit,
          held: held.get(user) ?? 0,
          absence: shown && {
            from: shown.from,
            until: shown.until,
            cover: orNobody(shown.cover),
            away: isAway(shown, at),
          },
          covered: covered.filter(({ of }) => of === user).length,
        };
      }),
  );
  // Somebody of several desks is away from all of them, and stands here once.
  const once = rows.filter(({ user }, index) => rows.findIndex((row) => row.user === user) === index);
  return { units: desks.map((unit) => ({ unit, name: directory.units[unit]?.name ?? unit })), rows: once };
}

/** What of a draft says which one it is, as it went. */
const Shared = z.object({ part: z.string(), savedAt: z.string() });

/** Own drafts of a case that went along already, as they are. */
function sharedAs(db: ReadConnection, caseId: string, user: string): Set<string> {
  const rows = db.column<string | null>(
    `SELECT payload FROM events WHERE case_id = ? AND type = 'draft_shared' AND json_extract(header, '$.actor') = ?`,
    [caseId, user],
  );
  return new Set(
    rows.flatMap((payload) => {
      const said = unlessDamaged(() => Shared.safeParse(storedContents(payload, caseId)).data, undefined);
      return said === undefined ? [] : [`${said.part} ${said.savedAt}`];
    }),
  );
}

/**
 * Drafts of this person on cases that pass between them and somebody else while one of them is away, without those that went
 * along already and were not changed since.
 */
export function draftsBetween(
  db: ReadConnection,
  to: string,
): z.output<(typeof supervisionCalls)['absence.drafts']['output']> {
  const { user } = identityOf(db);
  const pair = [user, to];
  return coveredFor(db)
    .filter(({ of, by }) => pair.includes(of) && pair.includes(by))
    .flatMap(({ caseId }) => {
      const went = sharedAs(db, caseId, user);
      return db
        .all<{ part: string; content: string; saved_at: string }>(
          'SELECT part, content, saved_at FROM drafts WHERE case_id = ? AND held_until IS NULL ORDER BY part',
          [caseId],
        )
        .filter(({ part, saved_at: savedAt }) => !went.has(`${part} ${savedAt}`))
        .map(({ part, content, saved_at: savedAt }) => ({
          ...{ caseId, part, savedAt },
          content: z.json().parse(JSON.parse(content)),
        }));
    });
}

/** Whoever comes after another waits so long for their workstation, so that two do not sign the same: ms. */
const TURN_MS = 15 * 60_000;

/**
 * What this person's workstation sees to by itself now: absences whose time has come and whose cases still lie with whoever is
 * away; covers whose absence is over; and people to whom drafts go along. Of those who may, one after the other has a turn:
 * for a beginning whoever is away and then each supervisor who is here, for an end the cover first, since their drafts lie there.
 */
export function absencesDue(
  db: ReadConnection,
  now: number,
): z.output<(typeof supervisionCalls)['absence.due']['output']> {
  const { actor, directory } = supervisorOf(db);
  const absences = Object.values(directory.absences ?? {});
  const away = awayAt(directory.absences, new Date(now).toISOString());
  const supervisors = (unit: string, but: string) =>
    Object.values(directory.users)
      .filter(({ user, memberships }) => user !== but && !away.has(user) && holdsRole(memberships, unit, 'supervisor'))
      .map(({ user }) => user)
      .toSorted();
  const turn = (order: readonly string[], since: string) => {
    const place = order.indexOf(actor.user);
    return place !== -1 && Date.parse(since) + place * TURN_MS <= now;
  };
  const holdsRow = (absent: string, cover: string) =>
    db.column<string>('SELECT case_id FROM cases WHERE allocated_to = ? AND decided = 0', [absent]).some((caseId) => {
      const facts = caseInView(db, caseId)?.facts;
      return facts !== undefined && facts.screened[cover] !== 'declared' && mayRead(facts, cover);
    });
  const begin = absences.flatMap(({ user, unit, cover, from }) =>
    cover !== null && away.has(user) && turn([user, ...supervisors(unit, user)], from) && holdsRow(user, cover)
      ? [{ user, cover }]
      : [],
  );
  const covered = coveredFor(db);
  const end = absences.flatMap(({ user, unit, until }) => {
    if (until === null || Date.parse(until) > now) return [];
    const covers = [...new Set(covered.filter(({ of }) => of === user).map(({ by }) => by))];
    return covers.length > 0 && turn([...covers, user, ...supervisors(unit, user)], until) ? [{ user, unit }] : [];
  });
  const others = [
    ...new Set(covered.flatMap(({ of, by }) => (of === actor.user ? [by] : by === actor.user ? [of] : []))),
  ];
  // What whoever covers types goes back when it ends, not while they are at it.
  const ending = new Set(end.map(({ user }) => user));
  const share = others.filter(
    (other) => (away.has(actor.user) || ending.has(other)) && draftsBetween(db, other).length > 0,
  );
  return { begin, end, share };
}

const holdsRole = (memberships: readonly { unit: string; role: string }[], unit: string, role: string) =>
  memberships.some((m) => m.unit === unit && m.role === role);

/** Everything undecided that somebody holds goes to the cover; a case that the cover may not hold stays where it is. */
function give(vault: WritingVault, absent: string, to: string): Gone {
  const cases = vault.db.column<string>('SELECT case_id FROM cases WHERE allocated_to = ? AND decided = 0', [absent]);
  let gone = 0;
  for (const caseId of cases) {
    const facets = { absent, to };
    const composed = unlessDamaged(
      () => compose(vault, { caseId, type: 'covered', facets, payload: {} }),
      failed('case_damaged'),
    );
    if (!composed.ok) continue;
    keepSigned(vault, composed.value);
    foldRow(vault, caseId);
    gone += 1;
  }
  return { gone, left: cases.length - gone };
}

const say = (vault: WritingVault, { user, unit, from, until, cover }: Wanted) =>
  compose(vault, {
    caseId: DIRECTORY_CASE,
    type: 'absence_set',
    facets: { user, unit, from, ...(until !== null && { until }), ...(cover !== null && { cover }) },
    compartment: DIRECTORY,
  });

/** Says that somebody is away, in one transaction with what it does to their cases. */
export function setAbsence(vault: WritingVault, wanted: Wanted): Done<Gone> {
  const now = instant(vault.clock());
  const { user, from, until, cover } = wanted;
  if (until !== null && until <= from) return failed('times_out_of_order');
  if (cover === user) return failed('not_permitted', { reason: 'cannot_receive', who: null });
  return vault.db.transaction(() => {
    const composed = say(vault, wanted);
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    const begun = from <= now && (until === null || now < until);
    return done(begun && cover !== null ? give(vault, user, cover) : { gone: 0, left: 0 });
  });
}

/** Gives the cover what somebody who is away still holds. */
export function giveToCover(vault: WritingVault, user: string): Done<Gone> {
  const absence = supervisorOf(vault.db).directory.absences?.[user];
  const cover = absence?.cover ?? null;
  if (absence === undefined || cover === null || !isAway(absence, instant(vault.clock()))) return failed('not_away');
  return vault.db.transaction(() => done(give(vault, user, cover)));
}

/** Ends an absence now: every case that is held for this person comes back. */
export function comeBack(vault: WritingVault, { user, unit }: { user: string; unit: string }): Done<Gone> {
  const { db } = vault;
  const now = instant(vault.clock());
  return db.transaction(() => {
    const { actor, units, directory } = supervisorOf(db);
    const absence = directory.absences?.[user];
    // Whoever covers gives back what they hold; that somebody is here again they or a supervisor say.
    const says = user === actor.user || units.includes(unit);
    if (says && absence !== undefined && isAhead(absence, now)) {
      const from = absence.from < now ? absence.from : now;
      const composed = say(vault, { user, unit, from, until: now, cover: absence.cover });
      if (!composed.ok) return composed;
      keepSigned(vault, composed.value);
    }
    const held = coveredFor(db).filter(({ of, by }) => of === user && (says || by === actor.user));
    let gone = 0;
    for (const { caseId, cover } of held) {
      const composed = compose(vault, { caseId, type: 'cover_ended', facets: { cover }, payload: {} });
      if (!composed.ok) continue;
      keepSigned(vault, composed.value);
      foldRow(vault, caseId);
      gone += 1;
    }
    return done({ gone, left: held.length - gone });
  });
}
