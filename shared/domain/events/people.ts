import { z } from 'zod';
import { Code, Id, words } from '../primitives.ts';
import { define } from './definition.ts';

export const Identification = z.enum(['confirmed', 'probable', 'possible', 'described', 'unknown']);
export type Identification = z.infer<typeof Identification>;

/** What a person is to a case. There is no role for who reported, nor for who is suspected of it. */
export const PersonRole = z.enum(['reported', 'at_risk', 'witness', 'associate', 'child']);
export type PersonRole = z.infer<typeof PersonRole>;

/**
 * Who somebody in the report is, how surely, and on what basis. `person` stays the same through all versions; nothing
 * merges by itself, and an upgrade needs a basis.
 */
export const personIdentified = define(
  'person_identified',
  1,
  'desk',
  z.strictObject({
    person: Id,
    role: PersonRole,
    identification: Identification,
    subjectClass: Code.optional(),
    withdrawn: z.boolean().optional(),
  }),
  z.strictObject({
    name: words(200).optional(),
    rank: words(100).optional(),
    collarNumber: words(40).optional(),
    station: words(200).optional(),
    description: words(4000).optional(),
    basis: words(4000),
    /** The place of the subject in the report, from 0, when the entry began there. */
    reportedAs: z.int().min(0).max(99).optional(),
    /** The mark in the text that the entry began with. */
    annotation: Id.optional(),
  }),
);
