import { z } from 'zod';
import { RecipientStep } from '../recipients.ts';
import { Code, Id, Instant, words } from '../primitives.ts';
import { define } from './definition.ts';

const told = { toldAt: Instant, means: Code };

/**
 * A recipient was told by other means than a pack: each kind has a form of its own. Codes and times for the hub's clocks;
 * who took it and what was passed on are contents.
 */
export const recipientTold = define(
  'recipient_told',
  1,
  'desk',
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('safeguarding'), ...told, asks: z.array(Code).min(1).max(10) }),
    z.strictObject({ kind: z.literal('other_force'), ...told, body: Code, reason: Code }),
    /** `late`: why, when it was made after its statutory time. */
    z.strictObject({
      kind: z.literal('oversight'),
      ...told,
      body: Code,
      grounds: z.array(Code).min(1).max(20),
      late: Code.optional(),
    }),
    z.strictObject({ kind: z.literal('professional_standards'), ...told, matter: Code, severity: Code.optional() }),
    z.strictObject({ kind: z.literal('vetting'), ...told, purpose: Code }),
  ]),
  z.strictObject({
    /** Who took it there: a name and role, or a mailbox. */
    who: words(400),
    /** What was passed on, in a line. */
    passed: words(4000),
    note: words(4000).optional(),
  }),
);

/** What a recipient answered, recorded on their behalf. Which step may follow which is `recipients.ts`'s to say. */
export const recipientAnswered = define(
  'recipient_answered',
  1,
  'desk',
  z.strictObject({ recipient: Id, step: RecipientStep, at: Instant, code: Code.optional() }),
  z.strictObject({
    who: words(400).optional(),
    /** Theirs, under which they keep it. */
    reference: words(100).optional(),
    note: words(4000).optional(),
  }),
);

/** A recipient was asked what has become of it. */
export const recipientChased = define(
  'recipient_chased',
  1,
  'desk',
  z.strictObject({ recipient: Id, at: Instant, means: Code }),
  z.strictObject({ note: words(2000).optional() }),
);

/**
 * The charity was told how it stands, by one code of a list and nothing else. There are no words: whatever is written for
 * the charity may reach the reporter, and through them the person reported.
 */
export const charityTold = define(
  'charity_told',
  1,
  'desk',
  z.strictObject({ feedback: Code, toldAt: Instant }),
  z.strictObject({}),
);
