import { sql } from 'kysely';
import { LEFT_CASE } from '../../../shared/domain/header.ts';
import type { Db } from './tables.ts';

/** Questions over the whole record. Each answers the first place that is wrong, or undefined. */

const first = async <Row>(rows: Promise<{ rows: Row[] }>): Promise<Row | undefined> => (await rows).rows[0];

export interface Place {
  readonly compartment: string;
  readonly seq: number;
  readonly id: string;
}

/** Events of logs that are not in the list of compartments. */
export const strayEvent = (db: Db) =>
  first(
    sql<Place>`select compartment, seq, id from events e
      where not exists (select 1 from compartments c where c.compartment = e.compartment)
      order by compartment, seq limit 1`.execute(db),
  );

export const eventTwice = (db: Db) =>
  first(
    // Of a case that moved the same event stands in several logs: open in one, and accepted in one.
    sql<Place>`select max(compartment) as compartment, max(seq)::int as seq, id from events
      group by id having count(*) filter (where moved_to is null) <> 1 or count(*) filter (where came_from is null) <> 1
      order by id limit 1`.execute(db),
  );

/** The hash of a header is that of its canonical text, which is what the column holds. */
export const eventWithoutVerdict = (db: Db) =>
  first(
    sql<Place & { known: boolean }>`select e.compartment, e.seq, e.id, l.id is not null as known
      from events e left join ledger l on l.id = e.id
      where l.id is null or l.verdict->>'status' <> 'accepted'
        or l.header_hash <> encode(sha256(convert_to(e.header, 'UTF8')), 'hex')
      order by e.compartment, e.seq limit 1`.execute(db),
  );

export const verdictWithoutEvent = (db: Db) =>
  first(
    sql<{ id: string; device: string; device_seq: number }>`select l.id, l.device, l.device_seq from ledger l
      where l.verdict->>'status' = 'accepted' and not exists (select 1 from events e where e.id = l.id)
      order by l.device, l.device_seq limit 1`.execute(db),
  );

/** Places of a case that went, or came, whose counterpart in the other log is not the same event. */
export const brokenMove = (db: Db) =>
  first(
    sql<Place>`select one.compartment, one.seq, one.id from events one
      where (one.moved_to is not null and not exists (select 1 from events other where other.id = one.id
          and other.case_id = one.case_id and other.compartment = one.moved_to and other.came_from = one.compartment
          and other.header = one.header and other.signature is not distinct from one.signature))
        or (one.came_from is not null and not exists (select 1 from events other where other.id = one.id
          and other.case_id = one.case_id and other.compartment = one.came_from and other.moved_to = one.compartment
          and other.header = one.header and other.signature is not distinct from one.signature))
      order by one.compartment, one.seq limit 1`.execute(db),
  );

/** Places that are closed without a signed move of their case, or a word of the hub that names none. */
export const unsignedMove = (db: Db) =>
  first(
    sql<Place>`select e.compartment, e.seq, e.id from events e
      where (e.moved_to is not null and not exists (select 1 from events l join events m
            on m.compartment = e.moved_to and m.case_id = e.case_id and m.type = 'moved'
              and m.id::text = l.header::jsonb->'facets'->>'event'
          where l.compartment = e.compartment and l.case_id = ${LEFT_CASE} and l.type = 'case_left' and l.seq > e.seq
            and l.header::jsonb->'facets'->>'case' = e.case_id::text))
        or (e.type = 'case_left' and not exists (select 1 from events m
          where m.id::text = e.header::jsonb->'facets'->>'event' and m.type = 'moved'
            and m.case_id::text = e.header::jsonb->'facets'->>'case'
            and m.header::jsonb->>'actor' = e.header::jsonb->'facets'->>'by'))
      order by e.compartment, e.seq limit 1`.execute(db),
  );

/** What a desk was told of a case that left it, without the signed act of which it is told, or of a move from elsewhere. */
export const unheardDeparture = (db: Db) =>
  first(
    sql<Place>`with told as (
        select compartment, seq, id, header::jsonb->'facets' as facets from events where type = 'departure_progressed')
      select t.compartment, t.seq, t.id from told t
      left join events l on l.case_id = ${LEFT_CASE} and l.type = 'case_left' and l.compartment = t.compartment
        and l.seq < t.seq and l.header::jsonb->'facets'->>'case' = t.facets->>'case'
        and l.header::jsonb->'facets'->>'event' = t.facets->>'move'
      left join events done on done.moved_to is null and done.id::text = t.facets->>'event'
        and done.case_id::text = t.facets->>'case'
      where l.id is null or done.id is null or not case t.facets->>'state'
        when 'sent' then done.id::text = t.facets->>'move'
        when 'acknowledged' then done.type = 'recipient_answered'
        when 'moved_on' then done.type = 'moved' and done.id::text <> t.facets->>'move'
        else done.id::text <> t.facets->>'move' end
      order by t.compartment, t.seq limit 1`.execute(db),
  );

/** Devices whose ledger entries are not numbered 1, 2, 3 … up to the last number that the hub remembers. */
export const brokenNumbers = (db: Db) =>
  first(
    sql<{ device: string; last_seq: number; entries: number; highest: number }>`select d.device, d.last_seq,
        count(l.id)::int as entries, coalesce(max(l.device_seq), 0)::int as highest
      from devices d left join ledger l on l.device = d.device and l.device_seq > 0
      group by d.device, d.last_seq
      having count(l.id) <> d.last_seq or coalesce(max(l.device_seq), 0) <> d.last_seq
      order by d.device limit 1`.execute(db),
  );

export const changedChunk = (db: Db) =>
  first(
    sql<{ compartment: string; sha256: string }>`select compartment, sha256 from chunks
      where encode(sha256(bytes), 'hex') <> sha256 order by compartment, sha256 limit 1`.execute(db),
  );

export const casesAfter = (db: Db, id: string | null, limit: number) => {
  const rows = db.selectFrom('case_state').selectAll().orderBy('case_id').limit(limit);
  return (id === null ? rows : rows.where('case_id', '>', id)).execute();
};

export const headersOfCases = (db: Db, cases: readonly string[]) =>
  db
    .selectFrom('events')
    .select(['compartment', 'case_id', 'header'])
    .where('case_id', 'in', [...cases])
    .where('moved_to', 'is', null)
    .orderBy('compartment')
    .orderBy('seq')
    .execute();

/** Cases that have events of their own and no state, by which they would be judged as new. */
export const caseWithoutState = (db: Db, notCases: readonly string[]) =>
  first(
    sql<Place>`select e.compartment, e.seq, e.id from events e
      where e.case_id not in (${sql.join(notCases)}) and not exists (select 1 from case_state s where s.case_id = e.case_id)
      order by e.compartment, e.seq limit 1`.execute(db),
  );

export const allReaders = (db: Db) =>
  db.selectFrom('compartment_readers').selectAll().orderBy('compartment').orderBy('user_id').execute();
export const allUnitKeys = (db: Db) => db.selectFrom('unit_keys').selectAll().orderBy('key').execute();
export const allDevices = (db: Db) => db.selectFrom('devices').selectAll().orderBy('device').execute();
