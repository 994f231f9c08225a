/**
 * When the recipients of each referral last did anything: kept with the facts of its case from this version on, and here
 * for the cases that are known already, out of what was mirrored into their logs.
 */
export const name = 'what recipients did';
export const statements = [
  `update case_state c set facts = jsonb_set(c.facts, '{work,news}', n.news)
   from (
     select case_id, jsonb_object_agg(referral, at) as news
     from (
       select case_id, header::jsonb->'facets'->>'referral' as referral,
         max(header::jsonb->>'at') as at
       from events where type = 'referral_progressed' group by 1, 2
     ) last group by case_id
   ) n
   where n.case_id = c.case_id and c.facts ? 'work'`,
];
