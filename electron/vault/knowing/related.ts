import { z } from 'zod';
import type { CaseLink, Related } from '../../../shared/bridge/knowing.ts';
import { AlertKind, LinkKind } from '../../../shared/domain/alerts.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { eventById } from '../store/events.ts';
import { alertRules, matchesOf } from './alerts.ts';
import { duplicatesOf } from './duplicates.ts';
import { knownId, linesOf } from './lines.ts';

const nothing: Related = { compared: false, alerts: [], quieted: [], duplicates: [], links: [] };

interface LinkRow extends SqlRow {
  other: number;
  kind: string;
  event: string;
  here: number;
}

/** Links of both logs between this case and known ones, newest first. */
const linkRows = (db: ReadConnection, id: number, caseId: string) =>
  db.all<LinkRow>(
    `SELECT k.id AS other, l.kind, l.event, 1 AS here FROM known_links l CROSS JOIN known_cases k ON k.case_id = l.other
     WHERE l.id = ?
     UNION ALL SELECT l.id, l.kind, l.event, 0 FROM known_links l WHERE l.other = ?
     ORDER BY 3 DESC LIMIT 500`,
    [id, caseId],
  );

interface QuietRow extends SqlRow {
  other: number;
  kind: string;
  signed_in: string;
}

const quietRows = (db: ReadConnection, id: number, caseId: string) =>
  db.all<QuietRow>(
    `SELECT k.id AS other, q.kind, ? AS signed_in FROM known_quieted q CROSS JOIN known_cases k ON k.case_id = q.other
     WHERE q.id = ?
     UNION ALL SELECT q.id, q.kind, k.case_id FROM known_quieted q CROSS JOIN known_cases k ON k.id = q.id WHERE q.other = ?`,
    [caseId, id, caseId],
  );

const Why = z.object({ why: z.string() });
const whyOf = (db: ReadConnection, event: string) =>
  unlessDamaged(() => Why.safeParse(eventById(db, event)?.payload).data?.why, undefined) ?? '';

/** The first report and its follow-ups: known to belong together, so that no alert tells it again. */
function reportsOf(db: ReadConnection, id: number): ReadonlySet<number> {
  const own = db.get<{ reference: string; parent_reference: string | null }>(
    'SELECT reference, parent_reference FROM cases WHERE id = ?',
    [id],
  )!;
  const parent = own.parent_reference;
  return new Set(
    db.column<number>(
      `SELECT id FROM cases WHERE hidden = 0 AND reference = ?
       UNION SELECT id FROM cases WHERE parent_reference = ? UNION SELECT id FROM cases WHERE parent_reference = ?`,
      [parent, parent, own.reference],
    ),
  );
}

/**
 * Alerts, near-duplicates and links of a case. Only cases whose conflict screen this person has passed and that are not
 * set apart for named readers are compared, shown or counted.
 */
export function readRelated(db: ReadConnection, caseId: string): Related {
  const id = knownId(db, caseId);
  if (id === null) return nothing;
  const rules = alertRules(db);
  const duplicates = duplicatesOf(db, id, (rules.NEAR_DUPLICATE.likeness ?? 50) / 100);
  const matches = matchesOf(db, id, rules, duplicates);
  const links = linkRows(db, id, caseId);
  const quiets = quietRows(db, id, caseId);
  const joined = new Set([...links.map(({ other }) => other), ...reportsOf(db, id)]);
  const quiet = new Set(quiets.map(({ other, kind }) => `${other} ${kind}`));
  const lines = linesOf(db, [
    ...[...matches.values()].flat().map((match) => match.id),
    ...duplicates.map((duplicate) => duplicate.id),
    ...links.map(({ other }) => other),
    ...quiets.map(({ other }) => other),
  ]);
  const alerts = [...matches].flatMap(([kind, found]) => {
    // Whether there are enough is asked of all that match; what is shown is what is new.
    if (found.length < rules[kind].cases) return [];
    const fresh = found.flatMap((match) => {
      const line = lines.get(match.id);
      const { what, likeness } = match;
      return line === undefined || joined.has(match.id) || quiet.has(`${match.id} ${kind}`)
        ? []
        : [{ case: line, what, likeness }];
    });
    return fresh.length === 0 ? [] : [{ kind, matches: fresh }];
  });
  const together = new Map<string, { kind: AlertKind; id: number; signedIn: string[] }>();
  for (const { other, kind, signed_in: signedIn } of quiets) {
    const known = AlertKind.safeParse(kind);
    if (!known.success) continue;
    const held = together.get(`${other} ${kind}`);
    if (held === undefined) together.set(`${other} ${kind}`, { kind: known.data, id: other, signedIn: [signedIn] });
    else held.signedIn.push(signedIn);
  }
  return {
    compared: true,
    alerts,
    quieted: [...together.values()].flatMap(({ kind, id: other, signedIn }) => {
      const line = lines.get(other);
      return line === undefined ? [] : [{ kind, case: line, signedIn }];
    }),
    duplicates: duplicates.flatMap(({ id: other, likeness }) => {
      const line = lines.get(other);
      return line === undefined ? [] : [{ case: line, likeness }];
    }),
    links: links.flatMap(({ other, kind, event, here }): CaseLink[] => {
      const line = lines.get(other);
      const known = LinkKind.safeParse(kind);
      if (line === undefined || !known.success) return [];
      const signedIn = here === 1 ? 'here' : 'there';
      return [{ case: line, kind: known.data, why: whyOf(db, event), signedIn, event }];
    }),
  };
}
