import type { z } from 'zod';
import type { Forgotten } from '../../../shared/bridge/forgotten.ts';
import { NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseHeader } from '../store/events.ts';
import { directoryOf } from '../store/meta.ts';
import { referenceOf } from './reference-of.ts';
import { standingIn } from './refusals.ts';

const AT_MOST = 200;

/**
 * What a restored hub has forgotten of others' work and has not taken again, newest first. Of a case that is closed to
 * this person nothing, of one that they have not screened nothing but who, when and of which kind.
 */
export function forgottenWork(db: ReadConnection): z.output<typeof Forgotten>[] {
  const { users } = directoryOf(db);
  return db
    .all<{ id: string; case_id: string; header: string; payload: string | null; set_aside_at: string }>(
      `SELECT id, case_id, header, payload, set_aside_at FROM forgotten_events
       WHERE id NOT IN (SELECT id FROM events) ORDER BY set_aside_at DESC, id DESC LIMIT ?`,
      [AT_MOST],
    )
    .flatMap((row) => {
      const { open, screened } = standingIn(db, row.case_id);
      if (!open) return [];
      const header = parseHeader(row.header, row.case_id);
      const sealed = row.payload === null && header.payloadHash !== NO_PAYLOAD_HASH;
      const state = !screened ? ('not_screened' as const) : sealed ? ('sealed' as const) : ('here' as const);
      return [
        {
          event: row.id,
          caseId: row.case_id,
          reference: referenceOf(db, row.case_id),
          type: header.type,
          by: { user: header.actor, name: users[header.actor]?.name ?? '' },
          at: header.at,
          setAsideAt: row.set_aside_at,
          state,
          facets: screened ? header.facets : {},
          payload: state === 'here' && row.payload !== null ? (JSON.parse(row.payload) as z.core.util.JSONType) : null,
        },
      ];
    });
}
