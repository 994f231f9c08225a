/**
 * Under which epoch this database was last served, and since when its grants wait for a review. Both may be null, so
 * that a hub of the version before goes on beside this one.
 */
export const name = 'standing';
export const statements = [`alter table hub add column epoch integer`, `alter table hub add column review_since text`];
