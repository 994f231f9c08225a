import { z } from 'zod';
import { Id, words } from '../primitives.ts';
import { define } from './definition.ts';

/**
 * Somebody of the desk asks that a case be set apart, for these readers and nobody else. A supervisor who did not ask
 * approves it by signing the move itself (`moved`), to exactly these readers, or returns it with a comment.
 */
export const apartRequested = define(
  'apart_requested',
  1,
  'desk',
  z.strictObject({ readers: z.array(Id).min(1).max(500) }),
  z.strictObject({ why: words(4000) }),
);

/** A supervisor returns the request with a comment, or its author takes it back. */
export const apartAnswered = define(
  'apart_answered',
  1,
  'desk',
  z.strictObject({ request: Id, verdict: z.enum(['returned', 'withdrawn']) }),
  z.strictObject({ comment: words(4000).optional() }),
);

/**
 * A case that names a user was set apart by itself as it came in, before anybody was asked. This is the word of a supervisor
 * among its readers that they have seen so: it stays apart.
 */
export const apartSeen = define('apart_seen', 1, 'desk', z.strictObject({}), z.strictObject({}));
