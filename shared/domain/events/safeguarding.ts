import { z } from 'zod';
import { TextTarget } from '../annotation.ts';
import { Id, Instant, words } from '../primitives.ts';
import { define } from './definition.ts';

/**
 * Somebody is in danger now. Raised from anywhere, cases that are not screened included: risk outranks screening.
 * `officer` is the duty officer who was told of it here; absent when nobody is on duty in the directory.
 */
export const dangerRaised = define(
  'danger_raised',
  1,
  'desk',
  z.strictObject({ officer: Id.optional() }),
  z.strictObject({
    /** Who is in danger; never the reporter as a reporter. */
    who: words(2000),
    where: words(2000),
    whyNow: words(4000),
    /** The sentence of the report that says so. */
    quote: TextTarget.optional(),
    safeContact: words(4000).optional(),
  }),
);

/**
 * A named person has taken the danger on. `here`: they signed it themselves; `telephone`: the author told them, and
 * name and time stand in the contents.
 */
export const dangerAcknowledged = define(
  'danger_acknowledged',
  1,
  'desk',
  z.strictObject({ alert: Id, how: z.enum(['here', 'telephone']) }),
  z
    .strictObject({ name: words(200).optional(), at: Instant.optional(), said: words(4000).optional() })
    .refine((told) => (told.name === undefined) === (told.at === undefined), 'a name and a time belong together'),
);

/** How a person at risk may be reached without harm to them. One card for each case, always in view. */
export const safeContactSet = define(
  'safe_contact_set',
  1,
  'desk',
  z.strictObject({}),
  z.strictObject({ who: words(400), how: words(2000), when: words(1000), never: words(2000) }),
);
